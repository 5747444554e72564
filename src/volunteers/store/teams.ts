import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';

type Row<T> = T & Record<string, unknown>;

/** What a team can do; a team that said nothing yet has the defaults. */
export interface TeamRow {
  teamId: string;
  skills: string[];
  languages: string[];
  /** 168 times 0 or 1, Monday 00:00 first. */
  availability: string;
  radiusMetres: number;
  members: number;
}

const COLUMNS = `u.id as "teamId",
  array(select skill from team_skill where network_id = $1 and team_id = u.id order by skill) as skills,
  coalesce(t.languages, '{zh-CN}') as languages, coalesce(t.availability, b'0'::bit(168))::text as availability,
  coalesce(t.radius_metres, 5000) as "radiusMetres",
  (select count(*)::int from team_member where network_id = $1 and team_id = u.id and left_at is null) as members`;

const BY_IDS: Statement = {
  name: 'volunteers.team.by_ids',
  text: `select ${COLUMNS} from org_unit u left join team t on t.network_id = $1 and t.unit_id = u.id
    where u.network_id = $1 and u.id = any($2::uuid[]) and u.level = 'team'`,
};

/** Teams by id, in no order; ids that are no team's are absent. */
export function loadTeamRows(connection: Connection, ids: readonly string[]): Promise<TeamRow[]> {
  return connection.query<Row<TeamRow>>(BY_IDS, [connection.networkId, ids]);
}

const WITH_SKILL: Statement = {
  name: 'volunteers.team.with_skill',
  text: 'select team_id as id from team_skill where network_id = $1 and skill = $2',
};

/** Ids of teams with a skill, in no order. */
export async function teamsWithSkill(connection: Connection, skill: string): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(WITH_SKILL, [connection.networkId, skill]);
  return rows.map((row) => row.id);
}

/** A team near a place. */
export interface NearTeam {
  teamId: string;
  /** Position in the given ancestors of the nearest one that the team stands below. */
  nearness: number;
  skillsMatched: string[];
}

const NEAR_BY_SKILL: Statement = {
  name: 'volunteers.team.near_by_skill',
  text: `select s.team_id as "teamId", min(array_position($2::uuid[], a.ancestor_id)) - 1 as nearness,
      array_agg(distinct s.skill) as "skillsMatched"
    from team_skill s join org_unit_ancestor a
      on a.network_id = $1 and a.unit_id = s.team_id and a.ancestor_id = any($2)
      join org_unit u on u.network_id = $1 and u.id = s.team_id
    where s.network_id = $1 and s.skill = any($3::text[]) and (u.closed_on is null or u.closed_on > $4::date)
    group by s.team_id order by nearness, count(distinct s.skill) desc, s.team_id limit $5`,
};
const NEAR: Statement = {
  name: 'volunteers.team.near',
  text: `select u.id as "teamId", min(array_position($2::uuid[], a.ancestor_id)) - 1 as nearness,
      '{}'::text[] as "skillsMatched"
    from org_unit_ancestor a join org_unit u on u.network_id = $1 and u.id = a.unit_id and u.level = 'team'
    where a.network_id = $1 and a.ancestor_id = any($2) and (u.closed_on is null or u.closed_on > $3::date)
    group by u.id order by nearness, u.id limit $4`,
};

/**
 * Open teams below any of `ancestors` (a place with all above it, the nearest first) that have one of the skills (none
 * given: every team): the nearest first, then those with most of the skills. At most `limit`.
 */
export function findTeamsNear(
  connection: Connection,
  wish: { ancestors: readonly string[]; skills: readonly string[]; date: string; limit: number },
): Promise<NearTeam[]> {
  const { ancestors, skills, date, limit } = wish;
  return skills.length === 0
    ? connection.query<Row<NearTeam>>(NEAR, [connection.networkId, ancestors, date, limit])
    : connection.query<Row<NearTeam>>(NEAR_BY_SKILL, [connection.networkId, ancestors, skills, date, limit]);
}

const SAVE: Statement = {
  name: 'volunteers.team.save',
  text: `with saved as (insert into team (network_id, unit_id, languages, availability, radius_metres)
      values ($1, $2, $3::text[], $4::text::bit(168), $5)
      on conflict (network_id, unit_id) do update set languages = excluded.languages,
        availability = excluded.availability, radius_metres = excluded.radius_metres),
    left_skills as (delete from team_skill where network_id = $1 and team_id = $2 and skill <> all($6::text[])),
    skills as (insert into team_skill (network_id, team_id, skill)
      select $1::uuid, $2::uuid, skill from unnest($6::text[]) as s(skill) on conflict do nothing)
    ${eventInsert(7)}`,
};

