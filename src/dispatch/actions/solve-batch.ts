import { pairingCost } from '../../matching/candidates.ts';
import { ordersWaiting } from '../../orders/actions/dispatching.ts';
import type { Ground } from '../../orders/actions/ground.ts';
import { type OrderState, placesLeft } from '../../orders/rules/state.ts';
import { urgencies } from '../../orders/schema/states.ts';
import type { Connection } from '../../platform/database.ts';
import { type BatchCandidate, type BatchOrder, type BatchPlan, simplified, unmetCostOf } from '../rules/batch.ts';
import { weightsOf } from '../rules/weights.ts';
import type { ProposalRow } from '../store/batches.ts';
import type { HeldIndex } from './build-index.ts';
import { askFor, confirmed, type Ranked } from './ranking.ts';

/** Orders solved together at most; those that have waited longest within the most urgent first. */
const ORDERS = 200;
/** Candidates looked at for an order. */
const CANDIDATES = 20;

/** What a batch is drawn from. */
export interface WaitingBatch {
  orders: OrderState[];
  pool: BatchOrder[];
}

/**
 * The waiting orders of a centre with who could serve each, confirmed by the database as for the desk: the most urgent
 * first, then who has waited longest.
 */
export async function gatherBatch(
  connection: Connection,
  { held, ground, unitId, now }: { held: HeldIndex; ground: Ground; unitId: string; now: Date },
): Promise<WaitingBatch> {
  const waiting = await ordersWaiting(connection, ground, unitId, ORDERS);
  const rank = (order: OrderState) => urgencies.indexOf(order.urgency ?? 'normal');
  const orders = waiting.sort((a, b) => rank(a) - rank(b) || a.submittedAt.getTime() - b.submittedAt.getTime());
  const pool: BatchOrder[] = [];
  const { distancePerKilometre } = weightsOf(ground.policies.dispatch);
  for (const order of orders) {
    const asked = askFor(held, ground, order, now);
    const { ranked } = await confirmed(connection, { held, ground, order, asked, k: CANDIDATES });
    const [need] = asked.needs;
    const costOf = ({ score, load }: Ranked) => (need ? pairingCost(need, asked.weights, score, load) : 0);
    const candidates = ranked.map((each) => candidateOf(held, each, Math.max(0, costOf(each))));
    const places = Math.max(1, placesLeft(order));
    const unmetCost = unmetCostOf(order.urgency, ground.policies.dispatch.radiusMetres, distancePerKilometre);
    pool.push(simplified({ places, unmetCost, candidates }));
  }
  return { orders, pool };
}

function candidateOf(held: HeldIndex, ranked: Ranked, cost: number): BatchCandidate {
  return {
    volunteer: held.ids.numberOf(ranked.volunteerId),
    cost,
    metres: ranked.distanceMetres,
    isTeam: ranked.kind === 'team',
    load: ranked.load,
  };
}

/** A plan as proposals, each with whether one by one would have proposed the same. */
export function proposalsOf(
  held: HeldIndex,
  { orders }: WaitingBatch,
  plan: BatchPlan,
  oneByOne: BatchPlan,
): Omit<ProposalRow, 'status'>[] {
  return orders.flatMap((order, index) =>
    (plan[index] ?? []).map((each, place) => {
      const id = held.ids.idAt(each.volunteer);
      return {
        orderId: order.id,
        place,
        personId: each.isTeam ? null : id,
        teamId: each.isTeam ? id : null,
        metres: each.metres,
        first: (oneByOne[index] ?? []).some((other) => other.volunteer === each.volunteer),
      };
    }),
  );
}
