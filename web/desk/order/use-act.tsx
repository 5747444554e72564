import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import type { ActionInput } from '../../../src/orders/schema/inputs.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { actOn, type HumanAction, readOrder } from '../calls.ts';

/** Somebody else changed the order first: what this person saw, what it is now, and what they wanted to do. */
export interface Conflict {
  before: OrderDetail;
  now: OrderDetail;
  again: () => void;
}

/** What was done, and whether it can be taken back. */
export interface Deed {
  sentence: string;
  undo?: { name: 'recall' | 'unmerge' };
}

const UNDO_SECONDS = 10;

/** What was done last at this desk, as long as it can be taken back. The page may show another order by then. */
let last: { takeBack: () => void; until: number } | undefined;

/** Takes back what was done last, while its note offers it. */
export function takeBackLast(): void {
  if (last && Date.now() < last.until) last.takeBack();
  last = undefined;
}

/** Does things to one order, each as it stood in the version on the page; tells how it went; keeps a conflict to show. */
export function useAct(order: OrderDetail | undefined, onDone: (order: OrderDetail) => void) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<HumanAction>();
  const [conflict, setConflict] = useState<Conflict>();

  async function act<Name extends HumanAction>(name: Name, input: ActionInput<Name>, deed: Deed): Promise<boolean> {
    if (!order || busy) return false;
    setBusy(name);
    setConflict(undefined);
    try {
      const after = await actOn(order.id, name, input, order.version);
      tell(after, deed);
      return true;
    } catch (error) {
      const refusal = asRefusal(error);
      const now =
        refusal.status === 412 || refusal.status === 409 ? await readOrder(order.id).catch(() => undefined) : undefined;
      if (now && now.version !== order.version) {
        setConflict({ before: order, now, again: () => void redo(now, name, input, deed) });
        client.setQueryData(['order', order.id], now);
      } else message.error(refusal.sentence);
      return false;
    } finally {
      setBusy(undefined);
    }
  }

  async function redo<Name extends HumanAction>(
    now: OrderDetail,
    name: Name,
    input: ActionInput<Name>,
    deed: Deed,
  ): Promise<void> {
    setConflict(undefined);
    try {
      tell(await actOn(now.id, name, input, now.version), deed);
    } catch (error) {
      message.error(asRefusal(error).sentence);
    }
  }

  function tell(after: OrderDetail, { sentence, undo: back }: Deed): void {
    client.setQueryData(['order', after.id], after);
    for (const key of ['events', 'candidates']) client.invalidateQueries({ queryKey: [key, after.id] });
    client.invalidateQueries({ queryKey: ['figures'] });
    const key = `done-${after.id}`;
    const takeBack = back ? () => void undoIt(after, back.name, key) : undefined;
    message.open({
      key,
      type: 'success',
      duration: takeBack ? UNDO_SECONDS : 4,
      content: takeBack ? <UndoLine sentence={sentence} onUndo={takeBack} /> : sentence,
    });
    last = takeBack ? { takeBack, until: Date.now() + UNDO_SECONDS * 1000 } : undefined;
    onDone(after);
  }

  async function undoIt(after: OrderDetail, name: 'recall' | 'unmerge', key: string): Promise<void> {
    message.destroy(key);
    try {
      const back = await actOn(after.id, name, {}, after.version);
      client.setQueryData(['order', back.id], back);
      message.success(t('desk.undone'));
      onDone(back);
    } catch (error) {
      message.error(asRefusal(error).sentence);
    }
  }

  return { act, busy, conflict, dismiss: () => setConflict(undefined) };
}

function UndoLine({ sentence, onUndo }: { sentence: string; onUndo: () => void }) {
  return (
    <span>
      {sentence}{' '}
      <button type="button" className="linked" onClick={onUndo}>
        {t('action.undo')} <kbd>U</kbd>
      </button>
    </span>
  );
}
