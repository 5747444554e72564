import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { jobActor } from '../../shared/actor.ts';
import { forgetOpenings } from '../../vault/actions/openings.ts';
import { eraseSealed, petitionsOf } from '../store/my-data.ts';
import { findOrder } from '../store/read.ts';
import { findSeal } from '../store/sealing.ts';
import { callerOf, opened, openPeople } from './opening.ts';

/** What is kept of a person's own petitions, opened for them, oldest first. */
export async function exportPetitions(context: Context, connection: Connection, personId: string): Promise<unknown[]> {
  const { networkId } = connection;
  const { digest } = callerOf(context, { networkId, id: personId });
  const exported: unknown[] = [];
  for (const id of await petitionsOf(connection, digest)) {
    const found = await findOrder(connection, id);
    if (!found) continue;
    const { number, status, nature, kind, submittedAt, outcome, text, words, reviews, photoIds } = await opened(
      context,
      networkId,
      found,
    );
    const seal = await findSeal(connection, id);
    const people = seal && (await openPeople(context, networkId, seal));
    exported.push({
      ...{ number, status, nature, kind, submittedAt, outcome, photos: photoIds.length },
      ...{ words: text?.words ?? null, wish: text?.wish ?? null, place: people?.place ?? null },
      said: words.filter((each) => each.personId === id).map(({ kind, words, at }) => ({ kind, words, at })),
      reviews: reviews.map(({ stars, solved, at }) => ({ stars, solved, at })),
    });
  }
  return exported;
}

/**
 * Erases petitions: what was sealed of them is deleted, the digests of their owners too. Their keys are destroyed after the
 * commit, by who follows the event `orders.erased`; then no copy of the database tells what they said.
 */
export async function erasePetitions(
  connection: Connection,
  petitions: readonly { id: string; unitId: string }[],
  at: Date,
): Promise<void> {
  if (petitions.length === 0) return;
  await eraseSealed(
    connection,
    petitions.map((each) => each.id),
  );
  await forgetOpenings(
    connection,
    petitions.map((each) => each.id),
  );
  await recordEvents(
    connection,
    jobActor(connection.networkId, 'orders.erasing'),
    at,
    petitions.map(({ id, unitId }) => ({ kind: 'orders.erased', subjectKind: 'order', subjectId: id, unitId })),
  );
}
