import { today } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents, type StoredEvent } from '../../platform/events.ts';
import { jobActor } from '../../shared/actor.ts';
import { handOverMembers } from '../store/teams.ts';
import { expireSkills, rehome } from '../store/volunteers.ts';

/**
 * Follows units that close: members of a team go to its heir, volunteers of a station belong to its heir. Repeated, it
 * changes nothing more. Event `volunteers.rehomed`.
 */
export async function followClosings(
  context: Context,
  connection: Connection,
  events: readonly StoredEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.kind !== 'organisation.unit_closed') continue;
    const { heirId, level } = event.body as { heirId: string | null; level: string };
    if (level === 'team') await handOverMembers(connection, event.subjectId, heirId, context.clock.now());
    else if (heirId !== null && level !== 'department') {
      await rehome(connection, event.subjectId, heirId);
      const rehomed = { kind: 'volunteers.rehomed', subjectKind: 'unit', subjectId: event.subjectId, unitId: heirId };
      await recordEvents(connection, jobActor(connection.networkId, 'volunteers.closings'), context.clock.now(), [
        { ...rehomed, body: { heirId } },
      ]);
    }
  }
}

/** Papers whose last day is over are good no more. Event `volunteers.credential_expired`. True when there may be more. */
export async function expireCredentials(context: Context, networkId: string): Promise<boolean> {
  const actor = jobActor(networkId, 'volunteers.expire_credentials');
  const count = await context.database.transaction(networkId, async (connection) => {
    const expired = await expireSkills(connection, today(context));
    const events = expired.map(({ personId, skill }) => ({
      kind: 'volunteers.credential_expired',
      subjectKind: 'person',
      subjectId: personId,
      body: { skill },
    }));
    await recordEvents(connection, actor, context.clock.now(), events);
    return expired.length;
  });
  return count === 200;
}
