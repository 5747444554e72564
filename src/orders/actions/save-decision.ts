import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows, type NewEvent } from '../../platform/events.ts';
import { type Attempt, findAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { openKeys } from '../../vault/actions/petition-keys.ts';
import type { Decision } from '../rules/decision.ts';
import { pseudonymOf } from '../rules/permissions.ts';
import type { OrderState } from '../rules/state.ts';
import { tokensOfWords } from '../rules/tokens.ts';
import { findText } from '../store/read.ts';
import { type OrdersToSave, saveOrders, type TextToSave } from '../store/save.ts';
import { deleteTokens } from '../store/tokens.ts';
import { sealSaid } from './sealing.ts';
import { unreadable } from './unreadable.ts';

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
    seals: [],
    photos: null,
    events: [],
  };
}

/**
 * Adds a decision about one order to what will be written. What somebody says in a confidential order who stands in it by a
 * pseudonym is written under that.
 */
export function addDecision(save: OrdersToSave, order: OrderState, decision: Decision, actor: Actor, now: Date): void {
  const orderId = decision.row.id;
  const hidden = decision.row.confidential ? pseudonymOf(order, actor) : undefined;
  const speaker = hidden ?? actor.id;
  const personId = actor.kind === 'person' ? speaker : null;
  save.orders.push(decision.row);
  save.offers.push(...decision.offers.map((each) => ({ ...each, orderId })));
  save.assignments.push(...decision.assignments.map((each) => ({ ...each, orderId })));
  save.words.push(
    ...decision.words.map((each) => ({ ...each, sealed: null, id: newId(now), orderId, personId, at: now })),
  );
  if (decision.petition) save.petitions.push({ ...decision.petition, orderId });
  if (decision.review) save.reviews.push({ ...decision.review, id: newId(now), orderId, personId: speaker, at: now });
  addEvents(save, decision.events, actor, now);
}

/** Adds what happened. */
export function addEvents(save: OrdersToSave, events: readonly NewEvent[], actor: Actor, now: Date): void {
  save.events.push(...eventRows(events, actor, now));
}

/** The words of an open order after a change; what was found under the old ones is found no more. */
export async function changedText(
  connection: Connection,
  order: OrderState,
  text: NonNullable<Decision['text']>,
): Promise<TextToSave | null> {
  const before = await findText(connection, order.id);
  if (!before?.words) return null;
  if (text.words !== undefined) await deleteTokens(connection, order.id, tokensOfWords(before.words));
  return { ...before, ...text, orderId: order.id };
}

/** A command's answer: with which key it was asked for, about which order. */
export interface Command {
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
export async function writeCommand(
  context: Context,
  connection: Connection,
  save: OrdersToSave,
  command: Command,
): Promise<string> {
  const { attempt, status, subjectId, now } = command;
  await sealWhatIsSaid(context, connection, save);
  const saved = await saveOrders(connection, save, { attempt, status, subjectId, at: now });
  if (saved.repeated && attempt) return (await findAttempt(connection, attempt))?.subjectId ?? subjectId;
  if (saved.orders !== save.orders.length) throw changedMeanwhile();
  if (saved.photos !== (save.photos?.ids.length ?? 0)) throw photoUnknown();
  return subjectId;
}

/** A photo that its sender does not have, or that went with another order. */
export function photoUnknown(): Problem {
  return new Problem(
    'orders.photo_unknown',
    422,
    'One of the photos is not yours, or was sent with another order. Take it again.',
    { field: '/photoIds' },
  );
}

/** Nothing that is said in a confidential order is written but under its content key, whoever forgot to seal it before. */
async function sealWhatIsSaid(context: Context, connection: Connection, save: OrdersToSave): Promise<void> {
  const confidential = new Set(save.orders.filter((order) => order.confidential).map((order) => order.id));
  if (confidential.size === 0) return;
  if (save.texts.some((text) => text.words !== null && confidential.has(text.orderId)))
    throw new Error('The words of a confidential order were about to be written in the open.');
  const said = save.words.filter((word) => word.words !== null && confidential.has(word.orderId));
  if (said.length === 0) return;
  const ids = [...new Set(said.map((word) => word.orderId))];
  const keys = await openKeys(context, connection.networkId, ids, 'content');
  save.words = save.words.map((word) => {
    if (word.words === null || !confidential.has(word.orderId)) return word;
    const key = keys.get(word.orderId);
    if (!key) throw unreadable();
    return sealSaid(connection.networkId, key, word);
  });
}

/** Somebody else changed the order between reading and writing. */
export function changedMeanwhile(): Problem {
  return new Problem(
    'orders.changed_meanwhile',
    412,
    'Somebody changed this order meanwhile. Look at it as it is now, then decide.',
  );
}
