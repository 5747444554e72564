import { volunteerPhone } from '../demo/people.ts';
import type { OrderDetail, OrderEvent } from '../src/orders/schema/views.ts';
import { addMinutes } from '../src/shared/time.ts';
import { type Browser, desk, phone } from './browser.ts';
import { openCity } from './city.ts';
import type { Message } from './messages.ts';
import { resident, volunteer, workAtDesk } from './people.ts';
import { chance, pick } from './random.ts';
import { type Report, reportOn, type Way } from './report.ts';

/** A Monday without a holiday near it, 08:00 in Taiyuan. */
const START = new Date('2026-03-02T00:00:00Z');
const STEP_MINUTES = 30;
/** Messages arrive over this many days. */
const ARRIVAL_DAYS = 5;
const DESK_CAPACITY = 12;
const VOLUNTEERS = 40;

interface Asking {
  message: Message;
  at: Date;
  browser: Browser;
  orderId: string | null;
}

/**
 * Lets a small city live for some days with these messages as its orders, all through the open API, by its own clock.
 * Same messages, same seed: the same people decide the same.
 */
export async function simulate(
  databaseUrl: string,
  messages: readonly Message[],
  options: { seed: number; days: number },
): Promise<Report> {
  const { seed, days } = options;
  const city = await openCity(databaseUrl, START, VOLUNTEERS);
  try {
    const tree = await phone(city.url, '16900000000').get<{ units: { id: string; level: string; zh: string }[] }>(
      '/api/v1/tree',
    );
    const stations = tree.units.filter((unit) => unit.level === 'station');
    const asking = messages.map(
      (message, index): Asking => ({
        message,
        at: addMinutes(START, chance(seed, 'arrives', message.id) * ARRIVAL_DAYS * 1440),
        browser: phone(city.url, `161${String(10_000_000 + index)}`, `居民${index}`),
        orderId: null,
      }),
    );
    const desks = city.logins.flatMap(({ role, username, password }) =>
      (role === 'dispatcher' || role === 'petition_clerk') && username && password
        ? [{ role, browser: desk(city.url, username, password) }]
        : [],
    );
    const named = city.logins.flatMap(({ role, phone: number }) => (role === 'volunteer' && number ? [number] : []));
    const numbers = [...named, ...Array.from({ length: VOLUNTEERS }, (_, index) => volunteerPhone(index))];
    const volunteers = numbers.map((number) => ({ name: number, browser: phone(city.url, number) }));
    for (let minute = 0; minute < days * 1440; minute += STEP_MINUTES) {
      city.clock.set(addMinutes(START, minute));
      await city.jobs();
      const hour = (8 + minute / 60) % 24;
      const awake = hour >= 7 && hour < 21;
      for (const one of asking)
        if (one.orderId === null && one.at <= city.clock.now())
          one.orderId = await order(one, pick(stations, seed, 'lives', one.message.id).id);
      if (hour >= 8 && hour < 18) for (const { role, browser } of desks) await workAtDesk(browser, role, DESK_CAPACITY);
      if (awake && minute % 120 === 0) for (const { name, browser } of volunteers) await volunteer(browser, seed, name);
      if (awake && minute % 240 === 0)
        for (const { browser, orderId } of asking) if (orderId) await resident(browser, seed, orderId);
    }
    const names = new Map(tree.units.map((unit) => [unit.id, unit.zh]));
    const ways: Way[] = [];
    for (const { orderId } of asking) {
      if (!orderId) continue;
      const order = await seenByCity(desks, orderId);
      ways.push({ number: order.number, order, owner: names.get(order.unitId) ?? order.unitId, events: order.events });
    }
    return reportOn(ways);
  } finally {
    await city.close();
  }
}

/** The order and its whole history, as the city's dispatcher or petition clerk sees it: whoever of them may. */
async function seenByCity(
  desks: readonly { browser: Browser }[],
  orderId: string,
): Promise<OrderDetail & { events: OrderEvent[] }> {
  for (const { browser } of desks) {
    const order = await browser.get<OrderDetail>(`/api/v1/orders/${orderId}`).catch(() => null);
    if (!order) continue;
    const { items } = await browser.get<{ items: OrderEvent[] }>(`/api/v1/orders/${orderId}/events`);
    return { ...order, events: items };
  }
  throw new Error('An order that nobody at any desk may see.');
}

async function order(one: Asking, placeUnitId: string): Promise<string> {
  const { id } = await one.browser.post<{ id: string }>('/api/v1/orders', { text: one.message.text, placeUnitId });
  return id;
}
