import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useId, useState } from 'react';
import type { ActionInput } from '../../../src/orders/schema/inputs.ts';
import { type Nature, natures, type Urgency, urgencies } from '../../../src/orders/schema/states.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { nameIn, t } from '../../ui/language.ts';
import { useCommands } from '../frame/commands.ts';
import { useFocusBack } from '../frame/focus-back.ts';
import { useKeys } from '../frame/keys.ts';
import { useKindName, useNeeds } from '../lookups.ts';
import { ConflictNote } from './ConflictNote.tsx';
import { changesBetween } from './changes.ts';
import { Likely } from './Likely.tsx';
import { PlaceNote } from './PlaceNote.tsx';
import { useWriting } from './presence.ts';
import { suggestedTriage } from './suggestion.ts';
import type { Act } from './use-act.tsx';

interface TriageProps {
  order: OrderDetail;
  allowed: boolean;
  busy: boolean;
  act: Act;
}

/** What it is: what the words suggest and which of them spoke for it; Y takes it as it is, the lists correct it. */
export function Triage({ order, allowed, busy, act }: TriageProps) {
  const [correcting, setCorrecting] = useState(false);
  const kindName = useKindName();
  const { suggestion } = order;
  const suggested = suggestedTriage(order);
  const usable = suggested !== undefined;
  const decide = (input: ActionInput<'triage'>, from?: OrderDetail) =>
    act('triage', input, { sentence: t('desk.triage.done', { number: order.number }) }, from);
  const accept = () => {
    if (suggested && !busy) decide(suggested);
  };
  useKeys(allowed && usable && order.nature === null ? { y: accept } : {});
  const untouched = order.nature === null;
  useCommands(
    allowed && !correcting
      ? [
          {
            key: 'triage',
            name: t(untouched ? 'desk.triage.correct' : 'desk.triage.again'),
            hint: order.number,
            run: () => setCorrecting(true),
          },
        ]
      : [],
  );
  const said = untouched ? suggestion : order;
  const heading = useFocusBack(correcting);
  return (
    <section>
      <h3 ref={heading} tabIndex={-1}>
        {t('desk.triage')}{' '}
        {untouched && usable && allowed ? (
          <>
            <kbd>Y</kbd> {t('desk.triage.take')}
          </>
        ) : null}
      </h3>
      {said ? (
        <div className="facts">
          {said.nature ? (
            <span className={`tag${said.nature === 'emergency' ? ' danger' : said.confidential ? ' ochre' : ''}`}>
              {t(`nature.${said.nature}`)}
            </span>
          ) : null}
          {said.kind ? <span className="tag">{kindName(said.kind)}</span> : null}
          {said.urgency ? <span className="tag">{t(`urgency.${said.urgency}`)}</span> : null}
          {untouched && suggestion && suggestion.words.length > 0 ? (
            <span className="soft">{t('desk.triage.because', { words: suggestion.words.join(t('desk.list')) })}</span>
          ) : null}
        </div>
      ) : (
        <p className="soft">{t('desk.triage.nothing')}</p>
      )}
      {untouched && suggestion && !usable ? <p className="soft">{t('desk.triage.kind_missing')}</p> : null}
      {untouched && allowed && !correcting && suggestion?.likely ? (
        <Likely
          likely={suggestion.likely}
          busy={busy}
          onChoose={(kind) =>
            decide({
              nature: kind.nature,
              kind: kind.id,
              urgency: kind.urgency,
              confidential: suggestion.confidential || kind.nature === 'petition' || kind.nature === 'complaint',
            })
          }
        />
      ) : null}
      {untouched && !correcting ? <PlaceNote order={order} busy={busy} act={act} /> : null}
      {allowed && !correcting ? (
        <div className="send" style={{ marginTop: 10 }}>
          {untouched && usable ? (
            <Button
              type={order.actions.some((each) => each.name === 'dispatch' && each.allowed) ? 'default' : 'primary'}
              loading={busy}
              onClick={accept}
            >
              {t('desk.triage.accept')}
            </Button>
          ) : null}
          <Button onClick={() => setCorrecting(true)}>
            {t(untouched ? 'desk.triage.correct' : 'desk.triage.again')}
          </Button>
        </div>
      ) : null}
      {correcting ? (
        <Correction
          order={order}
          busy={busy}
          onDecide={async (input, from) => {
            if (await decide(input, from)) setCorrecting(false);
          }}
          onCancel={() => setCorrecting(false)}
        />
      ) : null}
    </section>
  );
}

