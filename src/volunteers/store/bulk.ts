import { type Connection, planAnew, type Statement } from '../../platform/database.ts';

/** A volunteer to be loaded in bulk; the person must be there. */
export interface BulkVolunteer {
  personId: string;
  unitId: string;
  longitude?: number | null;
  latitude?: number | null;
  languages?: readonly string[];
  /** 168 times 0 or 1, Monday 00:00 first; never if absent. */
  availability?: string;
  verifiedAt?: Date | null;
  verifiedBy?: string | null;
  joinedAt: Date;
  awayUntil?: string | null;
  skills?: readonly BulkSkill[];
  teams?: readonly { teamId: string; leader?: boolean }[];
  /** Where else they like to serve. */
  placeUnitIds?: readonly string[];
}

/** A skill to be loaded in bulk. `verified` needs `verifiedAt`. */
export interface BulkSkill {
  skill: string;
  credential?: 'none' | 'claimed' | 'verified' | 'expired';
  verifiedBy?: string | null;
  verifiedAt?: Date | null;
  validUntil?: string | null;
}

/** Rows in one statement: below half a second and a megabyte or two. */
const CHUNK = 5000;
const NEVER = '0'.repeat(168);

const VOLUNTEERS: Statement = {
  name: 'volunteers.bulk.volunteers',
  text: `insert into volunteer (network_id, person_id, unit_id, longitude, latitude, languages, availability, verified_at,
      verified_by, joined_at, away_until)
    select $1::uuid, person_id, unit_id, longitude, latitude, string_to_array(languages, ','),
      availability::bit(168), verified_at, verified_by, joined_at, away_until
    from unnest($2::uuid[], $3::uuid[], $4::float8[], $5::float8[], $6::text[], $7::text[], $8::timestamptz[],
      $9::uuid[], $10::timestamptz[], $11::date[]) as v(person_id, unit_id, longitude, latitude, languages,
      availability, verified_at, verified_by, joined_at, away_until)`,
};
const SKILLS: Statement = {
  name: 'volunteers.bulk.skills',
  text: `insert into volunteer_skill (network_id, person_id, skill, credential, verified_by, verified_at, valid_until)
    select $1::uuid, s.* from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[], $7::date[]) as s`,
};
const MEMBERS: Statement = {
  name: 'volunteers.bulk.members',
  text: `insert into team_member (network_id, person_id, team_id, role, joined_at)
    select $1::uuid, m.* from unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[]) as m`,
};
const PLACES: Statement = {
  name: 'volunteers.bulk.places',
  text: `insert into volunteer_place (network_id, person_id, unit_id)
    select $1::uuid, w.* from unnest($2::uuid[], $3::uuid[]) as w`,
};

/**
 * Loads volunteers with their skills, teams and places, unchecked, some thousand rows a statement; the people, units and
 * teams must be there. Writes no events.
 */
export async function insertVolunteerRows(connection: Connection, volunteers: readonly BulkVolunteer[]): Promise<void> {
  for (let start = 0; start < volunteers.length; start += CHUNK) {
    const chunk = volunteers.slice(start, start + CHUNK);
    await insertProfiles(connection, chunk);
    await insertSkills(connection, chunk);
    await insertMemberships(connection, chunk);
    await insertPlaces(connection, chunk);
  }
}

async function insertProfiles(connection: Connection, chunk: readonly BulkVolunteer[]): Promise<void> {
  await planAnew(connection);
  await connection.query(VOLUNTEERS, [
    connection.networkId,
    chunk.map((one) => one.personId),
    chunk.map((one) => one.unitId),
    chunk.map((one) => one.longitude ?? null),
    chunk.map((one) => one.latitude ?? null),
    chunk.map((one) => (one.languages ?? ['zh-CN']).join(',')),
    chunk.map((one) => one.availability ?? NEVER),
    chunk.map((one) => one.verifiedAt ?? null),
    chunk.map((one) => one.verifiedBy ?? null),
    chunk.map((one) => one.joinedAt),
    chunk.map((one) => one.awayUntil ?? null),
  ]);
}

async function insertSkills(connection: Connection, chunk: readonly BulkVolunteer[]): Promise<void> {
  const all = chunk.flatMap((one) => (one.skills ?? []).map((skill) => ({ personId: one.personId, ...skill })));
  for (let start = 0; start < all.length; start += CHUNK) {
    const skills = all.slice(start, start + CHUNK);
    await planAnew(connection);
    await connection.query(SKILLS, [
      connection.networkId,
      skills.map((one) => one.personId),
      skills.map((one) => one.skill),
      skills.map((one) => one.credential ?? 'none'),
      skills.map((one) => one.verifiedBy ?? null),
      skills.map((one) => one.verifiedAt ?? null),
      skills.map((one) => one.validUntil ?? null),
    ]);
  }
}

async function insertMemberships(connection: Connection, chunk: readonly BulkVolunteer[]): Promise<void> {
  const all = chunk.flatMap(({ personId, joinedAt, teams }) =>
    (teams ?? []).map(({ teamId, leader }) => ({ personId, joinedAt, teamId, role: leader ? 'leader' : 'member' })),
  );
  for (let start = 0; start < all.length; start += CHUNK) {
    const members = all.slice(start, start + CHUNK);
    await planAnew(connection);
    await connection.query(MEMBERS, [
      connection.networkId,
      members.map((one) => one.personId),
      members.map((one) => one.teamId),
      members.map((one) => one.role),
      members.map((one) => one.joinedAt),
    ]);
  }
}

async function insertPlaces(connection: Connection, chunk: readonly BulkVolunteer[]): Promise<void> {
  const all = chunk.flatMap((one) => (one.placeUnitIds ?? []).map((unitId) => ({ personId: one.personId, unitId })));
  if (all.length === 0) return;
  await planAnew(connection);
  await connection.query(PLACES, [connection.networkId, all.map((one) => one.personId), all.map((one) => one.unitId)]);
}

/** What a team can do, to be loaded in bulk; the team must be among the units. */
export interface BulkTeam {
  teamId: string;
  skills?: readonly string[];
  languages?: readonly string[];
  availability?: string;
  radiusMetres?: number;
}

const TEAMS: Statement = {
  name: 'volunteers.bulk.teams',
  text: `with teams as (insert into team (network_id, unit_id, languages, availability, radius_metres)
      select $1::uuid, unit_id, string_to_array(languages, ','), availability::bit(168), radius
      from unnest($2::uuid[], $3::text[], $4::text[], $5::int[]) as t(unit_id, languages, availability, radius))
    insert into team_skill (network_id, team_id, skill)
      select $1::uuid, s.team_id, s.skill from unnest($6::uuid[], $7::text[]) as s(team_id, skill)`,
};

/** Loads what teams can do, unchecked. Writes no events. */
export async function insertTeamRows(connection: Connection, teams: readonly BulkTeam[]): Promise<void> {
  for (let start = 0; start < teams.length; start += CHUNK) {
    const chunk = teams.slice(start, start + CHUNK);
    const skills = chunk.flatMap((team) => (team.skills ?? []).map((skill) => ({ teamId: team.teamId, skill })));
    await planAnew(connection);
    await connection.query(TEAMS, [
      connection.networkId,
      chunk.map((team) => team.teamId),
      chunk.map((team) => (team.languages ?? ['zh-CN']).join(',')),
      chunk.map((team) => team.availability ?? NEVER),
      chunk.map((team) => team.radiusMetres ?? 5000),
      skills.map((one) => one.teamId),
      skills.map((one) => one.skill),
    ]);
  }
}
