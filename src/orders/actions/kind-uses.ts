import { loadTree } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { forbidden } from '../../shared/problem.ts';
import { inFives } from '../rules/few.ts';
import type { KindUses } from '../schema/views.ts';
import { countKindUses } from '../store/kind-uses.ts';

/** Every order is read for it, and nobody needs it to the second. */
const KEPT_MILLISECONDS = 60_000;

/**
 * How many orders each kind of need was given, with the time they were counted; asked before a kind is changed. Of
 * confidential ones in whole fives. Needs an administrator of the city. Problem `platform.forbidden`.
 */
export async function readKindUses(context: Context, actor: Actor): Promise<KindUses> {
  const tree = await loadTree(context, actor.networkId);
  if (!holdsRole(actor, ['administrator'], [tree.rootId])) throw forbidden();
  return context.memo.get(`orders.kind_uses:${actor.networkId}`, KEPT_MILLISECONDS, async () => {
    const uses = await context.database.transaction(actor.networkId, countKindUses);
    const told = uses.map(({ sealed, ...use }) => ({ ...use, confidential: inFives(sealed) || null }));
    // A kind that only a few petitions have is not there: that it is would say that there are some.
    const items = told.filter((each) => each.orders > 0 || each.confidential !== null);
    return { at: context.clock.now().toISOString(), items };
  });
}
