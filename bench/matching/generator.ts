import { createHash } from 'node:crypto';
import type { Batch, WaitingOrder } from '../../src/matching/candidates.ts';
import { emptyColumns, packStanding, packTraits, type VolunteerColumns } from '../../src/matching/columns.ts';
import { availabilityWords, defaultPolicy, type OrderNeed, type Volunteer } from '../../src/matching/schema.ts';
import { buildSnapshot } from '../../src/matching/snapshot.ts';

/**
 * A city made from a seed. People live in 64 clusters whose weights fall as 1 / rank^0.8 and whose spread is 0.5 to
 * 4 km, one in ten anywhere in a square of 60 km. Skills (48) and languages (16) follow a power law. A week is open in
 * patterns: retired people's mornings, workers' evenings, students' weekends; on any one day one in eight is open at
 * all. One in a hundred is a team.
 */
export interface City {
  columns: VolunteerColumns;
  capacity: Uint8Array;
  clusters: Cluster[];
}

interface Cluster {
  east: number;
  north: number;
  spread: number;
  cumulative: number;
}

export type Scenario = 'calm' | 'busy' | 'surge';
export const scenarios: readonly Scenario[] = ['calm', 'busy', 'surge'];

const side = 60_000;
/** Share of the days on which somebody is open at all. */
const dayOpen = 0.13;
const skillCount = 48;
const languageCount = 16;
/** 2026-06-12, a Friday, in days since 1900-01-01. */
const orderDay = 46_183;

export type Random = () => number;

/** mulberry32: 32 bits of state, uniform in [0, 1). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function makeCity(count: number, seed: number): City {
  const random = seededRandom(seed);
  const clusters = makeClusters(random);
  const columns = emptyColumns(count);
  const capacity = new Uint8Array(count);
  for (let id = 0; id < count; id++) {
    const [east, north] = dwelling(random, clusters, 0.1);
    columns.eastMetres[id] = east;
    columns.northMetres[id] = north;
    const isTeam = random() < 0.01;
    addSkills(columns, id, random, isTeam ? 5 : 1 + Math.floor(random() * 3));
    columns.languages[id] = languagesOf(random);
    addAvailability(columns, id, random);
    columns.traits[id] = packTraits(traitsOf(random, isTeam));
    columns.household[id] = 1 + Math.floor(random() * count * 0.8);
    columns.standing[id] = packStanding({
      review: 40 + Math.floor(random() * 61),
      brokenPromises: random() < 0.03 ? 1 : 0,
      load: Math.floor(Math.log(1 - random()) / Math.log(0.5)),
    });
    columns.preferences[id] = (1 << Math.floor(random() * 8)) | (1 << Math.floor(random() * 8));
    columns.reachMetres[id] = 2000 + Math.floor(random() * 18_000);
    const draw = random();
    capacity[id] = draw < 0.7 ? 1 : draw < 0.91 ? 2 : 3;
  }
  return { columns, capacity, clusters };
}

/**
 * Orders that wait at one moment. Calm: for the whole week, all over the city, asking for the twelve commonest skills.
 * Busy: for one Friday, in the twelve largest quarters. Surge: half of them in three flooded quarters besides, asking
 * for few skills.
 */
export function makeOrders(city: City, count: number, scenario: Scenario, seed: number): WaitingOrder[] {
  const random = seededRandom(seed * 7919 + scenarios.indexOf(scenario) + 1);
  const flooded = Array.from({ length: 3 }, () => pick(random, city.clusters));
  const orders: WaitingOrder[] = [];
  for (let i = 0; i < count; i++) {
    const isFlood = scenario === 'surge' && random() < 0.5;
    const [east, north] = isFlood
      ? around(random, flooded[Math.floor(random() * 3)]!, 1)
      : dwelling(
          random,
          scenario === 'calm' ? city.clusters : city.clusters.slice(0, 12),
          scenario === 'calm' ? 0.3 : 0.02,
        );
    const kind = powerLaw(random, scenario === 'calm' ? 12 : isFlood ? 6 : skillCount, 1.1);
    const urgent = random();
    orders.push({
      need: orderNeed(random, east, north, kind, scenario),
      unmetCost: urgent < 0.7 ? 20_000 : urgent < 0.92 ? 32_000 : 44_000,
    });
  }
  return orders;
}

