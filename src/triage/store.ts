import type { Connection, Statement } from '../platform/database.ts';
import type { Grams } from './model/features.ts';
import type { ModelFigures } from './schema.ts';

/** A model as it is stored, without its bytes. */
export interface ModelRow {
  id: string;
  status: 'candidate' | 'running' | 'retired';
  madeAt: Date;
  learnedUntil: string | null;
  corrections: number;
  figures: { own: ModelFigures; running: ModelFigures | null; decidedFrom: number };
  promotedAt: Date | null;
}

const COLUMNS = `id, status, made_at as "madeAt", learned_until as "learnedUntil", corrections, figures,
  promoted_at as "promotedAt"`;

const RUNNING: Statement = {
  name: 'triage.model.running',
  text: `select ${COLUMNS} from triage_model where network_id = $1 and status = 'running'`,
};
const ALL: Statement = {
  name: 'triage.model.all',
  text: `select ${COLUMNS} from triage_model where network_id = $1 order by id desc`,
};
const BYTES: Statement = {
  name: 'triage.model.bytes',
  text: 'select model from triage_model where network_id = $1 and id = $2',
};

/** The running model of the network, or null before the first. */
export async function findRunning(connection: Connection): Promise<ModelRow | null> {
  const [row] = await connection.query<ModelRow & Record<string, unknown>>(RUNNING, [connection.networkId]);
  return row ?? null;
}

/** All models of the network, newest first: at most `mostModels`. */
export function listModels(connection: Connection): Promise<ModelRow[]> {
  return connection.query<ModelRow & Record<string, unknown>>(ALL, [connection.networkId]);
}

/** The bytes of a model's file, or null if there is no such model. */
export async function loadModelBytes(connection: Connection, id: string): Promise<Buffer | null> {
  const [row] = await connection.query<{ model: Buffer }>(BYTES, [connection.networkId, id]);
  return row?.model ?? null;
}

/** How many models are kept; older ones that do not run are deleted. */
export const mostModels = 8;

const INSERT: Statement = {
  name: 'triage.model.insert',
  text: `with old as (delete from triage_model where network_id = $1 and status <> 'running' and id not in
      (select m.id from triage_model m where m.network_id = $1 order by m.id desc limit ${mostModels - 1}))
    insert into triage_model (network_id, id, status, made_at, learned_until, corrections, figures, promoted_at, model)
    values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)`,
};

/** Keeps a model, and drops the oldest of more than `mostModels`. */
export async function insertModel(connection: Connection, row: ModelRow, bytes: Uint8Array): Promise<void> {
  await connection.query(INSERT, [
    connection.networkId,
    row.id,
    row.status,
    row.madeAt,
    row.learnedUntil,
    row.corrections,
    JSON.stringify(row.figures),
    row.promotedAt,
    Buffer.from(bytes),
  ]);
}

const RETIRE: Statement = {
  name: 'triage.model.retire',
  text: `update triage_model set status = 'retired' where network_id = $1 and status = 'running' and id <> $2`,
};
const PROMOTE: Statement = {
  name: 'triage.model.promote',
  text: `update triage_model set status = 'running', promoted_at = $3, promoted_by = $4
    where network_id = $1 and id = $2 and status <> 'running'`,
};

/** Lets a model run in place of the one that runs. One that runs already goes on. */
export async function promoteModel(connection: Connection, id: string, at: Date, personId: string): Promise<void> {
  await connection.query(RETIRE, [connection.networkId, id]);
  await connection.query(PROMOTE, [connection.networkId, id, at, personId]);
}

/** What a dispatcher decided otherwise than suggested. */
export interface Correction {
  id: string;
  orderId: string;
  kind: string;
  suggested: string | null;
  heldBack: boolean;
  grams: Grams;
}

const CORRECT: Statement = {
  name: 'triage.correction.insert',
  text: `insert into triage_correction (network_id, id, order_id, kind, suggested, held_back, grams)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (network_id, order_id) do update set id = excluded.id, kind = excluded.kind,
      suggested = excluded.suggested, grams = excluded.grams`,
};

/** Keeps a correction; one of the same order before it is replaced, and stays held back if it was. */
export async function saveCorrection(connection: Connection, correction: Correction): Promise<void> {
  const { id, orderId, kind, suggested, heldBack, grams } = correction;
  const { networkId } = connection;
  await connection.query(CORRECT, [networkId, id, orderId, kind, suggested, heldBack, packGrams(grams)]);
}

const FORGET: Statement = {
  name: 'triage.correction.forget',
  text: 'delete from triage_correction where network_id = $1 and order_id = any($2::uuid[])',
};

/** Drops what orders taught: they became confidential, or their words are erased. */
export async function forgetCorrections(connection: Connection, orderIds: readonly string[]): Promise<void> {
  await connection.query(FORGET, [connection.networkId, orderIds]);
}

const CORRECTIONS: Statement = {
  name: 'triage.correction.list',
  text: `select id, kind, grams from triage_correction where network_id = $1 and held_back = $2
    and ($3::uuid is null or id > $3::uuid) order by id limit $4`,
};

/** Corrections after one, oldest first, at most `limit`: to learn from, or those held back. */
export async function listCorrections(
  connection: Connection,
  wanted: { heldBack: boolean; after: string | null; limit: number },
): Promise<{ id: string; kind: string; grams: Grams }[]> {
  const values = [connection.networkId, wanted.heldBack, wanted.after, wanted.limit];
  const rows = await connection.query<{ id: string; kind: string; grams: Buffer }>(CORRECTIONS, values);
  return rows.map((row) => ({ ...row, grams: unpackGrams(row.grams) }));
}

const COUNT: Statement = {
  name: 'triage.correction.count',
  text: `select count(*) filter (where not held_back)::int as corrections, count(*) filter (where held_back)::int as "heldBack"
    from triage_correction where network_id = $1`,
};

/** How many corrections there are to learn from and to compare on. */
export async function countCorrections(connection: Connection): Promise<{ corrections: number; heldBack: number }> {
  const [row] = await connection.query<{ corrections: number; heldBack: number }>(COUNT, [connection.networkId]);
  return row ?? { corrections: 0, heldBack: 0 };
}

/** Six bytes each, little endian: the hash, then the count. */
function packGrams({ keys, counts }: Grams): Buffer {
  const bytes = Buffer.alloc(keys.length * 6);
  for (const [at, key] of keys.entries()) {
    bytes.writeUInt32LE(key, at * 6);
    bytes.writeUInt16LE(counts[at] ?? 1, at * 6 + 4);
  }
  return bytes;
}

function unpackGrams(bytes: Buffer): Grams {
  const size = bytes.length / 6;
  return {
    keys: Uint32Array.from({ length: size }, (_, at) => bytes.readUInt32LE(at * 6)),
    counts: Uint16Array.from({ length: size }, (_, at) => bytes.readUInt16LE(at * 6 + 4)),
  };
}
