import type { Nature } from '../../src/orders/schema/states.ts';
import { isOpenOrder } from '../history.ts';
import { AWAKE, freeAfter } from '../hours.ts';
import { faultsAt } from '../invariants.ts';
import { among } from '../month/draw.ts';
import { chance, pick } from '../random.ts';
import { groundOfSeeds } from './ground.ts';
import { Lives, type Truth } from './lives.ts';
import { gatherTaiyuan, residentActor } from './town.ts';
import { type Trouble, troubleAt, troublesOf } from './troubles.ts';
import { type Looked, WeekWorld } from './world.ts';

/** A Monday without a holiday near it, 00:00 in Taiyuan. */
const BEGINS = Date.parse('2026-03-01T16:00:00Z');
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Of a hundred who ask. */
const NATURES: readonly [Nature, number][] = [
  ['public_service', 62],
  ['consultation', 22],
  ['complaint', 9],
  ['petition', 5],
  ['emergency', 2],
];
/** Chances that somebody changes their mind, or their wish, while they wait. */
const WITHDRAWS = 0.05;
const CHANGES = 0.05;
const HELPERS = 400;

/** How the week went: no word of anybody, the same for the same seed. */
export interface WeekReport {
  seed: number;
  days: number;
  orders: number;
  ends: Record<string, number>;
  /** How often each clock was started, and how it ended. */
  clocks: Record<string, { started: number; stopped: number; fired: number; running: number }>;
  troubles: { kind: Trouble['kind']; minutes: number; from: string }[];
  /** Things that waited until the server was back. */
  waited: number;
  looked: Looked;
  faults: string[];
}

export interface WeekOptions {
  seed: number;
  days?: number;
  ordersPerDay?: number;
  /** Called with the world before it begins: for planting faults. */
  prepare?: (world: WeekWorld) => void;
}

/** A week of Taiyuan by the rules alone: no database, no server, no waiting. Pure: the same seed gives the same report. */
export function liveWeek({ seed, days = 7, ordersPerDay = 2_000, prepare }: WeekOptions): WeekReport {
  const ground = groundOfSeeds();
  const taiyuan = gatherTaiyuan(seed, HELPERS, [...ground.skillRules.keys()]);
  const troubles = troublesOf(seed, BEGINS, [...taiyuan.helpers.keys()]);
  const world = new WeekWorld({ seed, taiyuan, ground, troubles, now: BEGINS });
  const truths = new Map<string, Truth>();
  const lives = new Lives(world, truths);
  world.whenChanged = (order) => lives.hear(order);
  prepare?.(world);
  expectOrders(world, truths, days, ordersPerDay);
  const waited = run(world, BEGINS + days * DAY);
  return conclude(world, { days, waited });
}

/** Lets everything happen until the end; gives how many things waited for the server. */
function run(world: WeekWorld, ends: number): number {
  let waited = 0;
  let sweptAt = BEGINS;
  while (world.agenda.next() < ends) {
    const entry = world.agenda.take();
    if (!entry) break;
    world.now = Math.max(world.now, entry.at);
    const down = troubleAt(world.troubles, 'server down', world.now);
    if (down) {
      waited++;
      world.agenda.plan(down.until, entry.turn, entry.act);
      continue;
    }
    entry.act();
    // Everything due at this instant has happened when the next thing is later.
    if (world.now - sweptAt >= HOUR && world.agenda.next() > world.now) {
      sweptAt = world.now;
      sweep(world);
    }
  }
  world.now = ends;
  return waited;
}

/** Every open order has somebody who must act, and no clock was skipped. */
function sweep(world: WeekWorld): void {
  world.looked.sweeps++;
  for (const fault of faultsAt(world.stories, world.taiyuan.town, new Date(world.now))) world.faults.add(fault);
}

