import type { Connection, Statement } from '../../platform/database.ts';
import type { PostShape } from '../schema.ts';

const BY_UNIT: Statement = {
  name: 'organisation.posts.by_unit',
  text: `select p.id, p.unit_id as "unitId", p.title_zh as "titleZh", p.title_en as "titleEn", p.established,
      p.ended_on::text as "endedOn",
      coalesce(jsonb_agg(jsonb_build_object('personId', h.person_id, 'name', n.name,
        'erased', n.erased_at is not null, 'since', h.since, 'until', h.until) order by h.since desc) filter (where h.person_id is not null), '[]') as holders
    from post p left join post_holding h on h.network_id = p.network_id and h.post_id = p.id
      left join person n on n.network_id = $1 and n.id = h.person_id
    where p.network_id = $1 and p.unit_id = $2 group by p.network_id, p.id order by p.id`,
};

/** The posts of a unit with who fills them and who did, oldest post first. */
export function loadPosts(connection: Connection, unitId: string): Promise<PostShape[]> {
  return connection.query<PostShape & Record<string, unknown>>(BY_UNIT, [connection.networkId, unitId]);
}

const INSERT: Statement = {
  name: 'organisation.posts.insert',
  text: `insert into post (network_id, id, unit_id, title_zh, title_en, established) values ($1, $2, $3, $4, $5, $6)`,
};

/** Writes a new post. */
export async function insertPost(
  connection: Connection,
  post: { id: string; unitId: string; titleZh: string; titleEn: string; established: boolean },
): Promise<void> {
  const { id, unitId, titleZh, titleEn, established } = post;
  await connection.query(INSERT, [connection.networkId, id, unitId, titleZh, titleEn, established]);
}

const LOCK: Statement = {
  name: 'organisation.posts.lock',
  text: `select id, ended_on::text as "endedOn" from post where network_id = $1 and id = $2 and unit_id = $3 for update`,
};

/** A post of a unit, kept from others' changes, or undefined. */
export async function lockPost(
  connection: Connection,
  unitId: string,
  postId: string,
): Promise<{ id: string; endedOn: string | null } | undefined> {
  return (
    await connection.query<{ id: string; endedOn: string | null }>(LOCK, [connection.networkId, postId, unitId])
  )[0];
}

const END_HOLDINGS: Statement = {
  name: 'organisation.posts.end_holdings',
  text: `update post_holding set until = greatest(since, $3::date), end_entered_on = $4::date
    where network_id = $1 and post_id = $2 and until is null returning person_id as "personId"`,
};
const HOLD: Statement = {
  name: 'organisation.posts.hold',
  text: `insert into post_holding (network_id, post_id, person_id, since)
    select $1, $2, id, $4::date from person where network_id = $1 and id = $3
    on conflict (network_id, post_id, person_id, since) do update set until = null, end_entered_on = null
    returning person_id`,
};

/** Ends whoever fills a post, on a local date that was entered on another, and gives their ids. */
export async function endHoldings(
  connection: Connection,
  postId: string,
  end: { until: string; enteredOn: string },
): Promise<string[]> {
  const values = [connection.networkId, postId, end.until, end.enteredOn];
  const rows = await connection.query<{ personId: string }>(END_HOLDINGS, values);
  return rows.map((row) => row.personId);
}

/** Gives a post to a person from a local date on. False when there is no such person. */
export async function insertHolding(
  connection: Connection,
  postId: string,
  personId: string,
  since: string,
): Promise<boolean> {
  return (await connection.query(HOLD, [connection.networkId, postId, personId, since])).length > 0;
}

const END_POST: Statement = {
  name: 'organisation.posts.end',
  text: 'update post set ended_on = $3::date where network_id = $1 and id = $2',
};

/** Ends a post for good on a local date; who filled it stays on record. */
export async function endPostRow(connection: Connection, postId: string, on: string): Promise<void> {
  await connection.query(END_POST, [connection.networkId, postId, on]);
}

/** An end entered late ends a conflict no earlier than it was entered, or whoever enters it could let somebody read on. */
const HELD_SINCE = `h.until is null or greatest(h.until, h.end_entered_on) >= $3::date`;
const HOLDERS: Statement = {
  name: 'organisation.posts.holders_since',
  text: `select distinct h.person_id as id from post p join post_holding h on h.network_id = $1 and h.post_id = p.id
    where p.network_id = $1 and p.unit_id = any($2::uuid[]) and (${HELD_SINCE})`,
};

/** Ids of people who held a post of these units on a local date or later, or whose end was entered since. */
export async function loadHoldersSince(
  connection: Connection,
  unitIds: readonly string[],
  since: string,
): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(HOLDERS, [connection.networkId, unitIds, since]);
  return rows.map((row) => row.id);
}

const UNITS_HELD: Statement = {
  name: 'organisation.posts.units_held_since',
  text: `select distinct p.unit_id as id from post_holding h join post p on p.network_id = $1 and p.id = h.post_id
    where h.network_id = $1 and h.person_id = $2 and (${HELD_SINCE})`,
};

/** Units of which somebody held a post on a local date or later, or whose end was entered since. */
export async function loadUnitsHeldSince(connection: Connection, personId: string, since: string): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(UNITS_HELD, [connection.networkId, personId, since]);
  return rows.map((row) => row.id);
}
