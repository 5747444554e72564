import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import type { OrderDetail, OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { useUnitName } from '../lookups.ts';
import { OrderSearch } from './OrderSearch.tsx';
import { UnitSelect } from './UnitSelect.tsx';
import type { useAct } from './use-act.tsx';

export type DialogDeed = 'answer' | 'hand_over' | 'merge' | 'split' | 'supervise' | 'recall' | 'withdraw';

interface DeedDialogProps {
  deed: DialogDeed;
  order: OrderDetail;
  act: ReturnType<typeof useAct>['act'];
  onClose: () => void;
}

/** Units that can own an order; what is confidential stays with the counties and the city. */
const OWNERS = ['city', 'centre', 'institute', 'station', 'department'] as const;
const CONFIDENTIAL_OWNERS = ['city', 'centre'] as const;

/** One deed that takes words, a unit or another order. It says what it will do before it does it. */
export function DeedDialog({ deed, order, act, onClose }: DeedDialogProps) {
  const id = useId();
  const [words, setWords] = useState('');
  const [unitId, setUnitId] = useState<string>();
  const [other, setOther] = useState<OrderSummary>();
  const [busy, setBusy] = useState(false);
  const unit = useUnitName(unitId);
  const said = words.trim();
  const needsWords = deed === 'answer' || deed === 'split';
  const ready =
    (!needsWords || said.length >= 2) &&
    (deed !== 'hand_over' || unitId !== undefined) &&
    (deed !== 'merge' || other !== undefined);
  const send = async () => {
    if (!ready || busy) return;
    setBusy(true);
    const done = await perform({ deed, order, act, said, unitId, unit, other });
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Modal open title={t(`desk.deed.${deed}`)} onCancel={onClose} footer={null} destroyOnHidden>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
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
              autoFocus={deed !== 'hand_over'}
              value={words}
              maxLength={needsWords ? 4000 : 500}
              autoSize={{ minRows: 3, maxRows: 10 }}
              onChange={(event) => setWords(event.target.value)}
            />
          </div>
        )}
        <div className="send">
          <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
            {t(`desk.deed.${deed}.do`)}
          </Button>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}

interface Performed extends Pick<DeedDialogProps, 'deed' | 'order' | 'act'> {
  said: string;
  unitId: string | undefined;
  unit: string;
  other: OrderSummary | undefined;
}

function perform({ deed, order, act, said, unitId, unit, other }: Performed): Promise<boolean> {
  const reason = said === '' ? {} : { reason: said };
  const { number } = order;
  switch (deed) {
    case 'answer':
      return act('answer', { words: said }, { sentence: t('desk.deed.answer.done', { number }) });
    case 'hand_over':
      return act(
        'hand_over',
        { unitId: unitId ?? '', ...reason },
        { sentence: t('desk.deed.hand_over.done', { number, unit }) },
      );
    case 'merge':
      return act(
        'merge',
        { into: other?.id ?? '' },
        { sentence: t('desk.deed.merge.done', { number, into: other?.number ?? '' }), undo: { name: 'unmerge' } },
      );
    case 'split':
      return act('split', { text: said }, { sentence: t('desk.deed.split.done', { number }) });
    case 'supervise':
      return act('supervise', said === '' ? {} : { words: said }, {
        sentence: t('desk.deed.supervise.done', { number }),
      });
    case 'recall':
      return act('recall', reason, { sentence: t('desk.deed.recall.done', { number }) });
    case 'withdraw':
      return act('withdraw', reason, { sentence: t('desk.deed.withdraw.done', { number }) });
    default:
      return deed satisfies never;
  }
}
