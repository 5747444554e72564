import type { ReactNode } from 'react';
import type { Refusal } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { t } from '../ui/language.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './page.module.css';
import { useMe } from './queries.ts';
import { holdsReceipt } from './receipt.ts';
import type { Remote } from './remote.ts';

/** What went wrong, in a sentence, with a way out. */
export function Trouble({ refusal, onRetry }: { refusal: Refusal; onRetry?: (() => void) | undefined }) {
  return (
    <div className={styles.problem} role="alert">
      <p>{refusal.sentence}</p>
      {onRetry ? <Button onPress={onRetry}>{t('action.retry')}</Button> : <Button href="/">{t('action.home')}</Button>}
    </div>
  );
}

/** The same in a form, below what was filled in: its own button tries again. */
export function FormTrouble({ refusal }: { refusal: Refusal | undefined }) {
  if (!refusal) return null;
  return (
    <div className={styles.problem} role="alert">
      <p>{refusal.sentence}</p>
    </div>
  );
}

/** Something from the server, in whichever state it is: not yet, not at all, or there. */
export function Loaded<T>({
  of: remote,
  lines,
  title,
  children,
}: {
  of: Remote<T>;
  lines?: number;
  /** The heading of a page whose own one comes with what is loaded. */
  title?: string;
  children: (value: T) => ReactNode;
}) {
  const { value, refusal, reload } = remote;
  if (value !== undefined) return <>{children(value)}</>;
  if (!refusal) return <Skeleton lines={lines ?? 4} label={t('state.loading')} />;
  const final = refusal.status === 403 || refusal.status === 404;
  return (
    <>
      {title ? <h1 tabIndex={-1}>{title}</h1> : null}
      <Trouble refusal={refusal} onRetry={final ? undefined : reload} />
    </>
  );
}

/**
 * What only those who are signed in can see; the others are told how. `receiptOf`: whoever has shown the receipt of this
 * order may see it too, and the others are asked for theirs.
 */
export function SignedIn({
  children,
  why,
  title,
  receiptOf,
}: {
  children: ReactNode;
  why: string;
  title?: string;
  receiptOf?: string;
}) {
  const me = useMe();
  if (receiptOf && holdsReceipt(receiptOf)) return <>{children}</>;
  return (
    <Loaded of={me} {...(title ? { title } : {})}>
      {(person) =>
        person ? (
          children
        ) : (
          <>
            {title ? <h1 tabIndex={-1}>{title}</h1> : null}
            <EmptyState
              action={
                <>
                  <Button look="main" href={`/login?then=${encodeURIComponent(location.pathname)}`}>
                    {t('resident.login.do')}
                  </Button>
                  {receiptOf === undefined ? null : <Button href="/receipt">{t('resident.receipt.have')}</Button>}
                </>
              }
            >
              {why}
            </EmptyState>
          </>
        )
      }
    </Loaded>
  );
}
