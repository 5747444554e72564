import { useEffect } from 'react';
import type { Notification } from '../../../src/notify/schema.ts';
import { answerOf, api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say, t } from '../../ui/language.ts';
import { sayAgo } from '../../ui/times.ts';
import { Frame } from '../Frame.tsx';
import styles from '../page.module.css';
import { kindOf, sayKind, useMe, useNeeds } from '../queries.ts';
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

function Mine() {
  const signedIn = Boolean(useMe().value);
  const needs = useNeeds().value;
  const inbox = useRemote(signedIn ? 'inbox' : null, () =>
    answerOf(api.GET('/api/v1/me/notifications', { params: { query: { limit: 50 } } })),
  );
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
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState action={<Button href="/">{t('action.home')}</Button>}>{t('resident.inbox.none')}</EmptyState>
        ) : (
          <ul className={styles.rows}>
            {items.map((message) => {
              const kind = kindOf(needs, message.orderKind);
              return (
                <li key={message.id}>
                  <a className={styles.row} href={addressOf(message)}>
                    <span className={styles.grow}>
                      {message.readAt === null ? (
                        <strong>{sentenceOf(message, kind ? sayKind(kind) : null)}</strong>
                      ) : (
                        sentenceOf(message, kind ? sayKind(kind) : null)
                      )}
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
        )
      }
    </Loaded>
  );
}

function sentenceOf(message: Notification, kind: string | null): string {
  return (
    say(`notify.${message.kind}`, { kind: kind ?? t('notify.help'), number: message.orderNumber ?? '' }) ?? message.kind
  );
}

const TO_VOLUNTEERS = new Set(['task_named', 'task_changed', 'task_gone']);

function addressOf({ kind, orderId }: Notification): string {
  if (kind === 'team_message') return '/tasks';
  if (kind === 'breach_told') return '/me/notices';
  if (kind.startsWith('absence_')) return '/volunteer';
  if (kind === 'offer' || kind === 'team_offer') return '/offers';
  if (orderId === null) return '/orders';
  return TO_VOLUNTEERS.has(kind) ? `/tasks/${orderId}` : `/orders/${orderId}`;
}
