import { findOrCreatePerson, recordConsent } from '../../identity/actions.ts';
import { centreOf, isOpen } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { forbidden, Problem } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';
import { suggest } from '../../triage/rules/suggest.ts';
import { orderNumber } from '../rules/number.ts';
import { submission } from '../rules/submit.ts';
import type { NewOrder, OnBehalfOf } from '../schema/inputs.ts';
import type { OrderPlaced } from '../schema/views.ts';
import { findHome, findOrder } from '../store/read.ts';
import { type Ground, loadGround, standingOf } from './ground.ts';
import { takeNumber } from './numbers.ts';
import { addEvents, nothing, writeCommand } from './save-decision.ts';
import { summaryOf } from './summary.ts';
import { callFirstOf } from './view.ts';

/** Staff who take an order by phone or at the counter. */
const INTAKE = ['dispatcher', 'petition_clerk'] as const;

/**
 * Places an order: for oneself, for somebody who agreed, or, as staff, for a caller or a walk-in. Sent again with its key
 * it gives the order of the first time as it is now. Problems: those of `submission`, `orders.place_needed`,
 * `orders.requester_needed`, `orders.photo_unknown`, `orders.consent_needed`, `platform.forbidden`.
 */
export async function submitOrder(
  context: Context,
  actor: Actor,
  input: NewOrder,
  attempt?: Attempt,
): Promise<OrderPlaced> {
  const ground = await loadGround(context, actor.networkId);
  const drawn = await takeNumber(context, actor.networkId);
  const now = context.clock.now();
  const id = newId(now);
  const staff = isIntake(input.onBehalfOf);
  if (actor.kind !== 'person' && !input.onBehalfOf)
    throw new Problem('orders.requester_needed', 422, 'A key has no needs of its own. Say in onBehalfOf who does.', {
      field: '/onBehalfOf',
    });
  if (staff && !actor.grants.some((grant) => INTAKE.some((role) => role === grant.role))) throw forbidden();
  return context.database.transaction(actor.networkId, async (connection) => {
    // Entering a person takes a statement of its own, so the key is claimed before it: nobody is entered twice.
    const early = input.onBehalfOf
      ? await claimAttempt(connection, actor, attempt, { status: 201, subjectId: id, at: now })
      : null;
    if (early?.subjectId) return placedBefore(connection, ground, early.subjectId);
    const requesterId = input.onBehalfOf
      ? await personBehind(connection, actor, input.onBehalfOf, { orderId: id, now })
      : actor.id;
    const placeUnitId =
      input.placeUnitId ??
      (await findHome(connection, requesterId)) ??
      (staff ? null : await findHome(connection, actor.id));
    if (placeUnitId === null)
      throw new Problem('orders.place_needed', 422, 'Say in which community help is wanted.', {
        field: '/placeUnitId',
      });
    const suggestion = suggest(input.text, ground.triageKinds);
    const { row, events } = submission(
      {
        id,
        number: orderNumber(now, drawn, ground.calendar.offsetMinutes),
        input,
        kind: input.kind === undefined ? undefined : ground.policies.kinds.get(input.kind),
        suggestion,
        requesterId,
        placedBy: input.onBehalfOf ? actor.id : null,
        source: actor.kind === 'key' ? 'api' : staff ? 'desk' : 'phone_web',
        place: placeOf(ground, placeUnitId, now),
        actorId: actor.id,
      },
      { now, clocks: ground.clocks, calendar: ground.calendar },
    );
    // Staff and keys take orders for their own subtree.
    if ((staff || actor.kind === 'key') && !holdsRole(actor, INTAKE, standingOf(ground, placeUnitId).unitPath))
      throw forbidden();
    const save = nothing();
    save.orders.push(row);
    addEvents(save, events, actor, now);
    const { text: words, place = null, wish = null } = input;
    save.texts.push({ orderId: row.id, words, place, wish, contactName: null, contactPhone: null });
    if (input.photoIds && input.photoIds.length > 0)
      save.photos = { orderId: row.id, personId: actor.id, ids: [...new Set(input.photoIds)] };
    const written = await writeCommand(connection, save, {
      actor,
      attempt: input.onBehalfOf ? undefined : attempt,
      status: 201,
      subjectId: row.id,
      now,
    });
    if (written !== row.id) return placedBefore(connection, ground, written);
    return {
      ...summaryOf({ ...row, text: words, wish, assigned: 0 }),
      callFirst: row.nature === 'emergency' ? (suggestion.callFirst ?? callFirstOf(ground, row.kind)) : null,
    };
  });
}

function isIntake(behalf: OnBehalfOf | undefined): boolean {
  return behalf?.relation === 'caller' || behalf?.relation === 'walk_in';
}

/** The one an order is for, found by phone or entered, with the consent they gave. */
async function personBehind(
  connection: Connection,
  actor: Actor,
  behalf: OnBehalfOf,
  { orderId, now }: { orderId: string; now: Date },
): Promise<string> {
  const { name, phone } = behalf;
  const personId = await findOrCreatePerson(
    connection,
    actor,
    { name, ...(phone === undefined ? {} : { phone }) },
    now,
  );
  // Callers and walk-ins speak for themselves; for others, who orders says that they agreed.
  const givenBy = isIntake(behalf) ? personId : actor.id;
  await recordConsent(
    connection,
    actor,
    { personId, purpose: 'order_for_me', givenBy, manner: behalf.consent, subjectId: orderId },
    now,
  );
  return personId;
}

function placeOf(ground: Ground, unitId: string, now: Date) {
  const unit = ground.tree.units.get(unitId);
  if (!unit || !isOpen(unit, localDate(now, ground.calendar.offsetMinutes))) return undefined;
  return { id: unit.id, level: unit.level, centreId: centreOf(ground.tree, unit.id) };
}

/** The answer to an order that was sent before: the order as it is now. */
async function placedBefore(connection: Connection, ground: Ground, id: string): Promise<OrderPlaced> {
  const order = await findOrder(connection, id);
  if (!order) throw new Error('An idempotency key speaks of an order that does not exist.');
  const { text, assignments } = order;
  const assigned = assignments.filter((each) => each.status === 'accepted' || each.status === 'in_service').length;
  return {
    ...summaryOf({ ...order, text: text?.words ?? null, wish: text?.wish ?? null, assigned }),
    callFirst: order.nature === 'emergency' ? callFirstOf(ground, order.kind) : null,
  };
}
