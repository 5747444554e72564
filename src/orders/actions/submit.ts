import { findOrCreatePerson, knownByPhone, namesOf, recordConsent } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { forbidden, Problem } from '../../shared/problem.ts';
import { listen } from '../../triage/model/assess.ts';
import type { FreshKeys } from '../../vault/actions/petition-keys.ts';
import { ownerDigest } from '../../vault/rules/masters.ts';
import { orderNumber } from '../rules/number.ts';
import type { SealedPeople } from '../rules/sealed.ts';
import type { OrderRow } from '../rules/state.ts';
import { arrivesInConfidence, submission } from '../rules/submit.ts';
import { viewOf } from '../rules/visibility.ts';
import type { NewOrder, OnBehalfOf } from '../schema/inputs.ts';
import { openStatuses } from '../schema/states.ts';
import type { OrderPlaced } from '../schema/views.ts';
import { findHome, findOrder, lockOrders } from '../store/read.ts';
import type { OrdersToSave } from '../store/save.ts';
import { orderToFollow } from './alike.ts';
import { standingFor } from './conflict.ts';
import { type Ground, loadGround, placeOf, standingOf } from './ground.ts';
import { takeNumber } from './numbers.ts';
import { opened, recognised, unopened } from './opening.ts';
import { addEvents, nothing, photoUnknown, writeCommand } from './save-decision.ts';
import { sealOrder, sealWaitingPhotos } from './sealing.ts';
import { summaryOf } from './summary.ts';
import { callFirstOf } from './view.ts';

/** Staff who take an order by phone or at the counter. */
const INTAKE = ['dispatcher', 'petition_clerk'] as const;

/** Everything one submission is made of. */
interface Submitting {
  context: Context;
  ground: Ground;
  actor: Actor;
  input: NewOrder;
  attempt: Attempt | undefined;
  drawn: number;
  id: string;
  now: Date;
}

/**
 * Places an order: for oneself, for somebody who agreed, or, as staff, for a caller or a walk-in. What is confidential on
 * arrival is sealed in the same act. Sent again with its key it gives the order of the first time as it is now. Problems:
 * those of `submission`, `orders.place_needed`, `orders.requester_needed`, `orders.photo_unknown`, `orders.consent_needed`,
 * `platform.forbidden`.
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
  if (actor.kind !== 'person' && !input.onBehalfOf)
    throw new Problem('orders.requester_needed', 422, 'A key has no needs of its own. Say in onBehalfOf who does.', {
      field: '/onBehalfOf',
    });
  if (isIntake(input.onBehalfOf) && !actor.grants.some((grant) => INTAKE.some((role) => role === grant.role)))
    throw forbidden();
  const submitting = { context, ground, actor, input, attempt, drawn, id: newId(now), now };
  return context.database.transaction(actor.networkId, (connection) => submitOnce(connection, submitting));
}

async function submitOnce(connection: Connection, submitting: Submitting): Promise<OrderPlaced> {
  const { context, ground, actor, input, attempt, drawn, id, now } = submitting;
  const staff = isIntake(input.onBehalfOf);
  const suggestion = listen(input.text, ground.triageTaxonomy, ground.triageModel);
  const kind = input.kind === undefined ? undefined : ground.policies.kinds.get(input.kind);
  const confidential = arrivesInConfidence({ input, kind, suggestion });
  // Entering a person and sealing photos take statements of their own, so the key is claimed before them: nothing is done twice.
  const isEarly = input.onBehalfOf !== undefined || (confidential && (input.photoIds?.length ?? 0) > 0);
  const early = isEarly ? await claimAttempt(connection, attempt, { status: 201, subjectId: id, at: now }) : null;
  if (early?.subjectId) return placedBefore(connection, submitting, early.subjectId);
  const requesterId = await requesterOf(connection, submitting, confidential);
  const home = requesterId === null ? null : await findHomeUnless(connection, input.placeUnitId, requesterId);
  const placeUnitId = input.placeUnitId ?? home ?? (staff ? null : await findHome(connection, actor.id));
  if (placeUnitId === null)
    throw new Problem('orders.place_needed', 422, 'Say in which community help is wanted.', { field: '/placeUnitId' });
  const joins = input.follow === true && !confidential ? await toJoin(connection, submitting, placeUnitId) : undefined;
  const { row, events } = submission(
    {
      id,
      number: orderNumber(now, drawn, ground.calendar.offsetMinutes),
      input,
      kind,
      suggestion,
      requesterId: requesterId ?? id,
      placedBy: input.onBehalfOf ? actor.id : null,
      source: actor.kind === 'key' ? 'api' : staff ? 'desk' : 'phone_web',
      place: placeOf(ground, placeUnitId, now),
      actorId: actor.id,
      joins,
    },
    { now, clocks: ground.clocks, calendar: ground.calendar },
  );
  // Staff and keys take orders for their own subtree.
  if ((staff || actor.kind === 'key') && !holdsRole(actor, INTAKE, standingOf(ground, placeUnitId).unitPath))
    throw forbidden();
  const save = nothing();
  save.orders.push(row);
  addEvents(save, events, actor, now);
  const keys = row.confidential ? await addSealed(connection, save, submitting, row, requesterId) : null;
  if (!keys) addOpen(save, submitting, row);
  const written = await writeCommand(context, connection, save, {
    attempt: isEarly ? undefined : attempt,
    status: 201,
    subjectId: row.id,
    now,
  });
  if (written !== row.id) return placedBefore(connection, submitting, written);
  if (keys) await sealPhotos(connection, submitting, keys.content);
  return {
    ...summaryOf({ ...row, text: input.text, wish: input.wish ?? null, assigned: 0 }),
    callFirst: suggestion.callFirst ?? (row.nature === 'emergency' ? callFirstOf(ground, row.kind) : null),
  };
}

/** The neighbours' order that is followed, held so that it cannot end meanwhile; undefined when there is none any more. */
async function toJoin(
  connection: Connection,
  { context, ground, actor, input }: Submitting,
  placeUnitId: string,
): Promise<OrderRow | undefined> {
  const { text, kind } = input;
  const asking = { ground, actor, input: { text, placeUnitId, ...(kind === undefined ? {} : { kind }) } };
  const id = await orderToFollow(context, connection, asking);
  const [found] = id === null ? [] : await lockOrders(connection, [id]);
  return found && openStatuses.includes(found.status) && !found.confidential ? found : undefined;
}