function orderNeed(random: Random, east: number, north: number, skill: number, scenario: Scenario): OrderNeed {
  const length = 3 + Math.floor(random() * 4);
  const day = scenario === 'calm' ? Math.floor(random() * 7) : 4;
  const begin = day * 28 + Math.floor(random() * (29 - length));
  const isHome = random() < 0.3;
  const draw = random();
  return {
    eastMetres: east,
    northMetres: north,
    radiusMetres: scenario === 'calm' ? 12_000 : 6_000,
    demand: draw < 0.59 ? 1 : draw < 0.79 ? 2 : draw < 0.9 ? 3 : draw < 0.96 ? 4 : 5,
    window: [begin, begin + length],
    skillsLow: skill < 32 ? 1 << skill : 0,
    skillsHigh: skill < 32 ? 0 : 1 << (skill - 32),
    credentialsLow: skill < 32 && random() < 0.1 ? 1 << skill : 0,
    credentialsHigh: 0,
    languages: random() < 0.05 ? 1 << powerLaw(random, languageCount, 1.5) : 1,
    languagesWelcome: random() < 0.4 ? 2 : 0,
    homeVisit: isHome,
    twoPersons: false,
    minimumAge: isHome ? 18 : 14,
    maximumAge: 75,
    day: orderDay,
    gender: random() < 0.04 ? { wanted: random() < 0.7 ? 'female' : 'male', reason: 'personal_care' } : null,
    household: 0,
    conflicts: [],
    category: Math.floor(random() * 8),
    provider: 'person',
  };
}

/**
 * The hard tail of searches: each order asks for a skill and a language drawn evenly, not by how common they are, at
 * any hour, within 12 km.
 */
export function makeQueries(city: City, count: number, seed: number): OrderNeed[] {
  const random = seededRandom(seed);
  return makeOrders(city, count, 'calm', seed).map(({ need }) => {
    const isRare = random() < 0.1;
    const skill = isRare ? 20 + Math.floor(random() * 28) : powerLaw(random, skillCount, 1.1);
    return {
      ...need,
      skillsLow: skill < 32 ? 1 << skill : 0,
      skillsHigh: skill < 32 ? 0 : 1 << (skill - 32),
      credentialsLow: 0,
      languages: isRare ? 1 << (3 + Math.floor(random() * (languageCount - 3))) : 1,
    };
  });
}

/** A batch over a new city: index, orders, capacities. */
export function makeBatch(city: City, orders: WaitingOrder[]): Batch {
  return { snapshot: buildSnapshot(city.columns), orders, policy: defaultPolicy, capacity: city.capacity };
}

