import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { t } from '../../ui/language.ts';

interface QuickDialogProps {
  title: string;
  /** In CSS pixels. */
  width: number;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A dialog that opens within the answer to a key. It is the browser's own, which keeps the focus inside, hears Esc and
 * gives the focus back, which first falls on what the children begin with; a Modal of Ant Design draws and styles far more before its first picture. What has a form and
 * buttons of its own stays with that.
 */
export function QuickDialog({ title, width, onClose, children }: QuickDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does what a click beside it does
    <dialog
      ref={dialog}
      className="quick"
      style={{ width }}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
      onKeyDownCapture={(event) => {
        // Esc closes the list that a field has opened, and this only when there is none; the field itself would close it first.
        const isInList = event.target instanceof Element && event.target.closest('.ant-select-open') !== null;
        if (event.key === 'Escape' && isInList) event.preventDefault();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="inside">
        <h2 id={id}>{title}</h2>
        {children}
        <button type="button" className="leave" aria-label={t('action.close')} onClick={onClose}>
          <span aria-hidden="true">×</span>
        </button>
      </div>
    </dialog>
  );
}
