import { namesOf } from '../../identity/actions.ts';
import { actOnOrder } from '../../orders/actions/act.ts';
import { summariesOf, versionWaiting } from '../../orders/actions/dispatching.ts';
import { loadGround } from '../../orders/actions/ground.ts';
import { loadPolicies, loadTree } from '../../organisation/actions.ts';
import { pathOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows } from '../../platform/events.ts';
import { forgetting } from '../../platform/forgetting.ts';
import { type Attempt, claimAttempt, findAttempt } from '../../platform/idempotency.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { PAGE_LIMIT, type PageOf } from '../../shared/page.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import { batchFigures, oneByOne, together } from '../rules/batch.ts';
import type { BatchSettingInput, BatchView, Proposal, ProposalQuery } from '../schema.ts';
import {
  type BatchRow,
  claimDueBatch,
  countProposals,
  forgetBatches,
  listProposals,
  loadBatch,
  loadBatchSetting,
  loadLastBatch,
  loadProposals,
  type ProposalRow,
  putBatchForward,
  saveBatch,
  saveBatchSetting,
  settleProposals,
} from '../store/batches.ts';
import { indexOf } from './live-index.ts';
import { gatherBatch, proposalsOf } from './solve-batch.ts';

const MINUTE = 60_000;

async function demandDispatcher(context: Context, actor: Actor, unitId: string): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  const unit = tree.units.get(unitId);
  if (unit?.level !== 'centre') throw notFound();
  if (!holdsRole(actor, ['dispatcher'], pathOf(tree, unitId))) throw forbidden();
}

/**
 * Switches batches of a centre on, changes or switches them off. Needs an administrator at or above it. Event
 * `dispatch.batches_set`. Problems `platform.not_found`, `platform.forbidden`, `dispatch.kind_unknown` (422).
 */
export async function setBatches(
  context: Context,
  actor: Actor,
  unitId: string,
  input: BatchSettingInput,
  attempt?: Attempt,
): Promise<void> {
  const [tree, policies] = await Promise.all([
    loadTree(context, actor.networkId),
    loadPolicies(context, actor.networkId),
  ]);
  if (tree.units.get(unitId)?.level !== 'centre') throw notFound();
  if (!holdsRole(actor, ['administrator'], pathOf(tree, unitId))) throw forbidden();
  const unknown = input.sendsKinds.findIndex((kind) => policies.kinds.get(kind)?.volunteerDispatchable !== true);
  if (unknown >= 0)
    throw new Problem('dispatch.kind_unknown', 422, 'Volunteers are not sent to this kind. Choose from the list.', {
      field: `/sendsKinds/${unknown}`,
    });
  const at = context.clock.now();
  const { everyMinutes, sendsKinds } = input;
  const body = { everyMinutes, sendsKinds };
  const event = { kind: 'dispatch.batches_set', subjectKind: 'unit', subjectId: unitId, unitId, body };
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: unitId, at })) return;
    const nextAt = everyMinutes === null ? null : new Date(at.getTime() + everyMinutes * MINUTE);
    const setting = { unitId, everyMinutes, sendsKinds: [...sendsKinds], nextAt };
    await saveBatchSetting(connection, setting, eventRows([event], actor, at));
  });
}

/**
 * The newest batch of a centre and what the centre has set, for its dispatchers and those above; its administrators see
 * figures and settings, and nothing of what is proposed.
 * Problems `platform.not_found`, `platform.forbidden`.
 */
export async function readBatch(context: Context, actor: Actor, unitId: string): Promise<BatchView> {
  const tree = await loadTree(context, actor.networkId);
  const path = pathOf(tree, unitId);
  const dispatches = holdsRole(actor, ['dispatcher'], path);
  if (tree.units.get(unitId)?.level !== 'centre') throw notFound();
  if (!dispatches && !holdsRole(actor, ['administrator'], path)) throw forbidden();
  const readAt = context.clock.now().toISOString();
  return context.database.transaction(actor.networkId, async (connection) => {
    const setting = await loadBatchSetting(connection, unitId);
    const batch = await loadLastBatch(connection, unitId);
    const counts = batch && dispatches ? await countProposals(connection, batch.id) : { proposed: 0, open: 0 };
    return {
      unitId,
      everyMinutes: setting?.everyMinutes ?? null,
      sendsKinds: setting?.sendsKinds ?? [],
      nextAt: setting?.nextAt?.toISOString() ?? null,
      batch: batch
        ? {
            id: batch.id,
            madeAt: batch.madeAt.toISOString(),
            orders: batch.orders,
            ...counts,
            readAt,
            ...batch.figures,
          }
        : null,
    };
  });
}