/** Everybody who will ask for something: more by day, ten times as many where there is a storm. */
function expectOrders(world: WeekWorld, truths: Map<string, Truth>, days: number, perDay: number): void {
  const { seed, taiyuan, troubles } = world;
  for (let nth = 0; nth < days * perDay; nth++) {
    const day = Math.floor(nth / perDay);
    const at = +freeAfter(AWAKE, new Date(BEGINS + day * DAY + chance(seed, 'asks', nth) * DAY), 0);
    const station = pick(taiyuan.stations, seed, 'lives', nth).id;
    world.agenda.plan(at, 'people', () => ask(world, truths, `${nth}`, station));
  }
  for (const storm of troubles.filter(({ kind }) => kind === 'storm')) {
    const stations = taiyuan.stations.filter(({ id }) => taiyuan.centreOf(id) === storm.centreId);
    const usual = (perDay / 24) * ((storm.until - storm.from) / HOUR) * (stations.length / taiyuan.stations.length);
    for (let nth = 0; nth < 10 * usual; nth++) {
      const at = storm.from + chance(seed, 'storm', storm.from, nth) * (storm.until - storm.from);
      const station = pick(stations, seed, 'storm', storm.from, nth).id;
      world.agenda.plan(at, 'people', () => ask(world, truths, `storm ${storm.from} ${nth}`, station));
    }
  }
}

function ask(world: WeekWorld, truths: Map<string, Truth>, name: string, stationId: string): void {
  const { seed } = world;
  const id = `order ${name}`;
  const truth = truthOf(world, name);
  truths.set(id, truth);
  const requesterId = `resident ${name}`;
  const confidential = truth.nature === 'complaint' || truth.nature === 'petition';
  // The words suggest what it is, nine times out of ten.
  const read = chance(seed, 'read', name) < 0.9;
  world.submit(
    {
      id,
      number: name,
      input: {},
      kind: undefined,
      suggestion: {
        nature: read ? truth.nature : 'consultation',
        kind: read ? truth.kind : null,
        urgency: 'normal',
        confidential: read && confidential,
        callFirst: truth.nature === 'emergency' ? '120' : null,
      },
      requesterId,
      placedBy: null,
      source: 'phone_web',
      actorId: requesterId,
    },
    stationId,
  );
  const mind = chance(seed, 'mind', name);
  const later = +freeAfter(AWAKE, new Date(world.now), 20 + chance(seed, 'when', name) * 1_800);
  const resident = residentActor(requesterId);
  if (mind < WITHDRAWS)
    world.agenda.plan(later, 'people', () => world.act(id, 'withdraw', { reason: '自己解决了' }, resident));
  else if (mind < WITHDRAWS + CHANGES)
    world.agenda.plan(later, 'people', () => world.act(id, 'change', { wish: '上午都行' }, resident));
}

function truthOf({ seed, ground }: WeekWorld, name: string): Truth {
  const shares = NATURES.map(([, share]) => share);
  const [nature] = NATURES[among(shares, chance(seed, 'nature', name))] ?? ['consultation'];
  if (nature !== 'public_service') return { nature, kind: null };
  const kinds = [...ground.kinds].filter(([, { volunteerDispatchable }]) => volunteerDispatchable).map(([id]) => id);
  return { nature, kind: pick(kinds, seed, 'kind', name) };
}

function conclude(world: WeekWorld, { days, waited }: { days: number; waited: number }): WeekReport {
  const ends: WeekReport['ends'] = {};
  const clocks: WeekReport['clocks'] = {};
  for (const { order, clocks: runs } of world.stories.values()) {
    const end = isOpenOrder(order)
      ? `waiting, ${order.status}`
      : order.status === 'closed'
        ? `closed, ${order.outcome ?? 'no outcome'}`
        : order.status;
    ends[end] = (ends[end] ?? 0) + 1;
    for (const { clock, end: how } of runs) {
      clocks[clock] ??= { started: 0, stopped: 0, fired: 0, running: 0 };
      clocks[clock].started++;
      clocks[clock][how ?? 'running']++;
    }
  }
  return {
    ...{ seed: world.seed, days, waited, orders: world.orders.size },
    ends: Object.fromEntries(Object.entries(ends).sort(([, a], [, b]) => b - a)),
    clocks,
    troubles: world.troubles.map(({ kind, from, until }) => ({
      kind,
      minutes: (until - from) / 60_000,
      from: new Date(from).toISOString(),
    })),
    looked: world.looked,
    faults: [...world.faults],
  };
}
