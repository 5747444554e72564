import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import styles from './Toast.module.css';

interface Said {
  words: string;
  undo?: { label: string; act: () => void };
}

const SHOWN_MILLISECONDS = 8000;
let show: ((said: Said | null) => void) | undefined;

/** Says in one line what was just done, and how to take it back. */
export function toast(words: string, undo?: Said['undo']): void {
  show?.(undo ? { words, undo } : { words });
}

/** Where what was just done is said; once on every door. */
export function Toasts() {
  const [said, setSaid] = useState<Said | null>(null);
  useEffect(() => {
    show = setSaid;
    return () => {
      show = undefined;
    };
  }, []);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), SHOWN_MILLISECONDS);
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
