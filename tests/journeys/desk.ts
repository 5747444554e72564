import type { Browser, Locator, Page } from 'playwright-core';
import { openReader } from '../browser.ts';
import { type Journey, startJourney } from '../journey.ts';
import type { RunningCity } from '../running-city.ts';

/** A Tuesday at ten in the morning, in service time. */
export const TUESDAY = new Date('2026-11-24T02:00:00Z');

const cookies = new Map<string, Promise<string>>();

/** The session of somebody of the demo's staff; one each, since logins are counted. */
export function sessionOf(city: RunningCity, username: string): Promise<string> {
  const key = `${city.url} ${username}`;
  const known = cookies.get(key) ?? logIn(city, username);
  cookies.set(key, known);
  return known;
}

async function logIn(city: RunningCity, username: string): Promise<string> {
  const login = city.logins.find((each) => each.username === username);
  const response = await fetch(`${city.url}/api/v1/login/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: city.url },
    body: JSON.stringify({ username, password: login?.password }),
  });
  if (!response.ok) throw new Error(`${username} could not log in: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

interface Desk {
  /** A page of the desk; the first one of the person's role if absent. */
  address?: string;
  theme?: 'light' | 'dark';
  language?: 'zh-CN' | 'en';
  /** The stream never opens. */
  deaf?: boolean;
  screen?: 'desk' | 'wall' | 'phone' | 'smallPhone';
}

/** Somebody at a desk of their own, signed in, at the city's time. Close its context. */
export async function enterDesk(browser: Browser, city: RunningCity, username: string, desk: Desk = {}): Promise<Page> {
  const { page } = await openReader(browser, city.url, { screen: desk.screen ?? 'desk', ...lookOf(desk) });
  return sitDown(page, city, username, desk);
}

function lookOf({ theme, language }: Desk) {
  return { ...(theme ? { theme } : {}), ...(language ? { language } : {}) };
}

async function sitDown(page: Page, city: RunningCity, username: string, { address, deaf }: Desk): Promise<Page> {
  const [name = '', ...value] = (await sessionOf(city, username)).split('=');
  await page.context().addCookies([{ name, value: value.join('='), url: city.url }]);
  await page.clock.setFixedTime(city.context.clock.now());
  if (deaf) await page.route('**/api/v1/stream', (route) => route.abort());
  await page.goto(address ?? '/desk/');
  return page;
}

/** One city on a Tuesday morning and everybody's desks in it. */
export interface Desks extends Journey {
  /** Somebody of the staff at a desk of their own, signed in; it is left when the story ends. */
  at(username: string, desk?: Desk): Promise<Page>;
}

/** Starts the city of a file of stories at desks; the journey may be shared with phones. */
export function startDesks(journey: Journey = startJourney({ now: TUESDAY })): Desks {
  return {
    get city() {
      return journey.city;
    },
    get browser() {
      return journey.browser;
    },
    open: (look) => journey.open(look),
    async at(username, desk = {}) {
      const page = await journey.open({ screen: desk.screen ?? 'desk', ...lookOf(desk) });
      return sitDown(page, journey.city, username, desk);
    },
  };
}

/** The rows of the queue. */
export function rowsOf(page: Page): Locator {
  return page.getByRole('grid').locator('[role=row][aria-selected]');
}

async function call<T>(
  city: RunningCity,
  username: string,
  method: string,
  path: string,
  body?: object,
  version?: number,
): Promise<T> {
  const response = await fetch(`${city.url}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      origin: city.url,
      cookie: await sessionOf(city, username),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** An order that the city's dispatcher took by phone, wanted at a station of the named county. */
export async function placeOrder(
  city: RunningCity,
  text: string,
  phone = '16900009999',
): Promise<{ id: string; number: string }> {
  const { units } = await call<{ units: { id: string; level: string; code: string }[] }>(city, 'shi', 'GET', '/tree');
  const station = units.find((unit) => unit.level === 'station' && unit.code === '990001001001');
  return call(city, 'shi', 'POST', '/orders', {
    text,
    placeUnitId: station?.id,
    onBehalfOf: { name: '演示居民', phone, relation: 'caller', consent: 'spoken' },
  });
}

/** An order as whoever sits at the page reads it now. */
export function readAs<T = { status: string; nature: string | null }>(page: Page, id: string): Promise<T> {
  return page.evaluate(async (orderId) => (await fetch(`/api/v1/orders/${orderId}`)).json(), id);
}

/** Offers an order in waves, as the desk does. */
export async function startWavesAs(city: RunningCity, username: string, id: string): Promise<void> {
  await call(city, username, 'POST', `/orders/${id}/waves`, {});
}

/** Does something to an order as another person would, while the page looks elsewhere. */
export async function sendAs(
  city: RunningCity,
  username: string,
  id: string,
  action: string,
  input: object,
): Promise<void> {
  const order = await call<{ version: number }>(city, username, 'GET', `/orders/${id}`);
  await call(city, username, 'POST', `/orders/${id}/actions/${action}`, input, order.version);
}

/** Forwards a petition to the department of the demo. */
export async function forwardAs(city: RunningCity, username: string, id: string): Promise<void> {
  const { grants } = await call<{ grants: { role: string; unitId: string }[] }>(city, 'bumen', 'GET', '/me');
  const departmentId = grants.find(({ role }) => role === 'department_officer')?.unitId;
  await sendAs(city, username, id, 'forward', { departmentId, text: '某小区（演示）门口的路灯不亮。' });
}

/** Sends a petition of nobody here to the department of the demo, which takes it on: what stands before a story begins. */
export async function takenOn(city: RunningCity, id: string): Promise<void> {
  await sendAs(city, 'suqiu', id, 'triage', { nature: 'complaint' });
  await call(city, 'suqiu', 'PUT', `/orders/${id}/complained-of`, { unitIds: [], personIds: [] });
  await forwardAs(city, 'suqiu', id);
  await sendAs(city, 'bumen', id, 'sign_for', {});
  await sendAs(city, 'bumen', id, 'admit', { words: '我们受理了，会去现场看。' });
}

/** The team that somebody leads. */
export async function teamOf(city: RunningCity, username: string): Promise<string> {
  const me = await call<{ volunteer: { teams: { teamId: string; leader: boolean }[] } | null }>(
    city,
    username,
    'GET',
    '/me',
  );
  const team = me.volunteer?.teams.find((each) => each.leader);
  if (!team) throw new Error(`${username} leads no team.`);
  return team.teamId;
}
