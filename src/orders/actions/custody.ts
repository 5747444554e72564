import { rolesOf } from '../../identity/actions/grants.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import type { OpeningRow } from '../../vault/actions/openings.ts';
import { loadShared } from '../../vault/actions/petition-keys.ts';
import type { SharedKey } from '../../vault/rules/shares.ts';
import type { Custodian, SealedTo } from '../../vault/schema.ts';
import { isResidentOf } from '../rules/permissions.ts';
import { findOrder, type StoredOrder } from '../store/read.ts';
import { findSeal, type SealRow } from '../store/sealing.ts';
import { standingFor } from './conflict.ts';
import type { Ground } from './ground.ts';
import { recognised } from './opening.ts';

/*
 * What proposing, agreeing and refusing to open an identity have in common: which petitions a custodian reaches, and which
 * share is whose.
 */

/** A proposal that nobody has agreed to by then is no more. */
export const WAITS_MILLISECONDS = 24 * 3_600_000;

/** A petition as custodians have it. */
export interface PetitionInCustody {
  order: StoredOrder;
  seal: SealRow;
  shared: SharedKey;
  /** The owner and all above it. */
  unitPath: readonly string[];
}

/** Whether a custodian's reach covers a petition that neither is theirs nor complains of them. */
export async function reachesPetition(
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

/**
 * Whether whoever proposed an opening is a custodian of the petition still, and not in conflict: two who may look now open
 * it, never one together with somebody who could not any more.
 */
export async function proposerReaches(
  context: Context,
  ground: Ground,
  connection: Connection,
  opening: OpeningRow,
  order: StoredOrder,
): Promise<boolean> {
  const grants = await rolesOf(connection, opening.proposedBy);
  const proposer: Actor = { kind: 'person', id: opening.proposedBy, networkId: connection.networkId, grants };
  return reachesPetition(context, ground, connection, proposer, order);
}

/** A petition within a custodian's reach, with how its identity is shared; anything else is not there. */
export async function petitionInCustody(
  context: Context,
  ground: Ground,
  connection: Connection,
  actor: Actor,
  orderId: string,
): Promise<PetitionInCustody> {
  const order = await findOrder(connection, orderId);
  if (!order || !(await reachesPetition(context, ground, connection, actor, order))) throw notFound();
  const seal = await findSeal(connection, orderId);
  const shared = seal && (await loadShared(context, connection.networkId, orderId, seal.identityVersion));
  if (!seal || !shared || shared.pairs.length === 0) throw unshared();
  const { unitPath } = await standingFor(ground, connection, order, actor, context.clock.now());
  return { order, seal, shared, unitPath };
}

/** The key that an actor has enrolled among those of some custodians. Problem `vault.key_needed` (409). */
export function ownKeyOf(actor: Actor, custodians: readonly Custodian[]): string {
  const own = custodians.find((each) => each.personId === actor.id);
  if (!own) throw keyNeeded();
  return own.keyId;
}

/** The share that was sealed to a key. Problem `vault.key_needed` (409). */
export function shareOf(keyId: string, shared: SharedKey): SealedTo {
  const share = shared.shares.find((each) => each.keyId === keyId);
  if (!share) throw keyNeeded();
  return { ephemeral: shared.ephemeral.toString('base64'), sealed: share.sealed.toString('base64') };
}

function keyNeeded(): Problem {
  return new Problem(
    'vault.key_needed',
    409,
    'No share of this petition was sealed to the key you have now. Whoever had one then can open it.',
  );
}

/** Problem `vault.opening_ended` (409) for what was agreed to, refused, or waited too long. */
export function refuseEnded(opening: OpeningRow, now: Date): void {
  if (opening.endedBy !== null || now.getTime() - opening.proposedAt.getTime() > WAITS_MILLISECONDS) throw ended();
}

/** What has ended is proposed anew. */
export function ended(): Problem {
  return new Problem('vault.opening_ended', 409, 'This proposal has ended. Propose it anew if it is still needed.');
}

/** Nobody holds shares. */
export function unshared(): Problem {
  return new Problem(
    'vault.identity_unshared',
    409,
    'No two custodians hold shares of this identity: nobody can open it. Write to the petitioner instead.',
  );
}
