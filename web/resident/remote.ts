import { useEffect, useRef, useState } from 'react';
import { asRefusal, hasNetwork, type Refusal } from '../ui/api.ts';
import { forgetRead, isKeepable, keepRead, recallRead } from './kept.ts';

/** What is known of something that stands on the server. */
export interface Remote<T> {
  value: T | undefined;
  refusal: Refusal | undefined;
  /** When the value was read. */
  readAt: Date | undefined;
  /** It is as this phone kept it; whether it still stands is not known yet. */
  recalled: boolean;
  reload: () => void;
}

interface Entry {
  key: string;
  value?: unknown;
  refusal?: Refusal;
  readAt?: Date;
  recalled?: boolean;
  load?: () => Promise<unknown>;
  pending?: Promise<void>;
  /** Raised when something newer takes the place of what is known: an answer that was asked for before is dropped. */
  epoch: number;
  /** Something changed while it was being read: the answer may be older than the change, so it is read once more. */
  again: boolean;
  /** Says which of all tellings was its last. */
  turn: number;
  readers: Set<() => void>;
}

/** What the server said: a value, or why there is none. */
type Answer = { value: unknown; at: Date } | { refusal: Refusal };

const entries = new Map<string, Entry>();
let turns = 0;
const FRESH_MILLISECONDS = 5000;
/** How long an answer is waited for before what this phone has kept is shown meanwhile. */
const LATE_MILLISECONDS = 1500;

function entryOf(key: string): Entry {
  const entry = entries.get(key) ?? { key, epoch: 0, again: false, turn: 0, readers: new Set() };
  entries.set(key, entry);
  return entry;
}

function tell(entry: Entry): void {
  entry.turn = ++turns;
  for (const draw of entry.readers) draw();
}

/** Reads it; who asks while it is being read waits for the same answer. */
function read(entry: Entry): Promise<void> {
  entry.pending ??= readUntilNewest(entry);
  if (entry.value === undefined && isKeepable(entry.key)) void recallMeanwhile(entry);
  return entry.pending;
}

/** Shows what was kept as soon as it is known that no answer will come soon. */
async function recallMeanwhile(entry: Entry): Promise<void> {
  if (hasNetwork()) await new Promise((resolve) => setTimeout(resolve, LATE_MILLISECONDS));
  if (!entry.pending) return;
  await recallInto(entry);
  if (entry.recalled) tell(entry);
}

async function readUntilNewest(entry: Entry): Promise<void> {
  do {
    entry.again = false;
    const { epoch } = entry;
    const answer = await ask(entry);
    if (epoch !== entry.epoch) entry.again = true;
    else await take(entry, answer);
  } while (entry.again && entry.readers.size > 0);
  delete entry.pending;
  tell(entry);
}

async function ask(entry: Entry): Promise<Answer> {
  try {
    return { value: await entry.load?.(), at: new Date() };
  } catch (error) {
    return { refusal: asRefusal(error) };
  }
}

async function take(entry: Entry, answer: Answer): Promise<void> {
  if ('refusal' in answer) {
    // What was read before stays in sight; the page says that it is old.
    entry.refusal = answer.refusal;
    if (answer.refusal.status === 0) await recallInto(entry);
    return;
  }
  entry.value = answer.value;
  delete entry.recalled;
  delete entry.refusal;
  keepRead(entry.key, answer.value, answer.at);
  if (entry.again) tell(entry);
  else entry.readAt = answer.at;
}

/** Without a network: as this phone last read it, before it was closed. */
async function recallInto(entry: Entry): Promise<void> {
  if (entry.value !== undefined) return;
  const { epoch } = entry;
  const kept = await recallRead(entry.key, new Date());
  if (!kept || entry.value !== undefined || epoch !== entry.epoch) return;
  entry.value = kept.value;
  entry.readAt = kept.at;
  entry.recalled = true;
}

/**
 * Shows `draw` what stands under a key: at once what was read last, and again whenever it changes; `load` reads it where
 * that is not fresh. Gives what ends it.
 */
export function watch(key: string, load: () => Promise<unknown>, draw: () => void): () => void {
  const entry = entryOf(key);
  entry.load = load;
  entry.readers.add(draw);
  if (!entry.readAt || Date.now() - entry.readAt.getTime() > FRESH_MILLISECONDS) void read(entry);
  draw();
  return () => {
    entry.readers.delete(draw);
  };
}

/** What is known under a key, without reading it. */
export function known(key: string | null): Remote<unknown> {
  const entry = key === null ? undefined : entries.get(key);
  return {
    value: entry?.value,
    refusal: entry?.refusal,
    readAt: entry?.readAt,
    recalled: entry?.recalled === true,
    reload: () => {
      if (entry) void read(entry);
    },
  };
}

/** Names what is known under a key: as long as it stays the same, whoever has drawn that need not draw it again. */
export function turnOf(key: string | null): number {
  return (key === null ? undefined : entries.get(key))?.turn ?? 0;
}

/**
 * Reads something from the server and keeps it for all who show it: first what was read last time, then what is true
 * now. A null key reads nothing.
 */
export function useRemote<T>(key: string | null, load: () => Promise<T>): Remote<T> {
  // The same turn again draws nothing: most of what is watched has not changed since it was drawn a moment ago.
  const [, draw] = useState(() => turnOf(key));
  // The key says all that `load` depends on: only the key makes it read again.
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (key === null) return;
    return watch(
      key,
      () => latest.current(),
      () => draw(turnOf(key)),
    );
  }, [key]);
  return known(key) as Remote<T>;
}

/** Reads anew everything whose key begins so: at once where it is shown, else when it is next wanted. */
export async function refresh(...prefixes: string[]): Promise<void> {
  const touched = [...entries].filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix)));
  await Promise.all(
    touched.map(async ([, entry]) => {
      delete entry.readAt;
      entry.again = true;
      if (entry.readers.size > 0) await read(entry);
    }),
  );
}

/** Puts what a write has answered where it is shown. */
export function put(key: string, value: unknown): void {
  const entry = entryOf(key);
  entry.epoch++;
  entry.value = value;
  entry.readAt = new Date();
  delete entry.recalled;
  keepRead(key, value, entry.readAt);
  delete entry.refusal;
  tell(entry);
}

/** Forgets everything: another person reads now. What was asked for before is not kept when it comes. */
export function forgetAll(): void {
  forgetRead();
  for (const entry of entries.values()) {
    entry.epoch++;
    delete entry.value;
    delete entry.recalled;
    delete entry.readAt;
    delete entry.refusal;
    if (entry.readers.size > 0) void read(entry);
    else tell(entry);
  }
}

/** Reads anew whatever is shown when the reader comes back to the page, or the network does. */
export function keepFresh(): void {
  const freshen = () => {
    if (document.visibilityState !== 'visible') return;
    for (const entry of entries.values()) {
      if (entry.readers.size === 0 || !entry.load) continue;
      if (entry.refusal || !entry.readAt || Date.now() - entry.readAt.getTime() > FRESH_MILLISECONDS) void read(entry);
    }
  };
  document.addEventListener('visibilitychange', freshen);
  window.addEventListener('online', freshen);
}
