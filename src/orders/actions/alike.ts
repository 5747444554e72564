import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { maskedBeginning } from '../../triage/rules/masking.ts';
import { suggest } from '../../triage/rules/suggest.ts';
import { addText, type DuplicateIndex, nearTexts, openDuplicates } from '../../triage/rules/topics/duplicates.ts';
import { FEW } from '../rules/few.ts';
import { isStaffOf } from '../rules/permissions.ts';
import { isPublicPlace } from '../rules/public-places.ts';
import type { Case, NearOrders, Neighbours, NeighboursInput } from '../schema/alike.ts';
import { openStatuses } from '../schema/states.ts';
import { findOrder } from '../store/read.ts';
import { idsOfKind, type RecentOrder, readNextWords, readSome } from '../store/recent.ts';
import { standingFor } from './conflict.ts';
import { type Ground, loadGround, standingOf } from './ground.ts';
import { firstIdAt } from './list.ts';

const DAY = 86_400_000;
/** How far back open orders are compared, and neighbours' words count. */
const INDEXED_DAYS = 90;
const NEIGHBOURS_DAYS = 30;
/** Read at once, and kept at most. */
const CHUNK = 5_000;
const MOST = 100_000;
/** Ids commit out of order: this much before the newest is read again. */
const OVERLAP_MILLISECONDS = 600_000;
/** How many near texts are looked at. */
const LOOKED_AT = 20;

/** The words of one network's orders in memory, and up to when they were read. */
interface Kept {
  index: DuplicateIndex;
  readUntil: Date;
}

const kept = new WeakMap<Context, Map<string, Promise<Kept>>>();

/** The index of a network, brought up to now. Filled on first use; what no longer is open falls away when it is read. */
async function indexOf(context: Context, connection: Connection, networkId: string): Promise<DuplicateIndex> {
  const networks = kept.get(context) ?? new Map<string, Promise<Kept>>();
  kept.set(context, networks);
  const now = context.clock.now();
  const before = networks.get(networkId);
  const fresh = (before ?? Promise.resolve(null)).then((known) => brought(connection, known, now));
  networks.set(networkId, fresh);
  fresh.catch(() => networks.delete(networkId));
  return (await fresh).index;
}

async function brought(connection: Connection, known: Kept | null, now: Date): Promise<Kept> {
  const full = known !== null && known.index.ids.length >= MOST;
  const index = known === null || full ? openDuplicates() : known.index;
  const since = known === null || full ? now.getTime() - INDEXED_DAYS * DAY : known.readUntil.getTime();
  let after = firstIdAt(new Date(since - OVERLAP_MILLISECONDS));
  for (;;) {
    const rows = await readNextWords(connection, after, CHUNK);
    for (const row of rows) addText(index, row.id, row.words);
    const last = rows.at(-1);
    if (rows.length < CHUNK || !last || index.ids.length >= MOST) return { index, readUntil: now };
    after = last.id;
  }
}

const NOBODY: Neighbours = { said: false, households: null, since: null };

/**
 * Whether other households said the same of a public place in the last 30 days and still wait: near words in the same
 * county, or the same kind at the same place. Nobody for what concerns one home, and for what only clerks may see. How many
 * and since when only from five households on: fewer would lead back to one. `orders.place_unknown`.
 */
export async function neighboursOf(context: Context, actor: Actor, input: NeighboursInput): Promise<Neighbours> {
  const ground = await loadGround(context, actor.networkId);
  if (!ground.tree.units.has(input.placeUnitId))
    throw new Problem('orders.place_unknown', 422, 'This place is not in the tree.', { field: '/placeUnitId' });
  const others = await context.database.transaction(actor.networkId, (connection) =>
    saidTheSame(context, connection, { ground, actor, input }),
  );
  const households = new Set(others.map((each) => each.requesterId)).size;
  if (households === 0) return NOBODY;
  if (households < FEW) return { said: true, households: null, since: null };
  const earliest = new Date(Math.min(...others.map((each) => each.submittedAt.getTime())));
  return { said: true, households, since: earliest.toISOString() };
}

