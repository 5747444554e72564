import type { ComponentType } from 'react';
import styles from './Icon.module.css';

/** An icon of lucide-react, imported by its own name (`lucide-react/icons/phone`) so that no other comes along. */
export type IconPicture = ComponentType<{
  className?: string;
  'aria-hidden'?: boolean;
  strokeWidth?: number;
  focusable?: boolean;
}>;

/** A picture beside a word; it says nothing by itself. */
export function Icon({ of: Picture }: { of: IconPicture }) {
  return <Picture className={styles.icon ?? ''} aria-hidden focusable={false} strokeWidth={1.75} />;
}
