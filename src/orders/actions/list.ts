import { pathOf, subtreeOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { isId } from '../../shared/ids.ts';
import { PAGE_LIMIT, type PageOf } from '../../shared/page.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import { openKeys } from '../../vault/actions/petition-keys.ts';
import { searchesFor } from '../rules/tokens.ts';
import type { OrderCount, OrderCountFilter, OrderFilter } from '../schema/inputs.ts';
import { openStatuses, statuses } from '../schema/states.ts';
import type { OrderSummary } from '../schema/views.ts';
import {
  type ClockPlace,
  countListed,
  type IdRange,
  type ListedOrder,
  type ListFilter,
  type ListScope,
  listDue,
  listNewest,
  lookedDownTo,
  lookedUpTo,
  searchOrders,
} from '../store/list.ts';
import { listMine, type OwnListedOrder } from '../store/list-own.ts';
import { tiesOf } from './conflict.ts';
import { type Ground, loadGround } from './ground.ts';
import { callerOf, readText } from './opening.ts';
import { summaryOf } from './summary.ts';

/**
 * One page of the orders of a subtree: those the caller's roles cover there, confidential ones for petition clerks alone.
 * Problems: `platform.forbidden` outside the caller's subtree, `platform.not_found` for no such unit,
 * `orders.search_too_short`, `orders.cursor_unknown` (400).
 */
export async function listOrders(context: Context, actor: Actor, filter: OrderFilter): Promise<PageOf<OrderSummary>> {
  const ground = await loadGround(context, actor.networkId);
  const unitId = filter.unit ?? ownUnit(ground, actor);
  if (!ground.tree.units.has(unitId)) throw notFound();
  const byClock = filter.order === 'due' && filter.text === undefined;
  const scope: ListScope = {
    unitId,
    confidential: coveredBy(ground, actor, unitId, filter.confidential),
    statuses: filter.status ?? (byClock ? openStatuses : statuses),
  };
  const limit = filter.limit ?? PAGE_LIMIT;
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const more = await besideComplaints(ground, connection, actor, scope, filterOf(ground, actor, filter, now), now);
    if (byClock) return pageByClock(connection, scope, more, filter, limit);
    if (filter.text !== undefined)
      return pageOf(await search(connection, scope, more, filter, limit + 1), limit, (row) => row.id);
    const rows = await listNewest(connection, scope, more, rangeOf(filter), limit + 1);
    const floor = more && rows.length <= limit ? await lookedDownTo(connection, scope, rangeOf(filter)) : null;
    if (floor === null) return pageOf(rows, limit, (row) => row.id);
    // Few or none among those looked at: the page says where to go on, and what lies below comes then.
    return { items: rows.filter((row) => row.id >= floor).map(summaryOf), nextCursor: floor };
  });
}

async function pageByClock(
  connection: Connection,
  scope: ListScope,
  more: ListFilter | null,
  filter: OrderFilter,
  limit: number,
): Promise<PageOf<OrderSummary>> {
  const after = clockCursor(filter.cursor);
  const rows = await listDue(connection, scope, more, after, limit + 1);
  const place = (row: ListedOrder) => ({ dueAt: row.dueAt?.toISOString() ?? '', id: row.id });
  const ceiling = more && rows.length <= limit ? await lookedUpTo(connection, scope, after) : null;
  if (ceiling === null) return pageOf(rows, limit, (row) => writeClock(place(row)));
  const seen = rows.filter((row) => writeClock(place(row)) <= writeClock(ceiling));
  return { items: seen.map(summaryOf), nextCursor: writeClock(ceiling) };
}

/** Counted up to here: nobody works through more, and the cost stays bounded. */
const COUNTED = 1_000;

/**
 * How many orders a list of the same filters holds, counted up to 1,000. Problems: as of the list.
 */
export async function countOrders(context: Context, actor: Actor, filter: OrderCountFilter): Promise<OrderCount> {
  const ground = await loadGround(context, actor.networkId);
  const unitId = filter.unit ?? ownUnit(ground, actor);
  if (!ground.tree.units.has(unitId)) throw notFound();
  const scope: ListScope = {
    unitId,
    confidential: coveredBy(ground, actor, unitId, filter.confidential),
    statuses: filter.status ?? statuses,
  };
  const now = context.clock.now();
  const found = await context.database.transaction(actor.networkId, async (connection) => {
    const more = await besideComplaints(ground, connection, actor, scope, filterOf(ground, actor, filter, now), now);
    return countListed(connection, scope, more, rangeOf(filter), COUNTED + 1);
  });
  return { count: Math.min(found, COUNTED), more: found > COUNTED };
}

/** Orders the caller asked for, that are for them, or that they placed for somebody; newest first. */
export async function myOrders(
  context: Context,
  actor: Actor,
  page: { cursor?: string | undefined; limit?: number | undefined },
): Promise<PageOf<OrderSummary>> {
  const limit = page.limit ?? PAGE_LIMIT;
  const rows = await context.database.transaction(actor.networkId, (connection) =>
    listMine(connection, callerOf(context, actor), idCursor(page.cursor) ?? null, limit + 1),
  );
  return pageOf(await withOwnWords(context, actor.networkId, rows), limit, (row) => row.id);
}

/** The caller's own petitions in words: they may read them without more. */
async function withOwnWords(
  context: Context,
  networkId: string,
  rows: readonly OwnListedOrder[],
): Promise<ListedOrder[]> {
  const sealed = rows.flatMap((row) => (row.sealed ? [row.id] : []));
  const keys = await openKeys(context, networkId, sealed, 'content');
  return rows.map(({ sealed, ...row }) => {
    if (!sealed) return row;
    const unread = { words: null, place: null, wish: null, contactName: null, contactPhone: null, sealed };
    const text = readText(networkId, row.id, unread, keys.get(row.id));
    return { ...row, text: text ? [...text.words].slice(0, 200).join('') : null, wish: text?.wish ?? null };
  });
}

