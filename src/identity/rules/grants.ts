import { type Actor, type Grant, type GrantedRole, holdsRole } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import type { UnitLevel } from '../../shared/units.ts';
import type { Strength } from '../schema.ts';

/** At which levels each role is given. */
const LEVELS: Record<GrantedRole, readonly UnitLevel[]> = {
  administrator: ['city', 'centre', 'institute', 'station', 'department'],
  dispatcher: ['city', 'centre', 'institute', 'station', 'point'],
  // The petition clerks are the county's; the city's see all of them.
  petition_clerk: ['city', 'centre'],
  team_leader: ['team'],
  department_officer: ['department'],
  observer: ['city', 'centre', 'institute', 'station', 'point', 'department', 'team'],
  // Who watches the others' looks sees the whole network, and nothing else of it.
  auditor: ['city'],
  // Where the petition clerks are, and other people than they.
  custodian: ['city', 'centre'],
};

/** Whether a role is ever given at units of a level. */
export function roleFits(role: GrantedRole, level: UnitLevel): boolean {
  return LEVELS[role].includes(level);
}

/**
 * Roles that nobody holds beside another: who watches is not among the watched, and who gives rights holds no share of who
 * stands behind a petition.
 */
const APART: Partial<Record<GrantedRole, readonly GrantedRole[]>> = {
  auditor: ['administrator', 'dispatcher', 'petition_clerk', 'department_officer'],
  custodian: ['administrator'],
};

/** Which of the roles held a new one may not stand beside; null: it may. */
export function roleApartFrom(role: GrantedRole, held: readonly GrantedRole[]): GrantedRole | null {
  return held.find((other) => APART[role]?.includes(other) || APART[other]?.includes(role)) ?? null;
}

/** Roles that, at the city, make somebody mighty over the whole network. */
const MIGHTY: readonly GrantedRole[] = ['administrator', 'custodian', 'auditor'];
/** A wish that no second administrator agreed to by then is no more. */
export const WISH_DAYS = 7;

/**
 * Whether a role is given by two: who administers the whole network, watches over it, or shares what stands behind
 * petitions, wherever, is made so by nobody alone (NIST SP 800-53, AC-3(2), dual authorization).
 */
export function needsSecond(role: GrantedRole, level: UnitLevel): boolean {
  return role === 'custodian' || (level === 'city' && MIGHTY.includes(role));
}

/**
 * Why the actor may not agree that a role be given which another asked for; null: they may. Problem
 * `identity.second_is_another` (403); those of `refusalToGrant`.
 */
export function refusalToAgree(actor: Actor, wish: GrantWish & { askedBy: string }): Problem | null {
  const refusal = refusalToGrant(actor, wish);
  if (refusal) return refusal;
  if (actor.kind === 'person' && actor.id !== wish.askedBy) return null;
  return new Problem('identity.second_is_another', 403, 'A second administrator agrees, never the one who asked.');
}

/** A role about to be given or ended. */
export interface GrantWish {
  personId: string;
  role: GrantedRole;
  level: UnitLevel;
  /** The unit with all above it. */
  unitPath: readonly string[];
}

/**
 * Why the actor may not give a role, or null when they may: administrators give roles at their own unit and below it,
 * never above or beside, and never to themselves; custodians only from above. Our own jobs (loading a city) may. Problems
 * `identity.grant_above`, `identity.grant_to_self`, `identity.custodian_from_above` (403), `identity.role_not_at_level` (422).
 */
export function refusalToGrant(actor: Actor, wish: GrantWish): Problem | null {
  const refusal = refusalToChangeGrant(actor, wish) ?? refusalFromWithin(actor, wish);
  if (refusal) return refusal;
  if (roleFits(wish.role, wish.level)) return null;
  return new Problem('identity.role_not_at_level', 422, 'This role is not given at a unit of this level.', {
    field: '/role',
    params: { role: wish.role, level: wish.level },
    allowed: [...LEVELS[wish.role]],
  });
}

/**
 * Custodians below the city are given by administrators above them: whoever enters people and gives roles at a county could
 * make two of their own there, and open by themselves what stands behind every petition of it.
 */
function refusalFromWithin(actor: Actor, { role, unitPath }: GrantWish): Problem | null {
  const above = unitPath.slice(1);
  if (actor.kind === 'job' || role !== 'custodian' || above.length === 0) return null;
  if (holdsRole(actor, ['administrator'], above)) return null;
  return new Problem(
    'identity.custodian_from_above',
    403,
    'Custodians are given by two administrators of the level above. Ask there.',
    { field: '/role' },
  );
}

/** Whether a key of another system may have a role: a share of a secret is a person's. */
export function isForKeys(role: GrantedRole): boolean {
  return role !== 'custodian';
}

/** Whether the actor may give this role. */
export function canGrant(actor: Actor, wish: GrantWish): boolean {
  return refusalToGrant(actor, wish) === null;
}

/**
 * Why the actor may not end a role, or null when they may. Nobody ends their own, so that a network never loses its last
 * administrator. Problems `identity.grant_above`, `identity.grant_to_self` (403).
 */
export function refusalToChangeGrant(actor: Actor, wish: Omit<GrantWish, 'level'>): Problem | null {
  if (actor.kind === 'job') return null;
  if (!holdsRole(actor, ['administrator'], wish.unitPath))
    return new Problem('identity.grant_above', 403, 'You can give and end roles at your own unit and below it only.');
  if (actor.kind === 'person' && actor.id === wish.personId)
    return new Problem(
      'identity.grant_to_self',
      403,
      'Nobody gives a role to themselves or ends their own. Ask another administrator.',
    );
  return null;
}

/** Whether the actor may see and revoke a key at a unit: the same reach as giving a role there. */
export function canMendKeys(actor: Actor, unitPath: readonly string[]): boolean {
  return actor.kind === 'job' || holdsRole(actor, ['administrator'], unitPath);
}

/** Whether the actor may look for people who live by a unit. */
export function canListPeople(actor: Actor, unitPath: readonly string[]): boolean {
  return holdsRole(actor, ['administrator', 'dispatcher'], unitPath);
}

/**
 * What of someone's roles a session carries. A code by phone carries only the leading of a team: whoever holds the phone
 * is not thereby an officer. A passkey that verified its user is two factors in one. A password without a second factor carries office only where `secondFactor` is
 * `waived`, which is a demo's choice (OWASP ASVS 5.0 V6.3.3: two factors at level 2).
 */
export function grantsOfSession<G extends Grant>(
  grants: readonly G[],
  strength: Strength,
  secondFactor: 'required' | 'waived',
): G[] {
  switch (strength) {
    case 'password_totp':
    case 'passkey':
      return [...grants];
    case 'password':
      return secondFactor === 'waived' ? [...grants] : [];
    case 'code':
      return grants.filter((grant) => grant.role === 'team_leader');
  }
}
