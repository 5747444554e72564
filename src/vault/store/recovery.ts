import type { Connection, Statement } from '../../platform/database.ts';

/** A recovery key, as its row holds it. */
export interface RecoveryRow {
  id: string;
  unitId: string;
  publicKey: Buffer;
  enrolledBy: string;
  enrolledAt: Date;
  confirmedBy: string | null;
  usedAt: Date | null;
}

const COLUMNS = `id, unit_id as "unitId", public_key as "publicKey", enrolled_by as "enrolledBy", enrolled_at as "enrolledAt",
  confirmed_by as "confirmedBy", used_at as "usedAt"`;

const INSERT: Statement = {
  name: 'vault.recovery.insert',
  text: `insert into custodian_key (network_id, id, unit_id, public_key, enrolled_by, enrolled_at) values ($1, $2, $3, $4, $5, $6)`,
};

/** Writes a recovery key that nobody has confirmed yet. */
export async function insertRecovery(
  connection: Connection,
  { id, unitId, publicKey, enrolledBy, enrolledAt }: Omit<RecoveryRow, 'confirmedBy' | 'usedAt'>,
): Promise<void> {
  await connection.query(INSERT, [connection.networkId, id, unitId, publicKey, enrolledBy, enrolledAt]);
}

const OF_UNITS: Statement = {
  name: 'vault.recovery.of_units',
  text: `select ${COLUMNS} from custodian_key where network_id = $1 and unit_id = any($2::uuid[]) and ended_at is null order by id desc`,
};

/** Recovery keys of some units that have not ended, the newest first. */
export function loadRecoveryOf(connection: Connection, unitIds: readonly string[]): Promise<RecoveryRow[]> {
  return connection.query<RecoveryRow & Record<string, unknown>>(OF_UNITS, [connection.networkId, unitIds]);
}

const LOCK: Statement = {
  name: 'vault.recovery.lock',
  text: `select ${COLUMNS} from custodian_key
    where network_id = $1 and id = $2 and unit_id is not null and ended_at is null for update`,
};

/** A recovery key that has not ended, kept from others' changes, or null. */
export async function lockRecovery(connection: Connection, id: string): Promise<RecoveryRow | null> {
  const [row] = await connection.query<RecoveryRow & Record<string, unknown>>(LOCK, [connection.networkId, id]);
  return row ?? null;
}

const END_CONFIRMED: Statement = {
  name: 'vault.recovery.end_confirmed',
  text: `update custodian_key set ended_at = $3
    where network_id = $1 and unit_id = $2 and confirmed_by is not null and ended_at is null`,
};
const CONFIRM: Statement = {
  name: 'vault.recovery.confirm',
  text: `update custodian_key set confirmed_by = $3 where network_id = $1 and id = $2`,
};

/** Confirms a recovery key; the one that its unit had before ends. */
export async function confirmRecovery(
  connection: Connection,
  { id, unitId }: Pick<RecoveryRow, 'id' | 'unitId'>,
  by: string,
  at: Date,
): Promise<void> {
  await connection.query(END_CONFIRMED, [connection.networkId, unitId, at]);
  await connection.query(CONFIRM, [connection.networkId, id, by]);
}

const END: Statement = {
  name: 'vault.recovery.end',
  text: `update custodian_key set ended_at = $3 where network_id = $1 and id = $2`,
};

/** Ends a recovery key: its paper is lost, or was seen. */
export async function endRecovery(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.query(END, [connection.networkId, id, at]);
}

const USE: Statement = {
  name: 'vault.recovery.use',
  text: `update custodian_key set used_at = coalesce(used_at, $3) where network_id = $1 and id = $2`,
};

/** Notes that a recovery key stands in now; the first time counts. */
export async function noteRecoveryUse(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.query(USE, [connection.networkId, id, at]);
}
