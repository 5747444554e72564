import type { Connection, Statement } from '../../platform/database.ts';
import type { GrantedRole } from '../../shared/actor.ts';

/** A role given to a person at a unit. */
export interface GrantRow {
  id: string;
  personId: string;
  role: GrantedRole;
  unitId: string;
  grantedBy: string;
  grantedAt: Date;
  endedAt: Date | null;
}

const COLUMNS = `id, person_id as "personId", role, unit_id as "unitId", granted_by as "grantedBy",
  granted_at as "grantedAt", ended_at as "endedAt"`;
type Row = GrantRow & Record<string, unknown>;

const INSERT: Statement = {
  name: 'identity.grant.insert',
  text: `insert into role_grant (network_id, id, person_id, role, unit_id, granted_by, granted_at)
    select $1, g.* from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[]) as g`,
};

/** Writes grants, unchecked: whoever calls has decided. */
export async function insertGrants(
  connection: Connection,
  grants: readonly Omit<GrantRow, 'endedAt'>[],
): Promise<void> {
  if (grants.length === 0) return;
  await connection.query(INSERT, [
    connection.networkId,
    grants.map((grant) => grant.id),
    grants.map((grant) => grant.personId),
    grants.map((grant) => grant.role),
    grants.map((grant) => grant.unitId),
    grants.map((grant) => grant.grantedBy),
    grants.map((grant) => grant.grantedAt),
  ]);
}

const OF_PERSON: Statement = {
  name: 'identity.grant.of_person',
  text: `select ${COLUMNS} from role_grant where network_id = $1 and person_id = $2 order by id`,
};
const OF_PEOPLE: Statement = {
  name: 'identity.grant.of_people',
  text: `select ${COLUMNS} from role_grant where network_id = $1 and person_id = any($2::uuid[]) and ended_at is null order by id`,
};
const AT_UNITS: Statement = {
  name: 'identity.grant.at_units',
  text: `select ${COLUMNS} from role_grant where network_id = $1 and unit_id = any($2::uuid[]) and ended_at is null
    and ($3::uuid is null or id > $3) order by id limit $4`,
};
const HOLDERS: Statement = {
  name: 'identity.grant.holders',
  text: `select distinct person_id as id from role_grant
    where network_id = $1 and unit_id = $2 and role = any($3::text[]) and ended_at is null order by person_id`,
};
const BY_ID: Statement = {
  name: 'identity.grant.by_id',
  text: `select ${COLUMNS} from role_grant where network_id = $1 and id = $2`,
};
const END: Statement = {
  name: 'identity.grant.end',
  text: `update role_grant set ended_at = $3 where network_id = $1 and id = $2 and ended_at is null returning id`,
};

/** Every grant a person has or had, oldest first. */
export function loadGrantsOf(connection: Connection, personId: string): Promise<GrantRow[]> {
  return connection.query<Row>(OF_PERSON, [connection.networkId, personId]);
}

/** Grants in force of several people, oldest first. */
export function loadGrantsOfPeople(connection: Connection, personIds: readonly string[]): Promise<GrantRow[]> {
  return connection.query<Row>(OF_PEOPLE, [connection.networkId, personIds]);
}

/** Grants in force at any of these units, oldest first, after the one `after`, at most `limit`. */
export function loadGrantsAt(
  connection: Connection,
  unitIds: readonly string[],
  { after, limit }: { after: string | null; limit: number },
): Promise<GrantRow[]> {
  return connection.query<Row>(AT_UNITS, [connection.networkId, unitIds, after, limit]);
}

/** Ids of people who hold one of the roles exactly at this unit. */
export async function loadHolders(
  connection: Connection,
  unitId: string,
  roles: readonly GrantedRole[],
): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(HOLDERS, [connection.networkId, unitId, roles]);
  return rows.map((row) => row.id);
}

/** A grant, ended or not, or undefined. */
export async function loadGrant(connection: Connection, id: string): Promise<GrantRow | undefined> {
  return (await connection.query<Row>(BY_ID, [connection.networkId, id]))[0];
}

/** Ends a grant. False when it had ended. */
export async function endGrantRow(connection: Connection, id: string, at: Date): Promise<boolean> {
  return (await connection.query(END, [connection.networkId, id, at])).length > 0;
}

/** A key of another system, without the key. */
export interface KeyRow {
  id: string;
  label: string;
  role: GrantedRole;
  unitId: string;
  createdAt: Date;
  revokedAt: Date | null;
}

const KEY_COLUMNS = 'id, label, role, unit_id as "unitId", created_at as "createdAt", revoked_at as "revokedAt"';
const INSERT_KEY: Statement = {
  name: 'identity.key.insert',
  text: `insert into api_key (network_id, id, key_hash, label, role, unit_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
};
const KEY_BY_HASH: Statement = {
  name: 'identity.key.by_hash',
  text: `select ${KEY_COLUMNS} from api_key where network_id = $1 and key_hash = $2 and revoked_at is null`,
};
const KEY_BY_ID: Statement = {
  name: 'identity.key.by_id',
  text: `select ${KEY_COLUMNS} from api_key where network_id = $1 and id = $2`,
};
const KEYS: Statement = {
  name: 'identity.key.list',
  text: `select ${KEY_COLUMNS} from api_key where network_id = $1 and revoked_at is null order by id`,
};
const REVOKE_KEY: Statement = {
  name: 'identity.key.revoke',
  text: `update api_key set revoked_at = $3 where network_id = $1 and id = $2 and revoked_at is null returning id`,
};

/** Writes a key by its hash. */
export async function insertKey(connection: Connection, key: Omit<KeyRow, 'revokedAt'>, hash: Buffer): Promise<void> {
  const values = [connection.networkId, key.id, hash, key.label, key.role, key.unitId, key.createdAt];
  await connection.query(INSERT_KEY, values);
}

/** The key with this hash, if it is in force. */
export async function findKey(connection: Connection, hash: Buffer): Promise<KeyRow | undefined> {
  return (await connection.query<KeyRow & Record<string, unknown>>(KEY_BY_HASH, [connection.networkId, hash]))[0];
}

/** A key, revoked or not, or undefined. */
export async function loadKey(connection: Connection, id: string): Promise<KeyRow | undefined> {
  return (await connection.query<KeyRow & Record<string, unknown>>(KEY_BY_ID, [connection.networkId, id]))[0];
}

/** Keys in force, oldest first. */
export function loadKeys(connection: Connection): Promise<KeyRow[]> {
  return connection.query<KeyRow & Record<string, unknown>>(KEYS, [connection.networkId]);
}

/** Revokes a key. False when it was. */
export async function revokeKeyRow(connection: Connection, id: string, at: Date): Promise<boolean> {
  return (await connection.query(REVOKE_KEY, [connection.networkId, id, at])).length > 0;
}
