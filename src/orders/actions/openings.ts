import { recordRefusal } from '../../audit/actions.ts';
import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound } from '../../shared/problem.ts';
import { custodiansOf } from '../../vault/actions/custodians.ts';
import {
  endProposal,
  handOverShares,
  lockProposal,
  type OpeningRow,
  proposeOpening,
  waitingProposals,
} from '../../vault/actions/openings.ts';
import { recoveryHolders } from '../../vault/actions/recovery.ts';
import type { HandedShares, NewOpening, Opening, ProposedOpening } from '../../vault/schema.ts';
import { findByNumber, findOrder, type StoredOrder } from '../store/read.ts';
import { standingFor } from './conflict.ts';
import {
  ownKeyOf,
  petitionInCustody,
  proposerReaches,
  reachesPetition,
  refuseEnded,
  shareOf,
  unshared,
  WAITS_MILLISECONDS,
} from './custody.ts';
import { type Ground, loadGround } from './ground.ts';

/**
 * Proposes to open who stands behind a petition, with a reason that the petitioner is told. Gives the proposer's browser its
 * share, and the keys of those who could agree, on paper too. Event `vault.opening_proposed`. Problems `platform.not_found`
 * for a petition that is not the custodian's or complains of them, `vault.key_needed`, `vault.identity_unshared` (409).
 */
export async function proposeToOpen(
  context: Context,
  actor: Actor,
  { number, reason }: NewOpening,
  attempt?: Attempt,
): Promise<ProposedOpening> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const id = newId(now);
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: id, at: now });
    const orderId = await findByNumber(connection, number);
    if (orderId === null) throw notFound();
    const { order, seal, shared, unitPath } = await petitionInCustody(context, ground, connection, actor, orderId);
    const custodians = await custodiansOf(connection, unitPath);
    const keyId = ownKeyOf(actor, custodians);
    const share = shareOf(keyId, shared);
    const onPaper = (await recoveryHolders(context, connection, unitPath)).map((each) => ({ ...each, name: null }));
    const others = [...custodians, ...onPaper]
      .filter((each) => each.keyId !== keyId && shared.shares.some((one) => one.keyId === each.keyId))
      .map(({ keyId: otherId, name, publicKey }) => ({ keyId: otherId, name, publicKey }));
    if (others.length === 0) throw unshared();
    const proposal = { subjectId: order.id, identityVersion: seal.identityVersion, reason, proposedBy: actor.id };
    if (!first) {
      await proposeOpening(connection, { ...proposal, id, proposerKey: keyId, proposedAt: now });
      await recordEvents(connection, actor, now, [stepOf('vault.opening_proposed', order, id)]);
    }
    const { networkId } = connection;
    const openingId = first?.subjectId ?? id;
    return { id: openingId, networkId, subjectId: order.id, version: seal.identityVersion, keyId, share, others };
  });
}

/**
 * Keeps the proposer's share, sealed to the others' keys by their browser. Event `vault.share_handed`. Problems
 * `platform.not_found`, `vault.opening_ended` (409).
 */
export async function handShareOver(
  context: Context,
  actor: Actor,
  id: string,
  { shares }: HandedShares,
  attempt?: Attempt,
): Promise<void> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: id, at: now })) return;
    const opening = await lockProposal(connection, id);
    if (opening?.proposedBy !== actor.id) throw notFound();
    refuseEnded(opening, now);
    const order = await findOrder(connection, opening.subjectId);
    if (!order || !(await reachesPetition(context, ground, connection, actor, order))) throw notFound();
    await handOverShares(connection, id, shares);
    await recordEvents(connection, actor, now, [stepOf('vault.share_handed', order, id)]);
  });
}

/** Proposals that wait within the custodian's reach, newest first, their own among them. */
export async function listOpenings(context: Context, actor: Actor): Promise<Opening[]> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const waiting = await waitingProposals(connection, new Date(now.getTime() - WAITS_MILLISECONDS));
    const shown: Opening[] = [];
    for (const opening of waiting) {
      const order = await findOrder(connection, opening.subjectId);
      if (!order || !(await reachesPetition(context, ground, connection, actor, order))) continue;
      if (!(await proposerReaches(context, ground, connection, opening, order))) continue;
      shown.push(await openingFor(context, ground, connection, actor, { opening, order }));
    }
    return shown;
  });
}

/** A proposal as a custodian sees it: also with which of their keys they could agree now. */
async function openingFor(
  context: Context,
  ground: Ground,
  connection: Connection,
  actor: Actor,
  { opening, order }: { opening: OpeningRow; order: StoredOrder },
): Promise<Opening> {
  const { id, reason, proposedAt, proposedBy } = opening;
  const { unitPath } = await standingFor(ground, connection, order, actor, context.clock.now());
  const own = (await custodiansOf(connection, unitPath)).find((each) => each.personId === actor.id);
  const onPaper = await recoveryHolders(context, connection, unitPath);
  const reached = new Set(opening.handed?.map((each) => each.keyId));
  const names = await namesOf(connection, [proposedBy]);
  return {
    id,
    number: order.number,
    reason,
    proposedByName: names.get(proposedBy)?.name ?? null,
    proposedAt: proposedAt.toISOString(),
    mine: proposedBy === actor.id,
    handedOver: opening.handed !== null,
    handed: own !== undefined && reached.has(own.keyId),
    recoveryKeyIds: onPaper.map((each) => each.keyId).filter((keyId) => reached.has(keyId)),
  };
}

/** Refuses a proposal, or takes one's own back. Recorded as a refused look. Problems `platform.not_found`, `vault.opening_ended`. */
export async function refuseToOpen(context: Context, actor: Actor, id: string, attempt?: Attempt): Promise<void> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  const refused = await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: id, at: now })) return null;
    const opening = await lockProposal(connection, id);
    if (!opening) throw notFound();
    const { order } = await petitionInCustody(context, ground, connection, actor, opening.subjectId);
    refuseEnded(opening, now);
    await endProposal(connection, id, { by: actor.id, at: now, closesAt: null });
    return order;
  });
  if (refused)
    await recordRefusal(context, actor, {
      kind: 'vault.opening_refused',
      subjectKind: 'order',
      subjectId: refused.id,
      unitId: refused.unitId,
      body: { openingId: id },
      look: { what: 'identity', outcome: 'refused', why: 'custodian_refused' },
    });
}

/** A step towards an opening, as the history keeps it. */
function stepOf(kind: string, order: StoredOrder, openingId: string) {
  return { kind, subjectKind: 'order', subjectId: order.id, unitId: order.unitId, body: { openingId } };
}
