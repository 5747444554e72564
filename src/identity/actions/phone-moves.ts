import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, jobActor } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { identityKeys, keyedDigest } from '../rules/digests.ts';
import { movesAt } from '../rules/phone-moves.ts';
import { forgetCode } from '../store/login.ts';
import { findByPhone, lockPerson, type PersonRow, updatePerson } from '../store/people.ts';
import { deleteMove, keepMove, type PhoneMoveRow, takeDueMove } from '../store/phone-moves.ts';
import { revokeSessions } from '../store/sessions.ts';
import { forgetActor } from './callers.ts';

/** The answer where a number is, or is about to be, somebody else's. */
export function phoneTaken(): Problem {
  return new Problem(
    'identity.phone_taken',
    409,
    'This number belongs to somebody else here. Ask your station to look into it.',
    { field: '/phone' },
  );
}

/**
 * Lets a number wait for somebody who logs in by another one. Whoever holds the old one finds it in their inbox. Gives when
 * it becomes theirs. Event `identity.phone_move_asked`. Problem `identity.phone_taken` (409).
 */
export async function askPhoneMove(
  connection: Connection,
  actor: Actor,
  move: { personId: string; phone: string },
  at: Date,
): Promise<Date> {
  const dueAt = movesAt(at);
  if (!(await keepMove(connection, { ...move, askedBy: actor.id, askedAt: at, dueAt }))) throw phoneTaken();
  const byStaff = actor.id !== move.personId;
  await recordEvents(connection, actor, at, [
    {
      kind: 'identity.phone_move_asked',
      subjectKind: 'person',
      subjectId: move.personId,
      body: { byStaff, dueAt: dueAt.toISOString() },
    },
  ]);
  return dueAt;
}

/**
 * Takes one's own waiting number back, from any device that is logged in by the old one. Event
 * `identity.phone_move_cancelled`. Problem `platform.not_found` (404) where none waits.
 */
export async function cancelPhoneMove(context: Context, actor: Actor, attempt?: Attempt): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: actor.id, at })) return;
    if (!(await deleteMove(connection, actor.id))) throw notFound();
    await recordEvents(connection, actor, at, [
      { kind: 'identity.phone_move_cancelled', subjectKind: 'person', subjectId: actor.id },
    ]);
  });
}

/** Makes one number that is due its person's; true: there may be more. Done once, however many servers try. */
export async function movePhones(context: Context, networkId: string): Promise<boolean> {
  const at = context.clock.now();
  const moved = await context.database.transaction(networkId, async (connection) => {
    const move = await takeDueMove(connection, at);
    const person = move && (await lockPerson(connection, move.personId));
    if (!move) return undefined;
    if (person && !person.erasedAt) await settle(context, connection, move, person, at);
    return move.personId;
  });
  if (moved) forgetActor(context, moved);
  return moved !== undefined;
}

async function settle(
  context: Context,
  connection: Connection,
  move: PhoneMoveRow,
  person: PersonRow,
  at: Date,
): Promise<void> {
  const { networkId } = connection;
  const actor = jobActor(networkId, 'identity.phone_moves');
  const event = { subjectKind: 'person', subjectId: person.id };
  const other = await findByPhone(connection, move.phone);
  if (other && other.id !== person.id) {
    await recordEvents(connection, actor, at, [{ ...event, kind: 'identity.phone_move_failed' }]);
    return;
  }
  const keys = identityKeys(context.secret);
  for (const phone of [person.phone, move.phone])
    if (phone !== null) await forgetCode(connection, keyedDigest(keys, 'phone', networkId, phone));
  await updatePerson(connection, { ...person, phone: move.phone });
  // Whoever was asked at a counter cannot tell a stolen telephone from a forgotten one.
  const byStaff = move.askedBy !== person.id;
  if (byStaff) await revokeSessions(connection, person.id, { id: null, but: null }, at);
  await recordEvents(connection, actor, at, [
    { ...event, kind: byStaff ? 'identity.phone_corrected' : 'identity.phone_changed' },
  ]);
}
