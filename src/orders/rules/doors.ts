/** A way out for what is not taken in, and the words at which it is offered. */
export interface Door {
  id: string;
  words: readonly string[];
}

/**
 * The doors whose words stand in a text, in the order of the policy; may be empty. Offered to whoever writes and to the
 * clerk; both decide for themselves.
 */
export function doorsIn<D extends Door>(text: string, doors: readonly D[]): D[] {
  return doors.filter((door) => door.words.some((word) => text.includes(word)));
}
