import type { ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import styles from './Dialog.module.css';

interface Props {
  title: string;
  children: ReactNode;
  onClose: () => void;
}

/**
 * A sheet over the page for one question. Esc, or a press beside it, closes it; the focus goes back to where it was, or to
 * the heading of the page where the answer has taken that away.
 */
export function Dialog({ title, children, onClose }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = `dialog${useId().replace(/\W/g, '')}`;
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    // WebKit before 15.4 knows the element by name only: the style sheet lays it over the page, focus goes in by hand.
    if (typeof dialog.showModal === 'function') dialog.showModal();
    else dialog.setAttribute('open', '');
    dialog.querySelector<HTMLElement>('h2')?.focus();
    return () => {
      if (typeof dialog.close === 'function') dialog.close();
      if (!(before instanceof HTMLElement)) return;
      before.focus();
      // It goes with all around it a moment later, when this was its last deed.
      setTimeout(() => {
        if (!before.isConnected) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
      });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it, by onCancel
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={titleId}
      aria-modal="true"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className={styles.sheet}>
        <h2 id={titleId} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
