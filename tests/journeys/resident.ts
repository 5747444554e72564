import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { openReader } from '../browser.ts';
import { type Journey, startJourney } from '../journey.ts';
import type { RunningCity } from '../running-city.ts';
import { sendAs } from './desk.ts';
import { signIn } from './phone.ts';

/** People of the demo, by their phones. */
export const RESIDENT = '16900000011';
export const LEADER = '16900000021';
export const VOLUNTEER = '16900000031';
export const ELECTRICIAN = '16900000032';
export const HELPER = '16900000033';

type Look = Parameters<typeof openReader>[2];
type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** One running city and everybody's phones in it. Every story brings its own orders, so their order does not matter. */
export interface Phones {
  readonly city: RunningCity;
  readonly browser: Browser;
  /** A phone of nobody's; closed when the story ends. */
  open(look?: Look): Promise<Page>;
  /** Signs in: the first time with a code, later with the session that this gave. */
  enter(page: Page, phone: string): Promise<void>;
  /** Somebody's phone, signed in, at the first page. */
  phoneOf(phone: string, look?: Look): Promise<Page>;
  cookiesOf(phone: string): Promise<Cookies>;
  /** What stands before a story: somebody calls the open API as the phone does. */
  call<T>(phone: string, method: string, path: string, body?: object): Promise<T>;
}

/** Everybody's phones in the city of a journey; in one of the file's own, at the time it is, unless another is given. */
export function startPhones(journey: Journey = startJourney()): Phones {
  const sessions = new Map<string, Cookies>();
  const phones: Phones = {
    get city() {
      return journey.city;
    },
    get browser() {
      return journey.browser;
    },
    open(look = { screen: 'phone' }) {
      return journey.open(look);
    },
    async enter(page, phone) {
      const kept = sessions.get(phone);
      if (!kept) {
        await signIn(page, phone);
        sessions.set(phone, await page.context().cookies());
        return;
      }
      await page.context().addCookies(kept);
      await page.goto('/');
    },
    async phoneOf(phone, look) {
      const page = await phones.open(look);
      await phones.enter(page, phone);
      return page;
    },
    async cookiesOf(phone) {
      if (!sessions.has(phone)) await phones.phoneOf(phone);
      return sessions.get(phone) ?? [];
    },
    async call<T>(phone: string, method: string, path: string, body?: object): Promise<T> {
      const cookie = (await phones.cookiesOf(phone)).map(({ name, value }) => `${name}=${value}`).join('; ');
      const answer = await fetch(`${phones.city.url}/api/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json', origin: phones.city.url, cookie },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    },
  };
  return phones;
}

let given = 0;

/** Somebody whom the city does not know yet. */
export function newPhone(): string {
  return `1690001${String(1000 + given++)}`;
}

async function stationsOf({ city }: Pick<Phones, 'city'>): Promise<{ id: string; zh: string }[]> {
  const { units } = (await (await fetch(`${city.url}/api/v1/tree`)).json()) as {
    units: { id: string; level: string; zh: string }[];
  };
  return units.filter((unit) => unit.level === 'station');
}

/** The beginning of the name of the first station, as a resident would type it. */
export async function firstCommunity(phones: Pick<Phones, 'city'>): Promise<string> {
  const [first] = await stationsOf(phones);
  return first?.zh.replace(/新时代文明实践站/, '') ?? '';
}

/** A station at which none of the demo’s residents lives. */
export async function lastCommunity(phones: Pick<Phones, 'city'>): Promise<{ id: string; zh: string }> {
  const last = (await stationsOf(phones)).at(-1);
  if (!last) throw new Error('The city has no station.');
  return last;
}

/** Asks for help on the phone, by those whose community is known. */
export async function orderHelp(page: Page, words: string): Promise<void> {
  await page.goto('/order');
  await page.getByLabel('用您自己的话说').fill(words);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { level: 1, name: '在哪个社区？' }).waitFor();
  await page.getByRole('button', { name: '换一个' }).waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '这七天都行' }).click();
  await page.getByRole('button', { name: '发出去' }).click();
}

interface Asked {
  id: string;
  number: string;
}

/** An order that stands before a story begins. */
export async function asked(phones: Phones, phone: string, text: string, more: object = {}): Promise<Asked> {
  const { units } = (await (await fetch(`${phones.city.url}/api/v1/tree`)).json()) as {
    units: { id: string; code: string }[];
  };
  const placeUnitId = units.find((unit) => unit.code === '990001001001')?.id;
  return phones.call<Asked>(phone, 'POST', '/orders', { text, placeUnitId, ...more });
}

/** Sends an order to one volunteer by name, as the desk does. */
export async function offeredTo(phones: Phones, volunteer: string, { id }: Pick<Asked, 'id'>): Promise<void> {
  const { personId } = await phones.call<{ personId: string }>(volunteer, 'GET', '/me');
  await sendAs(phones.city, 'zhongxin', id, 'triage', { nature: 'public_service', kind: 'medical_escort' });
  await sendAs(phones.city, 'zhongxin', id, 'dispatch', { personIds: [personId] });
}

/** Does something to an order with a phone, before a story begins. */
export async function act(phones: Phones, phone: string, id: string, name: string, input: object = {}): Promise<void> {
  await phones.call(phone, 'POST', `/orders/${id}/actions/${name}`, input);
}

/** A volunteer takes an order, goes and finishes it. */
export async function served(phones: Phones, volunteer: string, order: Pick<Asked, 'id'>): Promise<void> {
  await offeredTo(phones, volunteer, order);
  for (const name of ['accept', 'start', 'finish']) await act(phones, volunteer, order.id, name);
}
