import type { Connection, Statement } from '../platform/database.ts';
import { type Grams, packGrams, unpackGrams } from './model/features.ts';
import type { PackedCorrection, Trial } from './model/trial.ts';

/** How a model did when it was last tried, beside the one that ran then; those tried before 2026-11-28 lack some figures. */
export interface ModelTrial {
  own: Partial<Trial> & Pick<Trial, 'tried' | 'kind' | 'topThree' | 'nature'>;
  running: ModelTrial['own'] | null;
  decidedFrom: number;
  /** When it was tried last, as text; absent: when it was made. */
  triedAt?: string;
}

/** A model as it is stored, without its bytes. */
export interface ModelRow {
  id: string;
  status: 'candidate' | 'running' | 'retired';
  madeAt: Date;
  learnedUntil: string | null;
  corrections: number;
  figures: ModelTrial;
  /** Null: the program made it, from the seeds; or it is older than this was kept. */
  madeBy: string | null;
  promotedAt: Date | null;
  promotedBy: string | null;
}

const COLUMNS = `id, status, made_at as "madeAt", learned_until as "learnedUntil", corrections, figures,
  made_by as "madeBy", promoted_at as "promotedAt", promoted_by as "promotedBy"`;

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
    insert into triage_model (network_id, id, status, made_at, learned_until, corrections, figures, promoted_at, model, made_by)
    values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10)`,
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
    row.madeBy,
  ]);
}

const TRIED: Statement = {
  name: 'triage.model.tried',
  text: 'update triage_model set figures = $3::jsonb where network_id = $1 and id = $2',
};

/** Keeps how a model did when it was tried again. */
export async function saveTrial(connection: Connection, id: string, trial: ModelTrial): Promise<void> {
  await connection.query(TRIED, [connection.networkId, id, JSON.stringify(trial)]);
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

const NEWEST_CORRECTIONS: Statement = {
  name: 'triage.correction.newest',
  text: `select id, kind, grams from triage_correction where network_id = $1 and held_back = $2 order by id desc limit $3`,
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

/** The newest corrections, oldest first, at most `limit`, packed as they are kept: to learn from, or those held back. */
export async function listPackedCorrections(
  connection: Connection,
  wanted: { heldBack: boolean; limit: number },
): Promise<({ id: string } & PackedCorrection)[]> {
  const values = [connection.networkId, wanted.heldBack, wanted.limit];
  return (await connection.query<{ id: string; kind: string; grams: Buffer }>(NEWEST_CORRECTIONS, values)).reverse();
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

const TEACH_PLACE: Statement = {
  name: 'triage.place.teach',
  text: `with gone as (delete from triage_place where network_id = $1 and order_id = $2 and not word = any($3::text[]))
    insert into triage_place (network_id, order_id, word, unit_id) select $1, $2, w, $4 from unnest($3::text[]) as w
    on conflict (network_id, order_id, word) do update set unit_id = excluded.unit_id`,
};

/** Keeps where the places that an order names are, as a person decided; what the order taught before is replaced. */
export async function savePlaces(
  connection: Connection,
  orderId: string,
  words: readonly string[],
  unitId: string,
): Promise<void> {
  await connection.query(TEACH_PLACE, [connection.networkId, orderId, words, unitId]);
}

const FORGET_PLACES: Statement = {
  name: 'triage.place.forget',
  text: 'delete from triage_place where network_id = $1 and order_id = any($2::uuid[])',
};

/** Drops what orders taught of places: they became confidential, or their words are erased. */
export async function forgetPlaces(connection: Connection, orderIds: readonly string[]): Promise<void> {
  await connection.query(FORGET_PLACES, [connection.networkId, orderIds]);
}

const PLACES: Statement = {
  name: 'triage.place.taught',
  text: `select word, unit_id as "unitId", count(*)::int as count from triage_place where network_id = $1
    group by word, unit_id order by count(*) desc, word limit $2`,
};

/** Names of places that were taught, with how often each unit was meant, the most taught first; at most `limit`. */
export function listPlaces(
  connection: Connection,
  limit: number,
): Promise<{ word: string; unitId: string; count: number }[]> {
  return connection.query(PLACES, [connection.networkId, limit]);
}
