import type { Actor } from '../../shared/actor.ts';
import { holdsRole } from '../../shared/actor.ts';
import { forbidden, notFound, Problem, type ProblemDetails } from '../../shared/problem.ts';
import { isOpen, isWithin, lastingChildren, mayStandBelow, pathOf, type Tree, type Unit } from './tree.ts';

/** A problem of this capability. 409: the state forbids it; 422: the input is wrong. */
function refuse(reason: string, status: 409 | 422, message: string, details: ProblemDetails = {}): Problem {
  return new Problem(`organisation.${reason}`, status, message, details);
}

/** Throws `platform.forbidden` unless the actor administers a unit of this path. Jobs of our own may. */
export function demandAdministrator(actor: Actor, path: readonly string[]): void {
  if (actor.kind !== 'job' && !holdsRole(actor, ['administrator'], path)) throw forbidden();
}

/**
 * The unit with this id. Whether it opens, closes, merges or moves is for those above it to decide: throws
 * `platform.forbidden` unless the actor administers a unit above, `organisation.city_stays` for the city, `platform.not_found`.
 */
export function unitToReshape(tree: Tree, actor: Actor, unitId: string): Unit & { parentId: string } {
  const unit = tree.units.get(unitId);
  if (!unit) throw notFound();
  const { parentId } = unit;
  if (parentId === null)
    throw refuse('city_stays', 409, 'The city is what all else stands on: it cannot be closed or moved.');
  demandAdministrator(actor, pathOf(tree, parentId));
  return { ...unit, parentId };
}

/**
 * Throws unless a unit of `level` can stand below `parentId` on that day: `unit_unknown`, `unit_closed`, `level_not_below`, and
 * `unit_closing` where the one above is to close later: what came below it would be cut off with it.
 */
export function demandParent(tree: Tree, level: Unit['level'], parentId: string, date: string): Unit {
  const parent = tree.units.get(parentId);
  if (!parent)
    throw refuse('unit_unknown', 422, 'The unit above does not exist. Choose one of the tree.', { field: '/parentId' });
  if (!isOpen(parent, date))
    throw refuse('unit_closed', 409, 'The unit above does not work any more. Choose another.', { field: '/parentId' });
  if (parent.closedOn !== null)
    throw refuse('unit_closing', 409, `The unit above closes on ${parent.closedOn}. Choose the one that takes over.`, {
      field: '/parentId',
      params: { date: parent.closedOn },
    });
  if (!mayStandBelow(level, parent.level))
    throw refuse('level_not_below', 422, `A ${level} cannot stand directly below a ${parent.level}.`, {
      field: '/parentId',
      params: { level, parentLevel: parent.level },
    });
  return parent;
}

/** Throws when fields of a unit contradict each other: `plaque_date_needed`, `place_incomplete`, `hours_wrong`. */
export function demandCoherent(unit: Unit): void {
  if (unit.plaque === 'open' && unit.plaqueSince === null)
    throw refuse('plaque_date_needed', 422, 'Say since when the plaque hangs.', { field: '/plaqueSince' });
  if ((unit.longitude === null) !== (unit.latitude === null))
    throw refuse('place_incomplete', 422, 'Give longitude and latitude together, or neither.', { field: '/longitude' });
  const wrong = unit.openingHours?.findIndex((span) => span.closes <= span.opens) ?? -1;
  if (wrong >= 0)
    throw refuse('hours_wrong', 422, 'Opening hours must end after they begin.', {
      field: `/openingHours/${wrong}/closes`,
    });
}

/** What a closing comes down to. */
export interface Closing {
  on: string;
  heirId: string | null;
}

/**
 * Throws unless a unit can close on that day for this heir: `unit_closed`, `date_before_opening`, `children_open`,
 * `heir_needed`, `heir_unfit`. Only a team may close without an heir: what it had open goes back to those who sent it.
 */
