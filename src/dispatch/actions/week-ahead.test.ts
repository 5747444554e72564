import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import type { WeatherInput } from '../schema/week-ahead.ts';
import { noteWeather, withdrawWeather } from './weather.ts';
import { readWeekAhead } from './week-ahead.ts';

const DAY = 86_400_000;

let database: FreshDatabase;
let town: OrderTown;
let begins: Date;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  begins = town.context.clock.now();
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
const weekOf = (actor: Actor, unitId = town.centre) => readWeekAhead(town.context, actor, unitId);
const note = (actor: Actor, input: Partial<WeatherInput> = {}, unitId = town.centre) => {
  const tomorrow = dateIn(1);
  return noteWeather(town.context, actor, { unitId, weather: 'heat', from: tomorrow, until: tomorrow, ...input });
};
const dateIn = (days: number) =>
  new Date(town.context.clock.now().getTime() + days * DAY + DAY / 3).toISOString().slice(0, 10);

/** An order of the resident that was triaged, wished for some days from now or for no time. */
async function order(daysAhead?: number): Promise<string> {
  const wish =
    daysAhead === undefined
      ? {}
      : { earliestAt: new Date(town.context.clock.now().getTime() + daysAhead * DAY).toISOString() };
  const id = await town.place(wish);
  await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
  return id;
}

describe('the week ahead of a unit', () => {
  it('is for its dispatchers, its observers and those above, and of no team', async () => {
    expect((await weekOf(town.dispatcher)).mayNote).toBe(true);
    expect((await weekOf(town.observer)).mayNote).toBe(false);
    expect((await weekOf(town.stationDispatcher, town.station)).mayNote).toBe(false);
    expect(await codeOf(weekOf(town.stationDispatcher))).toBe('platform.forbidden');
    expect(await codeOf(weekOf(town.otherDispatcher))).toBe('platform.forbidden');
    expect(await codeOf(weekOf(town.resident))).toBe('platform.forbidden');
    expect(await codeOf(weekOf(town.dispatcher, town.team))).toBe('platform.not_found');
    expect(await codeOf(weekOf(town.dispatcher, town.networkId))).toBe('platform.not_found');
  });

  it('says without a history what was asked for already, who could go, and gives no figure', async () => {
    await order(2);
    const week = await weekOf(town.dispatcher);
    expect(week).toMatchObject({ unitId: town.centre, centreId: town.centre, hasHistory: false });
    expect(week.days.map((day) => day.date)).toEqual([1, 2, 3, 4, 5, 6, 7].map(dateIn));
    const lessons = week.kinds.find((each) => each.kind === 'smartphone_teaching');
    expect(lessons).toMatchObject({ known: [0, 1, 0, 0, 0, 0, 0], days: null, week: null, lately: 0 });
    expect(lessons?.helpers).toMatchObject({ people: 5, free: [5, 5, 5, 5, 5, 5, 5], likely: 0, short: 1 });
    expect(lessons?.helpers?.teams).toMatchObject([{ id: town.team, members: 2, mayTell: true }]);
    const [seen] = (await weekOf(town.observer)).kinds.filter((each) => each.kind === 'smartphone_teaching');
    expect(seen?.helpers?.teams).toMatchObject([{ id: town.team, mayTell: false }]);
  });

  it('expects more of what came each day, of the station where it came', async () => {
    for (let day = 0; day < 24; day++) {
      town.context.clock.set(new Date(begins.getTime() + day * DAY));
      await order();
    }
    town.context.clock.set(new Date(begins.getTime() + 24 * DAY));
    const at = async (actor: Actor, unitId: string) =>
      (await weekOf(actor, unitId)).kinds.find((each) => each.kind === 'smartphone_teaching');
    const here = await at(town.stationDispatcher, town.station);
    expect(here?.week?.mean).toBeGreaterThan(5);
    expect(here?.week?.mean).toBeLessThan(9);
    expect(here?.days).toHaveLength(7);
    expect(here?.lastYear).toBeNull();
    expect(here?.lately).toBeGreaterThan(5);
    expect((await at(town.dispatcher, town.centre))?.week?.mean).toBeGreaterThan(5);
    expect(await at(town.cityDispatcher, town.otherCentre)).toBeUndefined();
  });
});

describe('weather', () => {
  it('is noted by a dispatcher of the centre or above, for days in their order, and stands for everything below', async () => {
    expect(await codeOf(note(town.observer))).toBe('platform.forbidden');
    expect(await codeOf(note(town.otherDispatcher))).toBe('platform.forbidden');
    expect(await codeOf(note(town.stationDispatcher))).toBe('platform.forbidden');
    expect(await codeOf(note(town.dispatcher, {}, town.networkId))).toBe('platform.not_found');
    expect(await codeOf(note(town.dispatcher, {}, town.station))).toBe('dispatch.weather_unit');
    expect(await codeOf(note(town.dispatcher, { until: dateIn(0) }))).toBe('dispatch.weather_days');
    expect(await codeOf(note(town.dispatcher, { until: dateIn(32) }))).toBe('dispatch.weather_days');
    const notice = await note(town.otherDispatcher, { from: dateIn(2), until: dateIn(3) }, town.otherCentre);
    const week = await weekOf(town.otherDispatcher, town.otherStation);
    expect(week.weather).toEqual([notice]);
    const meals = week.kinds.find((each) => each.kind === 'meal_delivery');
    expect(meals?.reasons).toMatchObject([{ id: 'heat_errands', times: 1.4, days: [1, 2] }]);
    expect((await weekOf(town.stationDispatcher, town.station)).weather).toEqual([]);
  });

  it('brings what the county has never been asked for without a figure, with who could do it', async () => {
    const unseen = async () => (await weekOf(town.dispatcher)).kinds.filter((each) => each.week === null);
    // In the last days of March: the graves are swept in the first of April.
    expect((await unseen()).map(({ kind }) => kind)).toEqual(['traffic_order_help']);
    const notice = await note(town.dispatcher, { weather: 'snow' });
    const [cleaning, ...others] = await unseen();
    expect(cleaning).toMatchObject({ kind: 'community_cleanup', days: null, known: [0, 0, 0, 0, 0, 0, 0] });
    expect(cleaning?.reasons).toMatchObject([{ id: 'snow_clearing', times: 2.5, days: [0] }]);
    expect(cleaning?.helpers).toMatchObject({ short: 0 });
    expect(others.map(({ kind }) => kind)).toEqual([
      ...['errand_shopping', 'meal_delivery', 'medicine_pickup', 'severe_weather_support', 'traffic_order_help'],
    ]);
    await withdrawWeather(town.context, town.dispatcher, notice.id);
  });

  it('is taken back by whoever may note it, and brings nothing then', async () => {
    const notice = await note(town.cityDispatcher, { weather: 'snow', from: dateIn(1) }, town.city);
    expect((await weekOf(town.stationDispatcher, town.station)).weather).toEqual([notice]);
    expect(await codeOf(withdrawWeather(town.context, town.dispatcher, notice.id))).toBe('platform.forbidden');
    expect(await codeOf(withdrawWeather(town.context, town.cityDispatcher, town.city))).toBe('platform.not_found');
    await withdrawWeather(town.context, town.cityDispatcher, notice.id);
    await withdrawWeather(town.context, town.cityDispatcher, notice.id);
    expect((await weekOf(town.stationDispatcher, town.station)).weather).toEqual([]);
  });
});
