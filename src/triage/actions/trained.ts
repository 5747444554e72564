import examples from '../../../db/seeds/need-examples.json' with { type: 'json' };
import { namesOf } from '../../identity/actions.ts';
import { loadPolicies, loadTree } from '../../organisation/actions.ts';
import { demandAdministrator } from '../../organisation/rules/changes.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, claimAttempt, demandSameRequest, findAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { taxonomyOf } from '../model/kinds.ts';
import type { ModelFigures, TriageModel, TriageModels } from '../schema.ts';
import {
  countCorrections,
  findRunning,
  insertModel,
  listModels,
  listPackedCorrections,
  loadModelBytes,
  type ModelRow,
  type ModelTrial,
  promoteModel,
  saveTrial,
} from '../store.ts';
import { forgetTriageModel, mostCorrections, readTriageModel } from './models.ts';
import { workInThread } from './training.ts';

/** What this server trains or tries for a network now, or last did. */
interface Training {
  /** Ends, never with an error, when it is over; absent: it is over. */
  done?: Promise<unknown>;
  /** The request that asked for it. */
  attempt: Attempt | undefined;
  /** When it came to nothing. */
  failedAt?: Date;
}

/** Each network's, of this server alone. */
const trainings = new WeakMap<Context, Map<string, Training>>();

/** Gives a network its first model, from the seeds alone, if it has none; waits for one that is being made. */
export async function ensureModel(context: Context, networkId: string): Promise<void> {
  do {
    await trainingOver(context, networkId);
    if (await context.database.transaction(networkId, findRunning)) return;
    // Somebody may have begun one while this one looked.
  } while (trainingOf(context, networkId)?.done);
  await alone(context, networkId, undefined, async () => {
    const at = context.clock.now();
    const { row, bytes } = await trained(context, networkId, { madeBy: null, at });
    await context.database.transaction(networkId, async (connection) => {
      // Another server may have been quicker.
      if (await findRunning(connection)) return;
      await insertModel(connection, { ...row, status: 'running', promotedAt: at }, bytes);
    });
  });
  forgetTriageModel(context, networkId);
}

/**
 * Begins to train a candidate from seeds, taxonomy and all corrections not held back, and to try it and the running one on those
 * held back, in a thread of its own; answers at once with the list, which says when it is over or came to nothing. Only the
 * whole network's administrators. Sent again with its key it begins nothing more. Problem `triage.training`.
 */
export function beginTraining(context: Context, actor: Actor, attempt?: Attempt): Promise<TriageModels> {
  return begin(context, actor, attempt, () => train(context, actor, attempt));
}

/**
 * Begins to try a model and the running one, as far as it has learned, on all that is held back by now; answers at once, and
 * otherwise as `beginTraining`. Problems `triage.no_model`, `triage.training`.
 */
export function beginTrial(context: Context, actor: Actor, id: string, attempt?: Attempt): Promise<TriageModels> {
  return begin(
    context,
    actor,
    attempt,
    () => tryAgain(context, actor, id, attempt),
    (connection) => modelNamed(connection, id),
  );
}

async function begin(
  context: Context,
  actor: Actor,
  attempt: Attempt | undefined,
  work: () => Promise<void>,
  demand?: (connection: Connection) => Promise<unknown>,
): Promise<TriageModels> {
  const { networkId } = actor;
  demandAdministrator(actor, [(await loadTree(context, networkId)).rootId]);
  const first = await context.database.transaction(networkId, async (connection) => {
    const answered = attempt ? await findAttempt(connection, attempt) : null;
    if (!answered) await demand?.(connection);
    return answered;
  });
  if (!first && !isUnderWay(context, networkId, attempt))
    alone(context, networkId, attempt, work).catch((error: unknown) =>
      context.log.error({ err: error }, 'a model could not be trained or tried'),
    );
  return listTriageModels(context, networkId);
}

/** Whether what is under way is what this very request began. Problem `platform.idempotency_key_reused`. */
function isUnderWay(context: Context, networkId: string, attempt: Attempt | undefined): boolean {
  const now = trainingOf(context, networkId);
  if (!now?.done || !attempt || now.attempt?.key !== attempt.key) return false;
  demandSameRequest(now.attempt.digest, attempt);
  return true;
}

async function train(context: Context, { networkId, id }: Actor, attempt: Attempt | undefined): Promise<void> {
  const at = context.clock.now();
  const { row, bytes } = await trained(context, networkId, { madeBy: id, at });
  await context.database.transaction(networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 202, subjectId: row.id, at });
    if (!first) await insertModel(connection, row, bytes);
  });
}

async function tryAgain(
  context: Context,
  { networkId }: Actor,
  id: string,
  attempt: Attempt | undefined,
): Promise<void> {
  const at = context.clock.now();
  const taxonomy = taxonomyOf((await loadPolicies(context, networkId)).needs);
  const { row, bytes, running, heldBack } = await context.database.transaction(networkId, async (connection) => ({
    row: await modelNamed(connection, id),
    bytes: await loadModelBytes(connection, id),
    running: await readTriageModel(context, connection),
    heldBack: await listPackedCorrections(connection, { heldBack: true, limit: mostCorrections }),
  }));
  const models = row.status === 'running' || !bytes ? [] : [bytes];
  const { tried } = await workInThread({
    taxonomy,
    corrections: null,
    heldBack,
    models: [...(running ? [running] : []), ...models],
  });
  const [ran = row.figures.own, own] = tried;
  const trial: ModelTrial = { ...row.figures, own: own ?? ran, running: own ? ran : null, triedAt: at.toISOString() };
  await context.database.transaction(networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 202, subjectId: id, at });
    if (!first) await saveTrial(connection, id, trial);
  });
}

