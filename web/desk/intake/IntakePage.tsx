import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Radio } from 'antd';
import { useEffect, useId, useState } from 'react';
import type { NewOrder, OnBehalfOf } from '../../../src/orders/schema/inputs.ts';
import type { OrderPlaced } from '../../../src/orders/schema/views.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { placeOrder, suggestTriage } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { useSettled } from '../frame/settled.ts';
import { placeText, useKindName, useTree } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import { CallerNote } from './Caller.tsx';
import { type Call, EMPTY, keepCall, keptCall } from './call.ts';
import { EarlierOrders } from './EarlierOrders.tsx';
import { useRinging } from './ringing.ts';

const PLACES = ['station', 'institute', 'point'] as const;
/** A place less likely than this is not offered. */
const OFFERED_FROM = 0.1;
const isPlace = (level: string | undefined) => PLACES.some((each) => each === level);

/** Staff type what somebody says on the phone or at the counter; who asks stays the one who asks. */
export function IntakePage() {
  const [draft, setDraft] = useState(keptCall);
  useEffect(() => keepCall(draft), [draft]);
  const [placed, setPlaced] = useState<OrderPlaced>();
  const [round, setRound] = useState(0);
  // Another form: what was missing in the last one is not asked for in this one, and its first field has the focus.
  const begin = (relation: Call['relation'], phone = '') => {
    setDraft({ ...EMPTY, relation, phone });
    setRound((before) => before + 1);
  };
  const set = <Name extends keyof Call>(name: Name, value: Call[Name]) =>
    setDraft((before) => ({ ...before, [name]: value }));
  const send = useMutation({
    mutationFn: () => placeOrder(orderFrom(draft)),
    onSuccess(order) {
      setPlaced(order);
      begin(draft.relation);
    },
  });
  const { ringing, settle } = useRinging();
  const idle = Object.entries(draft).every(
    ([name, value]) => value === EMPTY[name as keyof Call] || name === 'relation',
  );
  const answer = (phone: string) => {
    settle();
    setPlaced(undefined);
    begin('caller', phone);
  };
  // Nothing that somebody is typing is swept away by the next call.
  useEffect(() => {
    if (ringing !== undefined && idle) answer(ringing);
  });
  return (
    <>
      <header className="bar">
        <h1>{t('desk.intake.title')}</h1>
      </header>
      <main className="body">
        <div className="page two">
          {ringing !== undefined && !idle ? <Ringing phone={ringing} onAnswer={answer} onLeave={settle} /> : null}
          <IntakeForm
            key={round}
            draft={draft}
            set={set}
            onSend={() => send.mutate()}
            sending={send.isPending}
            error={send.error}
          />
          <aside className="form">
            {placed ? (
              <Placed
                order={placed}
                onNext={() => {
                  setPlaced(undefined);
                  begin(draft.relation);
                }}
              />
            ) : null}
            <EarlierOrders phone={draft.phone} />
          </aside>
        </div>
      </main>
    </>
  );
}

function Ringing({
  phone,
  onAnswer,
  onLeave,
}: {
  phone: string;
  onAnswer: (phone: string) => void;
  onLeave: () => void;
}) {
  return (
    <div className="caller ringing" role="alert">
      <p>{t('desk.intake.ringing', { phone })}</p>
      <div className="send">
        <Button onClick={() => onAnswer(phone)}>{t('desk.intake.ringing_answer')}</Button>
        <Button onClick={onLeave}>{t('desk.intake.ringing_leave')}</Button>
      </div>
    </div>
  );
}

function orderFrom(draft: Call): NewOrder {
  const onBehalfOf: OnBehalfOf = { name: draft.name.trim(), relation: draft.relation, consent: 'spoken' };
  if (draft.phone.trim() !== '') onBehalfOf.phone = draft.phone.trim();
  return {
    text: draft.text.trim(),
    onBehalfOf,
    ...(draft.placeUnitId ? { placeUnitId: draft.placeUnitId } : {}),
    ...(draft.place.trim() === '' ? {} : { place: draft.place.trim() }),
    ...(draft.wish.trim() === '' ? {} : { wish: draft.wish.trim() }),
  };
}

interface IntakeFormProps {
  draft: Call;
  set: <Name extends keyof Call>(name: Name, value: Call[Name]) => void;
  onSend: () => void;
  /** It is on its way as it stands: what were typed now would be in no order. */
  sending: boolean;
  error: unknown;
}