export function demandClosable(tree: Tree, unit: Unit, closing: Closing): void {
  demandDate(unit, closing.on);
  const open = lastingChildren(tree, unit.id, closing.on).length;
  if (open > 0)
    throw refuse('children_open', 409, `${open} units below still work then. Move, merge or close them first.`, {
      params: { count: open },
    });
  if (closing.heirId === null) {
    if (unit.level === 'team') return;
    throw refuse('heir_needed', 422, 'Name the unit that carries on what is open here.', { field: '/heirId' });
  }
  demandHeir(tree, unit, closing.heirId, closing.on, '/heirId');
}

/** Throws unless a unit can merge into another on that day: as for a closing, and `heir_of_other_level`. */
export function demandMergeable(tree: Tree, unit: Unit, into: string, on: string, today: string): void {
  demandDate(unit, on);
  demandHeir(tree, unit, into, on, '/into');
  if (tree.units.get(into)?.level !== unit.level)
    throw refuse(
      'heir_of_other_level',
      422,
      'A unit merges into one of its own level. To end it otherwise, close it.',
      {
        field: '/into',
      },
    );
  if (on > today && lastingChildren(tree, unit.id, on).length > 0)
    throw refuse(
      'merge_with_children_later',
      422,
      'Units below move at once, so a merge of a unit that has some cannot lie in the future. Move them first, or merge today.',
      { field: '/on' },
    );
}

function demandDate(unit: Unit, on: string): void {
  if (unit.closedOn !== null) throw refuse('unit_closed', 409, 'This unit is closed already, or will be.');
  if (on < unit.openedOn)
    throw refuse('date_before_opening', 422, `It opened on ${unit.openedOn}; it cannot end before.`, {
      field: '/on',
      params: { date: unit.openedOn },
    });
}

function demandHeir(tree: Tree, unit: Unit, heirId: string, on: string, field: string): void {
  const heir = tree.units.get(heirId);
  const departmentOnly = (unit.level === 'department') !== (heir?.level === 'department');
  const teamOnly = (unit.level === 'team') !== (heir?.level === 'team');
  if (
    !heir ||
    !isOpen(heir, on) ||
    heir.closedOn !== null ||
    isWithin(tree, heirId, unit.id) ||
    departmentOnly ||
    teamOnly
  )
    throw refuse(
      'heir_unfit',
      422,
      'Choose an heir that works then and is not to close itself, does not stand below this unit, and is of its sort: a team for a team, a department for a department.',
      { field },
    );
}

/** Throws unless a unit can move below another today: `unit_closed`, `move_into_itself`, and as `demandParent`. */
export function demandMovable(tree: Tree, unit: Unit, parentId: string, today: string): void {
  if (unit.closedOn !== null && unit.closedOn <= today)
    throw refuse('unit_closed', 409, 'This unit does not work any more; its history stays where it was.');
  if (isWithin(tree, parentId, unit.id))
    throw refuse('move_into_itself', 422, 'A unit cannot stand below itself.', { field: '/parentId' });
  demandParent(tree, unit.level, parentId, today);
}

/**
 * Throws unless a closing that is planned for this unit can be taken back today: `not_closing`, `unit_closed` once its day
 * has come, and as `demandParent`: below a unit that is to close itself nothing stays open.
 */
export function demandKeepable(tree: Tree, unit: Unit & { parentId: string }, today: string): void {
  if (unit.closedOn === null) throw refuse('not_closing', 409, 'No closing of this unit is planned.');
  if (unit.closedOn <= today)
    throw refuse('unit_closed', 409, 'This unit does not work any more. Open a new one in its place.');
  demandParent(tree, unit.level, unit.parentId, today);
}

/** The conflict of two who change the same thing. */
export function versionConflict(): Problem {
  return new Problem(
    'organisation.version_conflict',
    412,
    'Somebody changed this since you opened it. Look at it again, then save.',
  );
}
