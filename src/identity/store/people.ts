import { type Connection, planAnew, type Statement } from '../../platform/database.ts';

/** A person as the database holds them. */
export interface PersonRow {
  id: string;
  name: string | null;
  phone: string | null;
  birthYear: number | null;
  guardianId: string | null;
  guardianConsentAt: Date | null;
  language: 'zh-CN' | 'en';
  elderMode: boolean;
  homeUnitId: string | null;
  createdAt: Date;
  claimedAt: Date | null;
  erasedAt: Date | null;
  version: number;
}

const COLUMNS = `id, name, phone, birth_year as "birthYear", guardian_id as "guardianId",
  guardian_consent_at as "guardianConsentAt", language, elder_mode as "elderMode", home_unit_id as "homeUnitId",
  created_at as "createdAt", claimed_at as "claimedAt", erased_at as "erasedAt", version`;
type Row = PersonRow & Record<string, unknown>;

const INSERT: Statement = {
  name: 'identity.person.insert',
  text: `insert into person (network_id, id, name, phone, birth_year, home_unit_id, created_at, claimed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (network_id, phone) do nothing returning id`,
};

/** Writes a new person. False, and nothing written, when the phone is somebody's already. */
export async function insertPerson(
  connection: Connection,
  person: Pick<PersonRow, 'id' | 'name' | 'phone' | 'birthYear' | 'homeUnitId' | 'createdAt' | 'claimedAt'>,
): Promise<boolean> {
  const { id, name, phone, birthYear, homeUnitId, createdAt, claimedAt } = person;
  const values = [connection.networkId, id, name, phone, birthYear, homeUnitId, createdAt, claimedAt];
  return (await connection.query(INSERT, values)).length > 0;
}

/** A person to be loaded in bulk. */
export interface BulkPerson {
  id: string;
  name: string;
  phone?: string | null;
  birthYear?: number | null;
  homeUnitId?: string | null;
  guardianId?: string | null;
  guardianConsentAt?: Date | null;
  language?: 'zh-CN' | 'en';
  createdAt: Date;
  /** When they first logged in themselves; absent: entered by another. */
  claimedAt?: Date | null;
}

const INSERT_MANY: Statement = {
  name: 'identity.person.insert_many',
  text: `insert into person (network_id, id, name, phone, birth_year, home_unit_id, guardian_id, guardian_consent_at,
      language, created_at, claimed_at)
    select $1, p.* from unnest($2::uuid[], $3::text[], $4::text[], $5::smallint[], $6::uuid[], $7::uuid[],
      $8::timestamptz[], $9::text[], $10::timestamptz[], $11::timestamptz[]) as p`,
};
/** Rows in one statement: arrays stay below a megabyte or two. */
const CHUNK = 5000;
/** From here on a plan made for few rows is not good enough. */
const MANY = 200;

/** Writes people in bulk, in the order given (a guardian before the child). A phone that is taken fails the whole. */
export async function insertPeopleRows(connection: Connection, people: readonly BulkPerson[]): Promise<void> {
  for (let start = 0; start < people.length; start += CHUNK) {
    const chunk = people.slice(start, start + CHUNK);
    if (chunk.length > MANY) await planAnew(connection);
    await connection.query(INSERT_MANY, [
      connection.networkId,
      chunk.map((person) => person.id),
      chunk.map((person) => person.name),
      chunk.map((person) => person.phone ?? null),
      chunk.map((person) => person.birthYear ?? null),
      chunk.map((person) => person.homeUnitId ?? null),
      chunk.map((person) => person.guardianId ?? null),
      chunk.map((person) => person.guardianConsentAt ?? null),
      chunk.map((person) => person.language ?? 'zh-CN'),
      chunk.map((person) => person.createdAt),
      chunk.map((person) => person.claimedAt ?? null),
    ]);
  }
}

const BY_ID: Statement = {
  name: 'identity.person.by_id',
  text: `select ${COLUMNS} from person where network_id = $1 and id = $2`,
};
const BY_ID_LOCKED: Statement = { name: 'identity.person.by_id_locked', text: `${BY_ID.text} for update` };
const BY_PHONE: Statement = {
  name: 'identity.person.by_phone',
  text: `select ${COLUMNS} from person where network_id = $1 and phone = $2`,
};

/** A person, or undefined. */
export async function loadPerson(connection: Connection, id: string): Promise<PersonRow | undefined> {
  return (await connection.query<Row>(BY_ID, [connection.networkId, id]))[0];
}

/** A person, kept from others' changes until the transaction ends, or undefined. */
export async function lockPerson(connection: Connection, id: string): Promise<PersonRow | undefined> {
  return (await connection.query<Row>(BY_ID_LOCKED, [connection.networkId, id]))[0];
}