/**
 * Lets a model run in place of the running one: a candidate, or, to roll back, one that ran before. Only the
 * whole network's administrators. Problem `triage.no_model`.
 */
export async function promoteTriageModel(
  context: Context,
  actor: Actor,
  id: string,
  attempt?: Attempt,
): Promise<TriageModel> {
  demandAdministrator(actor, [(await loadTree(context, actor.networkId)).rootId]);
  const at = context.clock.now();
  const promoted = await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: id, at });
    await modelNamed(connection, id);
    if (!first) await promoteModel(connection, id, at, actor.id);
    return shownOne(connection, id);
  });
  forgetTriageModel(context, actor.networkId);
  return promoted;
}

/** All models of the network, newest first, what there is to learn from, and whether this server trains one now. */
export function listTriageModels(context: Context, networkId: string): Promise<TriageModels> {
  return context.database.transaction(networkId, async (connection) => ({
    items: await shown(connection, await listModels(connection)),
    ...(await countCorrections(connection)),
    examples: Object.values<readonly string[]>(examples.examples).reduce((sum, each) => sum + each.length, 0),
    training: trainingOf(context, networkId)?.done !== undefined,
    failedAt: trainingOf(context, networkId)?.failedAt?.toISOString() ?? null,
  }));
}

/** Waits until this server trains and tries nothing more for a network. */
export async function trainingOver(context: Context, networkId: string): Promise<void> {
  await trainingOf(context, networkId)?.done;
}

function trainingOf(context: Context, networkId: string): Training | undefined {
  return trainings.get(context)?.get(networkId);
}

/** One training at a time for each network: each takes a whole core for a while. Problem `triage.training`, thrown at once. */
function alone(
  context: Context,
  networkId: string,
  attempt: Attempt | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const all = trainings.get(context) ?? new Map<string, Training>();
  trainings.set(context, all);
  if (all.get(networkId)?.done)
    throw new Problem('triage.training', 409, 'A model is being trained or tried already. Wait until it is done.');
  const result = work();
  // Whoever waits for it only wants to know that it is over.
  const done = result.then(
    () => void all.delete(networkId),
    () => void all.set(networkId, { attempt, failedAt: context.clock.now() }),
  );
  all.set(networkId, { attempt, done });
  return result;
}

async function trained(
  context: Context,
  networkId: string,
  { madeBy, at }: { madeBy: string | null; at: Date },
): Promise<{ row: ModelRow; bytes: Uint8Array }> {
  const taxonomy = taxonomyOf((await loadPolicies(context, networkId)).needs);
  const { running, corrections, heldBack } = await context.database.transaction(networkId, async (connection) => ({
    running: await readTriageModel(context, connection),
    corrections: await listPackedCorrections(connection, { heldBack: false, limit: mostCorrections }),
    heldBack: await listPackedCorrections(connection, { heldBack: true, limit: mostCorrections }),
  }));
  const models = running ? [running] : [];
  const { trained: fresh, tried } = await workInThread({ taxonomy, corrections, heldBack, models });
  if (!fresh) throw new Error('The thread was asked to train and did not.');
  const row: ModelRow = {
    id: newId(at),
    status: 'candidate',
    madeAt: at,
    madeBy,
    learnedUntil: corrections.at(-1)?.id ?? null,
    corrections: corrections.length,
    figures: { own: fresh.trial, running: tried[0] ?? null, decidedFrom: fresh.decidedFrom },
    promotedAt: null,
    promotedBy: null,
  };
  return { row, bytes: fresh.bytes };
}

async function modelNamed(connection: Connection, id: string): Promise<ModelRow> {
  const row = (await listModels(connection)).find((each) => each.id === id);
  if (!row) throw new Problem('triage.no_model', 404, 'There is no such model. Read the list again.');
  return row;
}

async function shownOne(connection: Connection, id: string): Promise<TriageModel> {
  const [model] = await shown(connection, [await modelNamed(connection, id)]);
  if (!model) throw new Error('A model was lost while it was shown.');
  return model;
}

/** Models with the names of who made and promoted them. */
async function shown(connection: Connection, rows: readonly ModelRow[]): Promise<TriageModel[]> {
  const people = rows.flatMap(({ madeBy, promotedBy }) => [madeBy, promotedBy]).filter((id) => id !== null);
  const names = await namesOf(connection, [...new Set(people)]);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.name ?? '—'));
  return rows.map(({ id, status, madeAt, corrections, figures, promotedAt, ...row }) => ({
    id,
    status,
    madeAt: madeAt.toISOString(),
    madeBy: nameOf(row.madeBy),
    corrections,
    figures: figuresOf(figures.own),
    runningFigures: figures.running && figuresOf(figures.running),
    triedAt: figures.triedAt ?? madeAt.toISOString(),
    decidedFrom: figures.decidedFrom,
    promotedAt: promotedAt?.toISOString() ?? null,
    promotedBy: nameOf(row.promotedBy),
  }));
}

function figuresOf(trial: ModelTrial['own']): ModelFigures {
  return { macroF1: null, decided: null, decidedRight: null, ...trial };
}
