import { peopleLookedAtBy } from '../../audit/actions/read.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { type Concerned, enterConcerned, noticesFor } from '../../vault/actions/breaches.ts';
import { standInFor } from '../../vault/rules/stand-ins.ts';
import type { BreachNotice, ConcernedFound, ConcernedInput } from '../../vault/schema.ts';
import { isOrderNumber } from '../rules/number.ts';
import { findByNumber, findOrder } from '../store/read.ts';
import { partiesOf, pseudonymsOf } from './parties.ts';

/**
 * Enters whom a breach concerns: who stands behind orders of these numbers, petitioners as their petition; and everybody
 * whom an account looked at in a span of time, as the audit log has it. A number behind which there is a petition and one
 * behind which there is nothing are answered and counted alike, so that nobody learns here that somebody complained; only
 * what cannot be a number is told. Problems `platform.forbidden`, `platform.not_found`.
 */
export async function enterThoseConcerned(
  context: Context,
  actor: Actor,
  breachId: string,
  { numbers = [], lookedAtBy }: ConcernedInput,
  attempt?: Attempt,
): Promise<ConcernedFound> {
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const before = await claimAttempt(connection, attempt, { status: 200, subjectId: breachId, at });
    const trimmed = numbers.map((number) => number.trim());
    const concerned = lookedAtBy ? await lookedAt(context, connection, lookedAtBy) : [];
    for (const number of trimmed.filter(isOrderNumber)) concerned.push(...(await behind(context, connection, number)));
    const added = before ? 0 : await enterConcerned(context, connection, actor, breachId, concerned);
    return { added, unknown: trimmed.filter((number) => !isOrderNumber(number)) };
  });
}

/** Who stands behind an order: the account; or what stands in for the number, beside the petition where there is one. */
async function behind(context: Context, connection: Connection, number: string): Promise<Concerned[]> {
  const id = await findByNumber(connection, number);
  const order = id === null ? null : await findOrder(connection, id);
  if (order && !order.confidential) return [{ personId: order.requesterId, is: 'account' }];
  const standIn: Concerned = { personId: standInFor(context.secret, connection.networkId, number), is: 'stand_in' };
  return order ? [standIn, { personId: order.id, is: 'petition' }] : [standIn];
}

async function lookedAt(
  context: Context,
  connection: Connection,
  { actorId, from, to }: NonNullable<ConcernedInput['lookedAtBy']>,
): Promise<Concerned[]> {
  const { people, petitions } = await peopleLookedAtBy(connection, actorId, new Date(from), new Date(to));
  const numbers = [...(await partiesOf(connection, petitions)).values()].map((each) => each.number);
  const behindThem = await Promise.all(numbers.map((number) => behind(context, connection, number)));
  return [...people.map((personId): Concerned => ({ personId, is: 'account' })), ...behindThem.flat()];
}

/** Breaches that the caller was told of, for themselves or one of their petitions, newest first. */
export function myNotices(context: Context, actor: Actor): Promise<BreachNotice[]> {
  return context.database.transaction(actor.networkId, async (connection) =>
    noticesFor(connection, [actor.id, ...(await pseudonymsOf(context, connection, actor.id))]),
  );
}
