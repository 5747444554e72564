import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import { eventsOf } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/problem.ts';
import { type OpeningRow, openingsOf } from '../../vault/actions/openings.ts';
import type { PetitionLook } from '../../vault/schema.ts';
import { isResidentOf } from '../rules/permissions.ts';
import { findOrder } from '../store/read.ts';
import { recognised } from './opening.ts';

/**
 * Who looked at a petition, for its petitioner: readings of the words by name, openings of who they are by both names and
 * with the reason given. Oldest first. `platform.not_found` for anybody else.
 */
export async function looksAtMine(context: Context, actor: Actor, orderId: string): Promise<PetitionLook[]> {
  return context.database.transaction(actor.networkId, async (connection) => {
    const found = await findOrder(connection, orderId);
    const order = found && recognised(context, actor, found);
    if (!order?.confidential || !isResidentOf(order, actor)) throw notFound();
    const events = await eventsOf(connection, orderId);
    const readings = events.filter((event) => event.kind === 'vault.content_read');
    const openings = await openingsOf(connection, orderId);
    const people = [...readings.map((each) => each.actorId), ...openings.flatMap(openers)];
    const names = await namesOf(connection, [...new Set(people)]);
    const nameOf = (id: string) => names.get(id)?.name ?? '';
    const looks: PetitionLook[] = [
      ...readings.map(({ at, actorId }) => ({
        at: at.toISOString(),
        what: 'content' as const,
        names: [nameOf(actorId)],
        reason: null,
      })),
      ...openings.map((opening) => ({
        at: (opening.endedAt ?? opening.proposedAt).toISOString(),
        what: 'identity' as const,
        names: openers(opening).map(nameOf),
        reason: opening.reason,
      })),
    ];
    return looks.sort((a, b) => (a.at < b.at ? -1 : 1));
  });
}

function openers({ proposedBy, endedBy }: OpeningRow): string[] {
  return [proposedBy, ...(endedBy === null ? [] : [endedBy])];
}
