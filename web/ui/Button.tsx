import type { MouseEvent, ReactNode } from 'react';
import styles from './Button.module.css';
import { Icon, type IconPicture } from './Icon.tsx';

/** `main`: the one thing to do on the page. `danger`: what cannot be undone. `quiet`: beside the point. */
export type ButtonLook = 'main' | 'plain' | 'quiet' | 'danger';

interface Props {
  children: ReactNode;
  look?: ButtonLook;
  icon?: IconPicture;
  onPress?: (event: MouseEvent<HTMLElement>) => void;
  /** Makes it a link that looks like a button. */
  href?: string;
  submits?: boolean;
  /** What it started is under way; pressing again does nothing. */
  busy?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  /** Said instead of its words, where they need more around them to be understood. */
  label?: string;
  describedBy?: string;
  lang?: string;
}

/** Something to press. */
export function Button({
  children,
  look = 'plain',
  icon,
  onPress,
  href,
  submits = false,
  busy = false,
  ...rest
}: Props) {
  const className = `${styles.button} ${styles[look]}`;
  const words = (
    <>
      {icon ? <Icon of={icon} /> : null}
      <span>{children}</span>
    </>
  );
  const common = {
    className,
    'aria-label': rest.label,
    'aria-describedby': rest.describedBy,
    lang: rest.lang,
    onClick: onPress,
  };
  if (href !== undefined) {
    return (
      <a href={href} {...common}>
        {words}
      </a>
    );
  }
  return (
    <button
      type={submits ? 'submit' : 'button'}
      {...common}
      onClick={busy ? (event) => event.preventDefault() : onPress}
      disabled={rest.disabled}
      aria-busy={busy || undefined}
      aria-pressed={rest.pressed}
    >
      {words}
    </button>
  );
}
