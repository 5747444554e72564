import { createHmac, randomBytes } from 'node:crypto';
import { countTry, type Tries } from '../../identity/actions/tries.ts';
import { namesOf } from '../../identity/actions.ts';
import { secondsUntilTomorrow } from '../../identity/rules/login.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, claimAttempt, findAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { listen } from '../../triage/model/assess.ts';
import { senderOf } from '../../vault/actions/custodians.ts';
import { makeIdentityKey, openKeys } from '../../vault/actions/petition-keys.ts';
import { orderNumber } from '../rules/number.ts';
import { drawReceipt, RECEIPTS_PER_DAY, writeReceipt } from '../rules/receipts.ts';
import { NOBODY, type SealedPeople } from '../rules/sealed.ts';
import type { OrderRow } from '../rules/state.ts';
import { submission } from '../rules/submit.ts';
import type { NewReceipt, ReceiptPlaced } from '../schema/receipts.ts';
import { findOrder, lockOrders } from '../store/read.ts';
import { deleteReceipt, insertReceipt, isReceiptUnused } from '../store/receipts.ts';
import { findSeal } from '../store/sealing.ts';
import { type Ground, loadGround, placeOf, standingOf } from './ground.ts';
import { takeNumber } from './numbers.ts';
import { openPeople } from './opening.ts';
import { hashOfReceipt, petitionOfCode, receiptUnknown } from './receipt-guesses.ts';
import { addEvents, nothing, writeCommand } from './save-decision.ts';
import { hidePeople, sealedPeople, sealOrder } from './sealing.ts';
import { unreadable } from './unreadable.ts';

/** Who sends something without an account: for limits only. */
interface Sending {
  networkId: string;
  address: string;
  attempt: Attempt | undefined;
}

/** One complaint that is about to be taken in. */
interface Complaint {
  ground: Ground;
  input: NewReceipt;
  sending: Sending;
  id: string;
  number: string;
  now: Date;
}

/**
 * Takes a petition or complaint from whoever has no account, sealed like any, and gives the code of its receipt: shown this
 * once and kept as a keyed hash. Nobody stands behind it, so nobody is told of anything. Words that sound like danger are
 * taken in with the number to call; nobody could be sent there. Sent again with its key it gives the same code as long as
 * that was not used, so that a lost answer loses nothing; then none. Problems: those of `submission`, `orders.receipts_spent` (429).
 */
export async function complainWithReceipt(
  context: Context,
  input: NewReceipt,
  sending: Sending,
): Promise<ReceiptPlaced> {
  const ground = await loadGround(context, sending.networkId);
  const now = context.clock.now();
  const drawn = await takeNumber(context, sending.networkId);
  const number = orderNumber(now, drawn, ground.calendar.offsetMinutes);
  const complaint = { ground, input, sending, id: newId(now), number, now };
  const { id } = complaint;
  return context.database.transaction(sending.networkId, async (connection) => {
    const first = await claimAttempt(connection, sending.attempt, { status: 201, subjectId: id, at: now });
    if (first?.subjectId) return takenBefore(context, connection, complaint, first.subjectId);
    for (const tries of sendsOf(sending)) if (!(await countTry(context, connection, tries))) throw receiptsSpent(now);
    await takeIn(context, connection, complaint);
    const code = codeFor(id, sending);
    await insertReceipt(connection, id, hashOfReceipt(context, connection, code));
    return { id, number, code: writeReceipt(code), callFirst: callFirst(complaint) };
  });
}

async function takeIn(context: Context, connection: Connection, complaint: Complaint): Promise<void> {
  const { ground, input, id, number, now } = complaint;
  const heard = listen(input.text, ground.triageTaxonomy, ground.triageModel);
  const { row, events } = submission(
    {
      id,
      number,
      input: { confidential: true },
      kind: undefined,
      suggestion: { ...heard, nature: 'complaint', kind: null },
      requesterId: id,
      placedBy: null,
      source: 'phone_web',
      place: placeOf(ground, input.placeUnitId, now),
      actorId: id,
    },
    { now, clocks: ground.clocks, calendar: ground.calendar },
  );
  const save = nothing();
  save.orders.push(row);
  addEvents(save, events, holderOf(connection.networkId, id), now);
  const toSeal = { order: row, unitPath: standingOf(ground, row.unitId).unitPath };
  const people = { ...NOBODY, place: input.place ?? null };
  await sealOrder(context, connection, save, toSeal, { words: { words: input.text, wish: null }, people });
  await writeCommand(context, connection, save, { attempt: undefined, status: 201, subjectId: id, now });
}

function callFirst({ ground, input }: Complaint): string | null {
  return listen(input.text, ground.triageTaxonomy, ground.triageModel).callFirst;
}

/**
 * The code of a petition's receipt. Drawn from the request's own key, so that a repeat, however late, never ends a code that
 * somebody has written down; without a key it is chance.
 */
function codeFor(id: string, { attempt }: Sending): string {
  const drawn = createHmac('sha512', attempt?.seed ?? randomBytes(64))
    .update(`receipt ${id}`)
    .digest();
  let at = 0;
  return drawReceipt((limit) => drawn.readUInt16BE(2 * at++) % limit);
}

