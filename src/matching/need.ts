import { type Leaves, personPlane, planeOf, planeOfTrait, planeStride } from './leaves.ts';
import { bestSoftTerms, latestBirthday } from './rules.ts';
import { type MatchingPolicy, type OrderNeed, slotsPerWeek, traitBits } from './schema.ts';

/** An order's needs, made ready for the inner loop. Planes are given by how far their words stand from those of plane 0. */
export interface CompiledNeed {
  isPossible: boolean;
  order: OrderNeed;
  policy: MatchingPolicy;
  radiusSquared: number;
  softTerms: number;
  /** Planes that a candidate must have, the rarest first. */
  required: number[];
  /** Planes that earn a term: all of `proved`, `before`, `after` (-1: no such slot), any of `welcome`. */
  proved: number[];
  before: number;
  after: number;
  welcome: number[];
  /** Planes that decide which of the rules of age and size apply; -1: the order rules out teams, or minors. */
  team: number;
  consent: number;
  latestBorn: number;
  earliestBorn: number;
  adultBorn: number;
  teamSize: number;
  conflicts: Set<number> | null;
}

/** Reads an order once for a whole search. */
export function compileNeed(leaves: Leaves, order: OrderNeed, policy: MatchingPolicy): CompiledNeed {
  const [start, end] = order.window;
  const isWithinWeek = start >= 0 && end <= slotsPerWeek;
  const required = isWithinWeek ? requiredPlanes(order) : [];
  const { planePopulation } = leaves;
  required.sort((a, b) => planePopulation[a]! - planePopulation[b]!);
  const slot = (at: number) => (at >= 0 && at < slotsPerWeek ? placeOf(planeOf.slots + at) : -1);
  return {
    isPossible: isWithinWeek,
    order,
    policy,
    radiusSquared: order.radiusMetres * order.radiusMetres,
    softTerms: bestSoftTerms(order, policy),
    required: required.map(placeOf),
    proved: bitsOf(order.skillsLow, order.skillsHigh).map((skill) => placeOf(planeOf.credentials + skill)),
    before: slot(start - 1),
    after: slot(end),
    welcome: bitsOf(order.languagesWelcome, 0).map((language) => placeOf(planeOf.languages + language)),
    team: order.provider === 'person' ? -1 : placeOf(planeOfTrait(traitBits.team)),
    consent: order.minimumAge >= 18 ? -1 : placeOf(planeOfTrait(traitBits.guardianConsent)),
    latestBorn: latestBirthday(order.day, order.minimumAge),
    earliestBorn: latestBirthday(order.day, order.maximumAge + 1),
    adultBorn: latestBirthday(order.day, 18),
    teamSize: order.twoPersons ? Math.max(2, order.demand) : order.demand,
    conflicts: order.conflicts.length > 0 ? new Set(order.conflicts) : null,
  };
}

function placeOf(plane: number): number {
  return plane * planeStride;
}

/** Planes that whoever serves the order must have, each once. */
function requiredPlanes(order: OrderNeed): number[] {
  const isPersonBarred = order.twoPersons && order.demand < 2;
  const planes = order.provider === 'person' ? [personPlane] : [planeOfTrait(traitBits.active)];
  for (const skill of bitsOf(order.skillsLow, order.skillsHigh)) planes.push(planeOf.skills + skill);
  for (const skill of bitsOf(order.credentialsLow, order.credentialsHigh)) planes.push(planeOf.credentials + skill);
  for (const language of bitsOf(order.languages, 0)) planes.push(planeOf.languages + language);
  for (let slot = order.window[0]; slot < order.window[1]; slot++) planes.push(planeOf.slots + slot);
  if (order.homeVisit) planes.push(planeOfTrait(traitBits.verified));
  if (order.gender !== null) planes.push(planeOfTrait(traitBits[order.gender.wanted]));
  if (order.provider === 'team' || isPersonBarred) planes.push(planeOfTrait(traitBits.team));
  return planes;
}

function bitsOf(low: number, high: number): number[] {
  const bits: number[] = [];
  for (let rest = low | 0; rest !== 0; rest &= rest - 1) bits.push(31 - Math.clz32(rest & -rest));
  for (let rest = high | 0; rest !== 0; rest &= rest - 1) bits.push(63 - Math.clz32(rest & -rest));
  return bits;
}
