import { type ReactNode, useEffect, useState } from 'react';
import type { Neighbours as Said } from '../../../../src/orders/schema/alike.ts';
import { answerOf, api, Refusal } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../../ui/language.ts';
import { toast } from '../../../ui/Toast.tsx';
import { dateOf, sayWindowAlone } from '../../../ui/times.ts';
import {
  changeDraft,
  type Draft,
  forgetDraft,
  hasPassed,
  readDraft,
  settledOrder,
  useDraft,
  windowOf,
} from '../../draft.ts';
import { homeOfDevice, keepHome } from '../../home.ts';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { readPhoto } from '../../photos.ts';
import { kindOf, sayKind, useMe, useNeeds } from '../../queries.ts';
import { refresh } from '../../remote.ts';
import { goInstead } from '../../router.ts';
import { SignIn } from '../../SignIn.tsx';
import { Loaded, Trouble } from '../../states.tsx';
import { UnitName } from '../../UnitName.tsx';
import { WaitingPhoto } from '../../WaitingPhoto.tsx';
import { Doors } from '../petition/Doors.tsx';
import checkStyles from './Check.module.css';
import { Neighbours, neighboursOf } from './Neighbours.tsx';
import { Question } from './steps.tsx';

/** Everything once more before it is sent; each answer can be changed. */
export function Check() {
  const draft = useDraft();
  const me = useMe();
  const { busy, refusal, run } = useDoing();
  const [neighbours, setNeighbours] = useState<Said>();
  useEffect(() => {
    // On arrival only: once it is sent the draft is empty too, and the way leads elsewhere.
    if (readDraft().text.trim() === '') goInstead('/order');
  }, []);
  const home = me.value?.homeUnitId ?? homeOfDevice();
  useEffect(() => {
    // Known already, so not asked again; somebody else may live elsewhere.
    if (draft.placeUnitId === null && draft.behalf === null && home && draft.text) changeDraft({ placeUnitId: home });
  }, [draft, home]);
  const send = (follow: boolean) => {
    setNeighbours(undefined);
    // A change takes a new key: sent again as it was, it keeps the old one and arrives once.
    if (readDraft().follow !== follow) changeDraft({ follow });
    return run(sendDraft);
  };
  const askThenSend = () =>
    run(async () => {
      const said = await neighboursOf(readDraft());
      if (said) setNeighbours(said);
      else await send(false);
    });
  const complete = draft.placeUnitId !== null;
  // What may have arrived already is sent as it was, whatever the hour: another time would make a second order of it.
  const passed = draft.sending === null && hasPassed(draft, new Date());
  return (
    <Question step="/order/check" title={t('resident.check.title')}>
      <Answers draft={draft} />
      {draft.confidential ? <Doors text={draft.text} /> : null}
      <p className={styles.soft}>{t(draft.confidential ? 'resident.who_sees' : 'resident.check.who_sees')}</p>
      {refusal && !(me.value === null && refusal.code === 'platform.sign_in') ? (
        <Refused refusal={refusal} onRetry={() => send(readDraft().follow)} />
      ) : null}
      {draft.forName !== null ? (
        <Button look="main" href="/order/whom?check">
          {t('resident.check.whom_first')}
        </Button>
      ) : !complete ? (
        <Button look="main" href="/order/where?check">
          {t('resident.check.where_first')}
        </Button>
      ) : passed ? (
        <>
          <p className={styles.note}>{t('resident.when.part_past')}</p>
          <Button look="main" href="/order/when?check">
            {t('resident.check.other_time')}
          </Button>
        </>
      ) : me.value || refusal?.status === 0 ? (
        <Button look="main" busy={busy} onPress={askThenSend}>
          {t(busy ? 'resident.check.sending' : 'resident.check.send')}
        </Button>
      ) : me.value === undefined ? (
        // Not known yet who reads: whoever is signed in is not asked for a number.
        <Loaded of={me} lines={1}>
          {() => null}
        </Loaded>
      ) : (
        <>
          <section className={styles.stack}>
            <h2>{t('resident.check.phone')}</h2>
            <SignIn ask={t('resident.check.ask_code')} onSignedIn={askThenSend} />
          </section>
          {draft.confidential && draft.behalf === null ? <WithoutAccount /> : null}
        </>
      )}
      {neighbours ? (
        <Neighbours
          said={neighbours}
          busy={busy}
          onFollow={() => send(true)}
          onSend={() => send(false)}
          onClose={() => setNeighbours(undefined)}
        />
      ) : null}
    </Question>
  );
}

/** Whoever fears being found out may leave nothing at all. */
function WithoutAccount() {
  return (
    <section className={styles.stack}>
      <h2>{t('resident.receipt.instead')}</h2>
      <p className={styles.soft}>{t('resident.receipt.instead_what')}</p>
      <Button href="/order/receipt">{t('resident.receipt.title')}</Button>
    </section>
  );
}