/** SHA-256 over arrays of numbers: names a generated case. */
export function hashOf(...parts: ArrayBufferView[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest('hex').slice(0, 16);
}

function makeClusters(random: Random): Cluster[] {
  const clusters: Cluster[] = [];
  let cumulative = 0;
  for (let rank = 1; rank <= 64; rank++) {
    cumulative += 1 / rank ** 0.8;
    const nearness = Math.sqrt(rank / 64);
    clusters.push({
      east: side / 2 + gaussian(random) * nearness * side * 0.22,
      north: side / 2 + gaussian(random) * nearness * side * 0.22,
      spread: 500 + random() * 3500,
      cumulative,
    });
  }
  return clusters;
}

function pick(random: Random, clusters: Cluster[]): Cluster {
  const draw = random() * clusters[clusters.length - 1]!.cumulative;
  return clusters.find((cluster) => cluster.cumulative >= draw)!;
}

function around(random: Random, cluster: Cluster, scale: number): [number, number] {
  return [
    clamp(cluster.east + gaussian(random) * cluster.spread * scale),
    clamp(cluster.north + gaussian(random) * cluster.spread * scale),
  ];
}

function dwelling(random: Random, clusters: Cluster[], rural: number): [number, number] {
  if (random() < rural) return [Math.floor(random() * side), Math.floor(random() * side)];
  return around(random, pick(random, clusters), 1);
}

function clamp(metres: number): number {
  return Math.max(0, Math.min(side - 1, Math.floor(metres)));
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** 0..count-1, the n-th as likely as 1 / (n + 1)^exponent. */
function powerLaw(random: Random, count: number, exponent: number): number {
  const shares = sharesOf(count, exponent);
  const draw = random() * shares[count - 1]!;
  let n = 0;
  while (n < count - 1 && shares[n]! < draw) n++;
  return n;
}

const knownShares = new Map<string, Float64Array>();

/** Running sums of 1 / (n + 1)^exponent, kept: a city draws from them a million times. */
function sharesOf(count: number, exponent: number): Float64Array {
  const key = `${count} ${exponent}`;
  const known = knownShares.get(key);
  if (known) return known;
  const shares = new Float64Array(count);
  let total = 0;
  for (let n = 0; n < count; n++) shares[n] = total += (n + 1) ** -exponent;
  knownShares.set(key, shares);
  return shares;
}

function addSkills(columns: VolunteerColumns, id: number, random: Random, many: number): void {
  for (let i = 0; i < many; i++) {
    const skill = powerLaw(random, skillCount, 1.1);
    const isProved = random() < 0.4;
    if (skill < 32) {
      columns.skillsLow[id]! |= 1 << skill;
      if (isProved) columns.credentialsLow[id]! |= 1 << skill;
    } else {
      columns.skillsHigh[id]! |= 1 << (skill - 32);
      if (isProved) columns.credentialsHigh[id]! |= 1 << (skill - 32);
    }
  }
}

function languagesOf(random: Random): number {
  let bits = random() < 0.6 ? 3 : 1;
  if (random() < 0.12) bits |= 4;
  if (random() < 0.06) bits |= 1 << (3 + powerLaw(random, languageCount - 3, 1));
  return bits;
}

function addAvailability(columns: VolunteerColumns, id: number, random: Random): void {
  const pattern = random();
  for (let day = 0; day < 7; day++) {
    if (random() >= dayOpen) continue;
    const isWeekend = day >= 5;
    if (pattern < 0.4) openSlots(columns, id, day, Math.floor(random() * 6), 10 + Math.floor(random() * 10));
    else if (pattern < 0.75 && !isWeekend) openSlots(columns, id, day, 20 + Math.floor(random() * 3), 28);
    else if (pattern < 0.9 && isWeekend) openSlots(columns, id, day, 2, 26);
    else openSlots(columns, id, day, 8 + Math.floor(random() * 8), 18 + Math.floor(random() * 10));
  }
}

function openSlots(columns: VolunteerColumns, id: number, day: number, from: number, to: number): void {
  for (let slot = day * 28 + from; slot < day * 28 + to; slot++) {
    columns.availability[id * availabilityWords + (slot >> 5)]! |= 1 << (slot & 31);
  }
}

function traitsOf(random: Random, isTeam: boolean): Volunteer {
  const age = 14 + random() * 61;
  return {
    gender: random() < 0.02 ? 'unsaid' : random() < 0.58 ? 'female' : 'male',
    verified: random() < 0.7,
    guardianConsent: random() < 0.5,
    kind: isTeam ? 'team' : 'person',
    active: random() < 0.97,
    size: isTeam ? 3 + Math.floor(random() * 20) : 1,
    bornDay: isTeam ? 0 : Math.floor(orderDay - age * 365.25),
  } as Volunteer;
}