/** Cuts a page out of one row more than it holds. */
export function pageOf(
  rows: readonly ListedOrder[],
  limit: number,
  cursor: (row: ListedOrder) => string,
): PageOf<OrderSummary> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(summaryOf), nextCursor: rows.length > limit && last ? cursor(last) : null };
}

/** The units at which the caller has a desk. */
function desksOf(actor: Actor): string[] {
  const desks = actor.grants.filter((grant) =>
    ['dispatcher', 'petition_clerk', 'department_officer'].includes(grant.role),
  );
  return desks.map((grant) => grant.unitId);
}

/** The highest unit at which the caller has a desk. */
function ownUnit(ground: Ground, actor: Actor): string {
  const highest = desksOf(actor)
    .map((id) => ({ id, depth: pathOf(ground.tree, id).length }))
    .sort((a, b) => a.depth - b.depth)[0];
  if (!highest) throw forbidden();
  return highest.id;
}

/** Which of open and confidential orders the caller may list below a unit. A department's officers see what it owns. */
function coveredBy(ground: Ground, actor: Actor, unitId: string, wanted: boolean | undefined): boolean[] {
  const path = pathOf(ground.tree, unitId);
  const open = holdsRole(actor, ['dispatcher'], path) || holdsRole(actor, ['department_officer'], [unitId]);
  const confidential = holdsRole(actor, ['petition_clerk'], path);
  const covered = [...(open ? [false] : []), ...(confidential ? [true] : [])].filter(
    (each) => wanted === undefined || each === wanted,
  );
  if (covered.length === 0) throw forbidden();
  return covered;
}

function filterOf(ground: Ground, actor: Actor, filter: OrderCountFilter, now: Date): ListFilter | null {
  const { nature = null, category, urgency = null, place, mine = false, late = false } = filter;
  const choosy = nature !== null || category !== undefined || urgency !== null || mine || late;
  if (!choosy && place === undefined) return null;
  if (place !== undefined && !ground.tree.units.has(place)) throw notFound();
  return {
    nature,
    urgency,
    kinds: category === undefined ? null : kindsOf(ground, category),
    ofUnits: mine ? desksOf(actor) : null,
    lateAt: late ? now : null,
    places: place === undefined ? null : subtreeOf(ground.tree, place),
    notAbout: null,
  };
}

/** A list with petitions in it leaves out those that complain of the caller or theirs, and does not say so. */
async function besideComplaints(
  ground: Ground,
  connection: Connection,
  actor: Actor,
  scope: ListScope,
  filter: ListFilter | null,
  now: Date,
): Promise<ListFilter | null> {
  if (!scope.confidential.includes(true)) return filter;
  const any = { nature: null, kinds: null, urgency: null, ofUnits: null, lateAt: null, places: null };
  return { ...any, ...filter, notAbout: await tiesOf(ground, connection, actor, now) };
}

/** The kinds of a category, or the one kind of that name. */
function kindsOf(ground: Ground, category: string): string[] {
  const found = ground.policies.needs.categories.find((each) => each.id === category);
  return found ? found.kinds.map((kind) => kind.id) : [category];
}

async function search(
  connection: Connection,
  scope: ListScope,
  more: ListFilter | null,
  filter: OrderFilter,
  limit: number,
): Promise<ListedOrder[]> {
  const searches = searchesFor(filter.text ?? '');
  if (searches.length === 0)
    throw new Problem('orders.search_too_short', 400, 'Type at least two characters, or an order’s number.', {
      field: '/text',
    });
  for (const each of searches) {
    const rows = await searchOrders(connection, scope, each, more, { range: rangeOf(filter), limit });
    if (rows.length > 0) return rows;
  }
  return [];
}

/** Ids begin with the time of submission, so a span of time is a span of ids. */
function rangeOf(filter: Pick<OrderFilter, 'cursor' | 'from' | 'to'>): IdRange {
  const before = idCursor(filter.cursor);
  const until = filter.to === undefined ? undefined : firstIdAt(new Date(filter.to));
  const earliest = [before, until].filter((each) => each !== undefined).sort()[0];
  return {
    ...(filter.from === undefined ? {} : { after: firstIdAt(new Date(filter.from)) }),
    ...(earliest === undefined ? {} : { before: earliest }),
  };
}

/** The lowest id that something of this instant could have (RFC 9562 section 5.7: 48 bits of milliseconds come first). */
export function firstIdAt(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** An id out of a cursor. `orders.cursor_unknown` when it is none of ours. */
export function idCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined || isId(cursor)) return cursor;
  throw cursorUnknown();
}

/** Times of one form and ids of one length: places compare as text. */
export function writeClock({ dueAt, id }: ClockPlace): string {
  return `${dueAt}_${id}`;
}

/** A place in the list by clock out of a cursor. `orders.cursor_unknown` when it is none of ours. */
export function clockCursor(cursor: string | undefined): ClockPlace | null {
  if (cursor === undefined) return null;
  const [dueAt = '', id = ''] = cursor.split('_');
  if (!isId(id) || Number.isNaN(Date.parse(dueAt))) throw cursorUnknown();
  return { dueAt, id };
}

/** A page that was never given out: `orders.cursor_unknown`. */
export function cursorUnknown(): Problem {
  return new Problem('orders.cursor_unknown', 400, 'This page does not exist. Start from the first one.', {
    field: '/cursor',
  });
}
