import { recordLook, recordRefusal } from '../../audit/actions.ts';
import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventsOf } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { custodiansOf } from '../../vault/actions/custodians.ts';
import {
  endProposal,
  handOverShares,
  lockProposal,
  type OpeningRow,
  openingsOf,
  proposeOpening,
  waitingProposals,
} from '../../vault/actions/openings.ts';
import { loadShared } from '../../vault/actions/petition-keys.ts';
import type { SharedKey } from '../../vault/rules/shares.ts';
import type {
  AgreedOpening,
  Custodian,
  HandedShares,
  NewOpening,
  Opening,
  PetitionLook,
  ProposedOpening,
} from '../../vault/schema.ts';
import { isResidentOf } from '../rules/permissions.ts';
import { findByNumber, findOrder, type StoredOrder } from '../store/read.ts';
import { findSeal, type SealRow } from '../store/sealing.ts';
import { standingFor } from './conflict.ts';
import { type Ground, loadGround } from './ground.ts';
import { recognised } from './opening.ts';

/** A proposal that nobody has agreed to by then is no more. */
const WAITS_MILLISECONDS = 24 * 3_600_000;
/** What was opened is shown so long. */
const SHOWN_MILLISECONDS = 10 * 60_000;

interface Petition {
  order: StoredOrder;
  seal: SealRow;
  shared: SharedKey;
  unitPath: readonly string[];
}

/**
 * Proposes to open who stands behind a petition, with a reason that the petitioner is told. Gives the proposer's browser its
 * share, and the keys of those who could agree. Problems `platform.not_found` for a petition that is not the custodian's or
 * complains of them, `vault.key_needed`, `vault.identity_unshared` (409).
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
    const { order, seal, shared, unitPath } = await petitionFor(context, ground, connection, actor, orderId);
    const custodians = await custodiansOf(connection, unitPath);
    const { keyId, share } = shareFor(actor, custodians, shared);
    const others = custodians.filter(
      (each) => each.keyId !== keyId && shared.shares.some((one) => one.keyId === each.keyId),
    );
    if (others.length === 0) throw unshared();
    const proposal = { subjectId: order.id, identityVersion: seal.identityVersion, reason, proposedBy: actor.id };
    const openingId = first?.subjectId ?? id;
    if (!first) await proposeOpening(connection, { ...proposal, id, proposerKey: keyId, proposedAt: now });
    const { networkId } = connection;
    return { id: openingId, networkId, subjectId: order.id, version: seal.identityVersion, keyId, share, others };
  });
}

/**
 * Keeps the proposer's share, sealed to the others' keys by their browser. Problems `platform.not_found`,
 * `vault.opening_ended` (409).
 */
export async function handShareOver(
  context: Context,
  actor: Actor,
  id: string,
  { shares }: HandedShares,
  attempt?: Attempt,
): Promise<void> {
  const now = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: id, at: now })) return;
    const opening = await lockProposal(connection, id);
    if (opening?.proposedBy !== actor.id) throw notFound();
    refuseEnded(opening, now);
    await handOverShares(connection, id, shares);
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
      if (!order || !(await reaches(context, ground, connection, actor, order))) continue;
      const names = await namesOf(connection, [opening.proposedBy]);
      const { id, reason, proposedAt, proposedBy } = opening;
      const proposedByName = names.get(proposedBy)?.name ?? null;
      const mine = proposedBy === actor.id;
      shown.push({ id, number: order.number, reason, proposedByName, proposedAt: proposedAt.toISOString(), mine });
    }
    return shown;
  });
}

/**
 * Agrees, as the second custodian: gives their browser what it joins and opens, for ten minutes. Event
 * `vault.identity_opened` with a look; the petitioner is told. Problems `platform.not_found`, `vault.opening_own` (403),
 * `vault.opening_ended`, `vault.share_missing`, `vault.key_needed`, `vault.identity_unshared` (409).
 */
export async function agreeToOpen(context: Context, actor: Actor, id: string): Promise<AgreedOpening> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const opening = await lockProposal(connection, id);
    if (!opening) throw notFound();
    const petition = await petitionFor(context, ground, connection, actor, opening.subjectId);
    if (opening.proposedBy === actor.id)
      throw new Problem('vault.opening_own', 403, 'A second custodian agrees. Nobody opens an identity alone.');
    refuseEnded(opening, now);
    const { order, seal, shared, unitPath } = petition;
    if (seal.identityVersion !== opening.identityVersion) throw ended();
    const { keyId, share } = shareFor(actor, await custodiansOf(connection, unitPath), shared);
    const handed = opening.handed?.find((each) => each.keyId === keyId);
    const pair = shared.pairs.find(
      ({ first, second }) => [first, second].includes(keyId) && [first, second].includes(opening.proposerKey),
    );
    if (!handed || !pair || !seal.identity)
      throw new Problem('vault.share_missing', 409, 'The first custodian has not handed their share over to your key.');
    const closesAt = new Date(now.getTime() + SHOWN_MILLISECONDS);
    await endProposal(connection, id, { by: actor.id, at: now, closesAt });
    await recordLook(connection, actor, now, {
      kind: 'vault.identity_opened',
      subjectKind: 'order',
      subjectId: order.id,
      unitId: order.unitId,
      body: { openingId: id, together: [opening.proposedBy, actor.id] },
      look: { what: 'identity', outcome: 'shown', why: 'two_custodians' },
    });
    const names = await namesOf(connection, [opening.proposedBy, actor.id]);
    const both = [opening.proposedBy, actor.id].map((each) => names.get(each)?.name ?? '');
    return {
      networkId: connection.networkId,
      subjectId: order.id,
      version: seal.identityVersion,
      keyId,
      share,
      otherKeyId: opening.proposerKey,
      handed: { ephemeral: handed.ephemeral, sealed: handed.sealed },
      wrapped: pair.wrapped.toString('base64'),
      identity: seal.identity.toString('base64'),
      closesAt: closesAt.toISOString(),
      watermark: `${both.join(' · ')} · ${order.number} · ${now.toISOString()}`,
    };
  });
}

