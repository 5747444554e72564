import { among, around, draw, normal } from './draw.ts';

/** What sort of volunteer somebody is. Nobody is told: not the centre, not the policies that ask. */
export const characters = ['steady', 'willing', 'passing', 'dormant'] as const;
export type Character = (typeof characters)[number];

/** How many of a hundred registered volunteers are of each character. Most register and are never heard of again. */
export const SHARES: Record<Character, number> = { steady: 8, willing: 24, passing: 30, dormant: 38 };

/** Kinds of need in the month; the first are common. */
export const KINDS = 12;
/** Parts of a week: morning (07 to 12), afternoon (12 to 17) and evening (17 to 21) of seven days, Monday first. */
export const PARTS = 21;
/** Metres from side to side of the county's town. */
const SIDE = 14_000;
const CLUSTERS = 12;

/** What somebody told the centre when they registered: all that a policy may know of them. */
export interface Declared {
  east: number;
  north: number;
  /** Kinds they named, one bit each. */
  kinds: number;
  /** Parts of the week in which they are free, one bit each. */
  free: number;
  reachMetres: number;
  verified: boolean;
}

/** What they did not tell, and often do not know themselves. */
export interface Hidden {
  character: Character;
  /** Parts of the week in which they really go, among those they declared. */
  habit: number;
  /** How far they really go without thinking twice. */
  walkMetres: number;
  /** So many messages, decaying, before they silence the phone. */
  patience: number;
}

/** One volunteer of the month. */
export interface Person {
  declared: Declared;
  hidden: Hidden;
}

/** Retired people, workers, students: chances of being free in morning, afternoon and evening of a weekday, and of a day at the weekend. */
const LIVES = [
  { weight: 45, weekday: [0.6, 0.5, 0.15], weekend: [0.3, 0.3, 0.1] },
  { weight: 38, weekday: [0.04, 0.06, 0.45], weekend: [0.45, 0.5, 0.3] },
  { weight: 17, weekday: [0.03, 0.15, 0.2], weekend: [0.6, 0.6, 0.2] },
] as const;

const KEPT: Record<Character, number> = { steady: 0.9, willing: 0.7, passing: 0.5, dormant: 0.2 };
const WALK: Record<Character, number> = { steady: 2600, willing: 2000, passing: 1300, dormant: 900 };

/** The volunteers of one town, from a seed: the same count and seed give the same people. */
export function gatherCrowd(seed: number, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => personOf(seed, index));
}

function personOf(seed: number, index: number): Person {
  const [east, north] = dwelling(seed, index);
  const life =
    LIVES[
      among(
        LIVES.map((each) => each.weight),
        draw(seed, 'life', index),
      )
    ] ?? LIVES[0];
  const character = characters[among(Object.values(SHARES), draw(seed, 'character', index))] ?? 'dormant';
  const free = partsOf((part) => draw(seed, 'free', index, part) < chanceOfFree(life, part));
  return {
    declared: {
      east,
      north,
      kinds: kindsOf(seed, index),
      free,
      reachMetres: 2000 + Math.floor(draw(seed, 'reach', index) * 6000),
      verified: draw(seed, 'verified', index) < 0.7,
    },
    hidden: {
      character,
      habit: partsOf((part) => (free & (1 << part)) !== 0 && draw(seed, 'habit', index, part) < KEPT[character]),
      walkMetres: around(WALK[character], 0.5, normal(seed, 'walk', index)),
      patience: around(7, 0.6, normal(seed, 'patience', index)),
    },
  };
}

function partsOf(holds: (part: number) => boolean): number {
  let bits = 0;
  for (let part = 0; part < PARTS; part++) if (holds(part)) bits |= 1 << part;
  return bits;
}

function chanceOfFree(life: (typeof LIVES)[number], part: number): number {
  const day = Math.floor(part / 3) >= 5 ? life.weekend : life.weekday;
  return day[part % 3] ?? 0;
}

/** One to four kinds, the common ones more often. */
function kindsOf(seed: number, index: number): number {
  const many = 1 + Math.floor(draw(seed, 'count', index) * 4);
  let bits = 0;
  for (let at = 0; at < many; at++) bits |= 1 << kindFrom(draw(seed, 'kinds', index, at));
  return bits;
}

/** The kind that a number from 0 to 1 falls on: the n-th is as likely as 1 / (n + 1). */
export function kindFrom(drawn: number): number {
  return among(
    Array.from({ length: KINDS }, (_, kind) => 1 / (kind + 1)),
    drawn,
  );
}

/** Where something is: nine in ten in one of the town's quarters, the rest anywhere. Metres from its south-west corner. */
export function dwelling(seed: number, index: number): [east: number, north: number] {
  if (draw(seed, 'side', index) < 0.1) return [draw(seed, 'east', index) * SIDE, draw(seed, 'north', index) * SIDE];
  const weights = Array.from({ length: CLUSTERS }, (_, rank) => (rank + 1) ** -0.8);
  const quarter = among(weights, draw(seed, 'cluster', index));
  const spread = 400 + draw(seed, 'side', -2 - quarter) * 1100;
  const middle = (purpose: 'east' | 'north') => SIDE * (0.15 + 0.7 * draw(seed, purpose, -2 - quarter));
  const within = (metres: number) => Math.max(0, Math.min(SIDE - 1, metres));
  return [
    within(middle('east') + spread * normal(seed, 'east', index, 1)),
    within(middle('north') + spread * normal(seed, 'north', index, 1)),
  ];
}

/** Metres between two places of the town. */
export function metresBetween(one: Pick<Declared, 'east' | 'north'>, other: Pick<Declared, 'east' | 'north'>): number {
  return Math.hypot(one.east - other.east, one.north - other.north);
}
