import type { OrderDetail } from '../src/orders/schema/views.ts';
import type { StoredEvent } from '../src/platform/events.ts';
import { addMinutes } from '../src/shared/time.ts';
import { type Agenda, nextPlan, plan, takeDue } from './agenda.ts';
import { type Browser, type Exchange, phone, tried } from './browser.ts';
import { type Cast, gatherCast, townOf } from './cast.ts';
import { openCity, type SimulatedCity } from './city.ts';
import { isOpenOrder, nextRing, type Stories, tellOn } from './history.ts';
import { faultsAt, faultsOfAnswer, faultsOfStep, type Watched } from './invariants.ts';
import { deskTimeOf, type WayToTriage, wayTo } from './keystrokes.ts';
import type { Message } from './messages.ts';
import type { Town } from './owners.ts';
import { type Desk, deskHears, deskIsAlarmed } from './people/desk.ts';
import { placeOrder, type Resident, residentHears } from './people/resident.ts';
import { type Volunteer, volunteerHears } from './people/volunteer.ts';
import type { World } from './people/world.ts';
import { chance, pick } from './random.ts';
import { type Checked, countClocks, countEnds, type Report, reachOf, wayOf } from './report.ts';

/** A Monday without a holiday near it, 08:00 in the simulated city. */
export const START = new Date('2026-03-02T00:00:00Z');
/** Messages arrive in the first part of the time, five days at most, so that there is time to see how they end. */
const ARRIVAL_SHARE = 0.3;
const MOST_ARRIVAL_DAYS = 5;
/** Share of messages that a neighbour repeats, having the same trouble. */
const ME_TOO = 0.05;
/** All that the demo invents for a small city. */
const VOLUNTEERS = 120;
/** Names and phones of simulated residents; 169 is given to nobody. */
const SECRET = /居民\d+（演示）|1694\d{7}/;

export interface SimulationOptions {
  seed: number;
  days: number;
  volunteers?: number;
  /** Over how many days messages come; absent: the first three tenths, so that there is time to see how they end. */
  arrivalDays?: number;
}

/** A simulation under way. */
interface Running {
  city: SimulatedCity;
  world: World;
  town: Town;
  cast: Cast;
  stories: Stories;
  /** Orders with what they are called in every run, and whether a neighbour repeated another's. */
  asked: Map<string, { name: string; meToo: boolean; kind: string | undefined }>;
  /** For orders whose kind is known: the way that the page first opened to it. */
  opened: Map<string, WayToTriage>;
  residents: Map<string, Resident>;
  checked: Checked;
  faults: Set<string>;
  /** Orders whose clock nobody can make ring: a fault, told once. */
  stuck: Set<string>;
}

/**
 * Lets a small city live for some days with these messages as its orders, all through the open API, by its own clock:
 * from one instant at which something happens to the next. The same messages, seed and days give the same report.
 */
export async function simulate(
  urls: { databaseUrl: string; keysUrl: string },
  messages: readonly Message[],
  options: SimulationOptions,
): Promise<Report> {
  const city = await openCity(urls, START, options.volunteers ?? VOLUNTEERS);
  try {
    return await liveIn(city, messages, options);
  } finally {
    await city.close();
  }
}

/** The same in a city that is there, at its beginning. */
export async function liveIn(
  city: SimulatedCity,
  messages: readonly Message[],
  options: SimulationOptions,
): Promise<Report> {
  const { seed, days, arrivalDays = Math.min(MOST_ARRIVAL_DAYS, days * ARRIVAL_SHARE) } = options;
  const running = await begin(city, seed);
  expect(running, messages, arrivalDays);
  const end = addMinutes(START, days * 1440);
  for (let next = nextInstant(running); next !== null && next <= end; next = nextInstant(running)) {
    const open = city.opensAt?.(next) ?? next;
    if (open > city.clock.now()) await city.goTo(open);
    await liveThrough(running);
  }
  await city.goTo(end);
  await hear(running, await city.turn());
  for (const fault of (await city.compare?.(running.stories, [...running.asked.keys()])) ?? [])
    running.faults.add(fault);
  return conclude(running, `${messages.length} messages, seed ${seed}, ${days} days from ${START.toISOString()}`);
}

