import type { Static } from 'typebox';
import type { SessionShape } from '../../../src/identity/schema.ts';
import { answerOf, api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../ui/language.ts';
import { toast } from '../../ui/Toast.tsx';
import { sayAgo } from '../../ui/times.ts';
import { Frame } from '../Frame.tsx';
import { useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { useMe } from '../queries.ts';
import { refresh, useRemote } from '../remote.ts';
import { Loaded, SignedIn, Trouble } from '../states.tsx';

/** Where I am signed in, and signing out there. */
export function Sessions() {
  return (
    <Frame title={t('resident.sessions.title')} back="/me">
      <h1 tabIndex={-1}>{t('resident.sessions.title')}</h1>
      <SignedIn why={t('resident.data.sign_in')}>
        <Mine />
      </SignedIn>
    </Frame>
  );
}

function Mine() {
  const signedIn = Boolean(useMe().value);
  const sessions = useRemote(signedIn ? 'me:sessions' : null, () => answerOf(api.GET('/api/v1/me/sessions')));
  return (
    <Loaded of={sessions}>
      {({ items }) => (
        <ul className={styles.rows}>
          {items.map((session) => (
            <Session key={session.id} session={session} />
          ))}
        </ul>
      )}
    </Loaded>
  );
}

function Session({ session }: { session: Static<typeof SessionShape> }) {
  const { busy, refusal, run } = useDoing();
  const device = session.device ?? t('resident.sessions.unknown');
  const end = async () => {
    if (!(await run(() => answerOf(api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id: session.id } } })))))
      return;
    toast(t('resident.sessions.ended', { device }));
    await refresh('me:sessions');
  };
  return (
    <li className={`${styles.row} ${styles.still}`}>
      <span className={styles.grow}>
        {device}
        <br />
        <span className={styles.small}>
          {session.current
            ? t('resident.sessions.here')
            : t('resident.sessions.seen', { ago: sayAgo(session.lastSeenAt, new Date()) })}
        </span>
        {refusal ? <Trouble refusal={refusal} onRetry={end} /> : null}
      </span>
      {session.current ? null : (
        <Button busy={busy} onPress={end} label={t('resident.sessions.end_which', { device })}>
          {t('resident.sessions.end')}
        </Button>
      )}
    </li>
  );
}
