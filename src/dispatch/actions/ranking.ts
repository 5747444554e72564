import type { Candidate, Exclusion, MatchingPolicy, OrderNeed, ScoreTerms } from '../../matching/schema.ts';
import { topK } from '../../matching/search.ts';
import { whereOf } from '../../matching/snapshot.ts';
import { type Ground, loadGround } from '../../orders/actions/ground.ts';
import { busyDuring } from '../../orders/actions/serving.ts';
import { whyNotServe } from '../../orders/rules/steps/service.ts';
import { centreOf, pathOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type LoadedVolunteer, loadVolunteers } from '../../volunteers/actions.ts';
import { countExcluded } from '../rules/columns/excluded.ts';
import { mergeRankings } from '../rules/merge.ts';
import { needsOf, notToAsk, type OrderToRank, wishedSpan } from '../rules/order-need.ts';
import { weightsOf } from '../rules/weights.ts';
import type { HeldIndex } from './build-index.ts';
import { indexOf } from './live-index.ts';

/** Somebody who could serve an order, with what speaks for and against asking them. */
export interface Ranked {
  /** The id of a person or a team. */
  volunteerId: string;
  kind: 'person' | 'team';
  /** Whole points of one metre of way each: the sum of the terms. */
  score: number;
  terms: { name: keyof ScoreTerms; points: number }[];
  /** To the middle of the community; null where one of the two places is not known. */
  distanceMetres: number | null;
  /** Orders on hand, or served in the last 28 days. */
  load: number;
  /** A person as the database has them now; null of a team. */
  volunteer: LoadedVolunteer | null;
}

/** What keeps others from an order. */
export interface Others {
  within: number;
  /** Of those within the radius. `busy` and `elsewhere` count only who was met on the way to the k best. */
  excluded: Partial<Record<Exclusion | 'busy' | 'elsewhere', number>>;
}

/** Who could serve an order, best first, and why others could not. */
export interface Ranking {
  /** How old the index was that was asked. */
  ageSeconds: number;
  ranked: Ranked[];
  /** Counts the others: it looks at everybody in the index once, so only who shows it asks for it. */
  countOthers(): Others;
}

/** What may be asked besides. */
export interface RankOptions {
  /** People alone, teams alone, or both (the default). */
  provider?: OrderNeed['provider'];
  /** Further ids not to ask. */
  except?: readonly string[];
  /** Weights other than those in force. */
  weights?: MatchingPolicy;
  radiusMetres?: number;
}

/** An order as it is ranked: its own fields and who answers for it. */
export type RankedOrder = OrderToRank & { unitId: string };

/** So many more than asked for are looked at first, or an eighth, since the database may know more than the index. */
const MARGIN = 4;
const MARGIN_SHARE = 1 / 8;

/**
 * The k best to ask for an order, from the live index, each confirmed by the database: nobody is named whom the rules
 * exclude now, who turned personal matching off, who was asked already, or who has promised that time to another order; no team that does not serve there.
 * Fewer than k only when there are no more. The index is caught up with everything committed before.
 */
export async function rankFor(
  context: Context,
  networkId: string,
  order: RankedOrder,
  k: number,
  options: RankOptions = {},
): Promise<Ranking> {
  const ground = await loadGround(context, networkId);
  const index = indexOf(context, networkId);
  const held = await index.catchUp();
  const asked = askFor(held, ground, order, context.clock.now(), options);
  const { ranked, met } = await context.database.transaction(networkId, (connection) =>
    confirmed(connection, { held, ground, order, asked, k }),
  );
  const countOthers = () => {
    const [need] = asked.needs;
    const { within, byReason } = need ? countExcluded(held.snapshot, need) : { within: 0, byReason: {} };
    return { within, excluded: { ...byReason, ...met } };
  };
  return { ageSeconds: index.figures().ageSeconds ?? 0, ranked, countOthers };
}

/** A question to the index: what is needed, and what each term is worth. */
export interface Asked {
  needs: OrderNeed[];
  weights: MatchingPolicy;
  now: Date;
}

/** Puts an order as a question to the index. */
export function askFor(
  held: HeldIndex,
  ground: Ground,
  order: RankedOrder,
  now: Date,
  options: RankOptions = {},
): Asked {
  const policy = ground.policies.dispatch;
  const numbers = [...notToAsk(order), ...(options.except ?? [])].map((id) => held.ids.numberOf(id));
  const needs = needsOf(
    order,
    numbers.filter((number) => number >= 0),
    {
      rows: held.ground,
      ruleOf: (skill) => ground.skillRules.get(skill) ?? 'none',
      radiusMetres: options.radiusMetres ?? policy.radiusMetres,
      now,
      offsetMinutes: ground.calendar.offsetMinutes,
    },
  );
  const { provider } = options;
  return {
    needs: provider ? needs.map((need) => ({ ...need, provider })) : needs,
    weights: options.weights ?? weightsOf(policy),
    now,
  };
}

