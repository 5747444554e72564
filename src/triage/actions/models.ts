import examples from '../../../db/seeds/need-examples.json' with { type: 'json' };
import { loadPolicies, loadTree } from '../../organisation/actions.ts';
import { demandAdministrator } from '../../organisation/rules/changes.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { decodeModel, encodeModel } from '../model/file.ts';
import { type KindTaxonomy, taxonomyOf, trainKinds } from '../model/kinds.ts';
import { correctCounted, type Model, predictCounted } from '../model/model.ts';
import type { ModelFigures, TriageModel, TriageModels } from '../schema.ts';
import {
  countCorrections,
  findRunning,
  insertModel,
  listCorrections,
  listModels,
  loadModelBytes,
  type ModelRow,
  promoteModel,
} from '../store.ts';

/** More corrections than this are not trained with at once: the newest teach most, and a city makes fewer in years. */
const mostCorrections = 50_000;
/** For so long a server may go by a model that another server has taught more since. */
const KEPT_MILLISECONDS = 2_000;
const DECODED_MILLISECONDS = 86_400_000;

/** A model in memory, with how far it has learned. */
interface Running {
  model: Model;
  until: string | null;
}

/**
 * The network's running model as it has learned so far, usually from memory; null before its first. Before a
 * transaction, never inside one.
 */
export function loadTriageModel(context: Context, networkId: string): Promise<Model | null> {
  return context.memo.get(keyOf(networkId), KEPT_MILLISECONDS, () =>
    context.database.transaction(networkId, (connection) => readTriageModel(context, connection)),
  );
}

/** The same on the connection of a transaction. */
export async function readTriageModel(context: Context, connection: Connection): Promise<Model | null> {
  const row = await findRunning(connection);
  if (!row) return null;
  const running = await context.memo.get<Running>(
    `triage.decoded:${connection.networkId}:${row.id}:${row.promotedAt?.getTime()}`,
    DECODED_MILLISECONDS,
    () => decoded(connection, row),
  );
  await catchUp(connection, running);
  return running.model;
}

const keyOf = (networkId: string): string => `triage.running:${networkId}`;

/** Lets the next suggestion see what was just learned. */
export function forgetTriageModel(context: Context, networkId: string): void {
  context.memo.forget(keyOf(networkId));
}

async function decoded(connection: Connection, row: ModelRow): Promise<Running> {
  const bytes = await loadModelBytes(connection, row.id);
  if (!bytes) throw new Error(`The running model ${row.id} has no bytes.`);
  return { model: decodeModel(bytes), until: row.learnedUntil };
}

/** Learns the corrections that came since, in their order. Those of kinds it does not know wait for a training. */
async function catchUp(connection: Connection, running: Running): Promise<void> {
  const fresh = await listCorrections(connection, { heldBack: false, after: running.until, limit: mostCorrections });
  const known = new Set(running.model.labels);
  for (const { id, kind, grams } of fresh) {
    // Another caller may have learned it while this one read.
    if (running.until !== null && id <= running.until) continue;
    running.until = id;
    if (known.has(kind)) correctCounted(running.model, grams, kind);
  }
}

/** Gives a network its first model, from the seeds alone, if it has none. */
export async function ensureModel(context: Context, networkId: string): Promise<void> {
  const taxonomy = taxonomyOf((await loadPolicies(context, networkId)).needs);
  await context.database.transaction(networkId, async (connection) => {
    if (await findRunning(connection)) return;
    const at = context.clock.now();
    const { row, bytes } = await trained(connection, taxonomy, at, null);
    await insertModel(connection, { ...row, status: 'running', promotedAt: at }, bytes);
  });
  forgetTriageModel(context, networkId);
}

/**
 * Trains a candidate from seeds, taxonomy and all corrections not held back, and tries it and the running one on those
 * held back. Takes a second or two of the server. Only the whole network's administrators.
 */