/** Photos first, then the order; each under a key of its own, so that a lost network does nothing twice. */
async function sendDraft(): Promise<void> {
  for (const id of readDraft().photos) await sendPhoto(id);
  const draft = readDraft();
  const photoIds = draft.photos.map((id) => draft.sentPhotos[id]).filter((id): id is string => id !== undefined);
  const order = await placeOrder(draft, photoIds);
  if (draft.placeUnitId && !draft.behalf) keepHome(draft.placeUnitId);
  void refresh('orders:mine');
  if (readDraft().key !== draft.key) {
    // What was written meanwhile did not go along, and stays.
    toast(t('resident.check.sent_before'));
    return;
  }
  goInstead(`/orders/${order.id}/sent`);
  forgetDraft();
}

async function sendPhoto(id: string): Promise<void> {
  const { sentPhotos, key } = readDraft();
  if (sentPhotos[id]) return;
  const photo = await readPhoto(id);
  // The browser has thrown it away: its owner is told, and nothing is sent without it.
  if (!photo) throw new Refusal('orders.photo_unknown', 0, { field: '/photoIds' });
  const sent = await answerOf(
    api.POST('/api/v1/photos', {
      body: photo,
      bodySerializer: () => photo,
      headers: { 'content-type': photo.type || 'image/jpeg', 'idempotency-key': `photo-${id}-${key}` },
    }),
  );
  changeDraft({ sentPhotos: { ...readDraft().sentPhotos, [id]: sent.id } });
}

async function placeOrder(draft: Draft, photoIds: string[]) {
  try {
    return await answerOf(
      api.POST('/api/v1/orders', {
        body: settledOrder(new Date(), photoIds),
        headers: { 'idempotency-key': draft.key },
      }),
    );
  } catch (error) {
    // Photos that went up long before the order are forgotten there, not here: the next try sends them again.
    if (error instanceof Refusal && error.code === 'orders.photo_unknown' && readDraft().key === draft.key)
      changeDraft({ sentPhotos: {}, photos: draft.photos });
    throw error;
  }
}

/** What was refused, and the way to the answer that is to blame. */
function Refused({ refusal, onRetry }: { refusal: Refusal; onRetry: () => void }) {
  const step = refusal.field ? STEP_OF[refusal.field.split('/')[1] ?? ''] : undefined;
  if (!step) return <Trouble refusal={refusal} onRetry={onRetry} />;
  return (
    <div className={styles.problem} role="alert">
      <p>{refusal.sentence}</p>
      <Button href={`${step}?check`}>{t('resident.check.mend')}</Button>
    </div>
  );
}

const STEP_OF: Record<string, string> = {
  text: '/order',
  kind: '/order',
  placeUnitId: '/order/where',
  place: '/order/where',
  earliestAt: '/order/when',
  latestAt: '/order/when',
  wish: '/order/when',
  photoIds: '/order/photos',
  onBehalfOf: '/order/whom',
};

function Answers({ draft }: { draft: Draft }) {
  const kind = kindOf(useNeeds().value, draft.kind);
  return (
    <dl className={styles.rows}>
      <Answer name={t('resident.check.what')} step="/order">
        <span className={styles.words}>{draft.text}</span>
        {kind && sayKind(kind) !== draft.text ? <span className={checkStyles.beside}>{sayKind(kind)}</span> : null}
      </Answer>
      <Answer name={t('resident.check.where')} step="/order/where">
        {draft.placeUnitId ? <UnitName id={draft.placeUnitId} whole /> : t('resident.check.nowhere')}
        {draft.place ? <span className={checkStyles.door}>{draft.place}</span> : null}
      </Answer>
      <Answer name={t('resident.check.when')} step="/order/when">
        {sayWhen(draft, new Date())}
        {draft.wish ? <span className={checkStyles.beside}>{draft.wish}</span> : null}
      </Answer>
      <Answer name={t('resident.check.whom')} step="/order/whom">
        {draft.forName !== null
          ? t('resident.check.nowhere')
          : draft.behalf
            ? draft.behalf.name
            : t('resident.whom.me')}
      </Answer>
      <Answer name={t('resident.check.photos')} step="/order/photos">
        {draft.photos.length === 0
          ? t('resident.check.no_photos')
          : t('resident.check.count_photos', { count: draft.photos.length })}
        {draft.photos.length > 0 ? (
          <span className={`${styles.photos} ${checkStyles.photos}`}>
            {draft.photos.map((id, index) => (
              <WaitingPhoto key={id} id={id} number={index + 1} />
            ))}
          </span>
        ) : null}
      </Answer>
    </dl>
  );
}

/** As it was chosen: whoever chose today reads today, not from which minute on. */
function sayWhen(draft: Draft, now: Date): string | null {
  if (draft.when === 'today' && draft.date === dateOf(now)) return t('resident.when.today');
  const window = windowOf(draft, now);
  return window ? sayWindowAlone(window.earliestAt, window.latestAt, now) : t('resident.when.soon');
}

function Answer({ name, step, children }: { name: string; step: string; children: ReactNode }) {
  return (
    <div className={checkStyles.answer}>
      <dt className={styles.small}>{name}</dt>
      <dd className={checkStyles.given}>{children}</dd>
      <dd className={checkStyles.change}>
        <a
          href={`${step}?check`}
          className={styles.linkish}
          aria-label={t('resident.check.change_which', { which: name })}
        >
          {t('resident.check.change')}
        </a>
      </dd>
    </div>
  );
}
