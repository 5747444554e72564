import { recordLook } from '../../audit/actions.ts';
import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { custodiansOf } from '../../vault/actions/custodians.ts';
import { endProposal, lockProposal, type OpeningRow } from '../../vault/actions/openings.ts';
import { takeRecoveryKey } from '../../vault/actions/recovery.ts';
import type { AgreedOpening, Agreement } from '../../vault/schema.ts';
import {
  ended,
  ownKeyOf,
  type PetitionInCustody,
  petitionInCustody,
  proposerReaches,
  refuseEnded,
  shareOf,
} from './custody.ts';
import { loadGround } from './ground.ts';

/** What was opened is shown so long. */
const SHOWN_MILLISECONDS = 10 * 60_000;

/**
 * Agrees, as the second custodian: gives their browser what it joins and opens, for ten minutes, with the key that it has or
 * with a recovery key that they hold on paper. Event `vault.identity_opened` with a look; the petitioner is told. Problems
 * `platform.not_found`, `vault.opening_own` (403), `vault.opening_ended`, `vault.share_missing`, `vault.key_needed`,
 * `vault.recovery_spent`, `vault.identity_unshared` (409).
 */
export async function agreeToOpen(
  context: Context,
  actor: Actor,
  id: string,
  agreement: Agreement = {},
): Promise<AgreedOpening> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const opening = await lockProposal(connection, id);
    if (!opening) throw notFound();
    const petition = await petitionInCustody(context, ground, connection, actor, opening.subjectId);
    if (opening.proposedBy === actor.id)
      throw new Problem('vault.opening_own', 403, 'A second custodian agrees. Nobody opens an identity alone.');
    refuseEnded(opening, now);
    if (petition.seal.identityVersion !== opening.identityVersion) throw ended();
    if (!(await proposerReaches(context, ground, connection, opening, petition.order))) throw ended();
    const parts = await partsFor(context, connection, actor, { opening, petition, agreement });
    const closesAt = new Date(now.getTime() + SHOWN_MILLISECONDS);
    await endProposal(connection, id, { by: actor.id, at: now, closesAt });
    await recordOpened(connection, actor, now, opening, petition);
    const names = await namesOf(connection, [opening.proposedBy, actor.id]);
    const both = [opening.proposedBy, actor.id].map((each) => names.get(each)?.name ?? '');
    return {
      networkId: connection.networkId,
      subjectId: petition.order.id,
      version: petition.seal.identityVersion,
      otherKeyId: opening.proposerKey,
      ...parts,
      closesAt: closesAt.toISOString(),
      watermark: `${both.join(' · ')} · ${petition.order.number} · ${now.toISOString()}`,
    };
  });
}

interface Agreeing {
  opening: OpeningRow;
  petition: PetitionInCustody;
  agreement: Agreement;
}

/** Both shares, each sealed to the key that opens here, the wrap of the pair, and the sealed identity. */
async function partsFor(
  context: Context,
  connection: Connection,
  actor: Actor,
  { opening, petition, agreement }: Agreeing,
): Promise<Pick<AgreedOpening, 'keyId' | 'share' | 'handed' | 'wrapped' | 'identity'>> {
  const { seal, shared, unitPath } = petition;
  const { recoveryKeyId } = agreement;
  if (recoveryKeyId !== undefined)
    await takeRecoveryKey(context, connection, actor, { id: recoveryKeyId, unitPath, openingId: opening.id });
  const keyId = recoveryKeyId ?? ownKeyOf(actor, await custodiansOf(connection, unitPath));
  const share = shareOf(keyId, shared);
  const handed = opening.handed?.find((each) => each.keyId === keyId);
  const pair = shared.pairs.find(
    ({ first, second }) => [first, second].includes(keyId) && [first, second].includes(opening.proposerKey),
  );
  if (!handed || !pair || !seal.identity)
    throw new Problem('vault.share_missing', 409, 'The first custodian has not handed their share over to your key.');
  return {
    keyId,
    share,
    handed: { ephemeral: handed.ephemeral, sealed: handed.sealed },
    wrapped: pair.wrapped.toString('base64'),
    identity: seal.identity.toString('base64'),
  };
}

function recordOpened(
  connection: Connection,
  actor: Actor,
  now: Date,
  opening: OpeningRow,
  { order }: PetitionInCustody,
): Promise<void> {
  return recordLook(connection, actor, now, {
    kind: 'vault.identity_opened',
    subjectKind: 'order',
    subjectId: order.id,
    unitId: order.unitId,
    body: { openingId: opening.id, together: [opening.proposedBy, actor.id] },
    look: { what: 'identity', outcome: 'shown', why: 'two_custodians' },
  });
}
