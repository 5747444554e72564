import { type FormEvent, useState } from 'react';
import type { ActionInput } from '../../../src/orders/schema/inputs.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { sayProblem } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField, TextField } from '../../ui/Field.tsx';
import { t } from '../../ui/language.ts';
import { toast } from '../../ui/Toast.tsx';
import { dateOf, sayWindow } from '../../ui/times.ts';
import { type DayPart, dayFault, dayParts, windowOf } from '../draft.ts';
import { Frame } from '../Frame.tsx';
import { may } from '../OrderCard.tsx';
import { useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { actOn, useOrder } from '../queries.ts';
import { goBack, type PageProps } from '../router.ts';
import { StillTyped } from '../StillTyped.tsx';
import { Loaded, SignedIn, Trouble } from '../states.tsx';
import { useTyped } from '../typed.ts';
import { focusOn, sayFault } from './order/day.ts';

/** Another day, another door, other words: whatever may still be changed. */
export function Change({ at }: { at: PageProps }) {
  const id = at['id'] ?? '';
  return (
    <Frame title={t('resident.change.title')} back={`/orders/${id}`}>
      <h1 tabIndex={-1}>{t('resident.change.title')}</h1>
      <SignedIn why={t('resident.orders.sign_in')} receiptOf={id}>
        <Known id={id} />
      </SignedIn>
    </Frame>
  );
}

function Known({ id }: { id: string }) {
  const order = useOrder(id);
  return (
    <Loaded of={order}>
      {(known) => {
        if (may(known, 'change')) return <ChangeForm order={known} />;
        const reason = known.actions.find((action) => action.name === 'change')?.reason;
        return (
          <div className={styles.note}>
            <p>{sayWhyNot(reason)}</p>
            <StillTyped place={`change:${id}`} />
          </div>
        );
      }}
    </Loaded>
  );
}

/** The machine's own "not in this state" helps nobody: then it is simply too late. */
function sayWhyNot(reason: string | null | undefined): string {
  const said = reason && reason !== 'orders.wrong_state' ? sayProblem(reason) : undefined;
  return said ?? t('resident.change.too_late');
}

/** Words stand once volunteers were asked with them. */
const WORDS_OPEN = new Set(['submitted', 'triaged']);

/** What may be changed, as it is typed. */
interface Changed {
  text: string;
  place: string;
  wish: string;
  date: string;
  part: DayPart;
}

function ChangeForm({ order }: { order: OrderDetail }) {
  const now = new Date();
  const { typed, type, forget } = useTyped<Partial<Changed>>(`change:${order.id}`, {});
  // What is not touched is as the order stands now.
  const {
    text = order.text ?? '',
    place = order.place ?? '',
    wish = order.wish ?? '',
    date = '',
    part = 'whole',
  } = typed;
  const [fault, setFault] = useState<ReturnType<typeof dayFault>>(null);
  const [wordsMissing, setWordsMissing] = useState(false);
  const { busy, refusal, run, stayed } = useDoing();
  const refusedAt = (field: 'text' | 'place' | 'wish') =>
    refusal?.field === `/${field}` ? refusal.sentence : undefined;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const moment = new Date();
    const found = date === '' ? null : dayFault({ date, part }, moment);
    setFault(found);
    if (found) {
      focusOn(found.field);
      return;
    }
    if (order.text !== null && text.trim().length < 2) {
      setWordsMissing(true);
      document.getElementById('text')?.focus();
      return;
    }
    const window = date === '' ? null : windowOf({ when: 'day', date, part }, moment);
    const input: ActionInput<'change'> = {
      ...(text.trim() !== (order.text ?? '') ? { text: text.trim() } : {}),
      ...(place.trim() !== (order.place ?? '') ? { place: place.trim() } : {}),
      ...(wish.trim() !== (order.wish ?? '') ? { wish: wish.trim() } : {}),
      ...(window ? { earliestAt: window.earliestAt.toISOString(), latestAt: window.latestAt.toISOString() } : {}),
    };
    if (Object.keys(input).length > 0 && !(await run(() => actOn(order.id, 'change', input)))) return;
    forget();
    if (stayed()) goBack(`/orders/${order.id}`);
    toast(t('resident.change.done'));
  };
  const today = sayWindow(order.earliestAt, order.latestAt, now);
  return (
    <form className={styles.wide} onSubmit={save} noValidate>
      <p className={styles.soft}>
        {today ? t('resident.change.now', { window: today }) : t('resident.change.no_time')}
      </p>
      <TextField
        id="day"
        type="date"
        label={t('resident.change.day')}
        error={sayFault(fault, 'day')}
        min={dateOf(now)}
        value={date}
        onChange={(day) => {
          type({ date: day });
          setFault(null);
        }}
      />
      {date ? (
        <ChoiceField
          id="part"
          beside
          label={t('resident.when.which_part')}
          error={sayFault(fault, 'part')}
          options={dayParts.map((each) => ({ value: each, label: t(`resident.when.part_${each}`) }))}
          value={part}
          onChange={(each) => {
            type({ part: each });
            setFault(null);
          }}
        />
      ) : null}
      <TextField
        id="wish"
        label={t('resident.when.wish')}
        error={refusedAt('wish')}
        value={wish}
        onChange={(said) => type({ wish: said })}
        maxLength={200}
      />
      <TextField
        id="place"
        label={t('resident.where.door')}
        error={refusedAt('place')}
        value={place}
        onChange={(said) => type({ place: said })}
        maxLength={200}
      />
      {WORDS_OPEN.has(order.status) ? (
        <TextField
          id="text"
          label={t('resident.what.label')}
          error={wordsMissing ? t('resident.say.missing') : refusedAt('text')}
          value={text}
          onChange={(said) => {
            type({ text: said });
            setWordsMissing(false);
          }}
          rows={4}
          maxLength={4000}
        />
      ) : (
        <p className={styles.soft}>{t('resident.change.words_fixed')}</p>
      )}
      {refusal && !(refusedAt('text') ?? refusedAt('place') ?? refusedAt('wish')) ? (
        <Trouble refusal={refusal} submits />
      ) : null}
      <Button look="main" submits busy={busy}>
        {t('action.save')}
      </Button>
    </form>
  );
}
