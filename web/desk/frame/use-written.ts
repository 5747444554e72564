import { useState } from 'react';
import { asRefusal } from '../../ui/api.ts';

/** What is written here over something that others may change meanwhile. */
export interface Written<Thing, Change extends object> {
  /** As it was when the form was opened. */
  before: Thing;
  /** The version that the next press saves on top of: a newer one counts as seen once it was refused and is shown. */
  seen: number;
  overtaken: boolean;
  change: Partial<Change>;
  /** What was written here and given up for what the other wrote. */
  given: Partial<Change>;
  set: (next: Partial<Change>) => void;
  /** Leaves a field as the other wrote it. */
  takeTheirs: (field: keyof Change) => void;
  /** Takes up again what was given up. */
  takeMine: (field: keyof Change) => void;
  /** For whoever was refused: when somebody was first, reads what they left. */
  lookAgain: (error: unknown) => Promise<void>;
}

/** Keeps what is written apart from what it is written over, so that neither of two hides the other. */
export function useWritten<Thing extends { version: number }, Change extends object>(
  opened: Thing,
  readNewest: () => Promise<Thing | undefined>,
): Written<Thing, Change> {
  const [before] = useState(opened);
  const [seen, setSeen] = useState(opened.version);
  const [{ change, given }, setWords] = useState<{ change: Partial<Change>; given: Partial<Change> }>({
    change: {},
    given: {},
  });
  return {
    before,
    seen,
    overtaken: seen > before.version,
    change,
    given,
    set: (next) => setWords((words) => ({ ...words, change: { ...words.change, ...next } })),
    takeTheirs: (field) =>
      setWords((words) => {
        const [change, given] = moved(field, words.change, words.given);
        return { change, given };
      }),
    takeMine: (field) =>
      setWords((words) => {
        const [given, change] = moved(field, words.given, words.change);
        return { change, given };
      }),
    async lookAgain(error) {
      if (asRefusal(error).status !== 412) return;
      const newest = await readNewest();
      if (newest) setSeen(newest.version);
    },
  };
}

function moved<Change extends object>(
  field: keyof Change,
  from: Partial<Change>,
  to: Partial<Change>,
): [Partial<Change>, Partial<Change>] {
  const { [field]: value, ...others } = from;
  return [others as Partial<Change>, { ...to, [field]: value }];
}
