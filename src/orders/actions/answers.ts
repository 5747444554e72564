import { randomUUID } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows, recordEvents, type StoredEvent } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, jobActor } from '../../shared/actor.ts';
import { isId } from '../../shared/ids.ts';
import { PAGE_LIMIT, type PageOf } from '../../shared/page.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';
import { isClerkOf } from '../rules/permissions.ts';
import type { OrderState } from '../rules/state.ts';
import { viewOf } from '../rules/visibility.ts';
import type { AnswerFilter, AnswerInput, Publication, PublishedAnswer } from '../schema/petitions.ts';
import { type AnswerPlace, findPublication, listPublished, publish, unpublish } from '../store/answers.ts';
import { lockOrders } from '../store/read.ts';
import type { ActOptions } from './act.ts';
import { standingFor } from './conflict.ts';
import { type Ground, loadGround } from './ground.ts';
import { cursorUnknown } from './list.ts';
import { changedMeanwhile } from './save-decision.ts';

/** Questions and answers that everybody may read, the newest month first. Problem `orders.cursor_unknown` (400). */
export async function publishedAnswers(
  context: Context,
  networkId: string,
  filter: AnswerFilter,
): Promise<PageOf<PublishedAnswer>> {
  const limit = filter.limit ?? PAGE_LIMIT;
  const after = placeFrom(filter.cursor);
  const rows = await context.database.transaction(networkId, (connection) =>
    listPublished(connection, after, filter.kind ?? null, limit + 1),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? `${last.month}_${last.id}` : null };
}

function placeFrom(cursor: string | undefined): AnswerPlace | null {
  if (cursor === undefined) return null;
  const [month = '', id = ''] = cursor.split('_');
  if (!/^\d{4}-\d{2}$/.test(month) || !isId(id)) throw cursorUnknown();
  return { month, id };
}

/** Whether a petition's question and answer may be public, and what is. For its clerks; else `platform.not_found`. */
export async function readPublication(context: Context, actor: Actor, orderId: string): Promise<Publication> {
  const ground = await loadGround(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const order = await lockForClerk(ground, connection, actor, orderId, context.clock.now());
    const published = await findPublication(connection, orderId);
    return {
      consented: order.petition?.consented === true,
      published: published !== null,
      question: published?.question ?? null,
      answer: published?.answer ?? null,
      version: versionOf(published),
    };
  });
}

/** Publications are told apart by when they were made: one taken back and made anew is another one. */
function versionOf(published: { publishedAt: Date } | null): number {
  return published?.publishedAt.getTime() ?? 0;
}

/**
 * Publishes a question and its answer in the words of the clerk, who has checked that nobody can be found out by them.
 * Only with the petitioner's consent and once there was a reply. Problems: `platform.not_found`, `orders.no_consent`,
 * `orders.wrong_state` (409), `orders.changed_meanwhile` (412) when `ifMatch` is another version.
 */
export async function publishAnswer(
  context: Context,
  actor: Actor,
  orderId: string,
  input: AnswerInput,
  { attempt, ifMatch }: ActOptions = {},
): Promise<void> {
  await asClerk(context, actor, { orderId, attempt }, async (connection, order, now, ground) => {
    if (ifMatch !== undefined && ifMatch !== versionOf(await findPublication(connection, orderId)))
      throw changedMeanwhile();
    if (!order.petition?.repliedAt)
      throw new Problem('orders.wrong_state', 409, 'There is no reply yet that could be published.');
    if (!order.petition.consented)
      throw new Problem('orders.no_consent', 409, 'The petitioner has not agreed to a publication.');
    const { kind, departmentId, unitId } = order;
    // Neither id nor month tells the day of the publication, which could be laid beside the day of the reply.
    const month = localDate(now, ground.calendar.offsetMinutes).slice(0, 7);
    const publication = { id: randomUUID(), month, publishedAt: now, publishedBy: actor.id };
    const row = { orderId, kind, departmentId, ...input, ...publication };
    const told = { kind: 'orders.answer_published', subjectKind: 'order', subjectId: orderId, unitId };
    await publish(connection, row, eventRows([{ ...told, body: { confidential: true } }], actor, now));
  });
}

/** Takes a publication back. Problem `platform.not_found`. */
export async function withdrawAnswer(
  context: Context,
  actor: Actor,
  orderId: string,
  attempt?: Attempt,
): Promise<void> {
  await asClerk(context, actor, { orderId, attempt }, (connection, order, now) =>
    takeBack(connection, actor, now, [order]),
  );
}

/** Who takes the consent back takes the publication back: within a second, without a clerk. */
export async function followConsent(
  context: Context,
  connection: Connection,
  events: readonly StoredEvent[],
): Promise<void> {
  const ids = events
    .filter((event) => event.kind === 'orders.publication_refused')
    .map((event) => ({ id: event.subjectId, unitId: event.unitId }));
  if (ids.length === 0) return;
  await takeBack(connection, jobActor(connection.networkId, 'orders.publication'), context.clock.now(), ids);
}

async function takeBack(
  connection: Connection,
  actor: Actor,
  now: Date,
  orders: readonly { id: string; unitId: string | null }[],
): Promise<void> {
  const gone = await unpublish(
    connection,
    orders.map((order) => order.id),
  );
  await recordEvents(
    connection,
    actor,
    now,
    gone.map((orderId) => ({
      kind: 'orders.answer_withdrawn',
      subjectKind: 'order',
      subjectId: orderId,
      unitId: orders.find((order) => order.id === orderId)?.unitId ?? null,
      body: { confidential: true },
    })),
  );
}

/** Does a clerk's write to a petition, once a key. */
async function asClerk(
  context: Context,
  actor: Actor,
  { orderId, attempt }: { orderId: string; attempt: Attempt | undefined },
  work: (connection: Connection, order: OrderState, now: Date, ground: Ground) => Promise<void>,
): Promise<void> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: orderId, at: now })) return;
    await work(connection, await lockForClerk(ground, connection, actor, orderId, now), now, ground);
  });
}

async function lockForClerk(
  ground: Ground,
  connection: Connection,
  actor: Actor,
  orderId: string,
  now: Date,
): Promise<OrderState> {
  const [order] = await lockOrders(connection, [orderId]);
  if (!order) throw notFound();
  const standing = await standingFor(ground, connection, order, actor, now);
  if (viewOf(order, actor, standing) !== 'whole' || !isClerkOf(order, actor, standing)) throw notFound();
  return order;
}