function IntakeForm({ draft, set, onSend, sending, error }: IntakeFormProps) {
  const ids = { phone: useId(), name: useId(), text: useId(), unit: useId(), place: useId(), wish: useId() };
  const [tried, setTried] = useState(false);
  const missing = {
    name: draft.name.trim() === '',
    text: draft.text.trim().length < 2,
    unit: draft.placeUnitId === undefined,
  };
  const field = error ? asRefusal(error).field : undefined;
  const wrong = (name: 'name' | 'text' | 'unit') =>
    tried && missing[name] ? (
      <span id={`${ids[name]}-wrong`} className="wrong">
        {t(`desk.intake.missing.${name}`)}
      </span>
    ) : null;
  const tied = (name: 'name' | 'text' | 'unit') =>
    tried && missing[name] ? { 'aria-invalid': true, 'aria-describedby': `${ids[name]}-wrong` } : {};
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const first = missing.name ? ids.name : missing.text ? ids.text : missing.unit ? ids.unit : undefined;
        if (first) document.getElementById(first)?.focus();
        else onSend();
      }}
    >
      <fieldset>
        <legend className="heard">{t('desk.intake.who')}</legend>
        <Radio.Group
          value={draft.relation}
          onChange={(event) => set('relation', event.target.value as Call['relation'])}
        >
          <Radio value="caller">{t('desk.intake.caller')}</Radio>
          <Radio value="walk_in">{t('desk.intake.walk_in')}</Radio>
        </Radio.Group>
      </fieldset>
      <div className="row2">
        <div className="field">
          <label htmlFor={ids.phone}>{t('desk.intake.phone')}</label>
          <Input
            id={ids.phone}
            autoFocus
            inputMode="tel"
            readOnly={sending}
            value={draft.phone}
            onChange={(event) => set('phone', event.target.value)}
            {...(field === '/onBehalfOf/phone' ? { status: 'error' as const } : {})}
          />
          <span className="hint">{t('desk.intake.phone_hint')}</span>
        </div>
        <div className="field">
          <label htmlFor={ids.name}>{t('desk.intake.name')}</label>
          <Input
            id={ids.name}
            maxLength={60}
            readOnly={sending}
            value={draft.name}
            onChange={(event) => set('name', event.target.value)}
            {...tied('name')}
          />
          {wrong('name')}
        </div>
      </div>
      <CallerNote
        phone={draft.phone}
        named={draft.name}
        onTake={({ name, placeUnitId, place }) => {
          set('name', name);
          set('placeUnitId', placeUnitId);
          set('place', place);
          document.getElementById(ids.text)?.focus();
        }}
      />
      <div className="field">
        <label htmlFor={ids.text}>{t('desk.intake.text')}</label>
        <Input.TextArea
          id={ids.text}
          maxLength={4000}
          autoSize={{ minRows: 4, maxRows: 12 }}
          readOnly={sending}
          value={draft.text}
          onChange={(event) => set('text', event.target.value)}
          {...tied('text')}
        />
        {wrong('text')}
        <Guess text={draft.text} chosen={draft.placeUnitId} onPlace={(id) => set('placeUnitId', id)} />
      </div>
      <div className="row2">
        <div className="field">
          <label htmlFor={ids.unit}>{t('desk.intake.unit')}</label>
          <UnitSelect
            id={ids.unit}
            needed
            levels={PLACES}
            value={draft.placeUnitId}
            onChange={(value) => set('placeUnitId', value)}
            {...tied('unit')}
          />
          {wrong('unit')}
        </div>
        <div className="field">
          <label htmlFor={ids.place}>{t('desk.intake.place')}</label>
          <Input
            id={ids.place}
            maxLength={200}
            readOnly={sending}
            value={draft.place}
            onChange={(event) => set('place', event.target.value)}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor={ids.wish}>{t('desk.intake.wish')}</label>
        <Input
          id={ids.wish}
          maxLength={200}
          readOnly={sending}
          value={draft.wish}
          onChange={(event) => set('wish', event.target.value)}
        />
      </div>
      <p className="hint">{t('desk.intake.consent')}</p>
      {error ? (
        <p className="wrong" role="alert">
          {problemText(error)}
        </p>
      ) : null}
      <div className="send">
        <Button type="primary" size="large" htmlType="submit" loading={sending}>
          {t('desk.intake.send')}
        </Button>
      </div>
    </form>
  );
}

interface GuessProps {
  text: string;
  /** The place that was chosen already. */
  chosen: string | undefined;
  onPlace: (unitId: string) => void;
}

/** What it seems to be and where, while it is typed: an emergency must be seen before the phone is put down. */
function Guess({ text, chosen, onPlace }: GuessProps) {
  const kindName = useKindName();
  const tree = useTree();
  const said = useSettled(text.trim());
  const { data } = useQuery({
    queryKey: ['guess', said],
    queryFn: ({ signal }) => suggestTriage(said, signal),
    enabled: said.length >= 4,
    staleTime: 600_000,
    placeholderData: (before) => before,
  });
  if (!data || said.length < 4) return null;
  const call = data.callFirst ? (
    <p className="call" role="alert">
      {t('desk.emergency.call', { number: data.callFirst })}
    </p>
  ) : null;
  if (data.nature === 'emergency') return call;
  return (
    <>
      {call}
      <span className="facts" role="status">
        <span className="soft">{t('desk.intake.guess')}</span>
        <span className={`tag${data.confidential ? ' ochre' : ''}`}>{t(`nature.${data.nature}`)}</span>
        {data.kind ? <span className="tag">{kindName(data.kind)}</span> : null}
        {chosen === undefined
          ? data.places
              .filter(({ unitId, probability }) => probability >= OFFERED_FROM && isPlace(tree.byId.get(unitId)?.level))
              .map(({ unitId, probability }) => (
                <Button key={unitId} size="small" onClick={() => onPlace(unitId)}>
                  {t('desk.intake.place_guess', {
                    place: placeText(tree, unitId),
                    percent: Math.round(probability * 100),
                  })}
                </Button>
              ))
          : null}
      </span>
    </>
  );
}

function Placed({ order, onNext }: { order: OrderPlaced; onNext: () => void }) {
  const navigate = useNavigate();
  return (
    <section className="card" role="status">
      {order.callFirst ? <p className="call">{t('desk.emergency.call', { number: order.callFirst })}</p> : null}
      <p>
        <b>{t('desk.intake.placed', { number: order.number })}</b>
      </p>
      <p className="soft">{t(order.confidential ? 'desk.intake.placed_confidential' : 'desk.intake.placed_next')}</p>
      <div className="send">
        {order.confidential ? null : (
          <Button onClick={() => navigate({ to: '/queue', search: { order: order.id } })}>
            {t('desk.intake.open')}
          </Button>
        )}
        <Button onClick={onNext}>{t('desk.intake.next')}</Button>
      </div>
    </section>
  );
}