async function begin(city: SimulatedCity, seed: number): Promise<Running> {
  const agenda: Agenda = new Map();
  const asked: Running['asked'] = new Map();
  const { town, names } = await townOf(city);
  const cast = await gatherCast(city, town);
  for (const { personId, name } of cast.volunteers) names.set(personId, name);
  const nameOf = (id: string) => asked.get(id)?.name ?? names.get(id) ?? '';
  const opened: Running['opened'] = new Map();
  const noteOpened = (order: OrderDetail) => {
    const kind = asked.get(order.id)?.kind;
    if (kind !== undefined && !opened.has(order.id)) opened.set(order.id, wayTo(kind, order));
  };
  const world: World = { seed, clock: city.clock, agenda, nameOf, noteOpened };
  const checked = { steps: 0, instants: 0, answers: 0, probes: 0 };
  const running: Running = {
    ...{ city, world, town, cast, asked, opened, checked },
    stories: new Map(),
    residents: new Map(),
    faults: new Set(),
    stuck: new Set(),
  };
  for (const volunteer of cast.volunteers)
    watch(running, volunteer.browser, {
      name: `volunteer ${volunteer.name}`,
      part: 'volunteer',
      taken: volunteer.taken,
    });
  for (const desk of cast.desks)
    if (desk.role === 'dispatcher')
      watch(running, desk.browser, { name: `dispatcher ${desk.name}`, part: 'dispatcher', taken: new Set() });
  return running;
}

/** Every answer that this person gets from now on is looked at. */
function watch(running: Running, browser: Browser, who: Watched): void {
  browser.watch = ({ method, path, body, answer }: Exchange) => {
    if (method === 'POST') noteParts(running, path, body, who);
    running.checked.answers++;
    for (const fault of faultsOfAnswer(who, path, answer, running.stories, SECRET)) running.faults.add(fault);
  };
}

/** Who has accepted may see more, and so may whom their leader named; who gave it back may not. */
function noteParts({ cast }: Running, path: string, body: unknown, who: Watched): void {
  const [, orderId, action] = /orders\/([0-9a-f-]{36})\/actions\/(\w+)$/.exec(path) ?? [];
  if (orderId === undefined) return;
  const own = cast.volunteers.find((each) => each.taken === who.taken);
  if (action === 'accept') own?.taken.add(orderId);
  if (action === 'return') own?.taken.delete(orderId);
  const { personIds = [] } = (body ?? {}) as { personIds?: string[] };
  if (action === 'assign')
    for (const each of cast.volunteers) if (personIds.includes(each.personId)) each.taken.add(orderId);
}

/** Everybody who will ask for something, and when. */
function expect(running: Running, messages: readonly Message[], arrivalDays: number): void {
  const { world, town } = running;
  const { seed } = world;
  const stations = [...town.units.values()].filter((unit) => unit.level === 'station');
  const minutes = arrivalDays * 1440;
  const ask = ({ at, ...who }: Asking & { at: Date }) =>
    plan(world.agenda, `${who.name} asks`, at, () => arrive(running, who));
  for (const { id, text, kind } of messages) {
    const at = addMinutes(START, chance(seed, 'arrives', id) * minutes);
    const stationId = pick(stations, seed, 'lives', id).id;
    ask({ name: id, text, stationId, at, kind, meToo: false });
    if (chance(seed, 'me too', id) < ME_TOO)
      ask({
        name: `${id}+`,
        text: `我们家也是。${text}`.slice(0, 4000),
        stationId,
        at: addMinutes(at, 60 + chance(seed, 'later', id) * 900),
        kind,
        meToo: true,
      });
  }
}

/** Somebody who will ask for something. */
interface Asking {
  name: string;
  text: string;
  stationId: string;
  /** What it is, where somebody has said. */
  kind: string | undefined;
  meToo: boolean;
}

async function arrive({ city, world, asked, residents }: Running, who: Asking): Promise<void> {
  const index = residents.size;
  const browser = phone(city, `1694${String(index).padStart(7, '0')}`, `居民${index}（演示）`);
  const { name, text, stationId, kind, meToo } = who;
  const resident: Resident = { name, browser, text, stationId, orderId: null, looks: 0, rung: 0 };
  const { personId } = await browser.get<{ personId: string }>('/api/v1/me');
  residents.set(personId, resident);
  asked.set(await placeOrder(world, resident), { name, meToo, kind });
}

/** The next instant at which somebody has planned something or a clock rings. */
function nextInstant({ world, stories, stuck }: Running): Date | null {
  let next = nextPlan(world.agenda);
  for (const { id, order } of stories.values()) {
    const ring = isOpenOrder(order) && !stuck.has(id) ? nextRing(order) : null;
    if (ring !== null && (next === null || ring < next)) next = ring;
  }
  return next;
}

