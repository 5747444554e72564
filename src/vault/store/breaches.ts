import type { Connection, Statement } from '../../platform/database.ts';
import type { BreachInput } from '../schema.ts';

/** A breach, as its row holds it. */
export interface BreachRow extends Omit<BreachInput, 'happenedAt' | 'foundAt'> {
  id: string;
  version: number;
  happenedAt: Date | null;
  foundAt: Date;
  registeredBy: string;
  registeredAt: Date;
  peopleToldAt: Date | null;
  authorityToldAt: Date | null;
  concerned: number;
  untold: number;
  toldBefore: number;
}

/** Petitions are counted by what stands in for their number: a number that is nobody's counts alike. */
const COUNTED = 'p.network_id = $1 and not p.petition';
/** Told, and changed since. */
const TOLD_BEFORE = (version: string) => `p.told_at is not null and p.told_version < ${version}`;
const COLUMNS = `b.id, b.version, b.happened_at as "happenedAt", b.found_at as "foundAt", b.data_kinds as "dataKinds", b.what, b.cause, b.consequences,
  b.measures_taken as "measuresTaken", b.measures_for_people as "measuresForPeople", b.contact, b.registered_by as "registeredBy",
  b.registered_at as "registeredAt", b.people_told_at as "peopleToldAt", b.authority_told_at as "authorityToldAt",
  (select count(*)::int from breach_person p where ${COUNTED} and p.breach_id = b.id) as concerned,
  (select count(*)::int from breach_person p where ${COUNTED} and p.breach_id = b.id and p.told_at is null) as untold,
  (select count(*)::int from breach_person p where ${COUNTED} and p.breach_id = b.id and ${TOLD_BEFORE('b.version')}) as "toldBefore"`;

const SAVE: Statement = {
  name: 'vault.breach.save',
  text: `insert into breach (network_id, id, happened_at, found_at, data_kinds, what, cause, consequences, measures_taken,
      measures_for_people, contact, registered_by, registered_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (network_id, id) do update set version = breach.version + 1, happened_at = excluded.happened_at, found_at = excluded.found_at,
      data_kinds = excluded.data_kinds, what = excluded.what, cause = excluded.cause, consequences = excluded.consequences,
      measures_taken = excluded.measures_taken, measures_for_people = excluded.measures_for_people, contact = excluded.contact`,
};

/** Writes a breach, or what is said of one anew as its next version; who registered it and when stays. */
export async function saveBreach(
  connection: Connection,
  id: string,
  breach: BreachInput,
  registered: { by: string; at: Date },
): Promise<void> {
  const { happenedAt, foundAt, dataKinds, what, cause, consequences } = breach;
  const { measuresTaken, measuresForPeople, contact } = breach;
  const words = [what, cause, consequences, measuresTaken, measuresForPeople, contact];
  const values = [connection.networkId, id, happenedAt, foundAt, dataKinds, ...words, registered.by, registered.at];
  await connection.query(SAVE, values);
}

const LIST: Statement = {
  name: 'vault.breach.list',
  text: `select ${COLUMNS} from breach b where b.network_id = $1 order by b.id desc limit 500`,
};

/** The register, the newest first, at most 500. */
export function loadBreaches(connection: Connection): Promise<BreachRow[]> {
  return connection.query<BreachRow & Record<string, unknown>>(LIST, [connection.networkId]);
}

const LOCK: Statement = {
  name: 'vault.breach.lock',
  text: `select ${COLUMNS} from breach b where b.network_id = $1 and b.id = $2 for update of b`,
};

/** A breach, kept from others' changes, or null. */
export async function lockBreach(connection: Connection, id: string): Promise<BreachRow | null> {
  const [row] = await connection.query<BreachRow & Record<string, unknown>>(LOCK, [connection.networkId, id]);
  return row ?? null;
}

/**
 * Somebody whom a breach concerns: an account, or a petition that stands for whoever asked; or the stand-in for a number
 * behind which there is a petition or nothing, which is counted and never told.
 */
