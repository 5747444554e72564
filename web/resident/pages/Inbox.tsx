import { useEffect } from 'react';
import { answerOf, api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { t } from '../../ui/language.ts';
import { sayAgo } from '../../ui/times.ts';
import { Frame } from '../Frame.tsx';
import { addressOf, sentenceOf } from '../inbox.ts';
import { useOlder } from '../older.tsx';
import styles from '../page.module.css';
import { useMe, useNeeds } from '../queries.ts';
import { refresh, useRemote } from '../remote.ts';
import { Loaded, SignedIn } from '../states.tsx';
import { UnitName } from '../UnitName.tsx';

/** What I was told, newest first. */
export function Inbox() {
  return (
    <Frame title={t('resident.inbox.title')} back="/me">
      <h1 tabIndex={-1}>{t('resident.inbox.title')}</h1>
      <SignedIn why={t('resident.inbox.sign_in')}>
        <Mine />
      </SignedIn>
    </Frame>
  );
}

function readInbox(cursor?: string) {
  const query = { limit: 50, ...(cursor === undefined ? {} : { cursor }) };
  return answerOf(api.GET('/api/v1/me/notifications', { params: { query } }));
}

function Mine() {
  const signedIn = Boolean(useMe().value);
  const needs = useNeeds().value;
  const inbox = useRemote(signedIn ? 'inbox' : null, () => readInbox());
  const { items, more } = useOlder(inbox.value, readInbox);
  const newest = inbox.value?.items[0];
  const unread = newest && newest.readAt === null ? newest.id : null;
  useEffect(() => {
    if (unread === null) return;
    // Seen is read; if the network is gone it is read the next time.
    answerOf(api.POST('/api/v1/me/notifications/read', { body: { upTo: unread } }))
      .then(() => refresh('me'))
      .catch(() => undefined);
  }, [unread]);
  return (
    <Loaded of={inbox}>
      {() =>
        items.length === 0 ? (
          <EmptyState action={<Button href="/">{t('action.home')}</Button>}>{t('resident.inbox.none')}</EmptyState>
        ) : (
          <>
            <ul className={styles.rows}>
              {items.map((message) => {
                const sentence = sentenceOf(message, needs);
                return (
                  <li key={message.id}>
                    <a className={styles.row} href={addressOf(message)}>
                      <span className={styles.grow}>
                        {message.readAt === null ? <strong>{sentence}</strong> : sentence}
                        {message.message ? <span className={styles.told}>{message.message.words}</span> : <br />}
                        <span className={styles.small}>
                          {message.readAt === null ? `${t('resident.inbox.new')} · ` : ''}
                          {message.message ? (
                            <>
                              <UnitName id={message.message.teamId} /> ·{' '}
                            </>
                          ) : null}
                          {sayAgo(message.at, new Date())}
                        </span>
                      </span>
                    </a>
                  </li>
                );
              })}
            </ul>
            {more}
          </>
        )
      }
    </Loaded>
  );
}
