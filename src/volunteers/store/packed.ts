import { type Connection, planAnew, type Statement } from '../../platform/database.ts';

/*
 * Everybody who volunteers, packed by the database itself into a few large values: an object a row would cost more than
 * all the rest of building an index of a city. Where each field stands: `rules/packed.ts`.
 */

const VOLUNTEER = `uuid_send(v.person_id) || uuid_send(v.unit_id) || float8send(coalesce(v.longitude, 'NaN'))
  || float8send(coalesce(v.latitude, 'NaN')) || int2send(coalesce(p.birth_year, 0)::int2)
  || int2send((case when v.verified_at is null then 0 else 1 end
    + case when p.guardian_consent_at is null then 0 else 2 end)::int2)
  || int4send(coalesce(v.away_until - date '1970-01-01', -1)) || bit_send(v.availability)`;
const FROM = `from volunteer v join person p on p.network_id = $1 and p.id = v.person_id`;

const SLICE: Statement = {
  name: 'volunteers.packed.slice',
  text: `select string_agg(${VOLUNTEER}, ''::bytea order by v.person_id) as packed
    ${FROM} where v.network_id = $1 and v.person_id > $2::uuid and v.person_id <= $3::uuid
      and p.id > $2 and p.id <= $3 and p.erased_at is null`,
};
const BY_IDS: Statement = {
  name: 'volunteers.packed.by_ids',
  text: `select string_agg(${VOLUNTEER}, ''::bytea order by v.person_id) as packed
    ${FROM} where v.network_id = $1 and v.person_id = any($2::uuid[]) and p.erased_at is null`,
};

/** Some volunteers, by their place in the order of ids or one by one. */
export type Wanted = { after: string; upTo: string } | { ids: readonly string[] };

/** The volunteers wanted, each `packedVolunteer.size` bytes, in the order of their ids. */
export async function readPackedVolunteers(connection: Connection, wanted: Wanted): Promise<Buffer> {
  return packed(connection, wanted, SLICE, BY_IDS, []);
}

const skillAt = (position: string) => `uuid_send(s.person_id) || int2send((${position})::int2)
  || int2send((case when s.credential = 'verified' then 1 else 0 end)::int2)
  || int4send(coalesce(s.valid_until - date '1970-01-01', 2147483647))`;
const SKILL_SLICE: Statement = {
  name: 'volunteers.packed.skill_slice',
  // A join finds the positions of thousands of rows in half the time that looking through the array each time takes.
  text: `select string_agg(${skillAt('k.n')}, ''::bytea) as packed
    from volunteer_skill s join unnest($2::text[]) with ordinality as k(skill, n) on k.skill = s.skill
    where s.network_id = $1 and s.person_id > $3::uuid and s.person_id <= $4::uuid`,
};
const SKILLS_OF: Statement = {
  name: 'volunteers.packed.skills_of',
  text: `select string_agg(${skillAt('array_position($2::text[], s.skill)')}, ''::bytea) as packed from volunteer_skill s
    where s.network_id = $1 and s.skill = any($2) and s.person_id = any($3::uuid[])`,
};

/** The skills of the volunteers wanted, of those asked for, each `packedSkill.size` bytes, in no order. */
export async function readPackedSkills(
  connection: Connection,
  wanted: Wanted,
  skills: readonly string[],
): Promise<Buffer> {
  return packed(connection, wanted, SKILL_SLICE, SKILLS_OF, [skills]);
}

const PLACE = 'uuid_send(w.person_id) || uuid_send(w.unit_id)';
const PLACE_SLICE: Statement = {
  name: 'volunteers.packed.place_slice',
  text: `select string_agg(${PLACE}, ''::bytea) as packed from volunteer_place w
    where w.network_id = $1 and w.person_id > $2::uuid and w.person_id <= $3::uuid`,
};
const PLACES_OF: Statement = {
  name: 'volunteers.packed.places_of',
  text: `select string_agg(${PLACE}, ''::bytea) as packed from volunteer_place w
    where w.network_id = $1 and w.person_id = any($2::uuid[])`,
};

/** Where else the volunteers wanted like to serve, each `packedPlace.size` bytes, in no order. */
export async function readPackedPlaces(connection: Connection, wanted: Wanted): Promise<Buffer> {
  return packed(connection, wanted, PLACE_SLICE, PLACES_OF, []);
}

async function packed(
  connection: Connection,
  wanted: Wanted,
  slice: Statement,
  byIds: Statement,
  before: unknown[],
): Promise<Buffer> {
  const isSlice = 'after' in wanted;
  const which = isSlice ? [wanted.after, wanted.upTo] : [wanted.ids];
  if (isSlice) await planAnew(connection);
  const values = [connection.networkId, ...before, ...which];
  const [row] = await connection.query<{ packed: Buffer | null }>(isSlice ? slice : byIds, values);
  return row?.packed ?? Buffer.alloc(0);
}

const END_OF_SLICE: Statement = {
  name: 'volunteers.packed.end_of_slice',
  text: `select person_id as id from volunteer where network_id = $1 and person_id > $2::uuid
    order by person_id offset $3 limit 1`,
};

/** The id at which a slice of so many volunteers after an id ends; undefined when fewer are left. */
export async function endOfSlice(connection: Connection, after: string, size: number): Promise<string | undefined> {
  const rows = await connection.query<{ id: string }>(END_OF_SLICE, [connection.networkId, after, size - 1]);
  return rows[0]?.id;
}

const AWAY_ENDED: Statement = {
  name: 'volunteers.packed.day_turned',
  text: `select person_id as id from volunteer where network_id = $1 and away_until >= $2::date and away_until < $3::date
    union select person_id from volunteer_skill
      where network_id = $1 and valid_until >= $2::date and valid_until < $3::date`,
};

/** Whose last day away, or last day of papers, lay on `from` or later and before `to` (local dates). */
export async function turnedBetween(connection: Connection, from: string, to: string): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(AWAY_ENDED, [connection.networkId, from, to]);
  return rows.map((row) => row.id);
}

const COUNT: Statement = {
  name: 'volunteers.packed.count',
  text: 'select count(*)::int as count from volunteer where network_id = $1',
};

/** How many volunteer. */
export async function countVolunteers(connection: Connection): Promise<number> {
  const [row] = await connection.query<{ count: number }>(COUNT, [connection.networkId]);
  return row?.count ?? 0;
}