export interface Concerned {
  personId: string;
  is: 'account' | 'petition' | 'stand_in';
}

const ADD: Statement = {
  name: 'vault.breach.add_people',
  text: `with added as (insert into breach_person as p (network_id, breach_id, person_id, petition, stands_in)
      select $1, $2, c.person_id, c.kind = 'petition', c.kind = 'stand_in'
      from unnest($3::uuid[], $4::text[]) as c(person_id, kind) on conflict do nothing returning network_id, petition)
    select count(*)::int as added from added p where ${COUNTED}`,
};

/** Adds those whom a breach concerns. Gives how many of those who are counted were new. */
export async function addConcerned(
  connection: Connection,
  breachId: string,
  concerned: readonly Concerned[],
): Promise<number> {
  const [row] = await connection.query<{ added: number }>(ADD, [
    connection.networkId,
    breachId,
    concerned.map((each) => each.personId),
    concerned.map((each) => each.is),
  ]);
  return row?.added ?? 0;
}

const TELL: Statement = {
  name: 'vault.breach.tell',
  text: `with told as (update breach set people_told_at = coalesce(people_told_at, $3) where network_id = $1 and id = $2)
    update breach_person p set told_at = $3, told_version = b.version from breach b
      where p.network_id = $1 and p.breach_id = $2 and p.told_at is null and b.network_id = $1 and b.id = $2`,
};
const TELL_AGAIN: Statement = {
  name: 'vault.breach.tell_again',
  text: `update breach_person p set told_again_at = $3, told_version = b.version from breach b
    where p.network_id = $1 and p.breach_id = $2 and b.network_id = $1 and b.id = $2 and ${TOLD_BEFORE('b.version')}`,
};
const TELL_AUTHORITY: Statement = {
  name: 'vault.breach.tell_authority',
  text: 'update breach set authority_told_at = coalesce(authority_told_at, $3) where network_id = $1 and id = $2',
};

/** Notes that all who had not been told yet are told now. */
export async function markPeopleTold(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.query(TELL, [connection.networkId, id, at]);
}

/** Notes that all who were told before the last change are told anew now. */
export async function markToldAgain(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.query(TELL_AGAIN, [connection.networkId, id, at]);
}

/** Notes that the authority was told; the first time counts. */
export async function markAuthorityTold(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.query(TELL_AUTHORITY, [connection.networkId, id, at]);
}

const told = (when: 'told_at' | 'told_again_at'): Statement => ({
  name: `vault.breach.${when}`,
  text: `select person_id as "personId", case when petition then 'petition' else 'account' end as is from breach_person
    where network_id = $1 and breach_id = $2 and ${when} = $3 and not stands_in order by person_id`,
});
const TOLD = { first: told('told_at'), again: told('told_again_at') };

/** Those who were told at an instant, for the first time or anew; nothing that only stands in. */
export function loadTold(
  connection: Connection,
  breachId: string,
  telling: { which: keyof typeof TOLD; at: Date },
): Promise<Concerned[]> {
  const values = [connection.networkId, breachId, telling.at];
  return connection.query<Concerned & Record<string, unknown>>(TOLD[telling.which], values);
}

const OF_PEOPLE: Statement = {
  name: 'vault.breach.of_people',
  text: `select ${COLUMNS}, t.told_at as "toldAt" from (select breach_id, max(greatest(told_at, told_again_at)) as told_at from breach_person
      where network_id = $1 and person_id = any($2::uuid[]) and told_at is not null group by 1) t
    join breach b on b.network_id = $1 and b.id = t.breach_id order by b.id desc`,
};

/** Breaches that some accounts and petitions were told of, the newest first. */
export function loadBreachesOf(
  connection: Connection,
  personIds: readonly string[],
): Promise<(BreachRow & { toldAt: Date })[]> {
  return connection.query<BreachRow & { toldAt: Date } & Record<string, unknown>>(OF_PEOPLE, [
    connection.networkId,
    personIds,
  ]);
}
