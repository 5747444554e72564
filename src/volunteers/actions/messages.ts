import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { forbidden, Problem } from '../../shared/problem.ts';
import { membersOf } from '../actions.ts';
import { deleteTeamMessages, insertTeamMessage, loadTeamMessages } from '../store/messages.ts';
import { teamToLead } from './teams.ts';

/** Who may still read what was told a team, in days; then it is deleted. */
const KEPT_DAYS = 180;

/**
 * Tells all members of a team something: it stands in the inbox of each but the one who wrote it. Gives the message's id
 * and how many are told. Needs one of its leaders, or staff who reach it; a person, for somebody stands behind the words.
 * Event `volunteers.team_told`, without the words. Problems `volunteers.message_empty` (422), `volunteers.team_closed`
 * (409), `platform.forbidden`.
 */
export async function tellTeam(
  context: Context,
  actor: Actor,
  teamId: string,
  given: string,
  attempt?: Attempt,
): Promise<{ id: string; told: number }> {
  if (actor.kind !== 'person') throw forbidden();
  await teamToLead(context, actor, teamId);
  const words = given.trim();
  if (words === '')
    throw new Problem('volunteers.message_empty', 422, 'Write what the team shall know.', { field: '/words' });
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const newMessageId = newId(at);
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: newMessageId, at });
    const id = first?.subjectId ?? newMessageId;
    if (!first) {
      await insertTeamMessage(connection, { id, teamId, authorId: actor.id, words, at });
      const told = { kind: 'volunteers.team_told', subjectKind: 'team', subjectId: teamId, unitId: teamId };
      await recordEvents(connection, actor, at, [{ ...told, body: { messageId: id } }]);
    }
    return { id, told: (await toldBy(connection, teamId, actor.id)).length };
  });
}

/** Who is told what somebody writes to a team: its members, but not the one who wrote. */
export async function toldBy(connection: Connection, teamId: string, authorId: string): Promise<string[]> {
  return (await membersOf(connection, teamId)).map((each) => each.personId).filter((id) => id !== authorId);
}

/** What was told teams, by the message's id; what is older than 180 days is gone. */
export async function teamMessages(
  connection: Connection,
  ids: readonly string[],
): Promise<Map<string, { teamId: string; words: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await loadTeamMessages(connection, ids);
  return new Map(rows.map(({ id, teamId, words }) => [id, { teamId, words }]));
}

/** Deletes what was told teams more than 180 days ago. Never more to do at once. */
export async function forgetTeamMessages(context: Context, networkId: string): Promise<boolean> {
  const before = new Date(context.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await context.database.transaction(networkId, (connection) => deleteTeamMessages(connection, before));
  return false;
}
