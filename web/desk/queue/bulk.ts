import { useEffect, useSyncExternalStore } from 'react';
import type { OrderDetail, OrderSummary } from '../../../src/orders/schema/views.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { actOn, readCandidates, readOrder } from '../calls.ts';
import { suggestedTriage } from '../order/suggestion.ts';
import type { Done } from '../order/use-act.tsx';

/*
 * What is done to many orders at once. It is the desk's and not a page's: whoever goes to another page has not taken it
 * back, and is told there how it goes and went.
 */

/** What can be done to many at once: take the suggestion of each; or that, and send each to the first who could. */
export type BulkDeed = 'triage' | 'dispatch';

/** Something said but not done yet: until `at` it can be taken back whole. */
interface Held {
  deed: BulkDeed;
  orders: readonly OrderSummary[];
  /** Milliseconds; then it is done. */
  at: number;
}

/** How far it is. */
interface Course {
  deed: BulkDeed;
  done: number;
  count: number;
}

/** How it went: how many are done, and of each that is not, why. */
interface Outcome {
  deed: BulkDeed;
  done: number;
  refused: readonly { order: OrderSummary; reason: string }[];
}

/** One of these at a time; none when nothing is in hand. */
export interface Bulk {
  held?: Held;
  course?: Course;
  outcome?: Outcome;
}

const HOLD_MILLISECONDS = 10_000;

let bulk: Bulk = {};
let timer: ReturnType<typeof setTimeout> | undefined;
let running: Promise<void> | undefined;
let performed: Held | undefined;
const watchers = new Set<() => void>();
const lists = new Set<Done>();

function put(next: Bulk): void {
  bulk = next;
  if (bulk.held || bulk.course) window.addEventListener('beforeunload', stay);
  else window.removeEventListener('beforeunload', stay);
  for (const watcher of watchers) watcher();
}

function stay(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** What is in hand. */
export function useBulk(): Bulk {
  return useSyncExternalStore(watch, () => bulk);
}

/** Has a list told of each order that is done, as long as it is shown. `onDone` must be steady. */
export function useBulkDone(onDone: Done): void {
  useEffect(() => {
    lists.add(onDone);
    return () => void lists.delete(onDone);
  }, [onDone]);
}

/** Does one deed to many orders, ten seconds from now: nothing has happened to anybody before. */
export function holdBulk(deed: BulkDeed, orders: readonly OrderSummary[]): void {
  clearTimeout(timer);
  timer = setTimeout(doBulkNow, HOLD_MILLISECONDS);
  put({ held: { deed, orders, at: Date.now() + HOLD_MILLISECONDS } });
}

/** Takes back what is held. */
export function takeBulkBack(): void {
  clearTimeout(timer);
  if (bulk.held) put({});
}

/** Waits no longer. */
export function doBulkNow(): void {
  clearTimeout(timer);
  if (bulk.held) running = perform(bulk.held);
}

/** How it went has been read; or somebody else is here, to whom it is nothing: what is not done of it yet stays undone. */
export function forgetBulk(): void {
  clearTimeout(timer);
  performed = undefined;
  put({});
}

/** Does what is held and waits for what is on its way: before somebody signs out. Whether all of it was done. */
export async function finishBulk(): Promise<boolean> {
  doBulkNow();
  await running;
  return (bulk.outcome?.refused.length ?? 0) === 0;
}

async function perform(held: Held): Promise<void> {
  const { deed, orders } = held;
  performed = held;
  const refused: { order: OrderSummary; reason: string }[] = [];
  for (const [done, order] of orders.entries()) {
    if (performed !== held) return;
    put({ course: { deed, done, count: orders.length } });
    const reason = await performOne(deed, order, (...told) => {
      for (const list of lists) list(...told);
    });
    if (reason !== undefined) refused.push({ order, reason });
  }
  if (performed === held) put({ outcome: { deed, done: orders.length - refused.length, refused } });
}

/** Undefined when it is done; else why not, in the reader's words. */
async function performOne(deed: BulkDeed, order: OrderSummary, onDone: Done): Promise<string | undefined> {
  try {
    const now = await readOrder(order.id);
    if (now.status !== order.status || now.kind !== order.kind || now.unitId !== order.unitId)
      return t('desk.bulk.changed');
    const wish = suggestedTriage(now);
    if (now.nature === null && !wish) return t('desk.bulk.undecided');
    const triaged = wish ? await actOn(now.id, 'triage', wish, now.version) : now;
    if (!triaged) {
      onDone(now, 'gone');
      return deed === 'triage' ? undefined : t('desk.bulk.not_for_volunteers');
    }
    if (deed === 'triage') {
      onDone(triaged, 'done');
      return wish ? undefined : t('desk.bulk.triaged_before');
    }
    return await sendToFirst(triaged, onDone);
  } catch (error) {
    return asRefusal(error).sentence;
  }
}

async function sendToFirst(order: OrderDetail, onDone: Done): Promise<string | undefined> {
  const may = order.actions.some((each) => each.name === 'dispatch' && each.allowed);
  const first = may ? (await readCandidates(order.id)).items[0] : undefined;
  if (!first) {
    onDone(order, 'done');
    return t(may ? 'desk.bulk.nobody' : 'desk.bulk.not_for_volunteers');
  }
  const to = first.teamId === null ? { personIds: [first.personId ?? ''] } : { teamId: first.teamId };
  const sent = await actOn(order.id, 'dispatch', to, order.version);
  onDone(sent ?? order, sent ? 'done' : 'gone');
  return undefined;
}
