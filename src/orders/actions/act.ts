import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, findAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { suggest } from '../../triage/rules/suggest.ts';
import { decide } from '../rules/decide.ts';
import { type Decision, refusal } from '../rules/decision.ts';
import { orderNumber } from '../rules/number.ts';
import type { OrderState } from '../rules/state.ts';
import { submission } from '../rules/submit.ts';
import { viewOf } from '../rules/visibility.ts';
import type { ActionInput } from '../schema/inputs.ts';
import type { ActionName } from '../schema/states.ts';
import { findText, lockOrders } from '../store/read.ts';
import type { OrdersToSave } from '../store/save.ts';
import { type Ground, loadGround, type Named, standingOf, surroundingsOf } from './ground.ts';
import { takeNumber } from './numbers.ts';
import { addDecision, addEvents, changedMeanwhile, changedText, nothing, writeCommand } from './save-decision.ts';

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
      once(connection, { ground, actor, act, options, drawn, now: context.clock.now() }),
    );
  } catch (error) {
    // Done before with this key? Then what refuses it now is its own effect.
    const { attempt } = options;
    if (!attempt || !(error instanceof Problem) || error.status >= 500) throw error;
    const first = await context.database.transaction(actor.networkId, (connection) =>
      findAttempt(connection, actor, attempt),
    );
    if (!first) throw error;
  }
}

interface Attempted {
  ground: Ground;
  actor: Actor;
  act: Act;
  options: ActOptions;
  drawn: number;
  now: Date;
}

async function once(connection: Connection, attempted: Attempted): Promise<void> {
  const { ground, actor, act, options, now } = attempted;
  const named = act.input as Named & { into?: string };
  const locked = await lockOrders(connection, named.into === undefined ? [act.orderId] : [act.orderId, named.into]);
  const order = locked.find((each) => each.id === act.orderId);
  if (!order) throw notFound();
  refuseStranger(ground, order, actor);
  if (options.ifMatch !== undefined && options.ifMatch !== order.version) throw changedMeanwhile();
  const other = locked.find((each) => each.id === named.into && each.id !== order.id);
  const around = await surroundingsOf(ground, connection, order, named, { now, other });
  const decision = decide(order, act.action, act.input, actor, around);
  const save = nothing();
  addDecision(save, decision, actor, now);
  if (decision.text) {
    const text = await changedText(connection, order, decision.text);
    if (text) save.texts.push(text);
  }
  if (decision.split) await addSecond(connection, save, { ...attempted, order, ...decision.split });
  await writeCommand(connection, save, { actor, attempt: options.attempt, status: 200, subjectId: order.id, now });
}

/** A thing the caller may not know of is not there; who was asked and came too late is told so. */
function refuseStranger(ground: Ground, order: OrderState, actor: Actor): void {
  if (viewOf(order, actor, standingOf(ground, order.unitId)) !== null) return;
  const asked = order.offers.some(
    (offer) =>
      offer.personId === actor.id || actor.volunteer?.teams.some((team) => team.teamId === offer.teamId) === true,
  );
  if (asked && !order.confidential)
    throw refusal('orders.taken', 'Someone was quicker, or it is not needed any more. Thank you for being ready.');
  throw notFound();
}

/** The second order of a split: of the same person, at the same place, with words of its own. */
async function addSecond(
  connection: Connection,
  save: OrdersToSave,
  from: Attempted & { order: OrderState; text: string; confidential?: boolean },
): Promise<void> {
  const { ground, actor, order, now, text, drawn } = from;
  const before = await findText(connection, order.id);
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
      suggestion: suggest(text, ground.triageKinds),
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
  addEvents(save, decided.events, actor, now);
  save.texts.push({
    orderId: decided.row.id,
    words: text,
    place: before?.place ?? null,
    wish: before?.wish ?? null,
    contactName: before?.contactName ?? null,
    contactPhone: before?.contactPhone ?? null,
  });
}
