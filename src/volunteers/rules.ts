import type { credentialRules } from '../organisation/policies/schema/lists.ts';
import { type ActingVolunteer, type Actor, holdsRole } from '../shared/actor.ts';
import { Problem } from '../shared/problem.ts';

/*
 * Reasons and problems of this capability:
 *   volunteers.not_a_volunteer            the person has not registered to volunteer
 *   volunteers.not_verified               not yet met in person by a leader or staff, and this needs it
 *   volunteers.guardian_consent_missing   a minor without a guardian's consent
 *   volunteers.minor_at_home              minors do not go to homes
 *   volunteers.skill_missing              none of the skills asked for
 *   volunteers.credential_missing         papers that this needs were not seen, or have run out
 *   volunteers.home_unit_unknown          the home station does not exist or is closed
 *   volunteers.skill_unknown              the skill is not in the taxonomy
 *   volunteers.skill_not_claimed          the volunteer did not name this skill
 *   volunteers.birth_year_needed          whether someone is a minor must be known before they serve
 *   volunteers.no_self_verification       nobody verifies themselves
 *   volunteers.already_member             in this team already
 *   volunteers.not_a_member               not in this team
 *   volunteers.last_leader                a team keeps at least one leader
 *   volunteers.team_closed                the team does not work any more
 *   volunteers.message_empty              a message to a team says nothing
 *   volunteers.version_conflict           somebody changed the profile meanwhile
 */

/** What papers a skill asks for (policy `skills`). */
export type CredentialRule = (typeof credentialRules)[number];

/** What a need asks of whoever serves it. */
export interface ServiceNeed {
  homeVisit: boolean;
  /** Two go together, because the kind says so. */
  twoPersonRule: boolean;
  /** Skills of the taxonomy; empty: anyone can. */
  skills: string[];
}

/** Whether a skill may only be offered once somebody has seen the papers. */
export function needsPapers(rule: CredentialRule): boolean {
  return rule !== 'none' && rule !== 'recommended' && rule !== 'certificate_recommended';
}

/**
 * Why a volunteer may not serve a need: problem codes, gravest first, empty when they may.
 *
 * Homes, and kinds that ask for two, are for adults whom a leader or staff have met (product: never a stranger at the
 * door; minors serve in keeping with their age, 志愿服务条例 art. 7 and 15). Every background check that the skills ask
 * for must have been made. Of the other skills with papers one suffices (a doctor or a nurse), but it must have been
 * seen; where no skill asks for papers, having one of them suffices. `general_help` is what everybody can do.
 */
export function reasonsAgainst(
  volunteer: ActingVolunteer,
  need: ServiceNeed,
  skillRules: ReadonlyMap<string, CredentialRule>,
): string[] {
  const reasons: string[] = [];
  const guarded = need.homeVisit || need.twoPersonRule;
  if (!volunteer.adult && !volunteer.guardianConsented) reasons.push('volunteers.guardian_consent_missing');
  if (!volunteer.adult && guarded) reasons.push('volunteers.minor_at_home');
  if (!volunteer.verified && guarded) reasons.push('volunteers.not_verified');
  const skill = skillReason(volunteer, need.skills, skillRules);
  if (skill) reasons.push(skill);
  return reasons;
}

/** Whether nothing speaks against it. */
export function mayServe(
  volunteer: ActingVolunteer,
  need: ServiceNeed,
  skillRules: ReadonlyMap<string, CredentialRule>,
): boolean {
  return reasonsAgainst(volunteer, need, skillRules).length === 0;
}

function skillReason(
  volunteer: ActingVolunteer,
  skills: readonly string[],
  skillRules: ReadonlyMap<string, CredentialRule>,
): string | undefined {
  if (skills.length === 0) return undefined;
  const ruleOf = (skill: string) => skillRules.get(skill) ?? 'none';
  const held = new Map(volunteer.skills.map((one) => [one.skill, one.credential]));
  const holds = (skill: string) => skill === 'general_help' || held.has(skill);
  const proved = (skill: string) => held.get(skill) === 'verified';
  const checks = skills.filter((skill) => ruleOf(skill) === 'background_check');
  const papers = skills.filter((skill) => needsPapers(ruleOf(skill)) && !checks.includes(skill));
  const plain = skills.filter((skill) => !needsPapers(ruleOf(skill)));
  if (!checks.every(proved)) return checks.some(holds) ? 'volunteers.credential_missing' : 'volunteers.skill_missing';
  if (papers.length > 0 && !papers.some(proved))
    return papers.some(holds) ? 'volunteers.credential_missing' : 'volunteers.skill_missing';
  if (checks.length + papers.length === 0 && !plain.some(holds)) return 'volunteers.skill_missing';
  return undefined;
}

/** A volunteer's standing: where they live with all above it, and each team they are in with all above it. */
export interface VolunteerStanding {
  personId: string;
  unitPath: readonly string[];
  /** Team ids. */
  teams: readonly string[];
  /** Everything at and above each of those teams. */
  teamPaths: readonly (readonly string[])[];
}

/** Whether the actor leads this team: by a role at it, or as its leader among the members. */
export function leadsTeam(actor: Actor, teamId: string): boolean {
  return (
    actor.grants.some((grant) => grant.role === 'team_leader' && grant.unitId === teamId) ||
    actor.volunteer?.teams.some((team) => team.leader && team.teamId === teamId) === true
  );
}

/** Whether the actor may look after a team: its leaders, and staff whose roles reach it. `teamPath`: the team first. */
export function mayLeadTeam(actor: Actor, teamPath: readonly string[]): boolean {
  const [teamId = ''] = teamPath;
  return (
    actor.kind === 'job' || leadsTeam(actor, teamId) || holdsRole(actor, ['dispatcher', 'administrator'], teamPath)
  );
}

/** Whether the actor may see a volunteer's profile: themselves, leaders of a team they are in, staff who reach either. */
export function maySeeVolunteer(actor: Actor, volunteer: VolunteerStanding): boolean {
  return (
    actor.kind === 'job' ||
    actor.id === volunteer.personId ||
    volunteer.teams.some((team) => leadsTeam(actor, team)) ||
    [volunteer.unitPath, ...volunteer.teamPaths].some((path) => holdsRole(actor, ['dispatcher', 'administrator'], path))
  );
}

/**
 * Why the actor may not vouch for a volunteer (met in person, papers seen), or null when they may: leaders of a team the
 * volunteer is in, and dispatchers and administrators who reach the volunteer's home. Nobody vouches for themselves, and
 * no machine has met anybody.
 */
export function refusalToVouch(
  actor: Actor,
  volunteer: VolunteerStanding,
): 'volunteers.no_self_verification' | 'platform.forbidden' | null {
  if (actor.kind === 'job') return null;
  if (actor.id === volunteer.personId) return 'volunteers.no_self_verification';
  const reaches =
    volunteer.teams.some((team) => leadsTeam(actor, team)) ||
    holdsRole(actor, ['dispatcher', 'administrator'], volunteer.unitPath);
  return actor.kind === 'person' && reaches ? null : 'platform.forbidden';
}

/** Whoever asks has not registered to volunteer: problem `volunteers.not_a_volunteer` (404). */
export function notAVolunteer(): Problem {
  return new Problem('volunteers.not_a_volunteer', 404, 'You have not registered to volunteer yet. You can do it now.');
}
