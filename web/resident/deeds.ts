import { useEffect, useState } from 'react';
import { api, newKey, Refusal } from '../ui/api.ts';
import { t } from '../ui/language.ts';
import { toast } from '../ui/Toast.tsx';
import { forget, keep, recallAll } from './device.ts';
import { actOn } from './queries.ts';
import { refresh } from './remote.ts';

/** A task begun or finished, kept on this phone until the server has it: where people are helped there may be no network. */
export interface Deed {
  /** The Idempotency-Key of every try to send it, so that it arrives once. */
  key: string;
  personId: string;
  orderId: string;
  name: 'start' | 'finish';
  /** What kind of help it is, for when the task itself cannot be read any more. */
  kind: string | null;
  note: string | null;
  /** When it was done, as far as this phone knows; null: when the server hears of it. */
  at: string | null;
  /** When it was done by this phone's clock, for the order among several. */
  doneAt: string;
  /** Code of the problem with which the server refused it for good; null while it waits. */
  refused: string | null;
}

/** How soon a try that failed is followed by the next while the page stays open. */
const PAUSE_MILLISECONDS = 20_000;
/** How long a press waits for the server's word before it counts as kept. */
const PATIENCE_MILLISECONDS = 1500;

/** By less than this the server's clock tells nothing: it says seconds, and its answer has been on its way. */
const SAME_MILLISECONDS = 60_000;

/** An answer that took longer may have waited in a phone asleep, and its time with it. */
const PROMPT_MILLISECONDS = 10_000;

/** By how much the server's clock is ahead of this phone's. */
let ahead = 0;
const askedAt = new WeakMap<Request, number>();

api.use({
  onRequest({ request }) {
    askedAt.set(request, Date.now());
  },
  onResponse({ request, response }) {
    const said = Date.parse(response.headers.get('date') ?? '');
    const prompt = Date.now() - (askedAt.get(request) ?? 0) < PROMPT_MILLISECONDS;
    if (prompt && !Number.isNaN(said)) ahead = said - Date.now();
  },
});

/** A moment of this phone's clock by the server's, where they differ. */
function truly(moment: string): string {
  return Math.abs(ahead) < SAME_MILLISECONDS ? moment : new Date(Date.parse(moment) + ahead).toISOString();
}

let deeds: readonly Deed[] = [];
/** When those were done whose time the server has replaced by its own. */
const retimed = new Set<string>();
let loading: Promise<void> | undefined;
let sending: Promise<void> | undefined;
const readers = new Set<() => void>();

function hold(next: readonly Deed[]): void {
  deeds = [...next].sort((a, b) => a.doneAt.localeCompare(b.doneAt));
  for (const tell of readers) tell();
}

function load(): Promise<void> {
  loading ??= recallAll<Deed>('deeds').then((kept) => {
    const held = new Set(deeds.map((deed) => deed.key));
    hold([...deeds, ...kept.filter((deed) => !held.has(deed.key))]);
  });
  return loading;
}

/** What became of a deed within a moment: the server has it, has it at a time of its own, it waits here, or the server said no. */
export type Fate = 'sent' | 'retimed' | 'waiting' | 'refused';

/** Keeps a deed on this phone first, then tries to send it. Answers after a moment, whatever the network does. */
export async function doDeed(deed: Pick<Deed, 'personId' | 'orderId' | 'name' | 'kind' | 'note'>): Promise<Fate> {
  const now = new Date().toISOString();
  const kept: Deed = { ...deed, key: newKey(), at: truly(now), doneAt: now, refused: null };
  await load();
  await keep('deeds', kept.key, kept);
  hold([...deeds, kept]);
  const patience = new Promise((resolve) => setTimeout(resolve, navigator.onLine ? PATIENCE_MILLISECONDS : 0));
  await Promise.race([sendDeeds(deed.personId), patience]);
  const left = deeds.find((each) => each.key === kept.key || each.doneAt === kept.doneAt);
  if (left) return left.refused === null ? 'waiting' : 'refused';
  return retimed.has(kept.doneAt) ? 'retimed' : 'sent';
}

/** Sends what waits, oldest first. Of several calls at once one works. */
export function sendDeeds(personId: string): Promise<void> {
  sending ??= sendAll(personId).finally(() => {
    sending = undefined;
  });
  return sending;
}

