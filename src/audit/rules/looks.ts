import type { NewEvent, StoredEvent } from '../../platform/events.ts';
import { type Look, lookedAt } from '../schema.ts';

/** As many people as a page of a list has at most. */
const MOST_PEOPLE = 100;
const CODE = /^[a-z][a-z0-9_]{0,59}$/;

/** What an event says besides its look. */
export type LookEvent = NewEvent & { look: Omit<Look, 'of'> & { of?: readonly string[] } };

/**
 * The event of a look: what happened, with the look in its body. Any kind will do (`orders.contact_shown`,
 * `vault.identity_opened`): who reads looks goes by the look. Each person once. Throws for a ground that is no code, or
 * more than 100 people: free text and whole registers have no place in the history.
 */
export function lookEvent({ look, ...event }: LookEvent): NewEvent {
  const of = [...new Set(look.of ?? [])];
  if (!CODE.test(look.why)) throw new TypeError('The ground of a look is a code.');
  if (of.length > MOST_PEOPLE) throw new RangeError(`A look is at ${MOST_PEOPLE} people at most.`);
  return { ...event, body: { ...event.body, look: { what: look.what, outcome: look.outcome, why: look.why, of } } };
}

/** The look that an event holds, or null. */
export function lookOf(event: Pick<StoredEvent, 'body'>): Look | null {
  const look = event.body['look'] as Partial<Look> | undefined;
  const isLook = look && lookedAt.some((what) => what === look.what) && Array.isArray(look.of);
  return isLook ? (look as Look) : null;
}
