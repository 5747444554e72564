import type { Connection, Statement } from '../../platform/database.ts';
import type { KeyPurpose } from '../rules/masters.ts';

/** A row of `petition_key`, in the database of keys. */
export interface KeyRow {
  subjectId: string;
  purpose: KeyPurpose;
  version: number;
  /** Null for the identity's key. */
  masterVersion: number | null;
  wrapped: Buffer | null;
  /** Shares and pairs of the identity's key, as JSON; null for the others. */
  shared: unknown;
}

const INSERT: Statement = {
  name: 'vault.key.insert',
  text: `insert into petition_key (network_id, subject_id, purpose, version, master_version, wrapped, shared, created_at)
    select $1, k.subject_id, k.purpose, k.version, k.master_version, k.wrapped, k.shared, $8
    from unnest($2::uuid[], $3::text[], $4::smallint[], $5::smallint[], $6::bytea[], $7::jsonb[])
      as k(subject_id, purpose, version, master_version, wrapped, shared)
    on conflict (network_id, subject_id, purpose, version) do update
      set master_version = excluded.master_version, wrapped = excluded.wrapped, shared = excluded.shared`,
};

/** Writes keys; one of the same petition, purpose and version is replaced, since what tried it before was rolled back. */
export async function insertKeys(connection: Connection, keys: readonly KeyRow[], at: Date): Promise<void> {
  const column = <Field extends keyof KeyRow>(field: Field) => keys.map((key) => key[field]);
  await connection.query(INSERT, [
    connection.networkId,
    column('subjectId'),
    column('purpose'),
    column('version'),
    column('masterVersion'),
    column('wrapped'),
    keys.map((key) => (key.shared === null ? null : JSON.stringify(key.shared))),
    at,
  ]);
}

const LOAD: Statement = {
  name: 'vault.key.load',
  text: `select subject_id as "subjectId", purpose, version, master_version as "masterVersion", wrapped, shared
    from petition_key where network_id = $1 and subject_id = any($2::uuid[]) and purpose = $3 order by subject_id, version`,
};

/** Keys of one purpose of some petitions; those that were destroyed are missing. By petition, then version. */
export function loadKeys(
  connection: Connection,
  subjectIds: readonly string[],
  purpose: KeyPurpose,
): Promise<KeyRow[]> {
  return connection.query<KeyRow & Record<string, unknown>>(LOAD, [connection.networkId, subjectIds, purpose]);
}

const DESTROY: Statement = {
  name: 'vault.key.destroy',
  text: `delete from petition_key where network_id = $1 and subject_id = any($2::uuid[])`,
};

/** Destroys every key of these petitions. */
export async function deleteKeys(connection: Connection, subjectIds: readonly string[]): Promise<void> {
  await connection.query(DESTROY, [connection.networkId, subjectIds]);
}

const DESTROY_OLDER: Statement = {
  name: 'vault.key.destroy_older',
  text: `delete from petition_key where network_id = $1 and subject_id = $2 and purpose = 'identity' and version < $3`,
};

/** Destroys the identity keys of a petition below a version. */
export async function deleteOlderIdentity(connection: Connection, subjectId: string, version: number): Promise<void> {
  await connection.query(DESTROY_OLDER, [connection.networkId, subjectId, version]);
}

const WRAPPED_BELOW: Statement = {
  name: 'vault.key.wrapped_below',
  text: `select subject_id as "subjectId", purpose, version, master_version as "masterVersion", wrapped, shared
    from petition_key where network_id = $1 and master_version < $2 order by master_version, subject_id
    limit $3 for update skip locked`,
};

/** Keys under an older master key, locked; at most `limit`. */
export function lockWrappedBelow(connection: Connection, masterVersion: number, limit: number): Promise<KeyRow[]> {
  return connection.query<KeyRow & Record<string, unknown>>(WRAPPED_BELOW, [
    connection.networkId,
    masterVersion,
    limit,
  ]);
}

const OLD: Statement = {
  name: 'vault.key.subjects',
  text: `select distinct subject_id as id from petition_key
    where network_id = $1 and created_at < $2 and subject_id > $3 order by subject_id limit $4`,
};

/** Petitions with keys made before an instant, by id after one of them; at most `limit`. */
export async function subjectsWithKeys(
  connection: Connection,
  before: Date,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(OLD, [connection.networkId, before, after, limit]);
  return rows.map((row) => row.id);
}
