const ADULT_YEARS = 18;

/**
 * Whether someone is 18 for certain (民法典 art. 17), of whom only the year of birth is known: the birthday may still lie
 * ahead, so one more year is asked for. Unknown is not adult. Example: born in 2007, an adult from 2026 on.
 */
export function isAdult(birthYear: number | null, at: Date): boolean {
  return birthYear !== null && at.getUTCFullYear() - birthYear > ADULT_YEARS;
}

/** Whether someone is known to be a minor, or may be one. Unknown is not taken for a minor. */
export function isMinor(birthYear: number | null, at: Date): boolean {
  return birthYear !== null && !isAdult(birthYear, at);
}
