import type { Status } from '../src/orders/schema/states.ts';
import type { Candidate, OfferCard, OrderDetail, OrderSummary } from '../src/orders/schema/views.ts';
import { type Browser, Refused } from './browser.ts';
import { dispatcherStep, likeness, reviewOf, takesOffer, triage } from './deciding.ts';
import { chance } from './random.ts';

/** Texts that share this much are taken for the same matter. */
const ALIKE = 0.5;

interface Page<T> {
  items: T[];
}

/** Orders are worth opening in these states; the others wait for somebody else. */
const DESK_STATES: readonly Status[] = ['redirected', 'submitted', 'triaged', 'reviewed'];

/** Somebody at a desk: opens what waits, nearest clock first, and does one thing to each. Gives how many they did. */
export async function workAtDesk(
  browser: Browser,
  clerk: 'dispatcher' | 'petition_clerk',
  capacity: number,
): Promise<number> {
  let done = 0;
  const states = clerk === 'petition_clerk' ? (['redirected', 'submitted'] as const) : DESK_STATES;
  const query = [
    ...states.map((status) => `status=${status}`),
    'order=due',
    `limit=${capacity}`,
    `confidential=${clerk === 'petition_clerk'}`,
  ].join('&');
  const { items } = await browser.get<Page<OrderSummary>>(`/api/v1/orders?${query}`);
  const opened: OrderDetail[] = [];
  for (const { id } of items) {
    const order = await browser.get<OrderDetail>(`/api/v1/orders/${id}`);
    const step = clerk === 'petition_clerk' ? triage(order) : await dispatch(browser, order, opened);
    opened.push(order);
    if (step && (await tried(browser.act(id, step.name, step.input)))) done++;
  }
  return done;
}

async function dispatch(browser: Browser, order: OrderDetail, opened: readonly OrderDetail[]) {
  const alike =
    opened.find((other) => other.status !== 'merged' && likeness(other.text ?? '', order.text ?? '') > ALIKE) ?? null;
  const wants = order.status === 'triaged' && order.nature === 'public_service';
  const candidates = wants
    ? await browser.get<{ items: Candidate[] }>(`/api/v1/orders/${order.id}/candidates`)
    : { items: [] };
  return dispatcherStep(order, candidates.items, alike);
}

/** A volunteer between two buses: answers what they were asked, goes where they are expected. */
export async function volunteer(browser: Browser, seed: number, name: string): Promise<void> {
  const offers = await browser.get<Page<OfferCard>>('/api/v1/me/offers');
  for (const offer of offers.items) {
    const answer = takesOffer(seed, name, offer.orderId);
    if (answer !== 'ignore') await tried(browser.act(offer.orderId, answer));
  }
  const tasks = await browser.get<Page<OrderDetail>>('/api/v1/me/tasks');
  for (const { id } of tasks.items) {
    const order = await browser.get<OrderDetail>(`/api/v1/orders/${id}`);
    const may = (action: string) => order.actions.some((each) => each.name === action && each.allowed);
    if (may('finish')) await tried(browser.act(id, 'finish', { note: '做好了' }));
    else if (may('start') && chance(seed, 'starts', id, name) < 0.9) await tried(browser.act(id, 'start'));
  }
}

/** A resident looks at their order and says how it went, or takes it back, or says nothing. */
export async function resident(browser: Browser, seed: number, orderId: string): Promise<void> {
  const order = await browser.get<OrderDetail>(`/api/v1/orders/${orderId}`);
  if (order.status === 'served' || order.status === 'answered') {
    const review = reviewOf(seed, order);
    if (review) await tried(browser.act(orderId, 'review', review));
  } else if (order.status === 'submitted' && chance(seed, 'withdraws', orderId) < 0.03)
    await tried(browser.act(orderId, 'withdraw'));
}

/** Two people may be quicker than one another; that is no failure of the simulation. Anything but a refusal is. */
async function tried(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Refused && [403, 409, 412].includes(error.status)) return false;
    throw error;
  }
}