/** Refuses a proposal, or takes one's own back. Recorded as a refused look. Problems `platform.not_found`, `vault.opening_ended`. */
export async function refuseToOpen(context: Context, actor: Actor, id: string, attempt?: Attempt): Promise<void> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  const refused = await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: id, at: now })) return null;
    const opening = await lockProposal(connection, id);
    if (!opening) throw notFound();
    const { order } = await petitionFor(context, ground, connection, actor, opening.subjectId);
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

/**
 * Who looked at a petition, for its petitioner: readings of the words by name, openings of who they are by both names and
 * with the reason given. Oldest first. `platform.not_found` for anybody else.
 */
export async function looksAtMine(context: Context, actor: Actor, orderId: string): Promise<PetitionLook[]> {
  return context.database.transaction(actor.networkId, async (connection) => {
    const found = await findOrder(connection, orderId);
    const order = found && recognised(context, actor, found);
    if (!order?.confidential || !isResidentOf(order, actor)) throw notFound();
    const events = await eventsOf(connection, orderId);
    const readings = events.filter((event) => event.kind === 'vault.content_read');
    const openings = await openingsOf(connection, orderId);
    const people = [...readings.map((each) => each.actorId), ...openings.flatMap(openers)];
    const names = await namesOf(connection, [...new Set(people)]);
    const nameOf = (id: string) => names.get(id)?.name ?? '';
    const looks: PetitionLook[] = [
      ...readings.map(({ at, actorId }) => ({
        at: at.toISOString(),
        what: 'content' as const,
        names: [nameOf(actorId)],
        reason: null,
      })),
      ...openings.map((opening) => ({
        at: (opening.endedAt ?? opening.proposedAt).toISOString(),
        what: 'identity' as const,
        names: openers(opening).map(nameOf),
        reason: opening.reason,
      })),
    ];
    return looks.sort((a, b) => (a.at < b.at ? -1 : 1));
  });
}

function openers({ proposedBy, endedBy }: OpeningRow): string[] {
  return [proposedBy, ...(endedBy === null ? [] : [endedBy])];
}

/** Whether a custodian's reach covers a petition that neither is theirs nor complains of them. */
async function reaches(
  context: Context,
  ground: Ground,
  connection: Connection,
  actor: Actor,
  order: StoredOrder,
): Promise<boolean> {
  const standing = await standingFor(ground, connection, order, actor, context.clock.now());
  const own = isResidentOf(recognised(context, actor, order), actor);
  return order.confidential && !own && !standing.conflicted && holdsRole(actor, ['custodian'], standing.unitPath);
}

/** A petition within a custodian's reach, with how its identity is shared; anything else is not there. */
async function petitionFor(
  context: Context,
  ground: Ground,
  connection: Connection,
  actor: Actor,
  orderId: string,
): Promise<Petition> {
  const order = await findOrder(connection, orderId);
  if (!order || !(await reaches(context, ground, connection, actor, order))) throw notFound();
  const seal = await findSeal(connection, orderId);
  const shared = seal && (await loadShared(context, connection.networkId, orderId, seal.identityVersion));
  if (!seal || !shared || shared.pairs.length === 0) throw unshared();
  const { unitPath } = await standingFor(ground, connection, order, actor, context.clock.now());
  return { order, seal, shared, unitPath };
}

/** The share that was sealed to the actor's key. */
function shareFor(actor: Actor, custodians: readonly Custodian[], shared: SharedKey) {
  const own = custodians.find((each) => each.personId === actor.id);
  const share = own && shared.shares.find((each) => each.keyId === own.keyId);
  if (!own || !share)
    throw new Problem(
      'vault.key_needed',
      409,
      'No share of this petition was sealed to the key you have now. Whoever had one then can open it.',
    );
  const ephemeral = shared.ephemeral.toString('base64');
  return { keyId: own.keyId, share: { ephemeral, sealed: share.sealed.toString('base64') } };
}

function refuseEnded(opening: OpeningRow, now: Date): void {
  if (opening.endedBy !== null || now.getTime() - opening.proposedAt.getTime() > WAITS_MILLISECONDS) throw ended();
}

function ended(): Problem {
  return new Problem('vault.opening_ended', 409, 'This proposal has ended. Propose it anew if it is still needed.');
}

function unshared(): Problem {
  return new Problem(
    'vault.identity_unshared',
    409,
    'No two custodians hold shares of this identity: nobody can open it. Write to the petitioner instead.',
  );
}
