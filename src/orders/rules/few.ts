/** Below this nothing is counted out: a handful of petitions leads back to people. */
export const FEW = 5;

/** A count as it may be shown: null between one and four; nothing at all is said. */
export function hideFew(count: number): number | null {
  return count > 0 && count < FEW ? null : count;
}
