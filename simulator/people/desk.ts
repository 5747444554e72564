import type { CandidateRanking } from '../../src/dispatch/schema.ts';
import type { PetitionRow } from '../../src/orders/schema/petitions.ts';
import type { Status } from '../../src/orders/schema/states.ts';
import type { OrderDetail, OrderSummary } from '../../src/orders/schema/views.ts';
import { addMinutes } from '../../src/shared/time.ts';
import { plan } from '../agenda.ts';
import { type Browser, tried } from '../browser.ts';
import { clerkStep, type DeskStep, dispatcherStep, likeness, officerStep, pairsOf } from '../deciding.ts';
import { DESK_OPEN, freeAfter } from '../hours.ts';
import { chance } from '../random.ts';
import type { Page, World } from './world.ts';

/** Somebody at a desk. */
export interface Desk {
  name: string;
  browser: Browser;
  role: 'dispatcher' | 'petition_clerk' | 'department_officer';
  unitId: string;
  /** Whether they work off what comes in, or only what has climbed to them. */
  works: 'everything' | 'what climbed';
  /** The department that answers about health insurance, from the tree. */
  insurance: string | undefined;
  /** Orders they have read, as they were when nothing was left to do to them. */
  seen: Map<string, number>;
  /** Texts of open orders they have read, to know a matter again. */
  read: Map<string, ReadonlySet<string>>;
}

/** Orders one person deals with in one sitting. */
const CAPACITY = 12;
/** A desk is looked at every so many minutes while something comes in. */
const SITTING_MINUTES = 15;
/** Texts that share this much are taken for the same matter. */
const ALIKE = 0.5;

/** States that wait for each desk; those with volunteers only when their clock has run out. */
const STATES: Record<Desk['role'], readonly Status[]> = {
  dispatcher: ['redirected', 'submitted', 'triaged', 'reviewed', 'accepted', 'in_service'],
  petition_clerk: ['redirected', 'submitted', 'triaged'],
  department_officer: ['triaged'],
};

/** The list that they have open has moved, or a message came: they look within a quarter of an hour, when the desk is staffed. */
export function deskHears(world: World, desk: Desk): void {
  const minutes = 5 + chance(world.seed, 'sits', desk.name, world.clock.now().toISOString()) * SITTING_MINUTES;
  const at = freeAfter(DESK_OPEN, world.clock.now(), minutes);
  plan(world.agenda, `${desk.name} sits`, at, () => sit(world, desk));
}

/** An emergency rings by day and night; it is usually heard in time. */
export function deskIsAlarmed(world: World, desk: Desk): void {
  const at = addMinutes(world.clock.now(), chance(world.seed, 'alarm', desk.name, world.clock.now().toISOString()) * 7);
  plan(world.agenda, `${desk.name} sits`, at, () => sit(world, desk));
}

/** Opens what waits and has changed since they last looked, nearest clock first, and does one thing to each. */
async function sit(world: World, desk: Desk): Promise<void> {
  const query = [
    ...STATES[desk.role].map((status) => `status=${status}`),
    'order=due',
    'limit=100',
    ...(desk.role === 'department_officer' ? [] : [`confidential=${desk.role === 'petition_clerk'}`]),
  ].join('&');
  const { items } = await desk.browser.get<Page<OrderSummary>>(`/api/v1/orders?${query}`);
  const waiting = items.filter((order) => isFor(desk, order) && desk.seen.get(order.id) !== order.version);
  for (const { id } of waiting.slice(0, CAPACITY)) await dealWith(world, desk, id);
  if (waiting.length > CAPACITY) deskHears(world, desk);
  if (desk.role === 'department_officer') await handlePetitions(desk);
}

/** Petitions that were forwarded to the department: signed for, taken on and replied to, one after the other. */
async function handlePetitions({ browser }: Desk): Promise<void> {
  const { items } = await browser.get<Page<PetitionRow>>('/api/v1/petitions?limit=100');
  for (const { id } of items.slice(0, CAPACITY))
    for (let step = officerStep(await browser.get<OrderDetail>(`/api/v1/orders/${id}`)); step !== null; ) {
      if (!(await tried(browser.act(id, step.name, step.input)))) break;
      step = officerStep(await browser.get<OrderDetail>(`/api/v1/orders/${id}`));
    }
}

function isFor(desk: Desk, order: OrderSummary): boolean {
  if (order.status === 'accepted' || order.status === 'in_service') return order.escalations > 0;
  return desk.works === 'everything' || order.status === 'reviewed' || order.escalations > 0;
}

async function dealWith(world: World, desk: Desk, id: string): Promise<void> {
  const { browser } = desk;
  const order = await markedBy(desk, await browser.get<OrderDetail>(`/api/v1/orders/${id}`));
  if (desk.role === 'dispatcher' && order.status === 'submitted') world.noteOpened(order);
  const step = await nextStep(world, desk, order);
  if (step === null) desk.seen.set(id, order.version);
  else if (!(await tried(browser.act(id, step.name, step.input))) && step.name === 'merge')
    desk.read.delete(step.input.into);
  else if (step.name === 'merge') desk.read.delete(id);
}

/** A petition as its clerk has marked it: the messages of a simulation complain of nobody of the units in it. */
async function markedBy({ role, browser }: Desk, order: OrderDetail): Promise<OrderDetail> {
  if (role !== 'petition_clerk' || order.status !== 'triaged' || order.complained !== null) return order;
  await tried(browser.put(`/api/v1/orders/${order.id}/complained-of`, { unitIds: [], personIds: [] }));
  return browser.get<OrderDetail>(`/api/v1/orders/${order.id}`);
}

async function nextStep(world: World, desk: Desk, order: OrderDetail): Promise<DeskStep> {
  const alike = order.status === 'submitted' ? knownMatter(desk, order) : null;
  if (desk.role === 'petition_clerk')
    return alike ? { name: 'merge', input: { into: alike } } : clerkStep(order, desk.insurance);
  const wants = order.status === 'triaged' && order.nature === 'public_service' && desk.role === 'dispatcher';
  const candidates = wants
    ? (await desk.browser.get<CandidateRanking>(`/api/v1/orders/${order.id}/candidates`)).items
    : [];
  // Those who look alike on the page are told apart in the same way every time.
  candidates.sort(
    (a, b) =>
      b.score - a.score ||
      a.openAssignments - b.openAssignments ||
      (world.nameOf(a.personId ?? a.teamId ?? '') < world.nameOf(b.personId ?? b.teamId ?? '') ? -1 : 1),
  );
  const reached = chance(world.seed, 'reached', world.nameOf(order.id), order.version) < 0.8;
  const insurance = desk.role === 'dispatcher' ? desk.insurance : undefined;
  return dispatcherStep(order, { candidates, alike, insurance, reached });
}

/** An order of the same matter that they have read before, the most alike. Remembers this one. */
function knownMatter(desk: Desk, order: OrderDetail): string | null {
  const pairs = pairsOf(order.text ?? '');
  let best: { id: string; share: number } | null = null;
  for (const [id, other] of desk.read) {
    const share = id === order.id ? 0 : likeness(pairs, other);
    if (share > ALIKE && share > (best?.share ?? 0)) best = { id, share };
  }
  desk.read.set(order.id, pairs);
  return best?.id ?? null;
}