/**
 * Whom a batch proposes, order by order, for dispatchers of its centre and those above. Problems `platform.not_found`,
 * `platform.forbidden`.
 */
export async function readProposals(
  context: Context,
  actor: Actor,
  batchId: string,
  query: ProposalQuery,
): Promise<PageOf<Proposal>> {
  const tree = await loadTree(context, actor.networkId);
  const limit = query.limit ?? PAGE_LIMIT;
  return context.database.transaction(actor.networkId, async (connection) => {
    const batch = await loadBatch(connection, batchId);
    if (!batch) throw notFound();
    await demandDispatcher(context, actor, batch.unitId);
    const rows = await listProposals(connection, {
      batchId,
      settledBefore: query.settledBefore === undefined ? null : new Date(query.settledBefore),
      after: query.cursor === undefined ? null : { past: query.cursor.startsWith('1'), orderId: query.cursor.slice(2) },
      limit: limit + 1,
    });
    const ids = [...new Set(rows.map(({ orderId }) => orderId))];
    const shown = ids.slice(0, limit);
    const people = rows.flatMap(({ personId }) => personId ?? []);
    const names = await namesOf(connection, people);
    const nameOf = ({ personId, teamId }: ProposalRow) =>
      (teamId === null ? names.get(personId ?? '')?.name : tree.units.get(teamId)?.nameZh) ?? '';
    const orders = new Map((await summariesOf(connection, shown)).map((order) => [order.id, order]));
    const toOf = (id: string) =>
      rows.filter(({ orderId }) => orderId === id).map((row) => showProposed(row, nameOf(row)));
    const items = shown.flatMap((id) => {
      const order = orders.get(id);
      return order ? [{ order, to: toOf(id) }] : [];
    });
    const last = rows.findLast(({ orderId }) => orderId === shown.at(-1));
    return { items, nextCursor: ids.length > limit && last ? `${last.past ? 1 : 0}_${last.orderId}` : null };
  });
}

function showProposed({ personId, teamId, metres, first, status }: ProposalRow, name: string): Proposal['to'][number] {
  const distanceMetres = metres === null ? null : Math.round(metres / 100) * 100;
  return { personId, teamId, name, distanceMetres, asOneByOne: first, status };
}

/**
 * Solves a centre's waiting orders together now, for its dispatchers and those above; proposals before it are overtaken.
 * Nothing is sent. Event `dispatch.batch_made`. Problems as `readBatch`.
 */
export async function solveNow(context: Context, actor: Actor, unitId: string, attempt?: Attempt): Promise<BatchView> {
  await demandDispatcher(context, actor, unitId);
  await makeBatch(context, actor, unitId, attempt);
  return readBatch(context, actor, unitId);
}

/** Solves and writes a batch, and with it the key of who asked for it: null when that was done before. */
async function makeBatch(context: Context, actor: Actor, unitId: string, attempt?: Attempt): Promise<BatchRow | null> {
  const { networkId } = actor;
  const ground = await loadGround(context, networkId);
  const held = await indexOf(context, networkId).catchUp();
  const now = context.clock.now();
  const { loadPrice } = ground.policies.dispatch.weights;
  return context.database.transaction(networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 200, subjectId: unitId, at: now })) return null;
    const waiting = await gatherBatch(connection, { held, ground, unitId, now });
    const [plan, alone] = [together(waiting.pool, loadPrice), oneByOne(waiting.pool, loadPrice)];
    const figures = { together: batchFigures(waiting.pool, plan), oneByOne: batchFigures(waiting.pool, alone) };
    const batch = { id: newId(now), unitId, madeAt: now, orders: waiting.orders.length, figures };
    const proposals = proposalsOf(held, waiting, plan, alone);
    const body = { batchId: batch.id, orders: batch.orders, proposed: proposals.length };
    const event = { kind: 'dispatch.batch_made', subjectKind: 'unit', subjectId: unitId, unitId, body };
    await saveBatch(connection, batch, proposals, eventRows([event], actor, now));
    return batch;
  });
}

/**
 * Sends proposals of a batch: those of the orders named, or all that are open. Each order for itself, as a person would at
 * the desk; what the rules do not allow any more is left and said to be refused. Gives of how many of these orders the proposals
 * have been sent by now and of how many refused: who names them and asks twice is told the same. Problems `platform.not_found`,
 * `platform.forbidden`, `dispatch.batch_overtaken` (409).
 */
