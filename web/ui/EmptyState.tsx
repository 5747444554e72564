import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** One line that says what is not there, and one thing to do. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}
