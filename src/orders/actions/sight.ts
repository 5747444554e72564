import { recordLook } from '../../audit/actions.ts';
import { rolesOf } from '../../identity/actions/grants.ts';
import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/problem.ts';
import { actingVolunteer } from '../../volunteers/actions.ts';
import { mayAskWhoSees, sightOf } from '../rules/sight.ts';
import type { Sight } from '../schema/sight.ts';
import { findByNumber, findOrder } from '../store/read.ts';
import { conflictsFor, standingFor } from './conflict.ts';
import { loadGround, standingOf } from './ground.ts';

/**
 * How much a person sees of the order with a number, and why; for an administrator. Recorded as a look at that person,
 * of a petition at nobody: who read that they were asked about would know what for. `platform.not_found` for a number that
 * nobody has and just so for an order that the asker may not ask of.
 */
export async function whySees(
  context: Context,
  asker: Actor,
  { personId, number }: { personId: string; number: string },
): Promise<Sight> {
  const ground = await loadGround(context, asker.networkId);
  const now = context.clock.now();
  return context.database.transaction(asker.networkId, async (connection) => {
    const id = await findByNumber(connection, number);
    // As it is stored: of a petition nobody is recognised in it, neither who asks nor who is asked about.
    const order = id === null ? null : await findOrder(connection, id);
    if (!order) throw notFound();
    if (!mayAskWhoSees(order, asker, await standingFor(ground, connection, order, asker, now))) throw notFound();
    const person = await personAsActor(connection, personId, now);
    const { unitPath } = standingOf(ground, order.unitId);
    const conflicts = await conflictsFor(ground, connection, order, person, now);
    await recordLook(connection, asker, now, {
      kind: 'audit.sight_shown',
      subjectKind: 'order',
      subjectId: order.id,
      unitId: order.unitId,
      look: { what: 'record', outcome: 'shown', why: 'rights', of: order.confidential ? [] : [personId] },
    });
    return { orderId: order.id, confidential: order.confidential, ...sightOf(order, person, { unitPath, conflicts }) };
  });
}

/** Somebody with all their roles and teams, as no single session of theirs may have them. */
async function personAsActor(connection: Connection, id: string, now: Date): Promise<Actor> {
  if (!(await namesOf(connection, [id])).has(id)) throw notFound();
  const grants = (await rolesOf(connection, id)).map(({ role, unitId }) => ({ role, unitId }));
  const volunteer = await actingVolunteer(connection, id, now);
  return { kind: 'person', id, networkId: connection.networkId, grants, ...(volunteer ? { volunteer } : {}) };
}
