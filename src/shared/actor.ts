/** Roles that are granted at a unit and reach its subtree. Volunteer and resident are what a person is, not grants. */
export const grantedRoles = [
  'administrator',
  'dispatcher',
  'petition_clerk',
  'team_leader',
  'department_officer',
  'observer',
  'auditor',
  'custodian',
] as const;
export type GrantedRole = (typeof grantedRoles)[number];

/** One role at one unit. */
export interface Grant {
  role: GrantedRole;
  unitId: string;
}

/** What the rules need to know of a volunteer who acts. */
export interface ActingVolunteer {
  /** Met in person by a leader or staff: may go to a home. */
  verified: boolean;
  /** 18 or older (民法典 art. 17). */
  adult: boolean;
  /** A minor's guardian has consented. True for adults. */
  guardianConsented: boolean;
  /** Skills with the state of their papers. */
  skills: { skill: string; credential: 'none' | 'claimed' | 'verified' | 'expired' }[];
  /** Teams the person is in, and whether as a leader. */
  teams: { teamId: string; leader: boolean }[];
}

/**
 * Who acts: a person, a key of another system, or a job of our own. Every action has one.
 */
export interface Actor {
  kind: 'person' | 'key' | 'job';
  /** The person's or key's id, or the job's name. */
  id: string;
  networkId: string;
  grants: Grant[];
  /** Present when the person volunteers. */
  volunteer?: ActingVolunteer;
  /**
   * Present when nothing but the receipt of a petition was shown: somebody without an account, whose `id` is the petition's.
   * They reach that petition alone, by the routes that say so.
   */
  receipt?: true;
  /** Present with a session. */
  sessionId?: string;
}

/** A job of our own as an actor. */
export function jobActor(networkId: string, name: string): Actor {
  return { kind: 'job', id: name, networkId, grants: [] };
}

/**
 * Whether the actor holds one of `roles` at a unit of `unitPath` (a unit with all above it, in any order): a grant
 * reaches the subtree below its unit, never above or beside it.
 */
export function holdsRole(
  actor: Pick<Actor, 'grants'>,
  roles: readonly GrantedRole[],
  unitPath: readonly string[],
): boolean {
  return actor.grants.some((grant) => roles.includes(grant.role) && unitPath.includes(grant.unitId));
}