async function sendAll(personId: string): Promise<void> {
  await load();
  const early = new Set<string>();
  for (;;) {
    const next = deeds.find((deed) => deed.personId === personId && deed.refused === null && !early.has(deed.orderId));
    if (!next || !navigator.onLine) return;
    const answer = await sendOne(next);
    if (answer === 'none') return;
    // What follows at the same order waits with it; the others go on.
    if (answer === 'early') early.add(next.orderId);
  }
}

/** Whether the server has answered for good, one way or the other, not at all, or that something else comes first. */
async function sendOne(deed: Deed): Promise<'final' | 'none' | 'early'> {
  const at = deed.at === null ? {} : { at: deed.at };
  try {
    if (deed.name === 'start') await actOn(deed.orderId, 'start', at, deed.key);
    else await actOn(deed.orderId, 'finish', { ...(deed.note ? { note: deed.note } : {}), ...at }, deed.key);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (mayComeLater(error.status)) return 'none';
    // The second of two has not said yes yet.
    if (error.code === 'orders.two_needed') return 'early';
    // This phone's clock is wrong. Nothing was done under the old key, so it goes again with a better time.
    if (error.code === 'orders.time_unlikely' && deed.at !== null)
      await replace(deed, { ...deed, key: newKey(), at: betterTime(deed.at, deed.doneAt) });
    else await replace(deed, { ...deed, refused: error.code });
    void refresh('orders:', 'tasks');
    return 'final';
  }
  await replace(deed, null);
  if (deed.at === null) {
    retimed.add(deed.doneAt);
    toast(t('resident.deed.time_replaced'));
  }
  return 'final';
}

/** When it was done by the server's clock, if that was not said already; else null. */
function betterTime(at: string, doneAt: string): string | null {
  const better = truly(doneAt);
  return Math.abs(Date.parse(better) - Date.parse(at)) < SAME_MILLISECONDS ? null : better;
}

/** No network, a server that is away or overloaded, or a login that has run out: none of them is a no. */
export function mayComeLater(status: number): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}

async function replace(deed: Deed, by: Deed | null): Promise<void> {
  if (by) await keep('deeds', by.key, by);
  if (by?.key !== deed.key) await forget('deeds', deed.key);
  const others = deeds.filter((each) => each.key !== deed.key);
  hold(by ? [...others, by] : others);
}

/** Takes a refused deed away once it was read. */
export function dismissDeed(deed: Deed): Promise<void> {
  return replace(deed, null);
}

/** Forgets all deeds of somebody who leaves for good. */
export async function forgetDeeds(personId: string): Promise<void> {
  await load();
  for (const deed of deeds.filter((each) => each.personId === personId)) await replace(deed, null);
}

/** What somebody did that the server does not have yet, or refused; oldest first. */
export function useDeeds(personId: string | undefined): readonly Deed[] {
  return useAllDeeds().filter((deed) => deed.personId === personId);
}

/** The same of everybody whose deeds are on this phone. */
export function useAllDeeds(): readonly Deed[] {
  const [shown, setShown] = useState(deeds);
  useEffect(() => {
    const tell = () => setShown(deeds);
    readers.add(tell);
    void load().then(tell);
    return () => {
      readers.delete(tell);
    };
  }, []);
  return shown;
}

/** Sends what waits whenever there may be a network again. Once on the door. */
export function useDeedSending(personId: string | undefined): void {
  useEffect(() => {
    if (personId === undefined) return;
    const send = () => {
      if (document.visibilityState === 'visible') void sendDeeds(personId);
    };
    send();
    const timer = setInterval(send, PAUSE_MILLISECONDS);
    window.addEventListener('online', send);
    document.addEventListener('visibilitychange', send);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', send);
      document.removeEventListener('visibilitychange', send);
    };
  }, [personId]);
}

/** What may be done next at a task, with what waits on this phone already counted as done. */
export function nextSteps(
  may: Record<'start' | 'finish' | 'return', boolean>,
  waiting: readonly Pick<Deed, 'name' | 'refused'>[],
): Record<'start' | 'finish' | 'return', boolean> {
  const done = (name: Deed['name']) => waiting.some((deed) => deed.name === name && deed.refused === null);
  const begun = done('start');
  const ended = done('finish');
  return {
    start: may.start && !begun && !ended,
    finish: (may.finish || begun) && !ended,
    return: may.return && !begun && !ended,
  };
}