/** Where a person lives, when it has not been said where help is wanted. */
async function findHomeUnless(
  connection: Connection,
  said: string | undefined,
  personId: string,
): Promise<string | null> {
  return said === undefined ? findHome(connection, personId) : null;
}

/** Words and photos of an order that everybody who serves it may read. */
function addOpen(save: OrdersToSave, { context, actor, input }: Submitting, row: OrderRow): void {
  const { text: words, place = null, wish = null } = input;
  save.texts.push({ orderId: row.id, words, place, wish, contactName: null, contactPhone: null, sealed: null });
  if (input.photoIds && input.photoIds.length > 0)
    save.photos = { orderId: row.id, ownerDigest: digestOf(context, actor), ids: [...new Set(input.photoIds)] };
}

/** Words and people of a petition, sealed before anything of it is written. Gives its keys. */
async function addSealed(
  connection: Connection,
  save: OrdersToSave,
  { context, ground, actor, input }: Submitting,
  row: OrderRow,
  requesterId: string | null,
): Promise<FreshKeys> {
  const people = await peopleBehind(connection, actor, input, requesterId);
  const words = { words: input.text, wish: input.wish ?? null };
  const toSeal = { order: row, unitPath: standingOf(ground, row.unitId).unitPath };
  return sealOrder(context, connection, save, toSeal, { words, people });
}

/** Takes the sender's waiting photos to their petition, under its content key. */
async function sealPhotos(
  connection: Connection,
  { context, actor, input, id }: Submitting,
  key: Buffer,
): Promise<void> {
  const ids = [...new Set(input.photoIds ?? [])];
  if (ids.length === 0) return;
  const photos = { ids, ownerDigest: digestOf(context, actor), key };
  if ((await sealWaitingPhotos(context, connection, id, photos)) !== ids.length) throw photoUnknown();
}

function digestOf(context: Context, actor: Actor): string {
  return ownerDigest(context.secret, actor.networkId, actor.id);
}

