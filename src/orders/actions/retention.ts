import type { Context } from '../../platform/context.ts';
import { endStatuses } from '../schema/states.ts';
import { sealedEndedBefore } from '../store/my-data.ts';
import { loadGround } from './ground.ts';
import { erasePetitions } from './petitions-of.ts';

const DAY = 86_400_000;
/** Petitions erased in one transaction. */
const BATCH = 100;

/**
 * Erases petitions that ended as long ago as the policy keeps them: what was sealed is deleted, their keys are destroyed by who
 * follows `orders.erased`, and state, dates and history stay. Without such a policy nothing is erased. True when there may be
 * more.
 */
export async function eraseOldPetitions(context: Context, networkId: string): Promise<boolean> {
  const { policies } = await loadGround(context, networkId);
  const { retention } = policies.petitions;
  if (!retention) return false;
  const now = context.clock.now();
  const before = new Date(now.getTime() - retention.days * DAY);
  return context.database.transaction(networkId, async (connection) => {
    const old = await sealedEndedBefore(connection, endStatuses, before, BATCH);
    await erasePetitions(connection, old, now);
    return old.length === BATCH;
  });
}