/** The open order of neighbours that says the same, the nearest first, to be followed; null when there is none. */
export async function orderToFollow(
  context: Context,
  connection: Connection,
  asking: { ground: Ground; actor: Actor; input: NeighboursInput },
): Promise<string | null> {
  const [first] = await saidTheSame(context, connection, asking);
  return first?.id ?? null;
}

/** Open orders of other people that say the same of a public place, those with the nearest words first. May be empty. */
async function saidTheSame(
  context: Context,
  connection: Connection,
  { ground, actor, input }: { ground: Ground; actor: Actor; input: NeighboursInput },
): Promise<RecentOrder[]> {
  const suggestion = suggest(input.text, ground.triageKinds);
  const kind = input.kind ?? suggestion.kind;
  if (suggestion.confidential || !isPublicPlace(kind)) return [];
  const since = new Date(context.clock.now().getTime() - NEIGHBOURS_DAYS * DAY);
  const here = standingOf(ground, input.placeUnitId).unitPath;
  const near = nearTexts(await indexOf(context, connection, actor.networkId), input.text, LOOKED_AT);
  const asked = {
    placeUnitId: input.placeUnitId,
    ownerId: here.at(-2) ?? input.placeUnitId,
    kind: kind ?? '',
    statuses: openStatuses,
  };
  const same = await idsOfKind(connection, { ...asked, after: firstIdAt(since) }, LOOKED_AT);
  const ids = [...new Set([...near.map((each) => each.id), ...same])];
  const place = new Map(ids.map((id, at) => [id, at]));
  return (await readSome(connection, ids))
    .filter(
      (order) =>
        openStatuses.includes(order.status) &&
        order.submittedAt >= since &&
        order.requesterId !== actor.id &&
        isPublicPlace(order.kind ?? kind) &&
        sameCounty(here, standingOf(ground, order.placeUnitId).unitPath),
    )
    .sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/** Whether two places stand below one county's centre, or one is above the other: paths lead from the unit to the city. */
function sameCounty(one: readonly string[], other: readonly string[]): boolean {
  return one.at(-2) === other.at(-2) || one.includes(other[0] ?? '') || other.includes(one[0] ?? '');
}

/**
 * Open orders whose words are near those of this one, the nearest first, at most five, as far as the caller answers for
 * them: candidates for merging. Empty for a confidential order. `platform.not_found` when the caller may not know of it.
 */
export async function nearOrders(context: Context, actor: Actor, id: string): Promise<NearOrders> {
  const ground = await loadGround(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const order = await findOrder(connection, id);
    const standing = order && (await standingFor(ground, connection, order, actor, context.clock.now()));
    if (!order || !standing || standing.conflicted || !isStaffOf(order, actor, standing)) throw notFound();
    if (order.confidential || !order.text?.words) return { items: [] };
    const near = nearTexts(await indexOf(context, connection, actor.networkId), order.text.words, LOOKED_AT);
    const likeness = new Map(near.map((each) => [each.id, each.likeness]));
    const rows = await readSome(
      connection,
      near.map((each) => each.id),
    );
    const items = rows
      .filter((row) => row.id !== id && openStatuses.includes(row.status))
      .filter((row) => holdsRole(actor, ['dispatcher'], standingOf(ground, row.unitId).unitPath))
      .map((row) => ({ ...caseOf(row), likeness: likeness.get(row.id) ?? 0 }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, 5);
    return { items };
  });
}

/** An order as one case among others: never who said it. */
export function caseOf(row: RecentOrder): Case {
  return {
    id: row.id,
    number: row.number,
    text: maskedBeginning(row.words, 80),
    status: row.status,
    placeUnitId: row.placeUnitId,
    submittedAt: row.submittedAt.toISOString(),
  };
}