/** The answer to what was sent before: the same code, as long as nobody has used it. */
async function takenBefore(
  context: Context,
  connection: Connection,
  complaint: Complaint,
  id: string,
): Promise<ReceiptPlaced> {
  const order = await findOrder(connection, id);
  if (!order) throw new Error('An idempotency key speaks of a petition that does not exist.');
  const code = codeFor(id, complaint.sending);
  const isUnused = await isReceiptUnused(connection, hashOfReceipt(context, connection, code));
  return { id, number: order.number, code: isUnused ? writeReceipt(code) : null, callFirst: callFirst(complaint) };
}

/** Whoever holds the receipt of a petition: its pseudonym and nobody else. */
function holderOf(networkId: string, orderId: string): Actor {
  return { kind: 'person', id: orderId, networkId, grants: [], receipt: true };
}

/**
 * Who calls with a code. Wrong ones are counted by how they begin, and after too many every code that begins so is
 * refused alike: who saw a part of one is not let try the rest. Problems `orders.receipt_unknown` (401), also for one that
 * was claimed or erased, `orders.receipt_guesses` (429).
 */
export async function holderOfReceipt(
  context: Context,
  networkId: string,
  guess: { code: string; address: string },
): Promise<Actor> {
  return holderOf(networkId, await petitionOfCode(context, networkId, guess));
}

/**
 * Takes a petition into the account of whoever holds its code: they are told from then on, and the code ends, so that no
 * paper leads to them. Who stands behind it is sealed anew. Event `orders.claimed`. Problems as `holderOfReceipt`,
 * `orders.unreadable` (409), `orders.changed_meanwhile` (412).
 */
export async function claimPetition(
  context: Context,
  actor: Actor,
  guess: { code: string; address: string },
  attempt?: Attempt,
): Promise<{ id: string }> {
  const { networkId } = actor;
  const inside = <T>(work: (connection: Connection) => Promise<T>) => context.database.transaction(networkId, work);
  const before = attempt && (await inside((connection) => findAttempt(connection, attempt)));
  if (before?.subjectId) return { id: before.subjectId };
  const ground = await loadGround(context, networkId);
  const id = await petitionOfCode(context, networkId, guess);
  const now = context.clock.now();
  await inside(async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 200, subjectId: id, at: now })) return;
    const [order] = await lockOrders(connection, [id]);
    if (!order || !(await deleteReceipt(connection, id))) throw receiptUnknown();
    const save = nothing();
    const { status, unitId } = order;
    const claimed = { kind: 'orders.claimed', subjectKind: 'order', subjectId: id, unitId, pseudonym: id } as const;
    addEvents(save, [{ ...claimed, body: { status, confidential: true } }], actor, now);
    const row: OrderRow = { ...order, version: order.version + 1 };
    save.orders.push(row);
    const { unitPath } = standingOf(ground, unitId);
    const person = (await namesOf(connection, [actor.id])).get(actor.id);
    const claimer = { personId: actor.id, name: person?.name ?? null, phone: person?.phone ?? null };
    save.seals.push(await sealedAnew(context, connection, { row, unitPath }, claimer));
    await writeCommand(context, connection, save, { attempt: undefined, status: 200, subjectId: id, now });
  });
  return { id };
}

/** Who stands behind a petition from now on, under its contact key and a new key of identity: nobody here opens the old one. */
async function sealedAnew(
  context: Context,
  connection: Connection,
  { row, unitPath }: { row: OrderRow; unitPath: readonly string[] },
  claimer: Pick<SealedPeople, 'personId' | 'name' | 'phone'>,
) {
  const { networkId } = connection;
  const seal = await findSeal(connection, row.id);
  const contact = (await openKeys(context, networkId, [row.id], 'contact')).get(row.id);
  const people = seal && (await openPeople(context, networkId, seal));
  if (!seal || !contact || !people) throw unreadable();
  const sender = await senderOf(context, connection, unitPath);
  const identity = await makeIdentityKey(context, networkId, row.id, { version: seal.identityVersion + 1, sender });
  const known = { ...people, ...claimer };
  hidePeople(context, networkId, row, known);
  return sealedPeople(networkId, row.id, { contact, identity }, known);
}

/** Always in this order, so that two requests never wait for each other; the network's own count last, held shortest. */
function sendsOf({ address, networkId }: Sending): Tries[] {
  return [
    { scope: 'receipt_sent:address', subject: address, most: RECEIPTS_PER_DAY.address },
    { scope: 'receipt_sent:network', subject: networkId, most: RECEIPTS_PER_DAY.network },
  ];
}

/** The petition whose receipt the caller holds. `platform.not_found` for who calls with an account. */
export function petitionOfHolder(actor: Actor): { id: string } {
  if (!actor.receipt) throw notFound();
  return { id: actor.id };
}

function receiptsSpent(at: Date): Problem {
  return new Problem(
    'orders.receipts_spent',
    429,
    'No more complaints without an account can be taken from here today. Log in with a phone, or call the centre.',
    { retryAfterSeconds: secondsUntilTomorrow(at) },
  );
}
