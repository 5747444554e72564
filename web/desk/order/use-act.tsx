import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import type { ActionInput } from '../../../src/orders/schema/inputs.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { actOn, type HumanAction, readOrder } from '../calls.ts';
import { changesBetween, type Wish } from './changes.ts';

/** Somebody else changed the order first: what this person saw, what it is now, and what they wanted to do. */
export interface Conflict {
  before: OrderDetail;
  now: OrderDetail;
  wish: Wish;
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
const watchers = new Set<() => void>();

function remember(next: typeof last): void {
  last = next;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Takes back what was done last, while its note offers it. */
export function takeBackLast(): void {
  const now = last;
  remember(undefined);
  if (now && Date.now() < now.until) now.takeBack();
}

/** Whether what was done stands, was just taken back, or took the order, as last seen, out of this person's hands. */
export type Done = (order: OrderDetail, how: 'done' | 'undone' | 'gone') => void;

/** Does one thing; true when it is done. `from`: the version that the person has before them, the newest if absent. */
export type Act = <Name extends HumanAction>(
  name: Name,
  input: ActionInput<Name>,
  deed: Deed,
  from?: OrderDetail,
) => Promise<boolean>;

/**
 * Does things to one order, each as it stood in the version on the page; tells how it went. A conflict is kept to be
 * shown, unless the caller said `from` which version it wrote: then the caller shows it beside what was written.
 */
export function useAct(order: OrderDetail | undefined, onDone: Done) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<HumanAction>();
  const [conflict, setConflict] = useState<Conflict>();

  const act: Act = async (name, input, deed, from) => {
    const seen = from ?? order;
    if (!seen || busy) return false;
    setBusy(name);
    setConflict(undefined);
    try {
      return await attempt({ name, input } as Wish, deed, seen, from === undefined);
    } finally {
      setBusy(undefined);
    }
  };

  async function attempt(wish: Wish, deed: Deed, seen: OrderDetail, keep: boolean): Promise<boolean> {
    try {
      const after = await actOn(seen.id, wish.name, wish.input, seen.version);
      if (after) tell(after, deed);
      else letGo(seen, deed);
      return true;
    } catch (error) {
      const refusal = asRefusal(error);
      const now =
        refusal.status === 412 || refusal.status === 409 ? await readOrder(seen.id).catch(() => undefined) : undefined;
      if (!now || now.version === seen.version) {
        message.error(refusal.sentence);
        return false;
      }
      client.setQueryData(['order', seen.id], now);
      client.invalidateQueries({ queryKey: ['events', seen.id] });
      // A clock's warning counts as a change, but nobody sees a difference: what was wanted is still meant.
      if (changesBetween(seen, now).length === 0) return attempt(wish, deed, now, keep);
      if (keep) setConflict({ before: seen, now, wish, again: () => void again(wish, deed, now) });
      return false;
    }
  }

  async function again(wish: Wish, deed: Deed, now: OrderDetail): Promise<void> {
    setConflict(undefined);
    setBusy(wish.name);
    await attempt(wish, deed, now, true).finally(() => setBusy(undefined));
  }

  function tell(after: OrderDetail, { sentence, undo: back }: Deed): void {
    client.setQueryData(['order', after.id], after);
    for (const key of ['events', 'candidates']) client.invalidateQueries({ queryKey: [key, after.id] });
    client.invalidateQueries({ queryKey: ['figures'] });
    const key = `done-${after.id}`;
    const takeBack = back
      ? () => {
          if (last?.takeBack === takeBack) remember(undefined);
          void undoIt(after, back.name, key);
        }
      : undefined;
    message.open({
      key,
      type: 'success',
      duration: takeBack ? UNDO_SECONDS : 4,
      content: takeBack ? <UndoLine sentence={sentence} onUndo={takeBack} /> : sentence,
    });
    remember(takeBack ? { takeBack, until: Date.now() + UNDO_SECONDS * 1000 } : undefined);
    onDone(after, 'done');
  }

  /** It is another's now, and 404 from here on: what is known of it goes, the sentence stays. */
  function letGo(seen: OrderDetail, { sentence }: Deed): void {
    client.invalidateQueries({ queryKey: ['figures'] });
    message.success(sentence);
    remember(undefined);
    onDone(seen, 'gone');
    for (const key of ['order', 'events', 'candidates']) client.removeQueries({ queryKey: [key, seen.id] });
  }

  async function undoIt(after: OrderDetail, name: 'recall' | 'unmerge', key: string): Promise<void> {
    message.destroy(key);
    try {
      const back = await actOn(after.id, name, {}, await newestUnchanged(after));
      if (back) client.setQueryData(['order', back.id], back);
      message.success(t('desk.undone'));
      onDone(back ?? after, back ? 'undone' : 'gone');
    } catch (error) {
      message.error(asRefusal(error).sentence);
    }
  }

  return { act, busy, conflict, dismiss: () => setConflict(undefined) };
}

/** The order's newest version, if nobody would see a difference to the one that is known; else that of the known one. */
async function newestUnchanged(known: OrderDetail): Promise<number> {
  const now = await readOrder(known.id).catch(() => undefined);
  return now && changesBetween(known, now).length === 0 ? now.version : known.version;
}

/** The key takes back what was done last; an older note is taken back by hand. */
function UndoLine({ sentence, onUndo }: { sentence: string; onUndo: () => void }) {
  const newest = useSyncExternalStore(watch, () => last?.takeBack === onUndo);
  return (
    <span>
      {sentence}{' '}
      <button type="button" className="linked" onClick={onUndo}>
        {t('action.undo')} {newest ? <kbd>U</kbd> : null}
      </button>
    </span>
  );
}
