import { loadPolicies, loadTree } from '../../organisation/actions.ts';
import { chineseCalendar } from '../../organisation/rules/calendar.ts';
import { pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows } from '../../platform/events.ts';
import { type Actor, holdsRole, jobActor } from '../../shared/actor.ts';
import { firstIdAt } from '../../shared/ids.ts';
import { forbidden, notFound } from '../../shared/problem.ts';
import { type EmptyOrder, gapsOf, toldLevel, unmetOf } from '../rules/gaps.ts';
import type { Gaps } from '../schema/gaps.ts';
import { countFlow, type EmptyRow, listEmpty, loadTold, saveTold, unitsAsking } from '../store/gaps.ts';

/** Orders looked at, and gaps shown. */
const LOOKED_AT = 20_000;
const SHOWN = 30;
const HOUR = 3_600_000;
/** So long a centre is still counted whose waves ended without filling an order. */
const AFTER = 24 * HOUR;

/**
 * What the volunteers of a unit cannot meet as things stand: how fast orders come and are taken, how many are likely to stay
 * empty, and for which kind, where and when. For its dispatchers and observers and those above. Problems
 * `platform.not_found`, `platform.forbidden`.
 */
export async function readGaps(context: Context, actor: Actor, unitId: string): Promise<Gaps> {
  const [tree, policies] = await Promise.all([
    loadTree(context, actor.networkId),
    loadPolicies(context, actor.networkId),
  ]);
  if (!tree.units.has(unitId)) throw notFound();
  if (!holdsRole(actor, ['dispatcher', 'observer'], pathOf(tree, unitId))) throw forbidden();
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const orders = emptyOrders(tree, await listEmpty(connection, unitId, LOOKED_AT));
    const flow = await countFlow(connection, unitId, firstIdAt(new Date(now.getTime() - HOUR)));
    const told = await loadTold(connection, unitId);
    return {
      ...{ unitId, asOf: now.toISOString(), ...flow, asking: orders.length, unmet: oneDecimal(sumOf(orders)) },
      grewAt: told.level > 0 ? (told.at?.toISOString() ?? null) : null,
      items: gapsOf(orders, chineseCalendar().offsetMinutes)
        .slice(0, SHOWN)
        .map((gap) => ({
          ...gap,
          unmet: oneDecimal(gap.unmet),
          skills: [...(policies.kinds.get(gap.kind)?.skills ?? [])],
        })),
    };
  });
}

/**
 * Tells each centre whose gap has grown to ten orders likely to stay empty, and again with each doubling: once, whichever
 * server sees it first. Event `dispatch.gap_grew`. False: nothing is left until the next turn.
 */
export async function tellGaps(context: Context, networkId: string): Promise<boolean> {
  const tree = await loadTree(context, networkId);
  const centres = [...tree.units.values()].filter((unit) => unit.level === 'centre').map((unit) => unit.id);
  const now = context.clock.now();
  await context.database.transaction(networkId, async (connection) => {
    const since = new Date(now.getTime() - AFTER);
    for (const unitId of await unitsAsking(connection, centres, since))
      await tellOne(connection, tree, { networkId, unitId, now });
  });
  return false;
}

async function tellOne(
  connection: Connection,
  tree: Tree,
  { networkId, unitId, now }: { networkId: string; unitId: string; now: Date },
): Promise<void> {
  const unmet = sumOf(emptyOrders(tree, await listEmpty(connection, unitId, LOOKED_AT)));
  const { level: before } = await loadTold(connection, unitId);
  const { level, tell } = toldLevel(before, unmet);
  if (level === before) return;
  const event = { kind: 'dispatch.gap_grew', subjectKind: 'unit', subjectId: unitId, unitId };
  const body = { unmet: Math.round(unmet) };
  const events = tell ? eventRows([{ ...event, body }], jobActor(networkId, 'dispatch.gaps'), now) : [];
  await saveTold(connection, { unitId, level, before, at: now }, events);
}

/** Whether the centre of an order knows already that people are missing, so that it need not hear it order by order. */
export async function knowsOfGap(connection: Connection, centreId: string): Promise<boolean> {
  return (await loadTold(connection, centreId)).level > 0;
}

function emptyOrders(tree: Tree, rows: readonly EmptyRow[]): EmptyOrder[] {
  return rows.map(({ kind, placeUnitId, ...rest }) => ({
    ...rest,
    kind: kind ?? '',
    unitId: instituteOf(tree, placeUnitId),
  }));
}

/** The institute above a place; the place itself where there is none. */
function instituteOf(tree: Tree, unitId: string): string {
  return pathOf(tree, unitId).find((id) => tree.units.get(id)?.level === 'institute') ?? unitId;
}

function sumOf(orders: readonly EmptyOrder[]): number {
  return orders.reduce((sum, each) => sum + unmetOf(each), 0);
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
