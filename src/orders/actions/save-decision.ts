import type { Connection } from '../../platform/database.ts';
import { eventRows, type NewEvent } from '../../platform/events.ts';
import { type Attempt, findAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import type { Decision } from '../rules/decision.ts';
import type { OrderState } from '../rules/state.ts';
import { tokensOfWords } from '../rules/tokens.ts';
import { findText } from '../store/read.ts';
import { type OrdersToSave, saveOrders, type TextToSave } from '../store/save.ts';
import { deleteTokens } from '../store/tokens.ts';

/** Nothing to write yet. */
export function nothing(): OrdersToSave {
  return {
    orders: [],
    texts: [],
    offers: [],
    assignments: [],
    words: [],
    reviews: [],
    petitions: [],
    photos: null,
    events: [],
  };
}

/** Adds a decision about one order to what will be written. */
export function addDecision(save: OrdersToSave, decision: Decision, actor: Actor, now: Date): void {
  const orderId = decision.row.id;
  const personId = actor.kind === 'person' ? actor.id : null;
  save.orders.push(decision.row);
  save.offers.push(...decision.offers.map((each) => ({ ...each, orderId })));
  save.assignments.push(...decision.assignments.map((each) => ({ ...each, orderId })));
  save.words.push(...decision.words.map((each) => ({ ...each, id: newId(now), orderId, personId, at: now })));
  if (decision.petition) save.petitions.push({ ...decision.petition, orderId });
  if (decision.review) save.reviews.push({ ...decision.review, id: newId(now), orderId, personId: actor.id, at: now });
  addEvents(save, decision.events, actor, now);
}

/** Adds what happened. */
export function addEvents(save: OrdersToSave, events: readonly NewEvent[], actor: Actor, now: Date): void {
  save.events.push(...eventRows(events, actor, now));
}

/** The words of an order after a change; what was found under the old ones is found no more. */
export async function changedText(
  connection: Connection,
  order: OrderState,
  text: NonNullable<Decision['text']>,
): Promise<TextToSave | null> {
  const before = await findText(connection, order.id);
  if (!before) return null;
  if (text.words !== undefined) await deleteTokens(connection, order.id, tokensOfWords(before.words));
  return { ...before, ...text, orderId: order.id };
}

/** A command's answer: who asked, with which key, about which order. */
export interface Command {
  actor: Actor;
  attempt: Attempt | undefined;
  status: number;
  subjectId: string;
  now: Date;
}

/**
 * Writes a command in its one statement. Gives the id the first answer spoke of: that of this command, or, when its key
 * was used before, of the first one, and then nothing is written. Problems: `orders.changed_meanwhile` (412),
 * `orders.photo_unknown` (422), `platform.idempotency_key_reused` (422).
 */
export async function writeCommand(connection: Connection, save: OrdersToSave, command: Command): Promise<string> {
  const { actor, attempt, status, subjectId, now } = command;
  const saved = await saveOrders(connection, save, { actorId: actor.id, attempt, status, subjectId, at: now });
  if (saved.repeated && attempt) return (await findAttempt(connection, actor, attempt))?.subjectId ?? subjectId;
  if (saved.orders !== save.orders.length) throw changedMeanwhile();
  if (saved.photos !== (save.photos?.ids.length ?? 0))
    throw new Problem(
      'orders.photo_unknown',
      422,
      'One of the photos is not yours, or was sent with another order. Take it again.',
      { field: '/photoIds' },
    );
  return subjectId;
}

/** Somebody else changed the order between reading and writing. */
export function changedMeanwhile(): Problem {
  return new Problem(
    'orders.changed_meanwhile',
    412,
    'Somebody changed this order meanwhile. Look at it as it is now, then decide.',
  );
}
