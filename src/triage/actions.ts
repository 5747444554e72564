import { loadPolicies, loadTree } from '../organisation/actions.ts';
import type { Tree } from '../organisation/rules/tree.ts';
import type { Context } from '../platform/context.ts';
import { type Gazetteer, gazetteerOf, guessPlaces, type PlaceGuess } from './rules/places.ts';
import { type Suggestion, suggest } from './rules/suggest.ts';

/** Made once for each tree that is read. */
const gazetteers = new WeakMap<Tree, Gazetteer>();

function gazetteerFor(tree: Tree): Gazetteer {
  const known = gazetteers.get(tree) ?? gazetteerOf(tree.units.values());
  gazetteers.set(tree, known);
  return known;
}

/** Suggests nature, kind, urgency and place of a message by the network's own taxonomy and tree. Keeps nothing. */
export async function suggestFor(
  context: Context,
  networkId: string,
  text: string,
): Promise<Suggestion & { places: PlaceGuess[] }> {
  const [policies, tree] = await Promise.all([loadPolicies(context, networkId), loadTree(context, networkId)]);
  return { ...suggest(text, [...policies.kinds.values()]), places: guessPlaces(text, gazetteerFor(tree)) };
}
