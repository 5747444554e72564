import { rolesOf } from '../../identity/actions/grants.ts';
import { holdersSince, unitsHeldSince } from '../../organisation/actions/posts.ts';
import { pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { localDate } from '../../shared/time.ts';
import {
  CONFLICT_MONTHS,
  type Complained,
  type ConflictGround,
  conflictsOf,
  isInConflict,
  unitsInConflict,
  unitsTiedTo,
} from '../rules/conflict.ts';
import type { Standing } from '../rules/permissions.ts';
import type { OrderState } from '../rules/state.ts';
import type { NotAbout } from '../store/list.ts';
import { type Ground, loadGround, standingOf } from './ground.ts';

/** Where an order stands for one actor: also whether they must not know of it, because it complains of them or theirs. */
export async function standingFor(
  ground: Ground,
  connection: Connection,
  order: OrderState,
  actor: Actor,
  now: Date,
): Promise<Standing> {
  const conflicts = await conflictsFor(ground, connection, order, actor, now);
  return { ...standingOf(ground, order.unitId), conflicted: conflicts.length > 0 };
}

/** Everything that keeps an order from one actor because it complains of them or theirs. */
export async function conflictsFor(
  ground: Ground,
  connection: Connection,
  order: OrderState,
  actor: Actor,
  now: Date,
): Promise<ConflictGround[]> {
  if (actor.kind === 'job' || !isMarked(order)) return [];
  const former = await formerHolders(ground, connection, order, now);
  return conflictsOf(order, actor, pathsOf(ground.tree), former);
}

/** Whether anybody is marked at all: of most orders nobody is, and nothing has to be read. */
export function isMarked({ complainedUnits, complainedPeople }: Complained): boolean {
  return (complainedUnits?.length ?? 0) + (complainedPeople?.length ?? 0) > 0;
}

/** People who held a post within 12 months in a marked unit or directly above one. */
export async function formerHolders(
  ground: Ground,
  connection: Connection,
  complained: Complained,
  now: Date,
): Promise<Set<string>> {
  const units = unitsInConflict(complained, pathsOf(ground.tree));
  return new Set(units.length === 0 ? [] : await holdersSince(connection, units, yearAgo(ground, now)));
}

/**
 * What is left out of an actor's lists of petitions: complaints of these units or of the actor; and what waits to be marked,
 * but for what their own units have or were called in to.
 */
export async function tiesOf(ground: Ground, connection: Connection, actor: Actor, now: Date): Promise<NotAbout> {
  const postUnits = actor.kind === 'person' ? await unitsHeldSince(connection, actor.id, yearAgo(ground, now)) : [];
  const childrenOf = (unitId: string) =>
    [...ground.tree.units.values()].filter((unit) => unit.parentId === unitId).map((unit) => unit.id);
  const units = unitsTiedTo(actor, { ...pathsOf(ground.tree), postUnits, childrenOf });
  const clerkOf = actor.grants.filter((grant) => grant.role === 'petition_clerk').map((grant) => grant.unitId);
  return { units, personId: actor.id, clerkOf };
}

/** The tree as the rules of conflict ask it. */
export function pathsOf(tree: Tree) {
  return { pathOf: (unitId: string) => pathOf(tree, unitId) };
}

/** The day a year before, in the network's zone: posts held since then still count. */
export function yearAgo(ground: Ground, now: Date): string {
  const then = new Date(now);
  then.setUTCMonth(then.getUTCMonth() - CONFLICT_MONTHS);
  return localDate(then, ground.calendar.offsetMinutes);
}

/** Those of some staff who may be told of an order: nobody whom it complains of, nor theirs. Of most orders all of them. */
export async function besideConflict(
  context: Context,
  connection: Connection,
  order: Complained,
  personIds: readonly string[],
): Promise<string[]> {
  if (!isMarked(order) || personIds.length === 0) return [...personIds];
  const ground = await loadGround(context, connection.networkId);
  const former = await formerHolders(ground, connection, order, context.clock.now());
  const told: string[] = [];
  for (const id of personIds) {
    const grants = await rolesOf(connection, id);
    if (!isInConflict(order, { id, grants }, pathsOf(ground.tree), former)) told.push(id);
  }
  return told;
}
