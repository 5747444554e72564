import { peopleLookedAtBy } from '../../audit/actions/read.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { type Concerned, enterConcerned, noticesFor } from '../../vault/actions/breaches.ts';
import type { BreachNotice, ConcernedFound, ConcernedInput } from '../../vault/schema.ts';
import { findByNumber, findOrder } from '../store/read.ts';
import { pseudonymsOf } from './parties.ts';

/**
 * Enters whom a breach concerns: who stands behind orders of these numbers, petitioners as their petition; and everybody
 * whom an account looked at in a span of time, as the audit log has it. Problems `platform.forbidden`, `platform.not_found`.
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
    const byNumber = await Promise.all(numbers.map((number) => behind(connection, number.trim())));
    const unknown = numbers.filter((_number, index) => byNumber[index] === null);
    const looked = lookedAtBy ? await lookedAt(connection, lookedAtBy) : [];
    const concerned = [...byNumber.flatMap((each) => each ?? []), ...looked];
    const added = before ? 0 : await enterConcerned(context, connection, actor, breachId, concerned);
    return { added, unknown };
  });
}

/** Who stands behind an order: the account, or the petition itself. Null: there is no such number. */
async function behind(connection: Connection, number: string): Promise<Concerned | null> {
  const id = await findByNumber(connection, number);
  const order = id === null ? null : await findOrder(connection, id);
  return order && { personId: order.requesterId, petition: order.requesterDigest !== null };
}

async function lookedAt(
  connection: Connection,
  { actorId, from, to }: NonNullable<ConcernedInput['lookedAtBy']>,
): Promise<Concerned[]> {
  const { people, petitions } = await peopleLookedAtBy(connection, actorId, new Date(from), new Date(to));
  return [
    ...people.map((personId) => ({ personId, petition: false })),
    ...petitions.map((personId) => ({ personId, petition: true })),
  ];
}

/** Breaches that the caller was told of, for themselves or one of their petitions, newest first. */
export function myNotices(context: Context, actor: Actor): Promise<BreachNotice[]> {
  return context.database.transaction(actor.networkId, async (connection) =>
    noticesFor(connection, [actor.id, ...(await pseudonymsOf(context, connection, actor.id))]),
  );
}
