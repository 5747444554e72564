import type { OrderDetail } from '../../src/orders/schema/views.ts';
import { plan } from '../agenda.ts';
import { type Browser, tried } from '../browser.ts';
import { changesMind, may, reviewOf } from '../deciding.ts';
import { AWAKE, freeAfter } from '../hours.ts';
import { chance } from '../random.ts';
import type { World } from './world.ts';

/** Somebody who asks for help, once. */
export interface Resident {
  name: string;
  browser: Browser;
  text: string;
  stationId: string;
  orderId: string | null;
  /** How often they have opened it since it was served or answered. */
  looks: number;
  /** How often their phone has rung. */
  rung: number;
}

/** Sends the order, and perhaps thinks better of it while waiting. */
export async function placeOrder(world: World, resident: Resident): Promise<string> {
  const { seed, agenda, clock } = world;
  const { name, browser } = resident;
  const { id } = await browser.post<{ id: string }>('/api/v1/orders', {
    text: resident.text,
    placeUnitId: resident.stationId,
  });
  resident.orderId = id;
  const mind = changesMind(seed, name);
  const later = freeAfter(AWAKE, clock.now(), 20 + chance(seed, 'when', name) * 30 * 60);
  if (mind === 'withdraws') plan(agenda, `${name} withdraws`, later, () => withdraw(resident));
  if (mind === 'changes')
    plan(agenda, `${name} changes`, later, async () => {
      if (await change(resident)) return;
      // Too late to change: then not at all, or as it is.
      if (chance(seed, 'then', name) < 0.3) await withdraw(resident);
    });
  return id;
}

/** Their phone has rung: they will look at their order, sooner or later. */
export function residentHears(world: World, resident: Resident): void {
  const { seed, agenda, clock } = world;
  const minutes = 10 + chance(seed, 'hears', resident.name, resident.rung++) * 600;
  plan(agenda, `${resident.name} looks`, freeAfter(AWAKE, clock.now(), minutes), () => look(world, resident));
}

/** Opens their order and says how it went, or says nothing. */
async function look(world: World, resident: Resident): Promise<void> {
  const { browser, orderId, name } = resident;
  if (orderId === null) return;
  const order = await browser.get<OrderDetail>(`/api/v1/orders/${orderId}`);
  if (order.status === 'merged' && order.mergedInto !== null) return lookAtOther(world, resident, order.mergedInto);
  if (order.status !== 'served' && order.status !== 'answered') {
    resident.looks = 0;
    return;
  }
  resident.looks++;
  const review = reviewOf(world.seed, name, order, resident.looks);
  if (review) await tried(browser.act(orderId, 'review', review));
}

/** A follower sees how far the other's order is, and may say that it is not solved. */
async function lookAtOther(world: World, { browser, name }: Resident, otherId: string): Promise<void> {
  const other = await browser.get<OrderDetail>(`/api/v1/orders/${otherId}`);
  if (may(other, 'review') && chance(world.seed, 'follows', name, other.version) < 0.15)
    await tried(browser.act(otherId, 'review', { stars: 2, solved: false }));
}

async function withdraw({ browser, orderId }: Resident): Promise<boolean> {
  if (orderId === null) return false;
  const order = await browser.get<OrderDetail>(`/api/v1/orders/${orderId}`);
  return may(order, 'withdraw') && tried(browser.act(orderId, 'withdraw', { reason: '自己解决了' }));
}

async function change({ browser, orderId }: Resident): Promise<boolean> {
  if (orderId === null) return false;
  const order = await browser.get<OrderDetail>(`/api/v1/orders/${orderId}`);
  return may(order, 'change') && tried(browser.act(orderId, 'change', { wish: '上午都行' }));
}
