import { put, type Step, type Thing } from './shape.ts';

/** One difference between two versions of a policy. */
export interface Change {
  /** Names of fields; where a list's rows have ids, the row's id: they stay when rows move. */
  path: readonly string[];
  how: 'added' | 'removed' | 'changed' | 'order';
  before?: unknown;
  after?: unknown;
}

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRows = (value: unknown): value is (Thing & { id: string })[] =>
  Array.isArray(value) && value.length > 0 && value.every((row) => isThing(row) && typeof row['id'] === 'string');

/** A span of time is one value: its minutes mean nothing without their clock. */
export const isLimit = (value: unknown): value is { minutes: number; clock: 'working' | 'continuous' } =>
  isThing(value) && 'minutes' in value && 'clock' in value;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Every difference between two versions, in the order of the policy. Empty when they say the same. */
export function changesBetween(before: unknown, after: unknown, path: readonly string[] = []): Change[] {
  if (same(before, after)) return [];
  if (isRows(before) && isRows(after)) return rowChanges(before, after, path);
  if (isThing(before) && isThing(after) && !isLimit(before) && !isLimit(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => {
      if (!(name in before)) return [{ path: [...path, name], how: 'added' as const, after: after[name] }];
      if (!(name in after)) return [{ path: [...path, name], how: 'removed' as const, before: before[name] }];
      return changesBetween(before[name], after[name], [...path, name]);
    });
  }
  return [{ path, how: 'changed', before, after }];
}

type Row = Thing & { id: string };

function rowChanges(before: readonly Row[], after: readonly Row[], path: readonly string[]): Change[] {
  const old = new Map(before.map((row) => [row.id, row]));
  const now = new Set(after.map((row) => row.id));
  const kept = (rows: readonly Row[], others: { has(id: string): boolean }) =>
    rows.map((row) => row.id).filter((id) => others.has(id));
  const orders = [kept(before, now), kept(after, old)];
  return [
    ...after.flatMap((row): Change[] => {
      const was = old.get(row.id);
      if (!was) return [{ path: [...path, row.id], how: 'added', after: row }];
      return changesBetween(was, row, [...path, row.id]);
    }),
    ...before
      .filter((row) => !now.has(row.id))
      .map((row): Change => ({ path: [...path, row.id], how: 'removed', before: row })),
    ...(same(orders[0], orders[1]) ? [] : [{ path, how: 'order', before: orders[0], after: orders[1] } as const]),
  ];
}

/** Where a path of names and ids leads in a value today; undefined when a row on the way is gone. */
export function placeOf(value: unknown, path: readonly string[]): Step[] | undefined {
  const steps: Step[] = [];
  let at = value;
  for (const [n, name] of path.entries()) {
    if (Array.isArray(at)) {
      const index = at.findIndex((row) => isThing(row) && row['id'] === name);
      if (index < 0 && n < path.length - 1) return undefined;
      steps.push(index < 0 ? at.length : index);
      at = at[index];
    } else {
      if (!isThing(at)) return undefined;
      steps.push(name);
      at = at[name];
    }
  }
  return steps;
}

/**
 * Makes changes in another version than the one they were found in: a colleague's newer one. Where both changed the same
 * place, the given change wins; what it speaks of and is gone there is left out.
 */
export function applyChanges(value: unknown, changes: readonly Change[]): unknown {
  return changes.reduce((now, change) => {
    const place = placeOf(now, change.path);
    if (!place) return now;
    if (change.how === 'order') {
      const order = change.after as string[];
      const rows = at(now, place);
      if (!isRows(rows)) return now;
      const rank = (row: Row) => (order.includes(row.id) ? order.indexOf(row.id) : order.length);
      return put(
        now,
        place,
        [...rows].sort((a, b) => rank(a) - rank(b)),
      );
    }
    return put(now, place, change.how === 'removed' ? undefined : change.after);
  }, value);
}

/** Takes one change back: the place says again what it said before. */
export function revert(value: unknown, change: Change): unknown {
  if (change.how === 'added') return applyChanges(value, [{ ...change, how: 'removed' }]);
  if (change.how === 'removed') return applyChanges(value, [{ ...change, how: 'added', after: change.before }]);
  return applyChanges(value, [{ ...change, after: change.before }]);
}

/** Of somebody's changes, those at a place that another changed too. */
export function clashes(mine: readonly Change[], theirs: readonly Change[]): Change[] {
  const within = (a: readonly string[], b: readonly string[]) => b.every((step, n) => a[n] === step);
  return mine.filter((one) => theirs.some((other) => within(one.path, other.path) || within(other.path, one.path)));
}

function at(value: unknown, place: readonly Step[]): unknown {
  return place.reduce<unknown>((now, step) => (now as Record<Step, unknown> | undefined)?.[step], value);
}
