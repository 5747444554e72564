import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';

type Row<T> = T & Record<string, unknown>;

/** A volunteer as the database holds them, with what the rules need of the person. */
export interface VolunteerRow {
  personId: string;
  unitId: string;
  longitude: number | null;
  latitude: number | null;
  languages: string[];
  /** 168 times 0 or 1, Monday 00:00 first. */
  availability: string;
  verifiedAt: Date | null;
  verifiedBy: string | null;
  joinedAt: Date;
  awayUntil: string | null;
  /** False: not chosen by what is known of them (个人信息保护法 art. 24). */
  personalMatching: boolean;
  version: number;
  birthYear: number | null;
  guardianConsentAt: Date | null;
  placeUnitIds: string[];
  skills: SkillRow[];
  teams: { teamId: string; leader: boolean }[];
  /** The transaction's own time, for callers without a clock. */
  readAt: Date;
}

/** A skill as it is kept. */
export interface SkillRow {
  skill: string;
  credential: 'none' | 'claimed' | 'verified' | 'expired';
  verifiedBy: string | null;
  verifiedAt: string | null;
  validUntil: string | null;
}

const COLUMNS = `v.person_id as "personId", v.unit_id as "unitId", v.longitude, v.latitude, v.languages,
  v.availability::text as availability, v.verified_at as "verifiedAt", v.verified_by as "verifiedBy",
  v.joined_at as "joinedAt", v.away_until::text as "awayUntil",
  v.personal_matching as "personalMatching", v.version, p.birth_year as "birthYear",
  p.guardian_consent_at as "guardianConsentAt", now() as "readAt",
  array(select unit_id::text from volunteer_place where network_id = $1 and person_id = v.person_id order by unit_id)
    as "placeUnitIds",
  (select coalesce(jsonb_agg(jsonb_build_object('skill', s.skill, 'credential', s.credential, 'verifiedBy', s.verified_by,
      'verifiedAt', s.verified_at, 'validUntil', s.valid_until) order by s.skill), '[]')
    from volunteer_skill s where s.network_id = $1 and s.person_id = v.person_id) as skills,
  (select coalesce(jsonb_agg(jsonb_build_object('teamId', m.team_id, 'leader', m.role = 'leader') order by m.team_id), '[]')
    from team_member m where m.network_id = $1 and m.person_id = v.person_id and m.left_at is null) as teams`;
const FROM = `from volunteer v join person p on p.network_id = $1 and p.id = v.person_id`;

const BY_IDS: Statement = {
  name: 'volunteers.volunteer.by_ids',
  text: `select ${COLUMNS} ${FROM} where v.network_id = $1 and v.person_id = any($2::uuid[]) and p.erased_at is null`,
};

/** Volunteers by id, in no order; ids that are no volunteer's are absent. */
export function loadVolunteerRows(connection: Connection, ids: readonly string[]): Promise<VolunteerRow[]> {
  return connection.query<Row<VolunteerRow>>(BY_IDS, [connection.networkId, ids]);
}

const LOCK: Statement = {
  name: 'volunteers.volunteer.lock',
  text: 'select version from volunteer where network_id = $1 and person_id = $2 for update',
};

/** Keeps others from changing a volunteer until the transaction ends; gives the version, or undefined. */
export async function lockVolunteer(connection: Connection, personId: string): Promise<number | undefined> {
  return (await connection.query<{ version: number }>(LOCK, [connection.networkId, personId]))[0]?.version;
}

const PERSON: Statement = {
  name: 'volunteers.volunteer.person',
  text: 'select birth_year as "birthYear" from person where network_id = $1 and id = $2 and erased_at is null',
};

/** What is known of the age of somebody who wishes to volunteer; undefined when there is no such person. */
export async function loadBirthYear(
  connection: Connection,
  personId: string,
): Promise<{ birthYear: number | null } | undefined> {
  return (await connection.query<{ birthYear: number | null }>(PERSON, [connection.networkId, personId]))[0];
}

/** What a volunteer says of themselves, ready to be written. */
export interface ProfileRow {
  personId: string;
  unitId: string;
  longitude: number | null;
  latitude: number | null;
  languages: readonly string[];
  availability: string;
  awayUntil: string | null;
  placeUnitIds: readonly string[];
  /** Every skill, with the state of its papers when it is new. */
  skills: readonly { skill: string; credential: 'none' | 'claimed' }[];
  at: Date;
}

