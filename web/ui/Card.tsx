import type { ReactNode } from 'react';
import styles from './Card.module.css';

/** `calm`: something to read. The others say how it stands, beside their words. */
export type CardTone = 'calm' | 'waiting' | 'done' | 'danger';

/** A thing that can be picked up, and what can be done with it. */
export function Card({ children, tone = 'calm', label }: { children: ReactNode; tone?: CardTone; label?: string }) {
  return (
    <article className={`${styles.card} ${styles[tone]}`} aria-label={label}>
      {children}
    </article>
  );
}
