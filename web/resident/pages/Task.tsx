import { useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { languageInUse, say, t } from '../../ui/language.ts';
import { toast } from '../../ui/Toast.tsx';
import { doDeed, nextSteps, useDeeds } from '../deeds.ts';
import { Frame } from '../Frame.tsx';
import { may } from '../OrderCard.tsx';
import { ContactButton, useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { actOn, useMe, useMeetsMine, useOrder } from '../queries.ts';
import { go, type PageProps } from '../router.ts';
import { ServedTitle, ServedWhere } from '../ServedOrder.tsx';
import { lastHere } from '../signing-in.ts';
import { Loaded, SignedIn, Trouble } from '../states.tsx';
import { useTyped } from '../typed.ts';
import { Overlap } from './asking/Overlap.tsx';

/** One task of mine: where and what, whom to call, and the next thing to do. */
export function Task({ at }: { at: PageProps }) {
  return (
    <Frame title={t('resident.task.title')} back="/tasks">
      <SignedIn why={t('resident.offers.sign_in')} title={t('resident.task.title')}>
        <Loaded of={useOrder(at['id'] ?? null)} title={t('resident.task.title')}>
          {(order) => <Known order={order} />}
        </Loaded>
      </SignedIn>
    </Frame>
  );
}

function Known({ order }: { order: OrderDetail }) {
  const over = !may(order, 'start') && !may(order, 'finish') && !may(order, 'return') && !may(order, 'accept');
  // Whose part is over sees only how far it is.
  if (over && order.kind === null) {
    return (
      <>
        <h1 tabIndex={-1}>{t('resident.task.title')}</h1>
        <Card>
          <p className={styles.sentence}>{t('resident.task.not_needed')}</p>
          <p className={styles.soft}>{say(`status.${order.status}`)}</p>
        </Card>
      </>
    );
  }
  return (
    <div className={styles.wide}>
      <ServedTitle order={order} />
      <Card>
        <ServedWhere order={order} />
        {order.requesterName ? <p>{t('resident.task.for', { name: order.requesterName })}</p> : null}
        {order.contactAvailable ? <ContactButton order={order} label={t('resident.task.call')} /> : null}
        {over ? <p className={styles.soft}>{say(`status.${order.status}`)}</p> : null}
        {may(order, 'accept') ? <Taking order={order} /> : null}
        <Doing order={order} />
      </Card>
      {order.text ? (
        <section>
          <h2 className={styles.section}>{t('resident.task.words')}</h2>
          <p className={styles.words}>{order.text}</p>
        </section>
      ) : null}
      {order.photoIds.length > 0 ? (
        <div className={styles.photos}>
          {order.photoIds.map((id, index) => (
            <img
              key={id}
              className={styles.photo}
              src={`/api/v1/photos/${id}`}
              alt={t('resident.photos.number', { number: index + 1 })}
              loading="lazy"
            />
          ))}
        </div>
      ) : null}
      {order.homeVisit && !over ? <p className={styles.soft}>{t('resident.task.at_home')}</p> : null}
    </div>
  );
}

/** Offered and not yet taken. */
function Taking({ order }: { order: OrderDetail }) {
  const meetsMine = useMeetsMine(order.id, order);
  const [asking, setAsking] = useState(false);
  const { busy, refusal, run } = useDoing();
  const take = async () => {
    if (await run(() => actOn(order.id, 'accept', {}))) toast(t('resident.task.taken'));
  };
  return (
    <>
      {meetsMine ? <p className={styles.note}>{t('resident.offers.conflict')}</p> : null}
      <Button look="main" busy={busy} onPress={() => (meetsMine ? setAsking(true) : take())}>
        {t('resident.offers.take')}
      </Button>
      {refusal ? <Trouble refusal={refusal} onRetry={take} /> : null}
      {asking ? <Overlap busy={busy} onTake={take} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

/** The next thing to do: go, finish, or give it back. Going and finishing work without a network. */
function Doing({ order }: { order: OrderDetail }) {
  const [asking, setAsking] = useState<'finish' | 'return' | null>(null);
  const notes = {
    finish: useTyped(`finish:${order.id}`, { words: '' }),
    return: useTyped(`return:${order.id}`, { words: '' }),
  };
  const [last, setLast] = useState<'start' | 'finish' | 'return'>('start');
  // What is done while signing in is offered is still theirs who was here.
  const personId = useMe().value?.personId ?? lastHere() ?? undefined;
  const waiting = useDeeds(personId).filter((deed) => deed.orderId === order.id && deed.refused === null);
  const { busy, refusal, run, stayed } = useDoing();
  const next = nextSteps(
    { start: may(order, 'start'), finish: may(order, 'finish'), return: may(order, 'return') },
    waiting,
  );
  const doNow = (name: 'start' | 'finish', note: string | null) =>
    run(async () => {
      if (personId === undefined) return;
      const fate = await doDeed({ personId, orderId: order.id, name, kind: order.kind, note });
      // What waits or was refused is said on the page itself, until it is settled.
      const done = t(name === 'start' ? 'resident.task.started' : 'resident.task.finished');
      if (fate === 'sent') toast(done);
      if (fate === 'retimed')
        toast([done, t('resident.deed.time_replaced')].join(languageInUse() === 'zh-CN' ? '' : ' '));
    });
  const start = () => {
    setLast('start');
    return doNow('start', null);
  };
  const finish = async () => {
    setLast('finish');
    if (!(await doNow('finish', notes.finish.typed.words.trim() || null))) return;
    notes.finish.forget();
    setAsking(null);
    if (stayed()) go('/tasks');
  };
  const giveBack = async () => {
    setLast('return');
    const reason = notes.return.typed.words.trim();
    if (!(await run(() => actOn(order.id, 'return', reason ? { reason } : {})))) return;
    notes.return.forget();
    setAsking(null);
    toast(t('resident.task.returned'));
    if (stayed()) go('/tasks');
  };
  return (
    <>
      {next.start ? (
        <Button look="main" busy={busy} onPress={start}>
          {t('resident.task.start')}
        </Button>
      ) : null}
      {next.finish ? (
        <Button look="main" onPress={() => setAsking('finish')}>
          {t('resident.task.finish')}
        </Button>
      ) : null}
      {next.return ? <Button onPress={() => setAsking('return')}>{t('resident.task.return')}</Button> : null}
      {waiting.length > 0 && !busy ? (
        <p className={styles.note}>{t(next.finish ? 'resident.deed.start_waits' : 'resident.deed.finish_waits')}</p>
      ) : null}
      {refusal && !asking ? (
        <Trouble refusal={refusal} onRetry={() => (last === 'start' ? start() : setAsking(last))} />
      ) : null}
      {asking ? (
        <Dialog title={t(`resident.task.${asking}_title`)} onClose={() => setAsking(null)}>
          <p>{t(`resident.task.${asking}_what`)}</p>
          <TextField
            label={t(`resident.task.${asking}_words`)}
            hint={t('resident.optional')}
            value={notes[asking].typed.words}
            onChange={(words) => notes[asking].type({ words })}
            rows={3}
            maxLength={asking === 'finish' ? 2000 : 500}
          />
          {refusal ? <Trouble refusal={refusal} onRetry={asking === 'finish' ? finish : giveBack} /> : null}
          <Button look="main" busy={busy} onPress={asking === 'finish' ? finish : giveBack}>
            {t(`resident.task.${asking}_sure`)}
          </Button>
          <Button onPress={() => setAsking(null)}>{t('action.cancel')}</Button>
        </Dialog>
      ) : null}
    </>
  );
}
