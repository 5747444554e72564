import type { BreachNotice } from '../../../src/vault/schema.ts';
import { answerOf, api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { t } from '../../ui/language.ts';
import { sayTime } from '../../ui/times.ts';
import { Frame } from '../Frame.tsx';
import styles from '../page.module.css';
import { useMe } from '../queries.ts';
import { useRemote } from '../remote.ts';
import { Loaded, SignedIn } from '../states.tsx';

/** What I am told when data of mine may have been seen: what, when, what may come of it, what I can do, whom to ask. */
export function Notices() {
  return (
    <Frame title={t('resident.notices.title')} back="/inbox">
      <h1 tabIndex={-1}>{t('resident.notices.title')}</h1>
      <SignedIn why={t('resident.notices.sign_in')}>
        <Mine />
      </SignedIn>
    </Frame>
  );
}

function Mine() {
  const signedIn = Boolean(useMe().value);
  const notices = useRemote(signedIn ? 'me:notices' : null, () => answerOf(api.GET('/api/v1/me/breaches')));
  return (
    <Loaded of={notices}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState action={<Button href="/">{t('action.home')}</Button>}>{t('resident.notices.none')}</EmptyState>
        ) : (
          <div className={styles.wide}>
            {items.map((notice) => (
              <Notice key={notice.id} notice={notice} />
            ))}
          </div>
        )
      }
    </Loaded>
  );
}

function Notice({ notice }: { notice: BreachNotice }) {
  const now = new Date();
  const found = sayTime(notice.foundAt, now);
  const kinds = notice.dataKinds.map((kind) => t(`breach.data.${kind}`)).join(t('resident.list_comma'));
  const parts = [
    ['cause', notice.cause],
    ['consequences', notice.consequences],
    ['taken', notice.measuresTaken],
    ['you', notice.measuresForPeople],
    ['contact', notice.contact],
  ] as const;
  return (
    <Card>
      <p className={styles.sentence}>{notice.what}</p>
      <p>{t('resident.notices.data', { kinds })}</p>
      <p className={styles.soft}>
        {notice.happenedAt
          ? t('resident.notices.happened', { time: sayTime(notice.happenedAt, now), found })
          : t('resident.notices.found', { found })}
      </p>
      {parts.map(([name, words]) => (
        <section key={name}>
          <h2 className={styles.section}>{t(`resident.notices.${name}`)}</h2>
          <p className={styles.words}>{words}</p>
        </section>
      ))}
    </Card>
  );
}
