import { useEffect, useState } from 'react';
import styles from './Skeleton.module.css';

const PATIENCE_MILLISECONDS = 300;

/** Stands where something will be, only once it has been waited for 300 ms. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return <div className={styles.room} style={{ minHeight: `${lines * 2}rem` }} />;
  return (
    <div className={styles.room} role="status">
      <span className="heard">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <div key={line} className={styles.line} style={{ width: `${[92, 76, 84][line % 3]}%` }} />
      ))}
    </div>
  );
}