/** The person a phone (in the kept form) belongs to, or undefined. */
export async function findByPhone(connection: Connection, phone: string): Promise<PersonRow | undefined> {
  return (await connection.query<Row>(BY_PHONE, [connection.networkId, phone]))[0];
}

const NAMES: Statement = {
  name: 'identity.person.names',
  text: 'select id, name, phone from person where network_id = $1 and id = any($2::uuid[])',
};

/** Names and phones of people by id; ids that nobody has are absent. */
export function loadNames(
  connection: Connection,
  ids: readonly string[],
): Promise<{ id: string; name: string | null; phone: string | null }[]> {
  return connection.query(NAMES, [connection.networkId, ids]);
}

const UPDATE: Statement = {
  name: 'identity.person.update',
  text: `update person set name = $3, phone = $4, birth_year = $5, guardian_id = $6, guardian_consent_at = $7,
      language = $8, elder_mode = $9, home_unit_id = $10, claimed_at = $11, erased_at = $12, version = version + 1
    where network_id = $1 and id = $2`,
};

/** Writes a person as a whole; they must have been locked before. Throws error 23505 when the phone is taken. */
export async function updatePerson(connection: Connection, person: PersonRow): Promise<void> {
  await connection.query(UPDATE, [
    connection.networkId,
    person.id,
    person.name,
    person.phone,
    person.birthYear,
    person.guardianId,
    person.guardianConsentAt,
    person.language,
    person.elderMode,
    person.homeUnitId,
    person.claimedAt,
    person.erasedAt,
  ]);
}

/** Whether somebody lives by the units $2 or is among the colleagues $3, $4, $5; null units: wherever they live. */
const WITHIN = `($2::uuid[] is null or home_unit_id = any($2)
        or id = any($4::uuid[])
        or exists (select from role_grant g where g.network_id = $1 and g.person_id = p.id and g.ended_at is null
          and g.unit_id = any($3::uuid[]))
        or $5::text is not null and home_unit_id is null
          and not exists (select from role_grant g where g.network_id = $1 and g.person_id = p.id and g.ended_at is null)
          and exists (select from event e where e.network_id = $1 and e.subject_id = p.id
            and e.kind = 'identity.person_entered' and e.actor_id = $5))`;
const BY_NAME: Statement = {
  name: 'identity.person.by_name',
  text: `select ${COLUMNS} from person p
    where network_id = $1 and name collate "C" >= $6 and name collate "C" < $7 and id > $8 and ${WITHIN}
    order by id limit $9`,
};
const BY_ID_WITHIN: Statement = {
  name: 'identity.person.by_id_within',
  text: `select ${COLUMNS} from person p where network_id = $1 and id = $6 and ${WITHIN}`,
};
const BY_HOME: Statement = {
  name: 'identity.person.by_home',
  text: `select ${COLUMNS} from person
    where network_id = $1 and home_unit_id = any($3::uuid[]) and id > $2 order by id limit $4`,
};
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Colleagues, whom staff find wherever they live. */
export interface Colleagues {
  /** Units at which they hold a role. */
  unitIds: readonly string[];
  /** People who fill a post there. */
  holders: readonly string[];
  /** Who entered them, as long as they have neither home nor role. */
  enteredBy: string | null;
}

interface Within {
  /** Where they live; null: anywhere. */
  unitIds: readonly string[] | null;
  colleagues: Colleagues;
}

function withinValues(connection: Connection, { unitIds, colleagues }: Within): unknown[] {
  return [connection.networkId, unitIds, colleagues.unitIds, colleagues.holders, colleagues.enteredBy];
}

/** People whose name begins so, by id, after `after`, who live by the units or are among the colleagues. */
export function listByName(
  connection: Connection,
  query: Within & { start: string; after: string | null; limit: number },
): Promise<PersonRow[]> {
  const { start, after, limit } = query;
  const asked = [start, `${start}\u{10FFFF}`, after ?? FIRST_ID, limit];
  return connection.query<Row>(BY_NAME, [...withinValues(connection, query), ...asked]);
}

/** One person, if they live by the units or are among the colleagues; else nobody. */
export function listById(connection: Connection, id: string, within: Within): Promise<PersonRow[]> {
  return connection.query<Row>(BY_ID_WITHIN, [...withinValues(connection, within), id]);
}

/** People who live by one of these units, by id, after `after`. */
export function listByHome(
  connection: Connection,
  query: { unitIds: readonly string[]; after: string | null; limit: number },
): Promise<PersonRow[]> {
  return connection.query<Row>(BY_HOME, [connection.networkId, query.after ?? FIRST_ID, query.unitIds, query.limit]);
}
