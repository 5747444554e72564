import { forgetActor } from '../../identity/actions/callers.ts';
import { namesOf } from '../../identity/actions.ts';
import { loadPolicies, loadTree, today } from '../../organisation/actions.ts';
import { isOpen, pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { holdsRole } from '../../shared/actor.ts';
import { isId } from '../../shared/ids.ts';
import { PAGE_LIMIT, type PageOf } from '../../shared/page.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import { actingOf } from '../actions.ts';
import {
  type CredentialRule,
  leadsTeam,
  mayLeadTeam,
  maySeeVolunteer,
  needsPapers,
  notAVolunteer,
  type VolunteerStanding,
} from '../rules.ts';
import type { VolunteerFilter, VolunteerInput, VolunteerProfile, VolunteerSummary } from '../schema.ts';
import {
  listInTeams,
  listInUnits,
  loadBirthYear,
  loadVolunteerRows,
  lockVolunteer,
  type ProfileRow,
  saveProfile,
  type VolunteerRow,
} from '../store/volunteers.ts';

const NEVER = '0'.repeat(168);

/** Where a volunteer stands in the tree. */
export function standingOf(tree: Tree, row: VolunteerRow): VolunteerStanding {
  const teams = row.teams.map((team) => team.teamId);
  return {
    personId: row.personId,
    unitPath: pathOf(tree, row.unitId),
    teams,
    teamPaths: teams.map((team) => pathOf(tree, team)),
  };
}

/** A volunteer the actor may see, whole. Problem `platform.not_found` for all others. */
export async function readVolunteer(context: Context, actor: Actor, personId: string): Promise<VolunteerProfile> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const [row] = await loadVolunteerRows(connection, [personId]);
    if (!row || !maySeeVolunteer(actor, standingOf(tree, row))) throw notFound();
    return profileOf(connection, row, at);
  });
}

/** The actor's own profile. Problem `volunteers.not_a_volunteer` (404). */
export async function readOwnProfile(context: Context, actor: Actor): Promise<VolunteerProfile> {
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const [row] = await loadVolunteerRows(connection, [actor.id]);
    if (!row) throw notAVolunteer();
    return profileOf(connection, row, at);
  });
}

/** A profile as it is shown. */
export async function profileOf(connection: Connection, row: VolunteerRow, at: Date): Promise<VolunteerProfile> {
  const names = await namesOf(connection, [row.personId]);
  const acting = actingOf(row, at);
  const states = new Map(acting.skills.map((one) => [one.skill, one.credential]));
  return {
    personId: row.personId,
    name: names.get(row.personId)?.name ?? null,
    unitId: row.unitId,
    placeUnitIds: row.placeUnitIds,
    longitude: row.longitude,
    latitude: row.latitude,
    languages: row.languages,
    availability: row.availability,
    awayUntil: row.awayUntil,
    personalMatching: row.personalMatching,
    adult: acting.adult,
    guardianConsented: acting.guardianConsented,
    verified: acting.verified,
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    joinedAt: row.joinedAt.toISOString(),
    skills: row.skills.map(({ skill, credential, verifiedAt, validUntil }) => ({
      skill,
      credential: states.get(skill) ?? credential,
      verifiedAt: verifiedAt === null ? null : new Date(verifiedAt).toISOString(),
      validUntil,
    })),
    teams: row.teams,
    version: row.version,
  };
}

/**
 * Registers the actor as a volunteer, or changes what they say of themselves; what is absent stays as it is. Skills that
 * ask for papers begin as `claimed`. Problems `volunteers.birth_year_needed`, `home_unit_unknown`, `skill_unknown` (422),
 * `version_conflict` (412), `platform.forbidden` for keys.
 */
export async function saveOwnProfile(
  context: Context,
  actor: Actor,
  input: VolunteerInput,
  ifMatch?: number,
  attempt?: Attempt,
): Promise<VolunteerProfile> {
  if (actor.kind !== 'person') throw forbidden();
  const [tree, policies] = await Promise.all([
    loadTree(context, actor.networkId),
    loadPolicies(context, actor.networkId),
  ]);
  const rules = new Map(policies.skills.skills.map((skill) => [skill.id, skill.credential]));
  demandKnown(tree, rules, input, today(context));
  const at = context.clock.now();
  const profile = await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: actor.id, at });
    if (!first) await save(connection, actor, { input, rules, ifMatch, at });
    const [row] = await loadVolunteerRows(connection, [actor.id]);
    if (!row) throw notFound();
    return profileOf(connection, row, at);
  });
  forgetActor(context, actor.id);
  return profile;
}

function demandKnown(
  tree: Tree,
  rules: ReadonlyMap<string, CredentialRule>,
  input: VolunteerInput,
  date: string,
): void {
  for (const [index, unitId] of [input.unitId, ...(input.placeUnitIds ?? [])].entries()) {
    const unit = tree.units.get(unitId);
    const serves = unit && unit.level !== 'team' && unit.level !== 'department' && isOpen(unit, date);
    if (!serves)
      throw new Problem(
        'volunteers.home_unit_unknown',
        422,
        'This place does not exist, or is closed. Choose another of the list.',
        {
          field: index === 0 ? '/unitId' : `/placeUnitIds/${index - 1}`,
        },
      );
  }
  const unknown = input.skills?.findIndex((skill) => !rules.has(skill)) ?? -1;
  if (unknown >= 0)
    throw new Problem('volunteers.skill_unknown', 422, 'This skill is not on the list. Choose from the list.', {
      field: `/skills/${unknown}`,
    });
}

