import { setImmediate as nextTurn } from 'node:timers/promises';
import { volunteerOf } from '../../matching/snapshot.ts';
import { pastOrders } from '../../orders/actions/dispatching.ts';
import { type Ground, loadGround } from '../../orders/actions/ground.ts';
import { checkPolicy } from '../../organisation/actions/policies.ts';
import type { DispatchPolicy } from '../../organisation/policies/schema/dispatching.ts';
import { pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';
import { birthYearOf } from '../rules/columns/index-row.ts';
import {
  type AgeBand,
  ageBandOf,
  ageBands,
  figuresOf,
  meanMetres,
  type ReplayCandidate,
  type ReplayedOrder,
  type ReplayOrder,
  replayOrders,
} from '../rules/replay.ts';
import { weightsOf } from '../rules/weights.ts';
import type { PolicyReplay } from '../schema.ts';
import type { HeldIndex } from './build-index.ts';
import { indexOf } from './live-index.ts';
import { askFor, bestOf } from './ranking.ts';

const DAYS = 30;
const DAY = 86_400_000;
/** So many orders are put again at most, every other or every tenth where there were more. */
const REPLAYED = 1000;
const READ = 20_000;
/** Candidates looked at for an order: enough that those who are taken that day do not matter. */
const LOOKED_AT = 30;
/** After so many orders others get their turn: a replay must not hold up a page. */
const AT_ONCE = 20;
/** A group of fewer people is not told apart. */
const FEW = 5;

type Past = Awaited<ReturnType<typeof pastOrders>>[number];

/**
 * What the last thirty days' public services would have come to under another policy of whom to ask, beside the one in
 * force: each order put again to today's people, one after the other, everybody beginning with nothing to do. Saves
 * nothing. Needs an administrator of the city. Problems `platform.forbidden`, `organisation.policy_invalid` (422).
 */
export async function replayPolicy(context: Context, actor: Actor, body: unknown): Promise<PolicyReplay> {
  const [fault] = await checkPolicy(context, actor, { name: 'dispatch', body });
  if (fault)
    throw new Problem('organisation.policy_invalid', 422, `${fault.field || '/'} ${fault.value} (${fault.reason}).`, {
      field: fault.field,
      params: { reason: fault.reason, value: fault.value },
    });
  const ground = await loadGround(context, actor.networkId);
  const held = await indexOf(context, actor.networkId).catchUp();
  const now = context.clock.now();
  const since = new Date(now.getTime() - DAYS * DAY);
  const all = await context.database.transaction(actor.networkId, (connection) =>
    pastOrders(connection, ground, since, READ),
  );
  const step = Math.ceil(all.length / REPLAYED);
  const past = all.filter((_, index) => index % Math.max(1, step) === 0);
  const before = await replayed(held, ground, past, ground.policies.dispatch);
  const after = await replayed(held, ground, past, body as DispatchPolicy);
  return { from: since.toISOString(), to: now.toISOString(), ...compared(held, ground, { all, past, before, after }) };
}

interface Played {
  orders: ReplayOrder[];
  replayed: ReplayedOrder[];
}

async function replayed(
  held: HeldIndex,
  ground: Ground,
  past: readonly Past[],
  policy: DispatchPolicy,
): Promise<Played> {
  const weights = { ...weightsOf(policy), loadPrice: 0 };
  const orders: ReplayOrder[] = [];
  for (const [index, order] of past.entries()) {
    if (index % AT_ONCE === 0) await nextTurn();
    const asked = askFor(held, ground, { ...order, offers: [], assignments: [] }, order.submittedAt, {
      weights,
      radiusMetres: policy.radiusMetres,
    });
    orders.push({
      unitId: areaOf(ground.tree, order.placeUnitId),
      date: localDate(order.earliestAt ?? order.submittedAt, ground.calendar.offsetMinutes),
      places: order.places,
      candidates: bestOf(held, asked, LOOKED_AT).map(({ volunteer, score }) =>
        candidateOf(held, order.placeUnitId, volunteer, score),
      ),
    });
  }
  return { orders, replayed: replayOrders(orders, policy.weights.loadPrice) };
}

function candidateOf(held: HeldIndex, placeUnitId: string, volunteer: number, score: number): ReplayCandidate {
  const row = volunteerOf(held.snapshot, volunteer);
  const place = held.ground.plane.units.get(placeUnitId);
  const metres =
    row && place && !held.unplaced.has(volunteer)
      ? Math.round(Math.hypot(row.eastMetres - place.eastMetres, row.northMetres - place.northMetres))
      : null;
  return { volunteer, score, metres, isTeam: row?.kind === 'team' };
}

/** The institute that a place stands below, else its district, else itself. */
function areaOf(tree: Tree, unitId: string): string {
  const path = pathOf(tree, unitId);
  const at = (level: string) => path.find((id) => tree.units.get(id)?.level === level);
  return at('institute') ?? at('centre') ?? unitId;
}

interface Compared {
  all: readonly Past[];
  past: readonly Past[];
  before: Played;
  after: Played;
}

function compared(
  held: HeldIndex,
  ground: Ground,
  { all, past, before, after }: Compared,
): Omit<PolicyReplay, 'from' | 'to'> {
  const everybody = new Set(
    [...before.orders, ...after.orders].flatMap((order) => order.candidates.map((each) => each.volunteer)),
  );
  const key = ({ chosen }: ReplayedOrder) => chosen.map((each) => each.volunteer).join();
  return {
    ordersInAll: all.length,
    orders: past.length,
    changed: before.replayed.filter((each, index) => key(each) !== key(after.replayed[index] ?? each)).length,
    before: figuresOf(before.replayed, everybody),
    after: figuresOf(after.replayed, everybody),
    areas: areasOf(ground.tree, before, after),
    ages: agesOf(held, everybody, before, after),
  };
}

function areasOf(tree: Tree, before: Played, after: Played): PolicyReplay['areas'] {
  const ids = [...new Set(before.orders.map((order) => order.unitId))];
  return ids
    .map((unitId) => {
      const of = ({ orders, replayed: done }: Played) => done.filter((_, index) => orders[index]?.unitId === unitId);
      const [was, will] = [of(before), of(after)];
      const unmet = (some: readonly ReplayedOrder[]) => some.reduce((sum, each) => sum + each.unmet, 0);
      const unit = tree.units.get(unitId);
      return {
        unitId,
        nameZh: unit?.nameZh ?? '',
        nameEn: unit?.nameEn ?? '',
        orders: was.length,
        unmetBefore: unmet(was),
        unmetAfter: unmet(will),
        metresBefore: meanMetres(was),
        metresAfter: meanMetres(will),
      };
    })
    .sort((a, b) => b.orders - a.orders || (a.nameZh < b.nameZh ? -1 : 1));
}

function agesOf(held: HeldIndex, everybody: ReadonlySet<number>, before: Played, after: Played): PolicyReplay['ages'] {
  const year = new Date(held.ground.day * DAY).getUTCFullYear();
  const bandOf = (number: number): AgeBand | null => {
    const row = volunteerOf(held.snapshot, number);
    return row?.kind === 'person' ? ageBandOf(birthYearOf(row.bornDay), year) : null;
  };
  const bands = new Map([...everybody].map((number) => [number, bandOf(number)]));
  return ageBands.flatMap((band) => {
    const people = [...bands.values()].filter((each) => each === band).length;
    const asked = ({ replayed: done }: Played) =>
      done.reduce((sum, { chosen }) => sum + chosen.filter((each) => bands.get(each.volunteer) === band).length, 0);
    return people < FEW ? [] : [{ band, people, before: asked(before), after: asked(after) }];
  });
}
