import { giniOf } from './fairness.ts';

/** Somebody who could have served an order. */
export interface ReplayCandidate {
  /** Number in the index. */
  volunteer: number;
  /** Their score, load aside. */
  score: number;
  metres: number | null;
  isTeam: boolean;
}

/** An order of the past, as it would be put again. */
export interface ReplayOrder {
  /** Where it was: figures are told by it. */
  unitId: string;
  /** Local date on which it would be served. */
  date: string;
  places: number;
  /** Best first; as many as were looked at. */
  candidates: readonly ReplayCandidate[];
}

/** What would have become of one order. */
export interface ReplayedOrder {
  chosen: readonly ReplayCandidate[];
  unmet: number;
}

/** A person goes to one order a day, a team to three. */
const PERSON_A_DAY = 1;
const TEAM_A_DAY = 3;

/**
 * Puts orders one after the other to whoever is best for each, everybody beginning with nothing to do: what each has been
 * given so far counts as load, at twice the price of load an order, as in the score. A team takes all places of an order.
 * Example: two orders on different days, one candidate 100 points better than the other, load price 75: the second order
 * goes to the other one, since 100 < 150.
 */
export function replayOrders(orders: readonly ReplayOrder[], loadPrice: number): ReplayedOrder[] {
  const loads = new Map<number, number>();
  const days = new Map<string, number>();
  return orders.map((order) => {
    const dayOf = ({ volunteer }: ReplayCandidate) => `${order.date} ${volunteer}`;
    const worth = ({ volunteer, score }: ReplayCandidate) => score - 2 * loadPrice * (loads.get(volunteer) ?? 0);
    const free = order.candidates
      .filter((each) => (days.get(dayOf(each)) ?? 0) < (each.isTeam ? TEAM_A_DAY : PERSON_A_DAY))
      .map((each) => ({ each, worth: worth(each) }))
      .sort((a, b) => b.worth - a.worth || a.each.volunteer - b.each.volunteer)
      .map(({ each }) => each);
    const chosen = chosenOf(free, order.places);
    for (const each of chosen) {
      loads.set(each.volunteer, (loads.get(each.volunteer) ?? 0) + 1);
      days.set(dayOf(each), (days.get(dayOf(each)) ?? 0) + 1);
    }
    const isWhole = chosen[0]?.isTeam === true;
    return { chosen, unmet: isWhole ? 0 : order.places - chosen.length };
  });
}

/** The best team alone when it comes first, else the best people. */
function chosenOf(free: readonly ReplayCandidate[], places: number): ReplayCandidate[] {
  const [first] = free;
  if (!first) return [];
  return first.isTeam ? [first] : free.filter((each) => !each.isTeam).slice(0, places);
}

/** What a way of choosing comes to. */
export interface ReplayFigures {
  /** Places that nobody could take. */
  unmet: number;
  /** Mean way of those of whom it is known; null: of nobody. */
  meanMetres: number | null;
  /** Different people and teams who would have been asked. */
  asked: number;
  /** The most orders that any of them would have had. */
  most: number;
  /** How unevenly orders fall on everybody who could have had one. */
  gini: number;
}

/** The figures of a replay. `everybody`: numbers of all who could have been chosen, the same for what is compared. */
export function figuresOf(replayed: readonly ReplayedOrder[], everybody: ReadonlySet<number>): ReplayFigures {
  const loads = new Map<number, number>([...everybody].map((each) => [each, 0]));
  for (const { chosen } of replayed)
    for (const { volunteer } of chosen) loads.set(volunteer, (loads.get(volunteer) ?? 0) + 1);
  const all = [...loads.values()];
  return {
    unmet: replayed.reduce((sum, each) => sum + each.unmet, 0),
    meanMetres: meanMetres(replayed),
    asked: all.filter((each) => each > 0).length,
    most: all.reduce((most, each) => Math.max(most, each), 0),
    gini: Math.round(giniOf(all) * 1000) / 1000,
  };
}

/** Mean way over all who would have gone and of whom it is known, in whole metres; null: of nobody. */
export function meanMetres(replayed: readonly ReplayedOrder[]): number | null {
  const known = replayed.flatMap(({ chosen }) => chosen.flatMap((each) => each.metres ?? []));
  return known.length === 0 ? null : Math.round(known.reduce((sum, each) => sum + each, 0) / known.length);
}

/** Ages of people by band; a team has none. */
export const ageBands = ['under_30', '30_to_44', '45_to_59', 'from_60', 'unknown'] as const;
export type AgeBand = (typeof ageBands)[number];

/** The band of somebody born in a year, in another year. Example: born in 1960, in 2026: 66, `from_60`. */
export function ageBandOf(bornYear: number | null, year: number): AgeBand {
  if (bornYear === null) return 'unknown';
  const age = year - bornYear;
  if (age < 30) return 'under_30';
  if (age < 45) return '30_to_44';
  return age < 60 ? '45_to_59' : 'from_60';
}
