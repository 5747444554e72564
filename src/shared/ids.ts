import { v7 } from 'uuid';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let lastMilliseconds = Number.NaN;
let sequence = 0;

/**
 * A time-ordered id (UUID version 7, RFC 9562 section 5.7) for something that began at `at`. Ids of one process that
 * bear the same millisecond rise in the order in which they were asked for (section 6.2, method 1).
 */
export function newId(at: Date): string {
  const msecs = at.getTime();
  sequence = msecs === lastMilliseconds ? (sequence + 1) % 2 ** 32 : Math.floor(Math.random() * 2 ** 31);
  lastMilliseconds = msecs;
  return v7({ msecs, seq: sequence });
}

/** Whether a text is an id in the form we write: lower case, with hyphens. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** The smallest id that something which began at `at` can bear: for reading what is no older by its id. */
export function firstIdAt(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
