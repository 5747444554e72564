import { useState } from 'react';
import { holdsReceipt } from './receipt.ts';

/*
 * What is being written on a page of one order or team: it stays on this phone until it is sent, for three days at most, and
 * goes with whoever signs out. What belongs to a petition that a receipt has opened stays in the memory of this page alone.
 */

interface Kept {
  at: number;
  typed: object;
}

const STORED = 'linli.typed';
const KEPT_MILLISECONDS = 72 * 3_600_000;
let kept: Record<string, Kept> | undefined;
const unwritten = new Map<string, object>();

/** Where something is being written: the page, and the id of its order or team. */
export type Place = `${string}:${string}`;

function readKept(): Record<string, Kept> {
  if (kept) return kept;
  kept = {};
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Record<string, Kept>;
    const since = Date.now() - KEPT_MILLISECONDS;
    kept = Object.fromEntries(Object.entries(stored).filter(([, { at }]) => at >= since));
  } catch {
    // A browser without storage keeps it as long as the page.
  }
  return kept;
}

function write(next: Record<string, Kept>): void {
  kept = next;
  try {
    if (Object.keys(next).length === 0) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, JSON.stringify(next));
  } catch {
    // As above.
  }
}

/** What was written at a place and not sent. */
export function typedAt(place: Place): object | undefined {
  return unwritten.get(place) ?? readKept()[place]?.typed;
}

/** Keeps what is being written at a place. */
export function keepTyped(place: Place, typed: object): void {
  if (holdsReceipt(place.slice(place.indexOf(':') + 1))) unwritten.set(place, typed);
  else write({ ...readKept(), [place]: { at: Date.now(), typed } });
}

/** Forgets what was written at a place: it is sent, or no longer wanted. */
export function forgetTypedAt(place: Place): void {
  unwritten.delete(place);
  const { [place]: _sent, ...rest } = readKept();
  write(rest);
}

/** Whether anything was written that is not sent. */
export function hasTyped(): boolean {
  return Object.keys(readKept()).length > 0;
}

/** Forgets all of it: another person writes now. */
export function forgetTyped(): void {
  unwritten.clear();
  write({});
}

/** What is being written at a place, kept at every stroke; `blank` where nothing was begun. */
export function useTyped<T extends object>(
  place: Place,
  blank: T,
): { typed: T; type: (change: Partial<T>) => void; forget: () => void } {
  const [typed, draw] = useState<T>(() => ({ ...blank, ...typedAt(place) }));
  return {
    typed,
    type: (change) => {
      const next = { ...blank, ...typedAt(place), ...change };
      keepTyped(place, next);
      draw(next);
    },
    forget: () => {
      forgetTypedAt(place);
      draw(blank);
    },
  };
}
