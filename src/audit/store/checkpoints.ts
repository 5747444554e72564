import type { Connection, Statement } from '../../platform/database.ts';

/** A signed checkpoint as it is stored. */
export interface CheckpointRow {
  size: number;
  note: string;
  at: Date;
}

const INSERT: Statement = {
  name: 'audit.checkpoint.insert',
  text: `insert into audit_checkpoint (network_id, size, note, at) values ($1, $2, $3, $4) on conflict do nothing`,
};
const LAST: Statement = {
  name: 'audit.checkpoint.last',
  text: 'select size, note, at from audit_checkpoint where network_id = $1 order by size desc limit 1',
};
const PAGE: Statement = {
  name: 'audit.checkpoint.page',
  text: 'select size, note, at from audit_checkpoint where network_id = $1 and size > $2 order by size limit $3',
};

/** Adds a checkpoint, unless another server has signed one of this size. */
export async function insertCheckpoint(connection: Connection, { size, note, at }: CheckpointRow): Promise<void> {
  await connection.query(INSERT, [connection.networkId, size, note, at]);
}

/** The newest checkpoint, or undefined. */
export async function loadLastCheckpoint(connection: Connection): Promise<CheckpointRow | undefined> {
  return (await connection.query<CheckpointRow & Record<string, unknown>>(LAST, [connection.networkId]))[0];
}

/** Checkpoints that cover more than `size` leaves, smallest first, at most `limit`. */
export function loadCheckpoints(connection: Connection, size: number, limit: number): Promise<CheckpointRow[]> {
  return connection.query<CheckpointRow & Record<string, unknown>>(PAGE, [connection.networkId, size, limit]);
}