export async function confirmBatch(
  context: Context,
  actor: Actor,
  wish: { batchId: string; orderIds?: readonly string[] | undefined },
): Promise<{ sent: number; refused: number }> {
  const batch = await context.database.transaction(actor.networkId, (connection) =>
    loadBatch(connection, wish.batchId),
  );
  if (!batch) throw notFound();
  await demandDispatcher(context, actor, batch.unitId);
  const newest = await context.database.transaction(actor.networkId, (connection) =>
    loadLastBatch(connection, batch.unitId),
  );
  if (newest?.id !== batch.id)
    throw new Problem('dispatch.batch_overtaken', 409, 'A newer proposal has been made meanwhile. Look at that one.');
  return sendProposals(context, actor, batch.id, (each) =>
    wish.orderIds ? wish.orderIds.includes(each.orderId) : each.status === 'open',
  );
}

async function sendProposals(
  context: Context,
  actor: Actor,
  batchId: string,
  wanted: (proposal: ProposalRow) => boolean,
): Promise<{ sent: number; refused: number }> {
  const { networkId } = actor;
  const read = (connection: Connection) => loadProposals(connection, batchId);
  const before = (await context.database.transaction(networkId, read)).filter(wanted);
  for (const orderId of new Set(before.filter((each) => each.status === 'open').map((each) => each.orderId))) {
    const proposals = before.filter((each) => each.orderId === orderId);
    const status = await sendOne(context, actor, { batchId, orderId, proposals });
    const settled = { batchId, orderId, status, at: context.clock.now() };
    await context.database.transaction(networkId, (connection) => settleProposals(connection, settled));
  }
  const named = new Set(before.map((each) => each.orderId));
  const after = (await context.database.transaction(networkId, read)).filter((each) => named.has(each.orderId));
  const ordersThat = (status: ProposalRow['status']) =>
    new Set(after.filter((each) => each.status === status).map((each) => each.orderId)).size;
  return { sent: ordersThat('sent'), refused: ordersThat('refused') };
}

/**
 * Sends an order as its batch proposes, once: two who confirm the same batch at the same time are both told that it was sent.
 * One that went to somebody otherwise meanwhile, or was changed, refuses: it is not waiting any more.
 */
async function sendOne(
  context: Context,
  actor: Actor,
  { batchId, orderId, proposals }: { batchId: string; orderId: string; proposals: readonly ProposalRow[] },
): Promise<'sent' | 'refused'> {
  const teamId = proposals.find((each) => each.teamId !== null)?.teamId;
  const input = teamId ? { teamId } : { personIds: proposals.flatMap((each) => each.personId ?? []) };
  const attempt: Attempt = { key: `dispatch.batch ${batchId} ${orderId}`, digest: Buffer.from('proposal') };
  const [ifMatch, first] = await context.database.transaction(actor.networkId, async (connection) => [
    await versionWaiting(connection, orderId),
    await findAttempt(connection, attempt),
  ]);
  if (first) return 'sent';
  if (ifMatch === undefined) return 'refused';
  try {
    await actOnOrder(context, actor, { orderId, action: 'dispatch', input }, { ifMatch, attempt });
    return 'sent';
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return 'refused';
    throw error;
  }
}

/** Who acts when a centre has chosen kinds whose proposals go out by themselves: a job, with a dispatcher's reach there. */
function batchActor(networkId: string, unitId: string): Actor {
  return { kind: 'job', id: 'dispatch.batches', networkId, grants: [{ role: 'dispatcher', unitId }] };
}

/** Solves the batch that has been due longest, and sends what its centre has chosen to have sent. True when there was one. */
export async function runDueBatch(context: Context, networkId: string): Promise<boolean> {
  const now = context.clock.now();
  const due = await context.database.transaction(networkId, (connection: Connection) => claimDueBatch(connection, now));
  if (!due) return false;
  const actor = batchActor(networkId, due.unitId);
  const batch = await makeBatch(context, actor, due.unitId);
  if (batch && due.sendsKinds.length > 0) {
    const kinds = await context.database.transaction(networkId, async (connection) => {
      const proposals = await loadProposals(connection, batch.id);
      return new Map(
        (await summariesOf(connection, [...new Set(proposals.map((each) => each.orderId))])).map((order) => [
          order.id,
          order.kind,
        ]),
      );
    });
    await sendProposals(context, actor, batch.id, (each) => due.sendsKinds.includes(kinds.get(each.orderId) ?? ''));
  }
  await context.database.transaction(networkId, (connection) => putBatchForward(connection, due, now));
  return true;
}

/** So long a centre can look at what was proposed and what came of it. */
const KEPT_DAYS = 365;

/** Forgets batches that are older than a year, each with its thousand proposals. True when there may be more at once. */
export const forgetOldBatches = forgetting(KEPT_DAYS, 20, forgetBatches);