/** One instant: clocks ring first, then people do what they planned, then the jobs tell of it. */
async function liveThrough(running: Running): Promise<void> {
  const { city, world, stories, town, checked, faults, stuck } = running;
  const now = city.clock.now();
  const rings = (order: { dueAt: Date | null; warnAt: Date | null; warned: boolean }) => {
    const ring = nextRing(order as Parameters<typeof nextRing>[0]);
    return ring !== null && ring <= now;
  };
  if ([...stories.values()].some(({ order }) => isOpenOrder(order) && rings(order)))
    await hear(running, await city.turn());
  const acts = takeDue(world.agenda, now);
  for (const act of acts) await act();
  if (acts.length > 0) await hear(running, await city.turn());
  checked.instants++;
  for (const fault of faultsAt(stories, town, now)) faults.add(fault);
  for (const { id, order } of stories.values()) if (isOpenOrder(order) && rings(order)) stuck.add(id);
}

/** What happened reaches those it concerns: their phones ring, the lists they have open move. And it is checked. */
async function hear(running: Running, events: readonly StoredEvent[]): Promise<void> {
  const { stories, checked, faults } = running;
  for (const event of events) {
    if (event.kind === 'notify.delivered') ringPerson(running, event.subjectId);
    const told = event.kind.startsWith('orders.') ? tellOn(stories, event) : undefined;
    if (!told) continue;
    checked.steps++;
    for (const fault of faultsOfStep(told.story, told.before, event)) faults.add(fault);
    ringOrder(running, event, told.story.order.confidential);
    if (told.story.order.confidential && told.before?.confidential !== true) await probe(running, event.subjectId);
  }
}

function ringPerson({ world, cast, residents }: Running, personId: string): void {
  const resident = residents.get(personId);
  if (resident) residentHears(world, resident);
  const volunteer = cast.volunteers.find((each) => each.personId === personId);
  if (volunteer) volunteerHears(world, volunteer);
  const desk = cast.desks.find((each) => each.personId === personId);
  if (desk) deskHears(world, desk);
}

/** As the server's own stream tells: desks above the owner, volunteers who are named, teams that are asked. */
function ringOrder(running: Running, event: StoredEvent, confidential: boolean): void {
  const { world, cast, town } = running;
  const above = new Set<string>();
  for (let unit = town.units.get(event.unitId ?? ''); unit; unit = town.units.get(unit.parentId ?? ''))
    above.add(unit.id);
  const alarm = event.body['status'] === 'redirected' && event.kind !== 'orders.warned';
  for (const desk of cast.desks) {
    if (!hears(desk, confidential, event.unitId, above)) continue;
    if (alarm && !confidential) deskIsAlarmed(world, desk);
    else deskHears(world, desk);
  }
  const { offers = [], assignments = [] } = event.body as {
    offers?: { personId: string | null; teamId: string | null; status: string }[];
    assignments?: { personId: string }[];
  };
  const named = new Set([...offers, ...assignments].flatMap((each) => each.personId ?? []));
  const teams = new Set(offers.flatMap((each) => (each.status === 'open' ? (each.teamId ?? []) : [])));
  const asked = (volunteer: Volunteer) =>
    named.has(volunteer.personId) || volunteer.teams.some(({ teamId }) => teams.has(teamId));
  for (const volunteer of cast.volunteers) if (asked(volunteer)) volunteerHears(world, volunteer);
}

function hears(desk: Desk, confidential: boolean, unitId: string | null, above: ReadonlySet<string>): boolean {
  if (desk.role === 'department_officer') return !confidential && desk.unitId === unitId;
  return above.has(desk.unitId) && (desk.role === 'petition_clerk') === confidential;
}

/** Somebody curious at the station, at the centre and among the volunteers tries to open what has become confidential. */
async function probe({ cast, world, asked, checked, faults }: Running, orderId: string): Promise<void> {
  const curious = [
    ...cast.desks.filter((desk) => desk.role === 'dispatcher'),
    ...(cast.volunteers.length > 0 ? [pick(cast.volunteers, world.seed, 'curious', world.nameOf(orderId))] : []),
  ];
  for (const { name, browser } of curious)
    for (const path of [`/api/v1/orders/${orderId}`, `/api/v1/orders/${orderId}/events`]) {
      checked.probes++;
      if (await tried(browser.get(path)))
        faults.add(`${asked.get(orderId)?.name ?? '?'}: ${name} opened a confidential order`);
    }
}

function conclude({ stories, asked, opened, town, cast, checked, faults }: Running, title: string): Report {
  const told = [...stories.values()].sort((a, b) => (a.order.number.slice(5) < b.order.number.slice(5) ? -1 : 1));
  const ways = told.map((story) => wayOf(story, asked.get(story.id)?.meToo ?? false, town));
  return {
    title: `${title}; ${cast.volunteers.length} volunteers`,
    ends: countEnds(ways, false),
    meToo: countEnds(ways, true),
    clocks: countClocks(ways),
    reach: reachOf(told),
    desk: deskTimeOf([...opened.values()]),
    checked,
    faults: [...faults],
    ways,
  };
}
