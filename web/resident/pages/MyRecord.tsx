import { useState } from 'react';
import type { MyData } from '../../../src/identity/schema.ts';
import { answerOf, api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say, t } from '../../ui/language.ts';
import { saveFile } from '../../ui/save-file.ts';
import { sayDate } from '../../ui/times.ts';
import { forgetDeeds } from '../deeds.ts';
import { forgetDraft } from '../draft.ts';
import { Frame } from '../Frame.tsx';
import { inWeChat } from '../installed.ts';
import { useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { useMe } from '../queries.ts';
import { forgetAll, useRemote } from '../remote.ts';
import { goInstead } from '../router.ts';
import { keepLastHere } from '../signing-in.ts';
import { Loaded, SignedIn, Trouble } from '../states.tsx';
import { forgetTyped } from '../typed.ts';
import { UnitName } from '../UnitName.tsx';
import { LooksAtMe } from './LooksAtMe.tsx';

/** What is kept of me: see it, take it along, have it deleted. */
export function MyRecord() {
  return (
    <Frame title={t('resident.data.title')} back="/me">
      <h1 tabIndex={-1}>{t('resident.data.title')}</h1>
      <SignedIn why={t('resident.data.sign_in')}>
        <Mine />
      </SignedIn>
    </Frame>
  );
}

function Mine() {
  const signedIn = Boolean(useMe().value);
  const record = useRemote(signedIn ? 'me:data' : null, () => answerOf(api.GET('/api/v1/me/data')) as Promise<MyData>);
  if (record.refusal?.code === 'platform.proof_needed') return <SignInAnew />;
  return (
    <Loaded of={record}>
      {(kept) => (
        <>
          <Kept kept={kept} />
          <LooksAtMe />
          <section className={styles.stack}>
            {inWeChat() ? (
              <p>{t('resident.data.export_elsewhere')}</p>
            ) : (
              <Button onPress={() => save(kept)}>{t('resident.data.export')}</Button>
            )}
            <Button href="/me">{t('resident.data.correct')}</Button>
            <Leaving personId={kept.person.id} retained={kept.retained} />
          </section>
        </>
      )}
    </Loaded>
  );
}

/** Staff whose login is not fresh: who takes everything of a person along shows again that it is them. */
function SignInAnew() {
  return (
    <EmptyState
      action={
        <>
          <Button look="main" href="/login?then=%2Fme%2Fdata">
            {t('resident.login.do')}
          </Button>
          <Button href="/desk/login">{t('resident.data.again_desk')}</Button>
        </>
      }
    >
      {t('resident.data.again')}
    </EmptyState>
  );
}

function Kept({ kept }: { kept: MyData }) {
  const now = new Date();
  const { person } = kept;
  const rows: [string, string | null][] = [
    [t('resident.data.name'), person.name],
    [t('resident.data.phone'), person.phone],
    [t('resident.data.birth_year'), person.birthYear === null ? null : String(person.birthYear)],
    [t('resident.data.since'), sayDate(person.createdAt, now)],
    [
      t('resident.data.consents'),
      firstOfEach(kept.consents)
        .map((consent) =>
          t('resident.data.consent_since', {
            what: say(`resident.consent.${consent.purpose}`) ?? consent.purpose,
            day: sayDate(consent.givenAt, now),
          }),
        )
        .join('\n') || null,
    ],
    [
      t('resident.data.roles'),
      kept.grants
        .filter((grant) => grant.endedAt === null)
        .map((grant) => say(`role.${grant.role}`))
        .join(t('resident.list_comma')) || null,
    ],
    ...Object.entries(kept.more).map(([what, rows]): [string, string | null] => [
      say(`resident.data.more_${what}`) ?? what,
      Array.isArray(rows) ? t('resident.data.count', { count: rows.length }) : rows ? t('resident.data.in_file') : null,
    ]),
  ];
  return (
    <section className={styles.stack}>
      <p className={styles.soft}>{t('resident.data.least')}</p>
      <dl className={styles.rows}>
        {rows.map(([name, value]) => (
          <div key={name} className={`${styles.row} ${styles.still}`}>
            <dt className={styles.soft}>{name}</dt>
            <dd className={`${styles.words} ${styles.value}`}>{value ?? t('resident.data.nothing')}</dd>
          </div>
        ))}
        <div className={`${styles.row} ${styles.still}`}>
          <dt className={styles.soft}>{t('resident.me.home')}</dt>
          <dd className={styles.value}>
            {person.homeUnitId ? <UnitName id={person.homeUnitId} /> : t('resident.data.nothing')}
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** Every login asks again; what matters is since when. */
function firstOfEach(consents: MyData['consents']): MyData['consents'] {
  const oldestFirst = [...consents].sort((a, b) => a.givenAt.localeCompare(b.givenAt));
  return oldestFirst.filter((each, at) => oldestFirst.findIndex(({ purpose }) => purpose === each.purpose) === at);
}

/** Gives the whole record as a file. */
function save(kept: MyData): void {
  const file = new Blob([JSON.stringify(kept, null, 2)], { type: 'application/json' });
  saveFile(file, `linli-${kept.exportedAt.slice(0, 10)}.json`);
}

function Leaving({ personId, retained }: { personId: string; retained: MyData['retained'] }) {
  const [asking, setAsking] = useState(false);
  const { busy, refusal, run } = useDoing();
  const leave = async () => {
    if (!(await run(() => answerOf(api.DELETE('/api/v1/me'))))) return;
    forgetDraft();
    forgetTyped();
    keepLastHere(null);
    await forgetDeeds(personId);
    forgetAll();
    goInstead('/');
  };
  return (
    <>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('resident.data.delete')}
      </Button>
      {asking ? (
        <Dialog title={t('resident.data.delete_title')} onClose={() => setAsking(false)}>
          <p>{t('resident.data.delete_what')}</p>
          <ul className={styles.stack}>
            {retained.map((rest) => (
              <li key={rest.what} className={styles.soft}>
                {t('resident.retained.each', {
                  what: say(`resident.retained.${rest.what}`) ?? rest.what,
                  long:
                    rest.years === null
                      ? t('resident.retained.by_law')
                      : t('resident.retained.years', { count: rest.years }),
                  source: rest.source,
                })}
              </li>
            ))}
          </ul>
          {refusal ? <Trouble refusal={refusal} onRetry={leave} /> : null}
          <Button look="danger" busy={busy} onPress={leave}>
            {t('resident.data.delete_sure')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('action.cancel')}</Button>
        </Dialog>
      ) : null}
    </>
  );
}
