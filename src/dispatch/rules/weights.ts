import type { MatchingPolicy } from '../../matching/schema.ts';
import type { DispatchPolicy } from '../../organisation/policies/schema/dispatching.ts';

/** The weights of a policy as the matching engine takes them. */
export function weightsOf({ weights }: DispatchPolicy): MatchingPolicy {
  const { reviewPoint, papersSeen, ...others } = weights;
  return { ...others, review: reviewPoint, credential: papersSeen };
}
