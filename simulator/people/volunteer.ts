import type { OfferCard, OrderDetail, OrderSummary } from '../../src/orders/schema/views.ts';
import type { TeamMember } from '../../src/volunteers/schema.ts';
import { plan } from '../agenda.ts';
import { type Browser, tried } from '../browser.ts';
import { keepsTask, may, takesOffer } from '../deciding.ts';
import { freeAfter } from '../hours.ts';
import { chance } from '../random.ts';
import type { Page, World } from './world.ts';

/** A volunteer, who may lead teams. */
export interface Volunteer {
  name: string;
  browser: Browser;
  personId: string;
  /** Free hours of the week, from their own profile. */
  week: string;
  teams: readonly { teamId: string; leader: boolean }[];
  /** Orders they have on their hands. */
  taken: Set<string>;
  rung: number;
}

/** So many members a leader asks before giving up. */
const MOST_ASKED = 6;
/** Who waits for the second of two asks again so often. */
const MOST_WAITS = 8;

/** Their phone has rung, or the page that they have open: they will look when they are free. A few never do. */
export function volunteerHears(world: World, volunteer: Volunteer): void {
  const { seed, agenda, clock } = world;
  const count = volunteer.rung++;
  if (chance(seed, 'deaf', volunteer.name, count) < 0.12) return;
  const minutes = 3 + chance(seed, 'hears', volunteer.name, count) * 120;
  const at = freeAfter(volunteer.week, clock.now(), minutes);
  plan(agenda, `${volunteer.name} looks`, at, () => look(world, volunteer));
}

async function look(world: World, volunteer: Volunteer): Promise<void> {
  const { browser } = volunteer;
  const offers = await browser.get<Page<OfferCard>>('/api/v1/me/offers');
  for (const offer of byName(world, offers.items, (each) => each.orderId)) await answerOffer(world, volunteer, offer);
  const tasks = await browser.get<Page<OrderSummary>>('/api/v1/me/tasks');
  const open = tasks.items.filter(({ status }) => ['dispatched', 'accepted', 'in_service'].includes(status));
  for (const task of byName(world, open, (each) => each.id)) planVisit(world, volunteer, task);
}

async function answerOffer(world: World, volunteer: Volunteer, offer: OfferCard): Promise<void> {
  const { browser, name } = volunteer;
  const leads = volunteer.teams.some(({ teamId, leader }) => leader && teamId === offer.teamId);
  const answer = takesOffer(world.seed, name, world.nameOf(offer.orderId), offer, leads);
  if (answer === 'ignore') return;
  if (answer !== 'assign') await tried(browser.act(offer.orderId, answer));
  else if (!(await nameMembers(world, volunteer, offer))) await tried(browser.act(offer.orderId, 'decline'));
}

/** A leader names who of the team goes, as many as are wanted, from what the page says of the members. */
async function nameMembers(world: World, { browser, name }: Volunteer, offer: OfferCard): Promise<boolean> {
  const { items } = await browser.get<Page<TeamMember>>(`/api/v1/teams/${offer.teamId ?? ''}/members`);
  const guarded = offer.homeVisit || offer.twoPersonRule;
  const able = items.filter((each) => (guarded ? each.adult && each.verified : each.adult || each.guardianConsented));
  const order = world.nameOf(offer.orderId);
  const asked = able
    .map(({ personId }) => ({ personId, turn: chance(world.seed, 'turn', name, order, world.nameOf(personId)) }))
    .sort((a, b) => a.turn - b.turn)
    .slice(0, MOST_ASKED);
  let found = 0;
  for (const { personId } of asked) {
    if (found >= offer.placesLeft) break;
    if (await tried(browser.act(offer.orderId, 'assign', { personIds: [personId] }))) found++;
  }
  return found > 0;
}

/** They decide when to go: soon for what is urgent, else within a day or two. */
function planVisit(world: World, volunteer: Volunteer, task: OrderSummary): void {
  const { seed, agenda, clock } = world;
  const order = world.nameOf(task.id);
  const keeps = keepsTask(seed, volunteer.name, order);
  if (keeps === 'forgets') return;
  const soon = task.urgency === 'critical' || task.urgency === 'urgent';
  const minutes = chance(seed, 'goes', volunteer.name, order) * (soon ? 60 : 24 * 60) + 15;
  const from = new Date(Math.max(clock.now().getTime(), Date.parse(task.earliestAt ?? '') || 0));
  const act = async () => {
    if (keeps === 'goes') return visit(world, volunteer, task.id, 0);
    await tried(volunteer.browser.act(task.id, 'return', { reason: '临时有事' }));
  };
  plan(agenda, `${volunteer.name} goes ${order}`, freeAfter(volunteer.week, from, minutes), act);
}

async function visit(world: World, volunteer: Volunteer, orderId: string, waits: number): Promise<void> {
  const { seed, agenda, clock } = world;
  const { browser, name } = volunteer;
  // Recalled or withdrawn meanwhile: the page is not there any more, or says so.
  let order: OrderDetail | undefined;
  await tried(browser.get<OrderDetail>(`/api/v1/orders/${orderId}`).then((read) => (order = read)));
  if (!order) return;
  const again = (minutes: number, next: number) =>
    plan(agenda, `${name} goes ${world.nameOf(orderId)}`, freeAfter(volunteer.week, clock.now(), minutes), () =>
      visit(world, volunteer, orderId, next),
    );
  if (may(order, 'finish')) await tried(browser.act(orderId, 'finish', { note: '做好了' }));
  else if (may(order, 'start')) {
    if (await tried(browser.act(orderId, 'start')))
      again(30 + chance(seed, 'works', name, world.nameOf(orderId)) * 90, waits);
  } else if (waits < MOST_WAITS && order.actions.some((each) => each.reason === 'orders.two_needed'))
    again(180, waits + 1);
}

function byName<T>(world: World, items: readonly T[], idOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => (world.nameOf(idOf(a)) < world.nameOf(idOf(b)) ? -1 : 1));
}
