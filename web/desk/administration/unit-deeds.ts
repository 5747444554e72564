import type { UnitDetail } from '../../../src/organisation/schema.ts';
import { type Actor, holdsRole } from '../../../src/shared/actor.ts';
import { dateOf } from '../../ui/times.ts';
import type { UnitDeed } from './UnitDialog.tsx';

const DEEDS = ['change', 'open', 'move', 'merge', 'close'] as const;

type Rights = Pick<Actor, 'grants'>;

/** Whether somebody administers the first unit of a path: it, then all above it. */
export function administers(rights: Rights, path: readonly string[]): boolean {
  return holdsRole(rights, ['administrator'], path);
}

/** A unit, then all above it. */
export function pathOfDetail(unit: Pick<UnitDetail, 'id' | 'path'>): string[] {
  return [unit.id, ...unit.path.map((above) => above.id)];
}

/** Whether it works no more. */
export function isClosed({ closedOn }: Pick<UnitDetail, 'closedOn'>): boolean {
  return closedOn !== null && closedOn <= dateOf(new Date());
}

/** It is to close on a day to come, and works as usual until then. */
export function isClosing(unit: Pick<UnitDetail, 'closedOn'>): boolean {
  return unit.closedOn !== null && !isClosed(unit);
}

/** Whether somebody decides over a unit from above: that it moves, merges, closes or stays open. */
export function reshapes(rights: Rights, unit: Pick<UnitDetail, 'id' | 'path'>): boolean {
  return administers(rights, pathOfDetail(unit).slice(1));
}

/**
 * What somebody can do with a unit: nothing where they are no administrator, from above alone what reshapes it. The city
 * stays where it is, nothing stands below a team or begins below one that is to close, and no closed one changes.
 */
export function deedsOf(
  unit: Pick<UnitDetail, 'id' | 'path' | 'level' | 'closedOn'>,
  rights: Rights,
): readonly (UnitDeed | 'change')[] {
  if (isClosed(unit) || !administers(rights, pathOfDetail(unit))) return [];
  const ours = DEEDS.filter((each) => each === 'change' || each === 'open' || reshapes(rights, unit));
  if (isClosing(unit)) return ours.filter((each) => each === 'change' || each === 'move');
  return unit.level === 'team' ? ours.filter((each) => each !== 'open') : ours;
}
