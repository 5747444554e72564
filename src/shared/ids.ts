import { v7 } from 'uuid';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A time-ordered id (UUID version 7, RFC 9562 section 5.7) for something that began at `at`. */
export function newId(at: Date): string {
  return v7({ msecs: at.getTime() });
}

/** Whether a text is an id in the form we write: lower case, with hyphens. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