interface Saving {
  input: VolunteerInput;
  rules: ReadonlyMap<string, CredentialRule>;
  ifMatch: number | undefined;
  at: Date;
}

async function save(connection: Connection, actor: Actor, { input, rules, ifMatch, at }: Saving): Promise<void> {
  const person = await loadBirthYear(connection, actor.id);
  if (!person) throw notFound();
  if (person.birthYear === null)
    throw new Problem(
      'volunteers.birth_year_needed',
      422,
      'Say in which year you were born first: those under 18 need a guardian’s consent.',
      {
        field: '/birthYear',
      },
    );
  const version = await lockVolunteer(connection, actor.id);
  if (ifMatch !== undefined && ifMatch !== (version ?? 0))
    throw new Problem(
      'volunteers.version_conflict',
      412,
      'This was changed elsewhere since you opened it. Look at it again, then save.',
    );
  const [before] = version === undefined ? [] : await loadVolunteerRows(connection, [actor.id]);
  const row = profileRow(actor.id, input, before, rules, at);
  const kind = before ? 'volunteers.profile_changed' : 'volunteers.registered';
  const body = { skills: row.skills.map((one) => one.skill) };
  const event = { kind, subjectKind: 'person', subjectId: actor.id, unitId: input.unitId, body };
  await saveProfile(connection, row, eventRows([event], actor, at));
}

function profileRow(
  personId: string,
  input: VolunteerInput,
  before: VolunteerRow | undefined,
  rules: ReadonlyMap<string, CredentialRule>,
  at: Date,
): ProfileRow {
  const skills = input.skills ?? before?.skills.map((one) => one.skill) ?? [];
  const both = input.longitude !== undefined && input.latitude !== undefined;
  return {
    personId,
    unitId: input.unitId,
    longitude: both ? (input.longitude ?? null) : (before?.longitude ?? null),
    latitude: both ? (input.latitude ?? null) : (before?.latitude ?? null),
    languages: input.languages ?? before?.languages ?? ['zh-CN'],
    availability: input.availability ?? before?.availability ?? NEVER,
    awayUntil: input.awayUntil === undefined ? (before?.awayUntil ?? null) : input.awayUntil,
    placeUnitIds: input.placeUnitIds ?? before?.placeUnitIds ?? [],
    skills: skills.map((skill) => ({
      skill,
      credential: needsPapers(rules.get(skill) ?? 'none') ? 'claimed' : 'none',
    })),
    at,
  };
}

/**
 * Volunteers within the actor's reach, by id: for dispatchers and administrators those who live in their subtree (or in
 * that of `unit`) or are in a team of it, for team leaders the members of their teams. Problem `platform.forbidden` for a
 * unit beside or above.
 */
export async function listVolunteers(
  context: Context,
  actor: Actor,
  filter: VolunteerFilter,
): Promise<PageOf<VolunteerSummary>> {
  const tree = await loadTree(context, actor.networkId);
  const scope = scopeOf(tree, actor, filter.unit);
  const at = context.clock.now();
  const limit = filter.limit ?? PAGE_LIMIT;
  const query = {
    after: filter.cursor !== undefined && isId(filter.cursor) ? filter.cursor : null,
    start: filter.text?.trim() || null,
    skill: filter.skill ?? null,
    limit: limit + 1,
  };
  return context.database.transaction(actor.networkId, async (connection) => {
    const inUnits = scope.units.length > 0 ? await listInUnits(connection, scope.units, query) : [];
    const inTeams = scope.teams.length > 0 ? await listInTeams(connection, scope.teams, query) : [];
    const rows = [...new Map([...inUnits, ...inTeams].map((row) => [row.personId, row])).values()]
      .sort((a, b) => (a.personId < b.personId ? -1 : 1))
      .slice(0, limit + 1);
    const items = await summariesOf(connection, rows.slice(0, limit), at);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.personId ?? null) : null };
  });
}

/** Below which units, and in which teams, the actor may list volunteers. */
function scopeOf(tree: Tree, actor: Actor, unit: string | undefined): { units: string[]; teams: string[] } {
  if (unit !== undefined) {
    const path = pathOf(tree, unit);
    if (tree.units.get(unit)?.level === 'team') {
      if (!mayLeadTeam(actor, path)) throw forbidden();
      return { units: [], teams: [unit] };
    }
    if (!holdsRole(actor, ['dispatcher', 'administrator'], path)) throw forbidden();
    return { units: [unit], teams: [] };
  }
  const staff = actor.grants.filter((grant) => grant.role === 'dispatcher' || grant.role === 'administrator');
  const led = [
    ...actor.grants.filter((grant) => grant.role === 'team_leader').map((grant) => grant.unitId),
    ...(actor.volunteer?.teams ?? []).map((team) => team.teamId).filter((team) => leadsTeam(actor, team)),
  ];
  return { units: [...new Set(staff.map((grant) => grant.unitId))], teams: [...new Set(led)] };
}

async function summariesOf(
  connection: Connection,
  rows: readonly VolunteerRow[],
  at: Date,
): Promise<VolunteerSummary[]> {
  const names = await namesOf(
    connection,
    rows.map((row) => row.personId),
  );
  return rows.map((row) => {
    const { verified, adult, skills } = actingOf(row, at);
    const { personId, unitId, awayUntil } = row;
    return { personId, name: names.get(personId)?.name ?? null, unitId, verified, adult, awayUntil, skills };
  });
}