export async function trainCandidate(context: Context, actor: Actor, attempt?: Attempt): Promise<TriageModel> {
  demandAdministrator(actor, [(await loadTree(context, actor.networkId)).rootId]);
  const taxonomy = taxonomyOf((await loadPolicies(context, actor.networkId)).needs);
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const id = newId(at);
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: id, at });
    if (first?.subjectId) return shown(await modelNamed(connection, first.subjectId));
    const { row, bytes } = await trained(connection, taxonomy, at, await readTriageModel(context, connection));
    const candidate = { ...row, id };
    await insertModel(connection, candidate, bytes);
    return shown(candidate);
  });
}

/**
 * Lets a model run in place of the running one: a candidate, or, to roll back, one that ran before. Only the
 * whole network's administrators. Problem `triage.no_model`. */
export async function promoteTriageModel(
  context: Context,
  actor: Actor,
  id: string,
  attempt?: Attempt,
): Promise<TriageModel> {
  demandAdministrator(actor, [(await loadTree(context, actor.networkId)).rootId]);
  const at = context.clock.now();
  const promoted = await context.database.transaction(actor.networkId, async (connection) => {
    await claimAttempt(connection, attempt, { status: 200, subjectId: id, at });
    await modelNamed(connection, id);
    await promoteModel(connection, id, at, actor.id);
    return shown(await modelNamed(connection, id));
  });
  forgetTriageModel(context, actor.networkId);
  return promoted;
}

/** All models of the network, newest first, and how many corrections there are. */
export function listTriageModels(context: Context, networkId: string): Promise<TriageModels> {
  return context.database.transaction(networkId, async (connection) => ({
    items: (await listModels(connection)).map(shown),
    ...(await countCorrections(connection)),
  }));
}

async function trained(
  connection: Connection,
  taxonomy: KindTaxonomy,
  at: Date,
  running: Model | null,
): Promise<{ row: ModelRow; bytes: Uint8Array }> {
  const wanted = { after: null, limit: mostCorrections };
  const corrections = await listCorrections(connection, { ...wanted, heldBack: false });
  const heldBack = await listCorrections(connection, { ...wanted, heldBack: true });
  const counts = corrections.map(({ grams, kind }) => ({ grams, label: kind }));
  const model = trainKinds(taxonomy.kinds, examples.examples, counts);
  const row: ModelRow = {
    id: newId(at),
    status: 'candidate',
    madeAt: at,
    learnedUntil: corrections.at(-1)?.id ?? null,
    corrections: corrections.length,
    figures: {
      own: figuresOf(model, taxonomy, heldBack),
      running: running && figuresOf(running, taxonomy, heldBack),
      decidedFrom: model.calibration.decidedFrom,
    },
    promotedAt: null,
  };
  return { row, bytes: encodeModel(model) };
}

function figuresOf(
  model: Model,
  { kinds }: KindTaxonomy,
  heldBack: readonly { kind: string; grams: Parameters<typeof predictCounted>[1] }[],
): ModelFigures {
  const natureOf = new Map(kinds.map((kind) => [kind.id, kind.nature]));
  const answers = heldBack.map(({ kind, grams }) => ({ kind, top: predictCounted(model, grams, 3).top }));
  const share = (is: (answer: (typeof answers)[number]) => boolean): number =>
    answers.length === 0 ? 0 : answers.filter(is).length / answers.length;
  return {
    tried: answers.length,
    kind: share(({ kind, top }) => top[0]?.label === kind),
    topThree: share(({ kind, top }) => top.some(({ label }) => label === kind)),
    nature: share(({ kind, top }) => natureOf.get(top[0]?.label ?? '') === natureOf.get(kind)),
  };
}

async function modelNamed(connection: Connection, id: string): Promise<ModelRow> {
  const row = (await listModels(connection)).find((each) => each.id === id);
  if (!row) throw new Problem('triage.no_model', 404, 'There is no such model. Read the list again.');
  return row;
}

function shown({ id, status, madeAt, corrections, figures, promotedAt }: ModelRow): TriageModel {
  return {
    id,
    status,
    madeAt: madeAt.toISOString(),
    corrections,
    figures: figures.own,
    runningFigures: figures.running,
    decidedFrom: figures.decidedFrom,
    promotedAt: promotedAt?.toISOString() ?? null,
  };
}
