import type { Context } from '../platform/context.ts';
import type { Connection } from '../platform/database.ts';
import { recordEvents } from '../platform/events.ts';
import type { Actor } from '../shared/actor.ts';
import { type LookEvent, lookEvent } from './rules/looks.ts';

/**
 * Records that something was shown, in the transaction that reads it: what was seen was recorded, or nothing was seen.
 * Where one statement writes all, put `lookEvent` among its events instead.
 */
export async function recordLook(connection: Connection, actor: Actor, at: Date, event: LookEvent): Promise<void> {
  await recordEvents(connection, actor, at, [lookEvent(event)]);
}

/**
 * Records that something was refused, in a transaction of its own: the one that found it out is rolled back by the
 * problem thrown. To be called outside of it, before throwing on.
 */
export async function recordRefusal(context: Context, actor: Actor, event: LookEvent): Promise<void> {
  const refused = { ...event, look: { ...event.look, outcome: 'refused' as const } };
  await context.database.transaction(actor.networkId, (connection) =>
    recordLook(connection, actor, context.clock.now(), refused),
  );
}
