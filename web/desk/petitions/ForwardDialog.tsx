import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Modal } from 'antd';
import { useEffect, useId, useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { maskedText } from '../../../src/triage/rules/masking.ts';
import { t } from '../../ui/language.ts';
import { offerMasking } from '../calls.ts';
import { unitName, useNeeds, useTree } from '../lookups.ts';
import { ConflictNote } from '../order/ConflictNote.tsx';
import type { Wish } from '../order/changes.ts';
import { draftOf, keepDraft } from '../order/drafts.ts';
import { useWriting } from '../order/presence.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import type { Done } from '../order/use-act.tsx';
import { useSeen } from '../order/use-seen.ts';

interface ForwardDialogProps {
  order: OrderDetail;
  onDone: Done;
  onClose: () => void;
}

/**
 * Forwards a petition: the plain words on one side, on the other what the department will read, with everything masked
 * that a rule found. A person confirms it; nothing else of the petition leaves the clerks.
 */
export function ForwardDialog({ order, onDone, onClose }: ForwardDialogProps) {
  const id = useId();
  const plain = order.text ?? '';
  const before = order.words.findLast((each) => each.kind === 'masked')?.words;
  const offered = useQuery({
    queryKey: ['masking', order.id],
    queryFn: () => offerMasking(plain),
    enabled: before === undefined && plain !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const [masked, setMasked] = useState(() => draftOf(order.id, 'forward') || (before ?? ''));
  const [departmentId, setDepartmentId] = useState(useUsualDepartment(order));
  const [checked, setChecked] = useState(false);
  useWriting(order.id);
  const { seen, overtaken, act, busy } = useSeen(order, onDone);
  const masks = offered.data?.masks;
  useEffect(() => {
    if (masks) setMasked((typed) => typed || maskedText(plain, masks));
  }, [masks, plain]);
  const ready = checked && departmentId !== undefined && masked.trim().length >= 2;
  const wish = { name: 'forward', input: { departmentId: departmentId ?? '', text: masked.trim() } } satisfies Wish;
  const send = async () => {
    if (!ready || busy) return;
    const sentence = t('desk.path.forward.done', { number: order.number });
    if (!(await act(wish.name, wish.input, { sentence }, order))) return;
    keepDraft(order.id, 'forward', '');
    onClose();
  };
  return (
    <Modal open title={t('desk.path.forward')} onCancel={onClose} footer={null} width={860} destroyOnHidden>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!overtaken) send();
        }}
      >
        {overtaken ? (
          <ConflictNote
            before={seen}
            now={order}
            wish={wish}
            busy={busy !== undefined}
            unready={!ready}
            onAgain={send}
            onLeave={onClose}
          />
        ) : null}
        <p className="soft">{t('desk.path.forward.says')}</p>
        <div className="field">
          <label htmlFor={`${id}-department`}>{t('desk.path.to_department')}</label>
          <UnitSelect
            id={`${id}-department`}
            needed
            value={departmentId}
            onChange={setDepartmentId}
            levels={['department']}
          />
        </div>
        <div className="row2">
          <div className="field">
            <h4 style={{ margin: 0 }}>{t('desk.masking.plain')}</h4>
            <p className="masking-plain">
              <Marked text={plain} masks={masks ?? []} />
            </p>
          </div>
          <div className="field">
            <label htmlFor={`${id}-masked`}>{t('desk.masking.masked')}</label>
            <Input.TextArea
              id={`${id}-masked`}
              value={masked}
              maxLength={4000}
              autoSize={{ minRows: 6, maxRows: 16 }}
              onChange={(event) => {
                setMasked(event.target.value);
                setChecked(false);
                keepDraft(order.id, 'forward', event.target.value);
              }}
            />
          </div>
        </div>
        <p className="hint">
          {before !== undefined ? t('desk.masking.before') : sayMasking(offered.isError || plain === '', masks?.length)}
        </p>
        <Checkbox checked={checked} onChange={(event) => setChecked(event.target.checked)}>
          {t('desk.masking.checked')}
        </Checkbox>
        {overtaken ? null : (
          <div className="send">
            <Button type="primary" htmlType="submit" disabled={!ready} loading={busy !== undefined}>
              {t('desk.path.forward.do')}
            </Button>
            <Button onClick={onClose}>{t('action.cancel')}</Button>
          </div>
        )}
      </form>
    </Modal>
  );
}

/** What the rule found; `undefined`: it is still looking. */
function sayMasking(failed: boolean, found: number | undefined): string {
  if (failed) return t('desk.masking.failed');
  if (found === undefined) return t('desk.masking.looking');
  return found === 0 ? t('desk.masking.none') : t('desk.masking.found', { count: found });
}

type Masks = Parameters<typeof maskedText>[1];

/** The plain words with what was found in them marked. */
function Marked({ text, masks }: { text: string; masks: Masks }) {
  const parts: { from: number; words: string; found: boolean }[] = [];
  let at = 0;
  for (const { from, to } of masks) {
    parts.push(
      { from: at, words: text.slice(at, from), found: false },
      { from, words: text.slice(from, to), found: true },
    );
    at = to;
  }
  parts.push({ from: at, words: text.slice(at), found: false });
  return (
    <>
      {parts.map(({ from, words, found }) =>
        found ? <mark key={`${from}-found`}>{words}</mark> : <span key={from}>{words}</span>,
      )}
    </>
  );
}

/** The department that answers for the kind, of the county where there is one, else of the city. */
function useUsualDepartment(order: OrderDetail): string | undefined {
  const needs = useNeeds();
  const tree = useTree();
  const kind = needs?.categories.flatMap((each) => each.kinds).find((each) => each.id === order.kind);
  if (!kind?.department) return undefined;
  const named = tree.units.filter((each) => each.level === 'department' && each.code.endsWith(`.${kind.department}`));
  const near = named.find((each) => tree.units[each.parent]?.id === order.unitId);
  const found = near ?? named[0];
  return found && unitName(found) !== '' ? found.id : undefined;
}