const SAVE: Statement = {
  name: 'volunteers.volunteer.save',
  text: `with saved as (insert into volunteer (network_id, person_id, unit_id, longitude, latitude, languages,
        availability, away_until, joined_at)
      values ($1, $2, $3, $4, $5, $6::text[], $7::text::bit(168), $8::date, $9)
      on conflict (network_id, person_id) do update set unit_id = excluded.unit_id, longitude = excluded.longitude,
        latitude = excluded.latitude, languages = excluded.languages, availability = excluded.availability,
        away_until = excluded.away_until, version = volunteer.version + 1),
    left_places as (delete from volunteer_place where network_id = $1 and person_id = $2
      and unit_id <> all($10::uuid[])),
    places as (insert into volunteer_place (network_id, person_id, unit_id)
      select $1::uuid, $2::uuid, unit_id from unnest($10::uuid[]) as w(unit_id) on conflict do nothing),
    left_skills as (delete from volunteer_skill where network_id = $1 and person_id = $2
      and skill <> all($11::text[])),
    skills as (insert into volunteer_skill (network_id, person_id, skill, credential)
      select $1::uuid, $2::uuid, skill, credential from unnest($11::text[], $12::text[]) as s(skill, credential)
      on conflict do nothing)
    ${eventInsert(13)}`,
};

/** Writes a profile, new or changed. Skills that stay keep the state of their papers; those left out go with them. */
export async function saveProfile(
  connection: Connection,
  profile: ProfileRow,
  events: readonly EventRow[],
): Promise<void> {
  await connection.query(SAVE, [
    connection.networkId,
    profile.personId,
    profile.unitId,
    profile.longitude,
    profile.latitude,
    profile.languages,
    profile.availability,
    profile.awayUntil,
    profile.at,
    profile.placeUnitIds,
    profile.skills.map((one) => one.skill),
    profile.skills.map((one) => one.credential),
    JSON.stringify(events),
  ]);
}

const MARK: Statement = {
  name: 'volunteers.volunteer.mark',
  text: `with marked as (update volunteer set verified_at = $3, verified_by = $4, version = version + 1
      where network_id = $1 and person_id = $2)
    ${eventInsert(5)}`,
};

/** Sets or takes away the mark of having been met in person. */
export async function markVerified(
  connection: Connection,
  personId: string,
  mark: { at: Date; by: string } | null,
  events: readonly EventRow[],
): Promise<void> {
  const values = [connection.networkId, personId, mark?.at ?? null, mark?.by ?? null, JSON.stringify(events)];
  await connection.query(MARK, values);
}

const MARK_SKILL: Statement = {
  name: 'volunteers.skill.mark',
  text: `with marked as (update volunteer_skill set credential = 'verified', verified_by = $4, verified_at = $5,
        valid_until = $6::date
      where network_id = $1 and person_id = $2 and skill = $3 returning 1),
    told as (${eventInsert(7, 'exists(select from marked)')} returning 1)
    select count(*)::int as marked from marked`,
};

/** Records that the papers of a skill were seen. False when the volunteer does not name this skill. */
export async function markSkill(
  connection: Connection,
  mark: { personId: string; skill: string; by: string; at: Date; validUntil: string | null },
  events: readonly EventRow[],
): Promise<boolean> {
  const { personId, skill, by, at, validUntil } = mark;
  const values = [connection.networkId, personId, skill, by, at, validUntil, JSON.stringify(events)];
  const [row] = await connection.query<{ marked: number }>(MARK_SKILL, values);
  return row?.marked === 1;
}

