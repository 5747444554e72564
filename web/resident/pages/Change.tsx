import { type FormEvent, useState } from 'react';
import type { ActionInput } from '../../../src/orders/schema/inputs.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField, TextField } from '../../ui/Field.tsx';
import { say, t } from '../../ui/language.ts';
import { toast } from '../../ui/Toast.tsx';
import { dateOf, sayWindow } from '../../ui/times.ts';
import { type DayPart, dayParts, windowOf } from '../draft.ts';
import { Frame } from '../Frame.tsx';
import { may } from '../OrderCard.tsx';
import { useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { actOn, useOrder } from '../queries.ts';
import { goInstead, type PageProps } from '../router.ts';
import { FormTrouble, Loaded, SignedIn } from '../states.tsx';

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
          </div>
        );
      }}
    </Loaded>
  );
}

/** The machine's own "not in this state" helps nobody: then it is simply too late. */
function sayWhyNot(reason: string | null | undefined): string {
  const said = reason && reason !== 'orders.wrong_state' ? say(`problem.${reason}`) : undefined;
  return said ?? t('resident.change.too_late');
}

/** Words stand once volunteers were asked with them. */
const WORDS_OPEN = new Set(['submitted', 'triaged']);

function ChangeForm({ order }: { order: OrderDetail }) {
  const now = new Date();
  const [text, setText] = useState(order.text ?? '');
  const [place, setPlace] = useState(order.place ?? '');
  const [wish, setWish] = useState(order.wish ?? '');
  const [date, setDate] = useState('');
  const [part, setPart] = useState<DayPart>('whole');
  const [error, setError] = useState<string>();
  const { busy, refusal, run } = useDoing();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (date !== '' && date < dateOf(now)) {
      setError(t('resident.when.day_past'));
      document.getElementById('day')?.focus();
      return;
    }
    const window = date === '' ? null : windowOf({ when: 'day', date, part }, now);
    const input: ActionInput<'change'> = {
      ...(text.trim() !== (order.text ?? '') ? { text: text.trim() } : {}),
      ...(place.trim() !== (order.place ?? '') ? { place: place.trim() } : {}),
      ...(wish.trim() !== (order.wish ?? '') ? { wish: wish.trim() } : {}),
      ...(window ? { earliestAt: window.earliestAt.toISOString(), latestAt: window.latestAt.toISOString() } : {}),
    };
    if (Object.keys(input).length > 0 && !(await run(() => actOn(order.id, 'change', input)))) return;
    goInstead(`/orders/${order.id}`);
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
        error={error}
        min={dateOf(now)}
        value={date}
        onChange={setDate}
      />
      {date ? (
        <ChoiceField
          beside
          label={t('resident.when.which_part')}
          options={dayParts.map((each) => ({ value: each, label: t(`resident.when.part_${each}`) }))}
          value={part}
          onChange={setPart}
        />
      ) : null}
      <TextField label={t('resident.when.wish')} value={wish} onChange={setWish} maxLength={200} />
      <TextField label={t('resident.where.door')} value={place} onChange={setPlace} maxLength={200} />
      {WORDS_OPEN.has(order.status) ? (
        <TextField label={t('resident.what.label')} value={text} onChange={setText} rows={4} maxLength={4000} />
      ) : (
        <p className={styles.soft}>{t('resident.change.words_fixed')}</p>
      )}
      <FormTrouble refusal={refusal} />
      <Button look="main" submits busy={busy}>
        {t('action.save')}
      </Button>
    </form>
  );
}
