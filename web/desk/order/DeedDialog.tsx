import { Button, Input, Modal } from 'antd';
import { useId, useRef, useState } from 'react';
import type { OrderDetail, OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { useUnitName } from '../lookups.ts';
import { ConflictNote } from './ConflictNote.tsx';
import type { Wish } from './changes.ts';
import { draftOf, keepDraft } from './drafts.ts';
import { OrderSearch } from './OrderSearch.tsx';
import { useWriting } from './presence.ts';
import { UnitSelect } from './UnitSelect.tsx';
import type { Deed, Done } from './use-act.tsx';
import { useSeen } from './use-seen.ts';

export type DialogDeed = 'answer' | 'hand_over' | 'merge' | 'split' | 'supervise' | 'recall' | 'withdraw';

interface DeedDialogProps {
  deed: DialogDeed;
  order: OrderDetail;
  onDone: Done;
  onClose: () => void;
}

/** Units that can own an order; what is confidential stays with the counties and the city. */
const OWNERS = ['city', 'centre', 'institute', 'station', 'department'] as const;
const CONFIDENTIAL_OWNERS = ['city', 'centre'] as const;

/** One deed that takes words, a unit or another order. It says what it will do before it does it. */
export function DeedDialog({ deed, order, onDone, onClose }: DeedDialogProps) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [words, setWords] = useState(() => draftOf(order.id, deed));
  const [unitId, setUnitId] = useState<string>();
  const [other, setOther] = useState<OrderSummary>();
  useWriting(order.id);
  const { seen, overtaken, act, busy } = useSeen(order, onDone);
  const unit = useUnitName(unitId);
  const said = words.trim();
  const needsWords = deed === 'answer' || deed === 'split';
  const ready =
    (!needsWords || said.length >= 2) &&
    (deed !== 'hand_over' || unitId !== undefined) &&
    (deed !== 'merge' || other !== undefined);
  const wish = wishOf({ deed, said, unitId, other });
  const type = (text: string) => {
    setWords(text);
    keepDraft(order.id, deed, text);
  };
  const send = async (from: OrderDetail) => {
    if (!ready || busy) return;
    const done = await act(wish.name, wish.input, sentenceOf({ deed, order, unit, other }), from);
    if (!done) return;
    keepDraft(order.id, deed, '');
    onClose();
  };
  return (
    <Modal
      open
      title={t(`desk.deed.${deed}`)}
      onCancel={onClose}
      footer={null}
      width={overtaken ? 720 : 520}
      destroyOnHidden
      afterOpenChange={(open) => {
        // Only now can anything in it take the focus; the first field does, so that one can type at once.
        if (open) form.current?.querySelector<HTMLElement>('textarea, input')?.focus();
      }}
    >
      <form
        ref={form}
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!overtaken) send(order);
        }}
      >
        {overtaken ? (
          <ConflictNote
            before={seen}
            now={order}
            wish={wish}
            busy={busy !== undefined}
            unready={!ready}
            onAgain={() => send(order)}
            onLeave={onClose}
          />
        ) : null}
        <p className="soft">
          {t(`desk.deed.${deed}.says`, {
            unit: unit || t('desk.deed.that_unit'),
            number: other?.number ?? t('desk.deed.that_order'),
          })}
        </p>
        {deed === 'hand_over' ? (
          <div className="field">
            <label htmlFor={`${id}-unit`}>{t('desk.deed.to_unit')}</label>
            <UnitSelect
              id={`${id}-unit`}
              needed
              value={unitId}
              onChange={setUnitId}
              levels={order.confidential ? CONFIDENTIAL_OWNERS : OWNERS}
            />
          </div>
        ) : null}
        {deed === 'merge' ? <OrderSearch order={order} chosen={other} onChoose={setOther} /> : null}
        {deed === 'merge' ? null : (
          <div className="field">
            <label htmlFor={`${id}-words`}>{t(`desk.deed.${deed}.words`)}</label>
            <Input.TextArea
              id={`${id}-words`}
              value={words}
              maxLength={needsWords ? 4000 : 500}
              autoSize={{ minRows: 3, maxRows: 10 }}
              onChange={(event) => type(event.target.value)}
            />
          </div>
        )}
        {overtaken ? null : (
          <div className="send">
            <Button type="primary" htmlType="submit" loading={busy !== undefined} disabled={!ready}>
              {t(`desk.deed.${deed}.do`)}
            </Button>
            <Button onClick={onClose}>{t('action.cancel')}</Button>
          </div>
        )}
      </form>
    </Modal>
  );
}

interface Chosen {
  deed: DialogDeed;
  said: string;
  unitId: string | undefined;
  other: OrderSummary | undefined;
}

/** What was chosen and typed, as the deed takes it. */
function wishOf({ deed, said, unitId, other }: Chosen): Wish {
  const reason = said === '' ? {} : { reason: said };
  switch (deed) {
    case 'answer':
      return { name: deed, input: { words: said } };
    case 'hand_over':
      return { name: deed, input: { unitId: unitId ?? '', ...reason } };
    case 'merge':
      return { name: deed, input: { into: other?.id ?? '' } };
    case 'split':
      return { name: deed, input: { text: said } };
    case 'supervise':
      return { name: deed, input: said === '' ? {} : { words: said } };
    case 'recall':
    case 'withdraw':
      return { name: deed, input: reason };
    default:
      return deed satisfies never;
  }
}

/** What is said once it is done, and how it is taken back. */
function sentenceOf({
  deed,
  order,
  unit,
  other,
}: Pick<Chosen, 'deed' | 'other'> & { order: OrderDetail; unit: string }): Deed {
  const sentence = t(`desk.deed.${deed}.done`, { number: order.number, unit, into: other?.number ?? '' });
  return deed === 'merge' ? { sentence, undo: { name: 'unmerge' } } : { sentence };
}
