import { useEffect, useRef, useState } from 'react';
import { asRefusal, type Refusal } from '../ui/api.ts';
import { forgetRead, keepRead, recallRead } from './kept.ts';

/** What is known of something that stands on the server. */
export interface Remote<T> {
  value: T | undefined;
  refusal: Refusal | undefined;
  /** When the value was read. */
  readAt: Date | undefined;
  reload: () => void;
}

interface Entry {
  key: string;
  value?: unknown;
  refusal?: Refusal;
  readAt?: Date;
  load?: () => Promise<unknown>;
  pending?: Promise<void>;
  readers: Set<() => void>;
}

const entries = new Map<string, Entry>();
const FRESH_MILLISECONDS = 5000;

function entryOf(key: string): Entry {
  const entry = entries.get(key) ?? { key, readers: new Set() };
  entries.set(key, entry);
  return entry;
}

function tell(entry: Entry): void {
  for (const draw of entry.readers) draw();
}

function read(entry: Entry): Promise<void> {
  entry.pending ??= (async () => {
    try {
      entry.value = await entry.load?.();
      entry.readAt = new Date();
      delete entry.refusal;
      keepRead(entry.key, entry.value, entry.readAt);
    } catch (error) {
      // What was read before stays in sight; the page says that it is old.
      entry.refusal = asRefusal(error);
      if (entry.refusal.status === 0) await recallInto(entry);
    }
    delete entry.pending;
    tell(entry);
  })();
  return entry.pending;
}

/** Without a network: as this phone last read it, before it was closed. */
async function recallInto(entry: Entry): Promise<void> {
  if (entry.value !== undefined) return;
  const kept = await recallRead(entry.key, new Date());
  if (!kept || entry.value !== undefined) return;
  entry.value = kept.value;
  entry.readAt = kept.at;
}

/**
 * Reads something from the server and keeps it for all who show it: first what was read last time, then what is true
 * now. A null key reads nothing.
 */
export function useRemote<T>(key: string | null, load: () => Promise<T>): Remote<T> {
  const [, draw] = useState(0);
  // The key says all that `load` depends on: only the key makes it read again.
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (key === null) return;
    const entry = entryOf(key);
    entry.load = () => latest.current();
    const again = () => draw((count) => count + 1);
    entry.readers.add(again);
    if (!entry.readAt || Date.now() - entry.readAt.getTime() > FRESH_MILLISECONDS) void read(entry);
    again();
    return () => {
      entry.readers.delete(again);
    };
  }, [key]);
  const entry = key === null ? undefined : entries.get(key);
  return {
    value: entry?.value as T | undefined,
    refusal: entry?.refusal,
    readAt: entry?.readAt,
    reload: () => {
      if (entry) void read(entry);
    },
  };
}

/** Reads anew everything whose key begins so: at once where it is shown, else when it is next wanted. */
export async function refresh(...prefixes: string[]): Promise<void> {
  const touched = [...entries].filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix)));
  await Promise.all(
    touched.map(async ([, entry]) => {
      delete entry.readAt;
      if (entry.readers.size > 0) await read(entry);
    }),
  );
}

/** Puts what a write has answered where it is shown. */
export function put(key: string, value: unknown): void {
  const entry = entryOf(key);
  entry.value = value;
  entry.readAt = new Date();
  keepRead(key, value, entry.readAt);
  delete entry.refusal;
  tell(entry);
}

/** Forgets everything: another person reads now. */
export function forgetAll(): void {
  forgetRead();
  for (const entry of entries.values()) {
    delete entry.value;
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
