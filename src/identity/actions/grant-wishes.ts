import { loadTree, today } from '../../organisation/actions.ts';
import { pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { namesOf } from '../actions.ts';
import { canGrant, refusalToAgree, WISH_DAYS } from '../rules/grants.ts';
import type { GrantWish } from '../schema.ts';
import { endWish, loadWishes, lockWish, type WishRow } from '../store/grant-wishes.ts';
import { forgetActor } from './callers.ts';
import { giveRole, rolesOf, workingUnit } from './grants.ts';

const DAY_MILLISECONDS = 86_400_000;
const oldest = (now: Date) => new Date(now.getTime() - WISH_DAYS * DAY_MILLISECONDS);

const reaches = (actor: Actor, tree: Tree, unitId: string) => holdsRole(actor, ['administrator'], pathOf(tree, unitId));

/** Roles over the whole network that wait for a second administrator, within the actor's reach; oldest first, at most 200. */
export async function listWishes(context: Context, actor: Actor): Promise<GrantWish[]> {
  const tree = await loadTree(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const waiting = await loadWishes(connection, oldest(context.clock.now()));
    const shown = waiting.filter((wish) => reaches(actor, tree, wish.unitId));
    const names = await namesOf(connection, [...new Set(shown.flatMap((wish) => [wish.personId, wish.askedBy]))]);
    return shown.map(({ id, personId, role, unitId, askedBy, askedAt }) => ({
      id,
      personId,
      name: names.get(personId)?.name ?? null,
      role,
      unitId,
      askedBy,
      askedByName: names.get(askedBy)?.name ?? null,
      askedAt: askedAt.toISOString(),
      mine: askedBy === actor.id,
    }));
  });
}

/**
 * Agrees, as the second administrator, and gives the role. The first must still be one who may: their wish falls with
 * their right. Events `identity.granted`, whose body names who asked. Problems `platform.not_found`,
 * `identity.wish_ended` (409), `identity.second_is_another` (403), those of `grantRole`.
 */
export async function agreeToGrant(context: Context, actor: Actor, wishId: string, attempt?: Attempt): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  const personId = await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: wishId, at })) return null;
    const wish = await waitingWish(connection, actor, tree, wishId, at);
    const { level, unitPath } = workingUnit(tree, wish.unitId, today(context));
    const refusal = refusalToAgree(actor, { ...wish, level, unitPath });
    if (refusal) throw refusal;
    const asker = (await rolesOf(connection, wish.askedBy)).map(({ role, unitId }) => ({ role, unitId }));
    if (!canGrant({ ...actor, id: wish.askedBy, grants: asker }, { ...wish, level, unitPath })) throw wishEnded();
    await endWish(connection, wishId, { by: actor.id, agreed: true, at });
    const { personId, role, unitId, askedBy } = wish;
    await giveRole(connection, actor, { personId, role, unitId }, { id: newId(at), at, askedBy });
    return personId;
  });
  if (personId) forgetActor(context, personId);
}

/**
 * Declines a role that another asked for, or takes one's own wish back. Event `identity.grant_declined`. Problems
 * `platform.not_found` (404), `identity.wish_ended` (409).
 */
export async function declineToGrant(context: Context, actor: Actor, wishId: string, attempt?: Attempt): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: wishId, at })) return;
    const { personId, role, unitId } = await waitingWish(connection, actor, tree, wishId, at);
    await endWish(connection, wishId, { by: actor.id, agreed: false, at });
    await recordEvents(connection, actor, at, [
      { kind: 'identity.grant_declined', subjectKind: 'grant', subjectId: wishId, unitId, body: { personId, role } },
    ]);
  });
}

async function waitingWish(
  connection: Connection,
  actor: Actor,
  tree: Tree,
  wishId: string,
  at: Date,
): Promise<WishRow> {
  const wish = await lockWish(connection, wishId);
  if (!wish || !reaches(actor, tree, wish.unitId)) throw notFound();
  if (wish.endedBy !== null || wish.askedAt <= oldest(at)) throw wishEnded();
  return wish;
}

function wishEnded(): Problem {
  return new Problem('identity.wish_ended', 409, 'This was agreed to, declined or too old already. Ask for it anew.');
}
