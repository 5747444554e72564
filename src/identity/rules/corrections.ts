import { type Actor, holdsRole } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { canListPeople } from './grants.ts';

/** Somebody whose record is to be corrected by staff. */
export interface CorrectedPerson {
  id: string;
  /** The unit they live by with all above it; the network's root alone where it is not known. */
  homePath: readonly string[];
  /** Whether they have logged in themselves: then their phone opens their account. */
  claimed: boolean;
  /** Whether they also log in by a password, which somebody else may have set. */
  hasAccount: boolean;
  /** Units with all above them where they hold a role. */
  rolePaths: readonly (readonly string[])[];
}

/**
 * Why staff may not correct a record, or null when they may. Name and year of birth: who may list the person. The phone
 * is the way into an account, so of a record that its owner uses only an administrator changes it, and of somebody with
 * roles only one whose reach covers them all. Whoever has an account adds their phone themselves: set by others, a number
 * could bring what is its owner's to a record that somebody else has the password of. Nobody does it for themselves.
 * Problems `platform.not_found`, `identity.correct_own`, `identity.phone_of_account`, `identity.phone_by_administrator`,
 * `identity.grant_above` (403).
 */
export function refusalToCorrect(actor: Actor, person: CorrectedPerson, what: { phone: boolean }): Problem | null {
  if (!canListPeople(actor, person.homePath)) return notFound();
  if (actor.kind === 'person' && actor.id === person.id)
    return new Problem('identity.correct_own', 403, 'Correct your own record under "My data".');
  if (!what.phone) return null;
  if (person.hasAccount)
    return new Problem(
      'identity.phone_of_account',
      403,
      'This colleague has an account. They change their phone themselves, signed in, under "My data".',
      { field: '/phone' },
    );
  if (person.claimed && !holdsRole(actor, ['administrator'], person.homePath))
    return new Problem(
      'identity.phone_by_administrator',
      403,
      'This person logs in with their phone. They can change it themselves; else ask an administrator.',
      { field: '/phone' },
    );
  if (person.rolePaths.every((path) => holdsRole(actor, ['administrator'], path))) return null;
  return new Problem('identity.grant_above', 403, 'You can give and end roles at your own unit and below it only.');
}
