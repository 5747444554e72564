import type { ReactNode } from 'react';

/** A table. Where the window is too narrow for its columns it moves within itself, and can then be reached by keys. */
export function Table({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <table ref={reachWhereItMoves} className={className ? `plain ${className}` : 'plain'}>
      {children}
    </table>
  );
}

function reachWhereItMoves(table: HTMLTableElement | null) {
  if (!table) return;
  const look = () => {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    else table.removeAttribute('tabindex');
  };
  const size = new ResizeObserver(look);
  size.observe(table);
  return () => size.disconnect();
}
