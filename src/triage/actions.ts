import { homeOf } from '../identity/actions.ts';
import { loadPolicies, loadTree } from '../organisation/actions.ts';
import type { Context } from '../platform/context.ts';
import type { Actor } from '../shared/actor.ts';
import { loadTriageModel } from './actions/models.ts';
import { loadTaughtPlaces, placesIn } from './actions/places.ts';
import { listen } from './model/assess.ts';
import { type KindTaxonomy, taxonomyOf } from './model/kinds.ts';
import type { PlaceGuess } from './rules/places.ts';
import type { Suggestion } from './rules/suggest.ts';

/** Put together once for each set of policies that is read. */
const taxonomies = new WeakMap<object, KindTaxonomy>();

function taxonomyFor(policies: Awaited<ReturnType<typeof loadPolicies>>): KindTaxonomy {
  const known = taxonomies.get(policies) ?? taxonomyOf(policies.needs);
  taxonomies.set(policies, known);
  return known;
}

/** Roles that type what others say: where they live themselves says nothing. */
const TYPING = new Set(['dispatcher', 'petition_clerk']);

/**
 * Suggests nature, kind, urgency and place of a message by the network's own taxonomy, model and tree. `writerUnitId`:
 * where its writer lives, as far as staff know; a resident's own home otherwise. Keeps nothing.
 */
export async function suggestFor(
  context: Context,
  actor: Actor,
  { text, writerUnitId }: { text: string; writerUnitId?: string },
): Promise<Suggestion & { places: PlaceGuess[] }> {
  const { networkId } = actor;
  const [policies, tree, model, taught] = await Promise.all([
    loadPolicies(context, networkId),
    loadTree(context, networkId),
    loadTriageModel(context, networkId),
    loadTaughtPlaces(context, networkId),
  ]);
  const types = actor.kind !== 'person' || actor.grants.some((grant) => TYPING.has(grant.role));
  const home = writerUnitId ?? (types ? null : await homeOf(context, actor));
  const places = placesIn(text, tree, { taught, writerUnitId: home });
  return { ...listen(text, taxonomyFor(policies), model), places };
}
