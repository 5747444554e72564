import { centreOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound } from '../../shared/problem.ts';
import { suggest } from '../../triage/rules/suggest.ts';
import { orderNumber } from '../rules/number.ts';
import { submission } from '../rules/submit.ts';
import { findImported } from '../store/import.ts';
import { loadGround, standingOf } from './ground.ts';
import type { ImportedMessage } from './import.ts';
import { importer } from './importer.ts';
import { takeNumber } from './numbers.ts';
import { addEvents, nothing, writeCommand } from './save-decision.ts';
import { sealOrder } from './sealing.ts';

/** Which of these messages of another system are orders already, by their ids there. */
export function importedAlready(
  context: Context,
  networkId: string,
  externalIds: readonly string[],
): Promise<Set<string>> {
  return context.database.transaction(networkId, (connection) => findImported(connection, externalIds));
}

/**
 * Makes a fresh order of a message, as if it had been sent at the time of the context's clock: it is nobody's history, its
 * clocks start now, and an emergency is one. `unitId` is where help is wanted. Problems: those of `submission`; a message
 * that was imported before breaks a unique constraint.
 */
export async function replayMessage(
  context: Context,
  actor: Actor,
  message: Pick<ImportedMessage, 'externalId' | 'text' | 'likes'>,
  unitId: string,
): Promise<string> {
  const ground = await loadGround(context, actor.networkId);
  const unit = ground.tree.units.get(unitId);
  if (!unit) throw notFound();
  const requesterId = await importer(context, actor.networkId);
  const drawn = await takeNumber(context, actor.networkId);
  const now = context.clock.now();
  const { row, events } = submission(
    {
      id: newId(now),
      number: orderNumber(now, drawn, ground.calendar.offsetMinutes),
      input: {},
      kind: undefined,
      suggestion: suggest(message.text, ground.triageKinds),
      requesterId,
      placedBy: null,
      source: 'import',
      place: { id: unit.id, level: unit.level, centreId: centreOf(ground.tree, unit.id) },
      actorId: actor.id,
    },
    { now, clocks: ground.clocks, calendar: ground.calendar },
  );
  const save = nothing();
  const order = { ...row, externalId: message.externalId, likes: message.likes };
  save.orders.push(order);
  addEvents(save, events, actor, now);
  return context.database.transaction(actor.networkId, async (connection) => {
    const nobody = { place: null, contactName: null, contactPhone: null };
    const words = { words: message.text, wish: null };
    if (order.confidential) {
      const people = { personId: requesterId, placedBy: null, name: null, phone: null, placedByName: null, ...nobody };
      const toSeal = { order, unitPath: standingOf(ground, order.unitId).unitPath };
      await sealOrder(context, connection, save, toSeal, { words, people: { ...people, consent: null } });
    } else save.texts.push({ orderId: order.id, ...words, ...nobody, sealed: null });
    return writeCommand(context, connection, save, { attempt: undefined, status: 201, subjectId: order.id, now });
  });
}
