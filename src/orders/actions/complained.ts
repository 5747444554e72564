import { recordLook } from '../../audit/actions.ts';
import { peopleWithRole } from '../../identity/actions/grants.ts';
import { namesOf } from '../../identity/actions.ts';
import { holdersSince } from '../../organisation/actions/posts.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, grantedRoles } from '../../shared/actor.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import { marksTogether, ownerBeside } from '../rules/conflict.ts';
import { isStaffOf, type Standing } from '../rules/permissions.ts';
import { type OrderRow, type OrderState, tell } from '../rules/state.ts';
import { viewOf } from '../rules/visibility.ts';
import type { ComplainedInput } from '../schema/inputs.ts';
import type { UnitMember } from '../schema/views.ts';
import { findOrder, lockOrders } from '../store/read.ts';
import type { OrdersToSave } from '../store/save.ts';
import type { ActOptions } from './act.ts';
import { standingFor, yearAgo } from './conflict.ts';
import { type Ground, loadGround, standingOf } from './ground.ts';
import { addEvents, changedMeanwhile, nothing, writeCommand } from './save-decision.ts';

/** As many people as one look is at. */
const MOST = 100;

/**
 * Marks whom a petition complains of, units and people; both empty: nobody. From then on it is not there for them and
 * theirs, nor are those that were joined to it. When the owner or a unit above it is among them, the petition goes to the
 * clerks above. Event `orders.marked`, one a petition. Problems `platform.not_found`, `platform.forbidden` (403),
 * `orders.not_confidential` (409), `orders.changed_meanwhile` (412, also when `ifMatch` is another version),
 * `orders.unit_unknown` (422).
 */
export async function markComplained(
  context: Context,
  actor: Actor,
  orderId: string,
  { unitIds, personIds }: ComplainedInput,
  { attempt, ifMatch }: ActOptions = {},
): Promise<void> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  if (unitIds.some((id) => !ground.tree.units.has(id)))
    throw new Problem('orders.unit_unknown', 422, 'One of these units does not exist. Choose it from the tree.', {
      field: '/unitIds',
    });
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: orderId, at: now })) return;
    const { order, joinedTo, followers } = await lockTogether(connection, orderId);
    demandClerk(order, actor, await standingFor(ground, connection, order, actor, now));
    if (ifMatch !== undefined && ifMatch !== order.version) throw changedMeanwhile();
    const given = { complainedUnits: [...new Set(unitIds)].sort(), complainedPeople: [...new Set(personIds)].sort() };
    const marks = joinedTo ? marksTogether(given, joinedTo) : given;
    const save = nothing();
    addMarked(save, ground, order, marks, { actor, now });
    for (const each of followers) addMarked(save, ground, each, marksTogether(each, given), { actor, now });
    await writeCommand(context, connection, save, { attempt: undefined, status: 204, subjectId: orderId, now });
  });
}

/**
 * Locks a petition with those that were joined to it, in one go, so that none of them takes marks from what was; and reads
 * the one that it was itself joined to. Problems `platform.not_found`, `orders.changed_meanwhile` (412).
 */
async function lockTogether(connection: Connection, orderId: string) {
  const seen = await findOrder(connection, orderId);
  if (!seen) throw notFound();
  const known = new Set([orderId, ...seen.followers.map((each) => each.orderId)]);
  const locked = await lockOrders(connection, [...known]);
  const order = locked.find((each) => each.id === orderId);
  if (!order) throw notFound();
  if (order.followers.some((each) => !known.has(each.orderId))) throw changedMeanwhile();
  const followers = locked.filter((each) => each.mergedInto === orderId);
  return {
    order,
    followers,
    joinedTo: order.mergedInto === null ? null : await findOrder(connection, order.mergedInto),
  };
}

/** Adds a petition with its marks; where its owner is among them, those above own it from now on. */
function addMarked(
  save: OrdersToSave,
  ground: Ground,
  order: OrderState,
  marks: Pick<OrderRow, 'complainedUnits' | 'complainedPeople'>,
  { actor, now }: { actor: Actor; now: Date },
): void {
  const { offers: _o, assignments: _a, followers: _f, petition: _p, ...before } = order;
  const owner = ownerBeside(marks.complainedUnits ?? [], standingOf(ground, order.unitId).unitPath);
  const row: OrderRow = { ...before, ...marks, unitId: owner ?? order.unitId, version: order.version + 1 };
  save.orders.push(row);
  const body = { status: row.status, confidential: true, ...tell(before, row, [], []), from: order.unitId };
  const event = { kind: 'orders.marked', subjectKind: 'order', subjectId: row.id, unitId: row.unitId, body };
  addEvents(save, [event], actor, now);
}

/**
 * Who of a unit could be complained of: whoever holds a post there or did within 12 months, or has a role there. By name;
 * recorded as a look. Problems as of `markComplained`.
 */
export async function membersOfUnit(
  context: Context,
  actor: Actor,
  orderId: string,
  unitId: string,
): Promise<UnitMember[]> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const order = await findOrder(connection, orderId);
    if (!order || !ground.tree.units.has(unitId)) throw notFound();
    demandClerk(order, actor, await standingFor(ground, connection, order, actor, now));
    const inPosts = await holdersSince(connection, [unitId], yearAgo(ground, now));
    const ids = [...new Set([...inPosts, ...(await peopleWithRole(connection, unitId, grantedRoles))])].slice(0, MOST);
    // At nobody by name, and not under the unit's: who read that a petition clerk looked at its people would know what for.
    await recordLook(connection, actor, now, {
      kind: 'orders.members_shown',
      subjectKind: 'order',
      subjectId: orderId,
      unitId: order.unitId,
      look: { what: 'list', outcome: 'shown', why: 'by_unit' },
    });
    const names = await namesOf(connection, ids);
    const members = ids.map((id) => ({ id, name: names.get(id)?.name ?? null }));
    return members.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'zh-CN'));
  });
}

/** Only who handles a petition says whom it complains of; for anybody else it is not there. */
function demandClerk(order: OrderState, actor: Actor, standing: Standing): void {
  if (viewOf(order, actor, standing) === null) throw notFound();
  if (!order.confidential)
    throw new Problem(
      'orders.not_confidential',
      409,
      'Only a petition or complaint is about somebody. Triage it first.',
    );
  if (!isStaffOf(order, actor, standing)) throw forbidden();
}