/** Who stands behind a petition, as it is sealed. */
async function peopleBehind(
  connection: Connection,
  actor: Actor,
  input: NewOrder,
  requesterId: string | null,
): Promise<SealedPeople> {
  const behalf = input.onBehalfOf;
  const placedBy = behalf && !isIntake(behalf) && actor.kind === 'person' ? actor.id : null;
  const names = await namesOf(
    connection,
    [requesterId, placedBy].filter((id) => id !== null),
  );
  const known = requesterId === null ? undefined : names.get(requesterId);
  return {
    personId: requesterId,
    placedBy,
    name: known?.name ?? behalf?.name ?? null,
    phone: known?.phone ?? behalf?.phone ?? null,
    placedByName: placedBy === null ? null : (names.get(placedBy)?.name ?? null),
    place: input.place ?? null,
    contactName: behalf?.name ?? null,
    contactPhone: behalf?.phone ?? null,
    consent: behalf ? { givenBy: isIntake(behalf) ? null : actor.id, manner: behalf.consent } : null,
  };
}

function isIntake(behalf: OnBehalfOf | undefined): boolean {
  return behalf?.relation === 'caller' || behalf?.relation === 'walk_in';
}

/**
 * The one an order is for: who sends it, or who is found by phone or entered, with the consent they gave. In confidence
 * nobody is entered and no consent recorded, since both would say who asked at that moment: null for somebody unknown.
 */
async function requesterOf(
  connection: Connection,
  { actor, input, id, now }: Submitting,
  confidential: boolean,
): Promise<string | null> {
  const behalf = input.onBehalfOf;
  if (!behalf) return actor.id;
  const { name, phone } = behalf;
  if (confidential) return phone === undefined ? null : ((await knownByPhone(connection, phone)) ?? null);
  const person = { name, ...(phone === undefined ? {} : { phone }) };
  const personId = await findOrCreatePerson(connection, actor, person, now);
  // Callers and walk-ins speak for themselves; for others, who orders says that they agreed.
  const givenBy = isIntake(behalf) ? personId : actor.id;
  const consent = { personId, purpose: 'order_for_me', givenBy, manner: behalf.consent, subjectId: id } as const;
  await recordConsent(connection, actor, consent, now);
  return personId;
}

/** The number to call where an order's words leave a doubt. */
function inDoubt(ground: Ground, words: string | undefined): string | null {
  return words === undefined ? null : listen(words, ground.triageTaxonomy, ground.triageModel).callFirst;
}

/** The answer to an order that was sent before: the order as it is now, with its words for those who may read them. */
async function placedBefore(
  connection: Connection,
  { context, ground, actor, now }: Submitting,
  id: string,
): Promise<OrderPlaced> {
  const found = await findOrder(connection, id);
  if (!found) throw new Error('An idempotency key speaks of an order that does not exist.');
  const order = recognised(context, actor, found);
  const view = viewOf(order, actor, await standingFor(ground, connection, order, actor, now));
  const mine = view === 'whole';
  if (view === null || view === 'receipt') return arrived(order);
  const { text, assignments } = mine ? await opened(context, actor.networkId, order) : unopened(order);
  const assigned = assignments.filter((each) => each.status === 'accepted' || each.status === 'in_service').length;
  return {
    ...summaryOf({ ...order, text: text?.words ?? null, wish: text?.wish ?? null, assigned }),
    callFirst: order.nature === 'emergency' ? callFirstOf(ground, order.kind) : inDoubt(ground, text?.words),
  };
}

/** What is left of an order for who typed it in and may not read it any more: that it came in, as on the first answer. */
function arrived(order: OrderRow): OrderPlaced {
  const { submittedAt, placeUnitId } = order;
  const unread = { nature: null, kind: null, urgency: null, text: null, wish: null, outcome: null, teamId: null };
  const noClock = { warnAt: null, dueAt: null, supervisedBy: null, earliestAt: null, latestAt: null };
  const noCount = { escalations: 0, reopened: 0, likes: 0, assigned: 0, places: 1, version: 1, homeVisit: false };
  const asSent = { status: 'submitted' as const, statusSince: submittedAt, unitId: placeUnitId, confidential: true };
  return { ...summaryOf({ ...order, ...unread, ...noClock, ...noCount, ...asSent }), callFirst: null };
}