interface CorrectionProps {
  order: OrderDetail;
  busy: boolean;
  onDecide: (input: ActionInput<'triage'>, from: OrderDetail) => void;
  onCancel: () => void;
}

function Correction({ order, busy, onDecide, onCancel }: CorrectionProps) {
  const needs = useNeeds();
  const id = useId();
  useWriting(order.id);
  // As it stood when the lists were opened: what others decide meanwhile is shown before anything is sent.
  const [seen] = useState(order);
  const overtaken = !busy && changesBetween(seen, order).length > 0;
  const [nature, setNature] = useState<Nature>(order.nature ?? order.suggestion?.nature ?? 'public_service');
  const [kind, setKind] = useState<string | null>(order.kind ?? order.suggestion?.kind ?? null);
  const [urgency, setUrgency] = useState<Urgency | null>(order.urgency ?? order.suggestion?.urgency ?? null);
  const [confidential, setConfidential] = useState(order.confidential || (order.suggestion?.confidential ?? false));
  const [places, setPlaces] = useState(order.places);
  const always = nature === 'petition' || nature === 'complaint';
  const kindNeeded = nature === 'public_service' && kind === null;
  const choose = (chosen: string | null) => {
    const found = needs?.categories.flatMap((category) => category.kinds).find((each) => each.id === chosen);
    setKind(chosen);
    if (found) {
      setNature(found.nature);
      setUrgency(found.urgency);
    }
  };
  const input: ActionInput<'triage'> = {
    nature,
    ...(kind === null ? {} : { kind }),
    ...(urgency === null ? {} : { urgency }),
    confidential: always || confidential,
    places,
  };
  return (
    <form
      className="form"
      style={{ marginTop: 10 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!kindNeeded && !overtaken) onDecide(input, order);
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-kind`}>{t('desk.triage.kind')}</label>
        <Select
          id={`${id}-kind`}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          autoFocus
          value={kind}
          placeholder={t('desk.triage.kind_find')}
          onChange={(value: string | null | undefined) => choose(value ?? null)}
          options={(needs?.categories ?? []).map((category) => ({
            label: nameIn(category),
            options: category.kinds.map((each) => ({ value: each.id, label: nameIn(each) })),
          }))}
        />
        {kindNeeded ? <span className="wrong">{t('desk.triage.kind_needed')}</span> : null}
      </div>
      <div className="row2">
        <div className="field">
          <label htmlFor={`${id}-nature`}>{t('desk.filter.nature')}</label>
          <Select
            id={`${id}-nature`}
            value={nature}
            onChange={setNature}
            options={natures.map((each) => ({ value: each, label: t(`nature.${each}`) }))}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-urgency`}>{t('desk.filter.urgency')}</label>
          <Select
            id={`${id}-urgency`}
            value={urgency}
            onChange={setUrgency}
            options={urgencies.map((each) => ({ value: each, label: t(`urgency.${each}`) }))}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor={`${id}-places`}>{t('desk.triage.places')}</label>
        <InputNumber id={`${id}-places`} min={1} max={20} value={places} onChange={(value) => setPlaces(value ?? 1)} />
      </div>
      <Checkbox
        checked={always || confidential}
        disabled={always}
        onChange={(event) => setConfidential(event.target.checked)}
      >
        {t(always ? 'desk.triage.always_confidential' : 'desk.triage.unsure')}
      </Checkbox>
      {overtaken ? (
        <ConflictNote
          before={seen}
          now={order}
          wish={{ name: 'triage', input }}
          unready={kindNeeded}
          onAgain={() => onDecide(input, order)}
          onLeave={onCancel}
        />
      ) : (
        <div className="send">
          <Button type="primary" htmlType="submit" loading={busy} disabled={kindNeeded}>
            {t('desk.triage.decide')}
          </Button>
          <Button onClick={onCancel}>{t('action.cancel')}</Button>
        </div>
      )}
    </form>
  );
}
