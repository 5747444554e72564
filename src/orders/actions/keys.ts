import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { StoredEvent } from '../../platform/events.ts';
import { destroyKeys, destroyOlderIdentity, petitionsWithKeys } from '../../vault/actions/petition-keys.ts';
import { findSeal, sealedAmong } from '../store/sealing.ts';

/** After these nothing is left that the keys could open. */
const ENDING = new Set(['orders.erased', 'orders.unsealed']);

/** After these the identity stands under a new key. */
const SEALED_ANEW = new Set(['orders.changed', 'orders.claimed']);

/** Destroys the keys of petitions that were erased or opened for good, once that is committed. Doing it twice does no harm. */
export async function followForKeys(
  context: Context,
  connection: Connection,
  events: readonly StoredEvent[],
): Promise<void> {
  const over = events.filter((event) => ENDING.has(event.kind)).map((event) => event.subjectId);
  const sealedAgain = new Set(await sealedAmong(connection, over));
  await destroyKeys(
    context,
    connection.networkId,
    over.filter((id) => !sealedAgain.has(id)),
  );
  for (const { kind, subjectId } of events) {
    if (!SEALED_ANEW.has(kind)) continue;
    const seal = await findSeal(connection, subjectId);
    if (seal) await destroyOlderIdentity(context, connection.networkId, subjectId, seal.identityVersion);
  }
}

/** A key this old has its petition in the main database, or was made by an act that failed. */
const RUBBISH_MILLISECONDS = 3_600_000;
const SWEPT_AT_ONCE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Destroys keys that nothing was sealed with, because the act that made them was rolled back or sent twice. */
export async function sweepKeys(context: Context, networkId: string): Promise<boolean> {
  const before = new Date(context.clock.now().getTime() - RUBBISH_MILLISECONDS);
  for (let after = FIRST; ; ) {
    const ids = await petitionsWithKeys(context, networkId, { before, after, limit: SWEPT_AT_ONCE });
    const sealed = await context.database.transaction(networkId, (connection) => sealedAmong(connection, ids));
    const known = new Set(sealed);
    await destroyKeys(
      context,
      networkId,
      ids.filter((id) => !known.has(id)),
    );
    const last = ids.at(-1);
    if (last === undefined || ids.length < SWEPT_AT_ONCE) return false;
    after = last;
  }
}
