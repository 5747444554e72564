import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import styles from './Toast.module.css';

/** How what is said can be taken back while it is said. */
interface Undo {
  label: string;
  /** Takes it back. */
  act: () => void;
  /** Called once, when it can no longer be taken back. */
  otherwise: () => void;
}

interface Said {
  words: string;
  undo?: Undo;
}

const SHOWN_MILLISECONDS = 8000;
let show: ((said: Said | null) => void) | undefined;
let open: { words: string; undo: Undo } | undefined;

/** Says in one line what was just done, and how to take it back. */
export function toast(words: string, undo?: Undo): void {
  settleToast();
  open = undo ? { words, undo } : undefined;
  show?.(undo ? { words, undo } : { words });
}

/** What could still be taken back stands from now on: its page is left or hidden, or its time is over. */
export function settleToast(): void {
  if (!open) return;
  const { words, undo } = open;
  open = undefined;
  show?.({ words });
  undo.otherwise();
}

/** Where what was just done is said; once on every door. */
export function Toasts() {
  const [said, setSaid] = useState<Said | null>(null);
  useEffect(() => {
    show = setSaid;
    const settleHidden = () => {
      if (document.visibilityState === 'hidden') settleToast();
    };
    document.addEventListener('visibilitychange', settleHidden);
    // Old engines hide no page that is left for another.
    window.addEventListener('pagehide', settleToast);
    return () => {
      show = undefined;
      document.removeEventListener('visibilitychange', settleHidden);
      window.removeEventListener('pagehide', settleToast);
    };
  }, []);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => {
      settleToast();
      setSaid(null);
    }, SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className={styles.place} role="status">
      {said ? (
        <div className={styles.toast}>
          <span>{said.words}</span>
          {said.undo ? (
            <Button
              onPress={() => {
                open = undefined;
                said.undo?.act();
                setSaid(null);
              }}
            >
              {said.undo.label}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
