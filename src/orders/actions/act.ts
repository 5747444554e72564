import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { NewEvent } from '../../platform/events.ts';
import { type Attempt, findAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { listen } from '../../triage/model/assess.ts';
import { decide } from '../rules/decide.ts';
import { type Decision, refusal } from '../rules/decision.ts';
import { orderNumber } from '../rules/number.ts';
import type { Standing } from '../rules/permissions.ts';
import type { OrderState } from '../rules/state.ts';
import { submission } from '../rules/submit.ts';
import { viewOf } from '../rules/visibility.ts';
import type { ActionInput } from '../schema/inputs.ts';
import type { ActionName } from '../schema/states.ts';
import { findText, lockOrders } from '../store/read.ts';
import { hasReceipt } from '../store/receipts.ts';
import type { OrdersToSave } from '../store/save.ts';
import { standingFor } from './conflict.ts';
import { type Ground, loadGround, type Named, standingOf, surroundingsOf } from './ground.ts';
import { takeNumber } from './numbers.ts';
import { recognised } from './opening.ts';
import { addDecision, addEvents, changedMeanwhile, changedText, nothing, writeCommand } from './save-decision.ts';
import { changeSealed, sealExisting, sealSecond } from './sealing.ts';
import { nobodyBehind, openSecond, unsealOrder } from './unsealing.ts';

/** What may come with an action. */
export interface ActOptions {
  attempt?: Attempt | undefined;
  /** Version the caller has before them. */
  ifMatch?: number | undefined;
}

/** One action on one order. */
export interface Act<Name extends ActionName = ActionName> {
  orderId: string;
  action: Name;
  input: ActionInput<Name>;
}

/**
 * Does any action of the machine to an order: lock and read, decide, write. Sent again with its key it does nothing and
 * succeeds as the first time. Problems: `platform.not_found`, `orders.changed_meanwhile` (412), those of `decide`.
 */
export async function actOnOrder<Name extends ActionName>(
  context: Context,
  actor: Actor,
  act: Act<Name>,
  options: ActOptions = {},
): Promise<void> {
  const ground = await loadGround(context, actor.networkId);
  const drawn = act.action === 'split' ? await takeNumber(context, actor.networkId) : 0;
  try {
    await context.database.transaction(actor.networkId, (connection) =>
      once(connection, { context, ground, actor, act, options, drawn, now: context.clock.now() }),
    );
  } catch (error) {
    // Done before with this key? Then what refuses it now is its own effect.
    const { attempt } = options;
    if (!attempt || !(error instanceof Problem) || error.status >= 500) throw error;
    const first = await context.database.transaction(actor.networkId, (connection) => findAttempt(connection, attempt));
    if (!first) throw error;
  }
}

interface Attempted {
  context: Context;
  ground: Ground;
  actor: Actor;
  act: Act;
  options: ActOptions;
  drawn: number;
  now: Date;
}

async function once(connection: Connection, attempted: Attempted): Promise<void> {
  const { context, ground, actor, act, options, now } = attempted;
  const named = act.input as Named & { into?: string };
  const ids = named.into === undefined ? [act.orderId] : [act.orderId, named.into];
  const locked = (await lockOrders(connection, ids)).map((each) => recognised(context, actor, each));
  const order = locked.find((each) => each.id === act.orderId);
  if (!order) throw notFound();
  refuseStranger(order, actor, await standingFor(ground, connection, order, actor, now));
  if (options.ifMatch !== undefined && options.ifMatch !== order.version) throw changedMeanwhile();
  const other = locked.find((each) => each.id === named.into && each.id !== order.id);
  const around = await surroundingsOf(ground, connection, order, named, { now });
  if (other) around.other = { order: other, ...(await standingFor(ground, connection, other, actor, now)) };
  const decision = decide(order, act.action, act.input, actor, around);
  const save = nothing();
  addDecision(save, order, decision, actor, now);
  await addText(connection, save, attempted, order, decision);
  if (decision.split) await addSecond(connection, save, { ...attempted, order, ...decision.split });
  await writeCommand(context, connection, save, { attempt: options.attempt, status: 200, subjectId: order.id, now });
}

/** What the decision means for the words of the order: changed, sealed with all of it, or opened for good. */
async function addText(
  connection: Connection,
  save: OrdersToSave,
  { context, ground, actor, now }: Attempted,
  order: OrderState,
  decision: Decision,
): Promise<void> {
  const { row, text } = decision;
  if (text && !order.confidential) {
    const changed = await changedText(connection, order, text);
    if (changed) save.texts.push(changed);
  }
  if (text && order.confidential) {
    const unitPath = standingOf(ground, order.unitId).unitPath;
    await changeSealed(context, connection, save, { order, unitPath }, text);
  }
  if (row.confidential === order.confidential) return;
  if (row.confidential) {
    const toSeal = { order: row, unitPath: standingOf(ground, row.unitId).unitPath };
    await sealExisting(context, connection, save, order, toSeal);
  } else await unsealOrder(context, connection, save, { order: row, actor, now });
  const kind = row.confidential ? 'orders.sealed' : 'orders.unsealed';
  const body = { status: row.status, confidential: row.confidential };
  addEvents(save, [{ kind, subjectKind: 'order', subjectId: row.id, unitId: row.unitId, body }], actor, now);
}

/** A thing the caller may not know of is not there; who was asked and came too late is told so. */
function refuseStranger(order: OrderState, actor: Actor, standing: Standing): void {
  if (viewOf(order, actor, standing) !== null) return;
  const asked = order.offers.some(
    (offer) =>
      offer.personId === actor.id || actor.volunteer?.teams.some((team) => team.teamId === offer.teamId) === true,
  );
  if (asked && !order.confidential)
    throw refusal('orders.taken', 'Someone was quicker, or it is not needed any more. Thank you for being ready.');
  throw notFound();
}

/**
 * The first event of a plain order that was split off a petition tells neither which petition nor which clerk did it: both
 * would say that its resident has one. It stands there as if they had asked themselves.
 */
function withoutOrigin(event: NewEvent): NewEvent {
  const { splitFrom: _petition, ...set } = (event.body?.['set'] ?? {}) as Record<string, unknown>;
  return { ...event, pseudonym: event.subjectId, body: { ...event.body, set } };
}

/** The second order of a split: of the same person, at the same place, with words of its own. */
async function addSecond(
  connection: Connection,
  save: OrdersToSave,
  from: Attempted & { order: OrderState; text: string; confidential?: boolean },
): Promise<void> {
  const { context, ground, actor, order, now, text, drawn } = from;
  const place = ground.tree.units.get(order.placeUnitId);
  const decided: Pick<Decision, 'row' | 'events'> = submission(
    {
      id: newId(now),
      number: orderNumber(now, drawn, ground.calendar.offsetMinutes),
      input: {
        ...(order.earliestAt ? { earliestAt: order.earliestAt.toISOString() } : {}),
        ...(order.latestAt ? { latestAt: order.latestAt.toISOString() } : {}),
      },
      kind: undefined,
      suggestion: listen(text, ground.triageTaxonomy, ground.triageModel),
      requesterId: order.requesterId,
      placedBy: order.placedBy,
      source: order.source,
      place: place && { id: place.id, level: place.level, centreId: order.unitId },
      actorId: actor.id,
      splitFrom: {
        id: order.id,
        unitId: order.unitId,
        confidential: from.confidential ?? (order.confidential || null),
      },
    },
    { now, clocks: ground.clocks, calendar: ground.calendar },
  );
  save.orders.push(decided.row);
  const isBeside = order.confidential && !decided.row.confidential;
  addEvents(save, isBeside ? decided.events.map(withoutOrigin) : decided.events, actor, now);
  const before = await findText(connection, order.id);
  if (decided.row.confidential) {
    if (order.confidential && (await hasReceipt(connection, order.id))) throw nobodyBehind();
    const toSeal = { order: decided.row, unitPath: standingOf(ground, decided.row.unitId).unitPath };
    await sealSecond(context, connection, save, { first: order, words: { words: text, wish: null }, toSeal });
    return;
  }
  if (order.confidential) {
    await openSecond(context, connection, save, { first: order, row: decided.row, text, actor, now });
    return;
  }
  const nothingSaid = { place: null, wish: null, contactName: null, contactPhone: null };
  save.texts.push({ ...nothingSaid, ...before, orderId: decided.row.id, words: text, sealed: null });
}