/** Writes what a team can do, in place of what it said before. */
export async function saveTeam(
  connection: Connection,
  team: Omit<TeamRow, 'members'>,
  events: readonly EventRow[],
): Promise<void> {
  const { teamId, languages, availability, radiusMetres, skills } = team;
  const values = [connection.networkId, teamId, languages, availability, radiusMetres, skills, JSON.stringify(events)];
  await connection.query(SAVE, values);
}

/** Somebody in a team. */
export interface MemberRow {
  personId: string;
  leader: boolean;
  joinedAt: Date;
}

const MEMBERS: Statement = {
  name: 'volunteers.member.of_team',
  text: `select person_id as "personId", role = 'leader' as leader, joined_at as "joinedAt" from team_member
    where network_id = $1 and team_id = $2 and left_at is null order by role, joined_at, person_id`,
};

/** Who is in a team, leaders first, then by when they joined. */
export function loadMembers(connection: Connection, teamId: string): Promise<MemberRow[]> {
  return connection.query<Row<MemberRow>>(MEMBERS, [connection.networkId, teamId]);
}

const LOCK_TEAM: Statement = {
  name: 'volunteers.team.lock',
  text: `insert into team (network_id, unit_id) select $1::uuid, id from org_unit
      where network_id = $1 and id = $2 and level = 'team'
    on conflict (network_id, unit_id) do update set radius_metres = team.radius_metres returning unit_id`,
};

/** Keeps others from changing a team and its members until the transaction ends. False when there is no such team. */
export async function lockTeam(connection: Connection, teamId: string): Promise<boolean> {
  return (await connection.query(LOCK_TEAM, [connection.networkId, teamId])).length > 0;
}

const JOIN: Statement = {
  name: 'volunteers.member.join',
  text: `with joined as (insert into team_member (network_id, team_id, person_id, role, joined_at)
      values ($1, $2, $3, $4, $5)
      on conflict (network_id, team_id, person_id) do update set role = excluded.role, left_at = null,
        joined_at = case when team_member.left_at is null then team_member.joined_at else excluded.joined_at end)
    ${eventInsert(6)}`,
};

/** Takes somebody into a team, or changes what they are there. */
export async function saveMember(
  connection: Connection,
  member: { teamId: string; personId: string; role: 'leader' | 'member'; at: Date },
  events: readonly EventRow[],
): Promise<void> {
  const { teamId, personId, role, at } = member;
  await connection.query(JOIN, [connection.networkId, teamId, personId, role, at, JSON.stringify(events)]);
}

const LEAVE: Statement = {
  name: 'volunteers.member.leave',
  text: `with gone as (update team_member set left_at = $4, role = 'member'
      where network_id = $1 and team_id = $2 and person_id = $3 and left_at is null returning 1),
    told as (${eventInsert(5, 'exists(select from gone)')} returning 1)
    select count(*)::int as gone from gone`,
};

/** Ends a membership. False when there was none. */
export async function endMember(
  connection: Connection,
  member: { teamId: string; personId: string; at: Date },
  events: readonly EventRow[],
): Promise<boolean> {
  const values = [connection.networkId, member.teamId, member.personId, member.at, JSON.stringify(events)];
  return (await connection.query<{ gone: number }>(LEAVE, values))[0]?.gone === 1;
}

const HAND_OVER: Statement = {
  name: 'volunteers.member.hand_over',
  text: `with heir as (insert into team (network_id, unit_id) values ($1, $3) on conflict do nothing),
    gone as (update team_member set left_at = $4
      where network_id = $1 and team_id = $2 and left_at is null returning person_id, role)
    insert into team_member (network_id, team_id, person_id, role, joined_at)
      select $1::uuid, $3::uuid, person_id, role, $4::timestamptz from gone
      on conflict (network_id, team_id, person_id) do update
        set left_at = null where team_member.left_at is not null`,
};
const DISBAND: Statement = {
  name: 'volunteers.member.disband',
  text: 'update team_member set left_at = $3 where network_id = $1 and team_id = $2 and left_at is null',
};

/** Members of a team that is no more go to its heir, leaders as leaders; without an heir they leave. */
export async function handOverMembers(
  connection: Connection,
  teamId: string,
  heirId: string | null,
  at: Date,
): Promise<void> {
  if (heirId === null) await connection.query(DISBAND, [connection.networkId, teamId, at]);
  else await connection.query(HAND_OVER, [connection.networkId, teamId, heirId, at]);
}

const BY_PHONE: Statement = {
  name: 'volunteers.member.by_phone',
  text: `select v.person_id as id from person p join volunteer v on v.network_id = $1 and v.person_id = p.id
    where p.network_id = $1 and p.phone = $2`,
};

/** The volunteer whose phone (in the kept form) this is, or undefined. */
export async function volunteerByPhone(connection: Connection, phone: string): Promise<string | undefined> {
  return (await connection.query<{ id: string }>(BY_PHONE, [connection.networkId, phone]))[0]?.id;
}
