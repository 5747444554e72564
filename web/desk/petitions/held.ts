import type { PetitionRow } from '../../../src/orders/schema/petitions.ts';

/** The register as it stands under the hand, beside what the server says now. */
interface Held {
  /** In the order that was taken in last; each as it is now. */
  rows: PetitionRow[];
  /** How many have come that are not among the rows. */
  arrived: number;
  /** Ids of rows that are no longer in this list. */
  left: ReadonlySet<string>;
}

/**
 * Rows stay where they are: those that came are counted, those that went are marked. A row behind the last that the server
 * was asked for may have been pushed out by what came, and has not left.
 */
export function heldStill(shown: readonly PetitionRow[], fresh: readonly PetitionRow[], hasMore: boolean): Held {
  const now = new Map(fresh.map((row) => [row.id, row]));
  const known = new Set(shown.map((row) => row.id));
  const reach = hasMore ? shown.findLastIndex((row) => now.has(row.id)) : shown.length;
  const left = shown.filter((row, at) => at < reach && !now.has(row.id));
  return {
    rows: shown.map((row) => now.get(row.id) ?? row),
    arrived: fresh.filter((row) => !known.has(row.id)).length,
    left: new Set(left.map((row) => row.id)),
  };
}

/** More rows that the person asked for, behind those that stand there. */
export function heldLonger(shown: readonly PetitionRow[], more: readonly PetitionRow[]): PetitionRow[] {
  const known = new Set(shown.map((row) => row.id));
  return [...shown, ...more.filter((row) => !known.has(row.id))];
}
