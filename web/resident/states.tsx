import { type ReactNode, useEffect, useRef } from 'react';
import type { Refusal } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { t } from '../ui/language.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { sayTime } from '../ui/times.ts';
import { headingCame } from './heading.ts';
import styles from './page.module.css';
import { useMe } from './queries.ts';
import { holdsReceipt } from './receipt.ts';
import type { Remote } from './remote.ts';
import { endedWhileWriting, offerSignIn } from './signing-in.ts';

interface TroubleProps {
  refusal: Refusal;
  /** Does the very same again that was refused. */
  onRetry?: (() => void) | undefined;
  /** Within a form: sends that again. */
  submits?: boolean;
}

/** What went wrong, in a sentence, with a way out. */
export function Trouble({ refusal, onRetry, submits = false }: TroubleProps) {
  const nobody = useMe().value === null;
  return (
    <div className={styles.problem} role="alert">
      <p>{refusal.sentence}</p>
      {nobody && refusal.code === 'platform.sign_in' ? (
        <Button onPress={offerSignIn}>{t('resident.login.do')}</Button>
      ) : submits ? (
        <Button submits>{t('action.retry')}</Button>
      ) : onRetry ? (
        <Button onPress={onRetry}>{t('action.retry')}</Button>
      ) : (
        <Button href="/">{t('action.home')}</Button>
      )}
    </div>
  );
}

/** Something from the server, in whichever state it is: not yet, not at all, as it was, or there. */
export function Loaded<T>({
  of: remote,
  lines,
  title,
  dated = true,
  children,
}: {
  of: Remote<T>;
  lines?: number;
  /** Whether to say since when it stands where it could not be read anew; else what is within it says so. */
  dated?: boolean;
  /** The heading of a page whose own one comes with what is loaded. */
  title?: string;
  children: (value: T) => ReactNode;
}) {
  const { value, refusal, readAt, recalled, reload } = remote;
  const settled = value !== undefined || refusal !== undefined;
  useEffect(() => {
    if (settled) headingCame();
  }, [settled]);
  if (value !== undefined)
    return (
      <>
        {dated && (refusal || recalled) && readAt ? (
          <p className={styles.soft}>{t('resident.offline.as_of', { time: sayTime(readAt, new Date()) })}</p>
        ) : null}
        {children(value)}
      </>
    );
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
  // Whose session has ended keeps the page with all that is typed on it; whoever signs out has left it.
  const wasHere = useRef(false);
  wasHere.current = me.value === undefined ? false : wasHere.current || me.value !== null;
  const ended = me.value === null && wasHere.current;
  useEffect(() => {
    if (ended && endedWhileWriting()) offerSignIn();
  }, [ended]);
  if (receiptOf && holdsReceipt(receiptOf)) return <>{children}</>;
  return (
    <Loaded of={me} dated={false} {...(title ? { title } : {})}>
      {(person) =>
        person || ended ? (
          <>
            {ended ? <Ended /> : null}
            {children}
          </>
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

/** The session ended while this page was open. */
function Ended() {
  return (
    <div className={styles.note} role="alert">
      <p>{t('resident.session.ended')}</p>
      <Button onPress={offerSignIn}>{t('resident.login.do')}</Button>
    </div>
  );
}