/** The k best by the index alone. */
export function bestOf(held: HeldIndex, asked: Asked, k: number): Candidate[] {
  return mergeRankings(
    asked.needs.map((need) => topK(held.snapshot, need, k, asked.weights)),
    k,
  );
}

/** What is needed to confirm the best for an order. */
export interface Confirming {
  held: HeldIndex;
  ground: Ground;
  order: RankedOrder;
  asked: Asked;
  k: number;
}

/** The k best that the database confirms, with how many were met who are busy or do not serve there. */
export async function confirmed(
  connection: Connection,
  confirming: Confirming,
): Promise<{ ranked: Ranked[]; met: { busy?: number; elsewhere?: number } }> {
  const { held, asked, k } = confirming;
  const ranked: Ranked[] = [];
  const met = { busy: 0, elsewhere: 0 };
  let known = 0;
  for (let looked = k + Math.max(MARGIN, Math.round(k * MARGIN_SHARE)); ; looked *= 2) {
    // The best so many begin with the best fewer: those are known already.
    const candidates = bestOf(held, asked, looked);
    const more = await allowed(connection, confirming, candidates.slice(known));
    known = candidates.length;
    ranked.push(...more.ranked);
    met.busy += more.met.busy;
    met.elsewhere += more.met.elsewhere;
    if (ranked.length >= k || candidates.length < looked)
      return {
        ranked: ranked.slice(0, k),
        met: { ...(met.busy ? { busy: met.busy } : {}), ...(met.elsewhere ? { elsewhere: met.elsewhere } : {}) },
      };
  }
}

async function allowed(
  connection: Connection,
  { held, ground, order, asked }: Confirming,
  candidates: readonly Candidate[],
): Promise<{ ranked: Ranked[]; met: { busy: number; elsewhere: number } }> {
  const named = candidates.map((candidate) => rankedOf(held, order, candidate));
  const people = named.filter((each) => each.kind === 'person').map((each) => each.volunteerId);
  const loaded = await loadVolunteers(connection, people, asked.now);
  const span = wishedSpan(order);
  const busy = new Set(span ? await busyDuring(connection, people, span) : []);
  const serves = (each: Ranked) => {
    const volunteer = loaded.get(each.volunteerId);
    return volunteer?.personalMatching === true && whyNotServe(order, volunteer.acting, ground).length === 0;
  };
  const ranked: Ranked[] = [];
  const met = { busy: 0, elsewhere: 0 };
  for (const each of named) {
    if (each.kind === 'team' ? !isNear(ground, order, each.volunteerId) : busy.has(each.volunteerId))
      met[each.kind === 'team' ? 'elsewhere' : 'busy']++;
    else if (each.kind === 'team' || serves(each))
      ranked.push({ ...each, volunteer: loaded.get(each.volunteerId) ?? null });
  }
  return { ranked, met };
}

function rankedOf(held: HeldIndex, order: RankedOrder, { volunteer: number, score, terms }: Candidate): Ranked {
  const row = whereOf(held.snapshot, number);
  const place = held.ground.plane.units.get(order.placeUnitId);
  const known = row && place && !held.unplaced.has(number);
  return {
    volunteerId: held.ids.idAt(number),
    kind: row?.kind ?? 'person',
    score,
    terms: (Object.keys(terms) as (keyof ScoreTerms)[]).map((name) => ({ name, points: terms[name] })),
    distanceMetres: known
      ? Math.round(Math.hypot(row.eastMetres - place.eastMetres, row.northMetres - place.northMetres))
      : null,
    load: row?.load ?? 0,
    volunteer: null,
  };
}

/** A team serves below its own centre, and where the unit that it hangs from stands above: as `dispatch` demands. */
function isNear(ground: Ground, order: RankedOrder, teamId: string): boolean {
  const { tree } = ground;
  const unit = tree.units.get(teamId);
  return (
    unit !== undefined &&
    (pathOf(tree, teamId).includes(centreOf(tree, order.unitId)) ||
      pathOf(tree, order.unitId).includes(unit.parentId ?? ''))
  );
}