const LIST: Statement = {
  name: 'volunteers.volunteer.list',
  text: `select ${COLUMNS} ${FROM}
    where v.network_id = $1 and p.erased_at is null and v.person_id > $2::uuid
      and ($3::text is null or (p.name collate "C" >= $3 and p.name collate "C" < $3 || U&'\\+10FFFF'))
      and exists (select from org_unit_ancestor a
        where a.network_id = $1 and a.unit_id = v.unit_id and a.ancestor_id = any($4::uuid[]))
    order by v.person_id limit $5`,
};
const LIST_BY_SKILL: Statement = {
  name: 'volunteers.volunteer.list_by_skill',
  text: `select ${COLUMNS} from volunteer_skill k
      join volunteer v on v.network_id = $1 and v.person_id = k.person_id
      join person p on p.network_id = $1 and p.id = v.person_id
    where k.network_id = $1 and k.skill = $6 and k.person_id > $2::uuid and p.erased_at is null
      and ($3::text is null or (p.name collate "C" >= $3 and p.name collate "C" < $3 || U&'\\+10FFFF'))
      and exists (select from org_unit_ancestor a
        where a.network_id = $1 and a.unit_id = v.unit_id and a.ancestor_id = any($4::uuid[]))
    order by k.person_id limit $5`,
};
const LIST_OF_TEAMS: Statement = {
  name: 'volunteers.volunteer.list_of_teams',
  text: `select ${COLUMNS} ${FROM}
    where v.network_id = $1 and p.erased_at is null and v.person_id > $2::uuid
      and ($3::text is null or (p.name collate "C" >= $3 and p.name collate "C" < $3 || U&'\\+10FFFF'))
      and v.person_id in (select person_id from team_member
        where network_id = $1 and team_id = any($4::uuid[]) and left_at is null)
      and ($6::text is null or exists (select from volunteer_skill k
        where k.network_id = $1 and k.person_id = v.person_id and k.skill = $6))
    order by v.person_id limit $5`,
};
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** What a list of volunteers asks for. */
export interface VolunteerQuery {
  /** The last id of the page before. */
  after: string | null;
  /** Beginning of the name. */
  start: string | null;
  skill: string | null;
  limit: number;
}

/** Volunteers who live in the subtree of one of these units, by id. */
export function listInUnits(
  connection: Connection,
  unitIds: readonly string[],
  query: VolunteerQuery,
): Promise<VolunteerRow[]> {
  const values = [connection.networkId, query.after ?? FIRST_ID, query.start, unitIds, query.limit];
  return query.skill === null
    ? connection.query<Row<VolunteerRow>>(LIST, values)
    : connection.query<Row<VolunteerRow>>(LIST_BY_SKILL, [...values, query.skill]);
}

/** Members of one of these teams, by id. */
export function listInTeams(
  connection: Connection,
  teamIds: readonly string[],
  query: VolunteerQuery,
): Promise<VolunteerRow[]> {
  const values = [connection.networkId, query.after ?? FIRST_ID, query.start, teamIds, query.limit, query.skill];
  return connection.query<Row<VolunteerRow>>(LIST_OF_TEAMS, values);
}

const NEAR: Statement = {
  name: 'volunteers.volunteer.near',
  text: `select v.person_id as id from org_unit_ancestor a
      join volunteer v on v.network_id = $1 and v.unit_id = a.unit_id
    where a.network_id = $1 and a.ancestor_id = $2 and (v.away_until is null or v.away_until < $3::date)
      and (cardinality($4::text[]) = 0 or (select true from volunteer_skill s
        where s.network_id = $1 and s.person_id = v.person_id and s.skill = any($4) limit 1))
      and v.person_id <> all($5::uuid[])
    limit $6`,
};
const NEAR_BY_PLACE: Statement = {
  name: 'volunteers.volunteer.near_by_place',
  text: `select distinct v.person_id as id from org_unit_ancestor a
      join volunteer_place w on w.network_id = $1 and w.unit_id = a.unit_id
      join volunteer v on v.network_id = $1 and v.person_id = w.person_id
    where a.network_id = $1 and a.ancestor_id = $2 and (v.away_until is null or v.away_until < $3::date)
      and (cardinality($4::text[]) = 0 or (select true from volunteer_skill s
        where s.network_id = $1 and s.person_id = v.person_id and s.skill = any($4) limit 1))
      and v.person_id <> all($5::uuid[])
    limit $6`,
};

/**
 * Ids of volunteers who live, or like to serve, in the subtree of one unit, are not away on that date and name one of the
 * skills (none given: anyone), without those in `except`. At most `limit`, in no order.
 */
