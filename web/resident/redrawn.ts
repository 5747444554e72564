import { useEffect, useState } from 'react';

/** Draws a component again whenever what stands outside the components, and is told by these readers, has changed. */
export function useRedrawn(readers: Set<() => void>): void {
  const [, draw] = useState(0);
  useEffect(() => {
    const again = () => draw((count) => count + 1);
    readers.add(again);
    return () => {
      readers.delete(again);
    };
  }, [readers]);
}
