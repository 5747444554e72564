/** Below this nothing is counted out: a handful of petitions leads back to people. */
export const FEW = 5;

/**
 * A count of petitions as it may be told: in whole fives, what is over left out. Whoever adds shown counts up or takes them
 * from one another, part from whole, county from city, this month from the quarter, gets whole fives again and never one to
 * four (rounding to a base, as statistical offices do). Example: 23 is told as 20, 4 as 0.
 */
export function inFives(count: number): number {
  return count - (count % FEW);
}

/**
 * A part of a whole that is told exactly, or null where the part or what is left of the whole is from one to four. Example:
 * of 40 within their time 37 is not told, since 3 were late.
 */
export function partOf(part: number, whole: number): number | null {
  const few = (count: number) => count > 0 && count < FEW;
  return few(part) || few(whole - part) ? null : part;
}
