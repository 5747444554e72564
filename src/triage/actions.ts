import { loadPolicies } from '../organisation/actions.ts';
import type { Context } from '../platform/context.ts';
import { type Suggestion, suggest } from './rules/suggest.ts';

/** Suggests nature, kind and urgency of a message by the network's own taxonomy. Keeps nothing. */
export async function suggestFor(context: Context, networkId: string, text: string): Promise<Suggestion> {
  const policies = await loadPolicies(context, networkId);
  return suggest(text, [...policies.kinds.values()]);
}