export async function idsNear(
  connection: Connection,
  unitId: string,
  wish: { skills: readonly string[]; date: string; except: readonly string[]; limit: number },
): Promise<string[]> {
  const values = [connection.networkId, unitId, wish.date, wish.skills, wish.except, wish.limit];
  const atHome = await connection.query<{ id: string }>(NEAR, values);
  if (atHome.length === wish.limit) return atHome.map((row) => row.id);
  const elsewhere = await connection.query<{ id: string }>(NEAR_BY_PLACE, values);
  return [...new Set([...atHome, ...elsewhere].map((row) => row.id))].slice(0, wish.limit);
}

const HAVING: Statement = {
  name: 'volunteers.skill.having',
  text: 'select person_id as id from volunteer_skill where network_id = $1 and skill = any($2::text[]) limit $3',
};

/** Ids of volunteers who name one of the skills, once for each skill, at most `limit`, in no order. */
export async function idsHaving(connection: Connection, skills: readonly string[], limit: number): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(HAVING, [connection.networkId, skills, limit]);
  return rows.map((row) => row.id);
}

const NEAREST_OF: Statement = {
  name: 'volunteers.volunteer.nearest_of',
  text: `with serves as (
      select v.person_id, v.unit_id from volunteer v
        where v.network_id = $1 and v.person_id = any($2::uuid[]) and (v.away_until is null or v.away_until < $4::date)
      union all
      select w.person_id, w.unit_id from volunteer_place w join volunteer v
          on v.network_id = $1 and v.person_id = w.person_id
        where w.network_id = $1 and w.person_id = any($2) and v.person_id = any($2) and (v.away_until is null or v.away_until < $4::date))
    select s.person_id as id, min(array_position($3::uuid[], a.ancestor_id)) - 1 as nearness
    from serves s join org_unit_ancestor a
      on a.network_id = $1 and a.unit_id = s.unit_id and a.ancestor_id = any($3)
    group by s.person_id order by nearness, s.person_id limit $5`,
};

/** Of these volunteers those who serve below one of `ancestors` and are not away, the nearest first, at most `limit`. */
export function nearestOf(
  connection: Connection,
  ids: readonly string[],
  wish: { ancestors: readonly string[]; date: string; limit: number },
): Promise<{ id: string; nearness: number }[]> {
  const values = [connection.networkId, ids, wish.ancestors, wish.date, wish.limit];
  return connection.query<Row<{ id: string; nearness: number }>>(NEAREST_OF, values);
}

const REHOME: Statement = {
  name: 'volunteers.volunteer.rehome',
  text: `with home as (update volunteer set unit_id = $3, version = version + 1 where network_id = $1 and unit_id = $2),
      place as (delete from volunteer_place where network_id = $1 and unit_id = $2 returning person_id)
    insert into volunteer_place (network_id, person_id, unit_id)
      select $1::uuid, person_id, $3::uuid from place on conflict do nothing`,
};

/** Volunteers of a unit that is no more belong to its heir. */
export async function rehome(connection: Connection, unitId: string, heirId: string): Promise<void> {
  await connection.query(REHOME, [connection.networkId, unitId, heirId]);
}

const EXPIRE: Statement = {
  name: 'volunteers.skill.expire',
  text: `update volunteer_skill set credential = 'expired'
    where network_id = $1 and credential = 'verified' and valid_until < $2::date
      and (person_id, skill) in (select person_id, skill from volunteer_skill
        where network_id = $1 and credential = 'verified' and valid_until < $2::date limit 200 for update skip locked)
    returning person_id as "personId", skill`,
};

/** Papers whose last day is over become `expired`, at most 200; gives whose. */
export function expireSkills(connection: Connection, date: string): Promise<{ personId: string; skill: string }[]> {
  return connection.query(EXPIRE, [connection.networkId, date]);
}

const ERASE: Statement = {
  name: 'volunteers.volunteer.erase',
  text: `with skills as (delete from volunteer_skill where network_id = $1 and person_id = $2),
      places as (delete from volunteer_place where network_id = $1 and person_id = $2),
      teams as (delete from team_member where network_id = $1 and person_id = $2)
    delete from volunteer where network_id = $1 and person_id = $2`,
};

/** Removes everything that somebody offered as a volunteer. What they did stands with the orders. */
export async function eraseVolunteer(connection: Connection, personId: string): Promise<void> {
  await connection.query(ERASE, [connection.networkId, personId]);
}
