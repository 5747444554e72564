import type { Page } from 'playwright-core';
import { PHONES } from '../life.ts';
import {
  broken,
  changed,
  choose,
  click,
  empty,
  fill,
  goOffline,
  inTurn,
  type Lived,
  type Look,
  type Place,
  refused,
  type Shelf,
  shows,
  waitingFor,
  withOlder,
  withoutAnswers,
} from './shelves.ts';

const LOOKS: readonly Look[] = [
  { name: '375-zh', screen: 'phone', language: 'zh-CN' },
  { name: '375-en-dark', screen: 'phone', language: 'en', theme: 'dark' },
  { name: '320-zh-large', screen: 'smallPhone', language: 'zh-CN', elder: true },
  { name: '375-en-large-dark', screen: 'phone', language: 'en', elder: true, theme: 'dark' },
];

const FORCED: readonly Look[] = [{ name: '375-zh-forced', screen: 'phone', language: 'zh-CN', forced: true }];

/** Somebody who has asked for nothing yet. */
const NEWCOMER = '16900000012';
const ORDERS = /\/api\/v1\/me\/orders/;
const NOTIFICATIONS = /\/api\/v1\/me\/notifications(\?|$)/;
const SESSION = /\/api\/v1\/session$/;
const homeless = (me: object) => ({ ...me, homeUnitId: null });

/** Every page of the phone. */
export function phoneShelves(lived: Lived): Shelf[] {
  return [
    shelf(null, nobodys(lived)),
    shelf(NEWCOMER, newcomers()),
    shelf(PHONES.resident, residents(lived)),
    shelf(PHONES.volunteer, volunteers(lived)),
    shelf(PHONES.leader, leaders(lived)),
    { ...shelf(PHONES.resident, inForcedColours(lived)), looks: FORCED },
  ];
}

function shelf(who: string | null, places: readonly Place[]): Shelf {
  return { door: 'phone', who, looks: LOOKS, places };
}

function nobodys({ petitions, unit }: Lived): Place[] {
  const complaint = { text: '楼下的店天天放音响到半夜。', placeUnitId: unit, confidential: true };
  return [
    { address: '/', state: 'nobody signed in' },
    { address: '/order', state: 'nothing written' },
    { address: '/order', state: 'nothing written and sent on', after: click('main button[type=submit]') },
    { address: '/login', state: 'before the code' },
    { address: '/login', state: 'no number', after: click('main button[type=submit]') },
    {
      address: '/login',
      state: 'the code sent',
      after: askForCode,
    },
    { address: '/orders', state: 'nobody signed in' },
    { address: '/order/receipt', state: 'nobody signed in' },
    { address: '/order/check', state: 'a complaint of nobody signed in', before: withDraft(complaint) },
    { address: '/order/receipt', state: 'a complaint', before: withDraft(complaint) },
    { address: '/order/receipt', state: 'sent, its code', before: withDraft(complaint), after: sendForReceipt },
    {
      address: '/order/receipt',
      state: 'its code on paper',
      before: withDraft(complaint),
      after: sendForReceipt,
      paper: true,
    },
    {
      address: '/order/receipt',
      state: 'leaving its code',
      before: withDraft(complaint),
      after: inTurn(sendForReceipt, click('nav a[href="/"]')),
    },
    { address: '/receipt', state: 'nothing typed' },
    { address: '/receipt', state: 'nothing typed and sent on', after: click('main button[type=submit]') },
    { address: '/receipt', state: 'the petition of a code', after: showReceipt(petitions.code) },
    { address: '/receipt/new', state: 'no code shown here' },
    { address: '/receipt/claim', state: 'nobody signed in' },
    { address: '/nowhere', state: 'no page' },
  ];
}

function newcomers(): Place[] {
  return [
    { address: '/', state: 'nothing asked yet' },
    { address: '/orders', state: 'none' },
    { address: '/inbox', state: 'none', before: empty(NOTIFICATIONS) },
    {
      address: '/order/where',
      state: 'home not known',
      before: inTurn(withoutAnswers, changed(SESSION, homeless)),
      after: beginOrder,
    },
    { address: '/me', state: 'no volunteer' },
    { address: '/volunteer', state: 'not yet one' },
  ];
}

function residents({ asked, taken, served, petitions }: Lived): Place[] {
  return [
    { address: '/', state: 'orders open' },
    { address: '/', state: 'no network', after: goOffline },
    { address: '/', state: 'loading', before: inTurn(withoutAnswers, waitingFor(ORDERS)) },
    { address: '/order', state: 'a draft' },
    {
      address: '/order',
      state: 'somebody in danger',
      after: inTurn(fill('#what', '家里有煤气味，闻着是燃气泄漏'), click('main button[type=submit]')),
    },
    { address: '/order/where', state: 'home known' },
    { address: '/order/when', state: 'a draft' },
    { address: '/order/photos', state: 'no photo' },
    { address: '/order/whom', state: 'for oneself' },
    { address: '/order/whom', state: 'for somebody else', after: choose('替别人', 'Someone else') },
    {
      address: '/order/whom',
      state: 'whether they agree',
      after: inTurn(choose('替别人', 'Someone else'), click('main form button[type=submit]')),
    },
    { address: '/order/check', state: 'complete' },
    {
      address: '/order/check',
      state: 'no network',
      after: inTurn(goOffline, choose('发出去', 'Send'), shows('[role=alert]')),
    },
    { address: '/orders', state: 'open and ended', before: inTurn(withoutAnswers, changed(ORDERS, withEnded)) },
    { address: '/orders', state: 'trouble', before: inTurn(withoutAnswers, broken(ORDERS)) },
    { address: '/orders', state: 'a page that does not come', before: withoutItsPage },
    { address: `/orders/${asked}`, state: 'received' },
    { address: `/orders/${asked}`, state: 'to take back', after: choose('不用了', 'Take it back') },
    { address: `/orders/${asked}`, state: 'on paper', paper: true },
    { address: `/orders/${asked}/sent`, state: 'just sent' },
    { address: `/orders/${asked}/change`, state: 'may change' },
    { address: `/orders/${taken}`, state: 'somebody comes' },
    { address: `/orders/${taken}`, state: 'whom to call', after: choose('联系对方', 'Contact') },
    { address: `/orders/${taken}`, state: 'no network', after: goOffline },
    { address: `/orders/${served}`, state: 'served' },
    { address: `/orders/${served}/review`, state: 'served' },
    { address: `/orders/${served}/review`, state: 'not solved', after: click('main form button:nth-of-type(3)') },
    {
      address: `/orders/${served}/review`,
      state: 'signing in over it',
      before: refused(/\/actions\/review/, 401, 'platform.sign_in'),
      after: click('main form button'),
    },
    { address: `/orders/${petitions.waiting}`, state: 'a petition with its clerk' },
    { address: `/orders/${petitions.asked}`, state: 'a petition with a question' },
    { address: `/orders/${petitions.asked}/answer`, state: 'a question' },
    { address: `/orders/${petitions.replied}`, state: 'a petition replied to' },
    { address: `/orders/${petitions.replied}/review`, state: 'a reply' },
    { address: `/orders/${petitions.replied}/reconsider`, state: 'a reply' },
    { address: '/orders/00000000-0000-7000-8000-000000000000', state: 'no such order' },
    { address: '/inbox', state: 'new messages', before: inTurn(withoutAnswers, changed(NOTIFICATIONS, unread)) },
    { address: '/inbox', state: 'older ones', before: inTurn(withoutAnswers, changed(NOTIFICATIONS, withOlder)) },
    {
      address: '/inbox',
      state: 'of petitions and questions',
      before: inTurn(withoutAnswers, changed(NOTIFICATIONS, ofPetitionsAndQuestions)),
    },
    {
      address: '/inbox',
      state: 'never read, no network',
      before: inTurn(withoutAnswers, unreachable(NOTIFICATIONS)),
      after: shows('[role=alert]'),
    },
    { address: '/me', state: 'a resident' },
    {
      address: '/me',
      state: 'a draft, and signing out',
      after: choose('退出登录', 'Sign out'),
    },
    { address: '/me/phone', state: 'the number in force' },
    { address: '/me/data', state: 'own record' },
    { address: '/me/data', state: 'asked before all is deleted', after: choose('删掉我的资料', 'Delete my data') },
    { address: '/me/sessions', state: 'own devices' },
    { address: '/me/notices', state: 'a breach' },
    { address: '/me/notices', state: 'no breach', before: empty(/\/api\/v1\/me\/breaches/) },
  ];
}

function volunteers({ taken, unit }: Lived): Place[] {
  return [
    { address: '/', state: 'offers and tasks' },
    { address: '/offers', state: 'an offer that overlaps' },
    { address: '/offers', state: 'why one is asked', after: click('main details summary') },
    { address: '/offers', state: 'asked before taking', after: click('main article button, main section button') },
    { address: '/offers', state: 'none', before: empty(/\/api\/v1\/me\/offers/) },
    {
      address: '/offers/taken',
      state: 'taken by others',
      before: changed(/\/me\/taken-orders/, () => takenByOthers(unit)),
    },
    { address: '/tasks', state: 'one task' },
    { address: '/tasks', state: 'none', before: empty(/\/api\/v1\/me\/tasks/) },
    { address: '/week', state: 'one task' },
    { address: '/week', state: 'on paper', paper: true },
    { address: `/tasks/${taken}`, state: 'to begin' },
    { address: `/tasks/${taken}`, state: 'whom to call', after: choose('打电话约一下', 'Call them') },
    { address: `/tasks/${taken}`, state: 'to give back', after: choose('去不了了', 'I cannot go after all') },
    { address: `/tasks/${taken}`, state: 'no network', after: goOffline },
    { address: '/volunteer', state: 'own profile' },
    {
      address: `/tasks/${taken}`,
      state: 'begun without a network',
      after: inTurn(goOffline, choose('到了，开始', 'I am here, begin')),
    },
  ];
}

function leaders({ forTeam }: Lived): Place[] {
  return [
    { address: '/team', state: 'an order for the team' },
    { address: '/team', state: 'none', before: empty(/\/api\/v1\/teams\/[^/]+\/orders/) },
    { address: '/team/members', state: 'members' },
    { address: '/team/week', state: 'one order' },
    { address: '/team/week', state: 'on paper', paper: true },
    { address: `/team/${forTeam}`, state: 'to take or assign' },
    { address: `/team/${forTeam}`, state: 'asked before saying no', after: choose('队里去不了', 'The team cannot go') },
  ];
}

function inForcedColours({ taken }: Lived): Place[] {
  return [
    { address: '/', state: 'orders open' },
    { address: '/order', state: 'a draft' },
    { address: '/order/when', state: 'a draft' },
    { address: `/orders/${taken}`, state: 'somebody comes' },
    { address: `/orders/${taken}`, state: 'to take back', after: choose('不用了') },
  ];
}

/** One of the orders has ended. */
function withEnded({ items: [first, ...others], ...page }: { items: object[] }): object {
  return { ...page, items: [...others, { ...first, status: 'withdrawn' }] };
}

/** Nobody has looked yet, not on an earlier picture either. */
function unread({ items, ...page }: { items: object[] }): object {
  return { ...page, items: items.map((message) => ({ ...message, readAt: null })) };
}

/** What a volunteer could have done and others took. */
function takenByOthers(unit: string): object {
  const each = {
    kind: 'medical_escort',
    placeUnitId: unit,
    takenAt: '2026-11-23T02:00:00.000Z',
    distanceMetres: 300,
    term: null,
    asked: null,
  };
  return {
    items: [
      { ...each, orderId: '1', reason: 'further', term: 'distance', asked: 3 },
      { ...each, orderId: '2', reason: 'quicker' },
      { ...each, orderId: '3', reason: 'not_free' },
    ],
  };
}

/** Each sentence that is another one of a petition and of a question. */
function ofPetitionsAndQuestions({ items: [first], ...page }: { items: object[] }): object {
  const kinds = ['order_triaged', 'order_late', 'order_reminder', 'order_closed_unanswered'];
  const items = kinds.flatMap((kind) =>
    [true, false].map((confidential) => ({
      ...first,
      id: `${kind}${confidential}`,
      kind,
      orderKind: null,
      confidential,
      question: !confidential,
      message: null,
      readAt: null,
    })),
  );
  return { ...page, items };
}

/** The network does not carry what is asked of a path of the API. */
function unreachable(path: RegExp): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route(path, (route) => route.abort());
  };
}

/** An order was begun on this device. */
function withDraft(draft: object): (page: Page) => Promise<void> {
  return async (page) => {
    await page.addInitScript((written) => localStorage.setItem('linli.draft', written), JSON.stringify(draft));
  };
}

/** Sends a complaint that nobody signed; the city never hears of it. */
async function sendForReceipt(page: Page): Promise<void> {
  const receipt = { id: '0', number: '1124-4920', code: '4827 1950 3361 7042 9958 1203', callFirst: null };
  await page.route(/\/api\/v1\/receipts$/, (route) => route.fulfill({ status: 201, json: receipt }));
  await page.locator('#ready').check();
  await click('main button[type=submit]')(page);
  await page.waitForURL(/receipt\/new/);
  await page.waitForTimeout(500);
}

/** The page's own program does not come: there is no network, or a new version stands there. */
async function withoutItsPage(page: Page): Promise<void> {
  await page.route(/assets\/Orders-/, (route) => route.abort());
}

let phones = 0;
/** A phone that nobody has yet is sent a code: each another one, since the next code is not sent at once. */
async function askForCode(page: Page): Promise<void> {
  phones += 1;
  await fill('#phone', `1690000009${phones}`)(page);
  await click('main button[type=submit]')(page);
}

/** Types the code of a receipt, which opens its petition. */
function showReceipt(code: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator('#receipt').fill(code);
    await click('main button[type=submit]')(page);
    await page.waitForURL(/\/orders\//);
    await page.waitForTimeout(500);
  };
}

/** The page of the second question has nothing to ask before the first is answered. */
async function beginOrder(page: Page): Promise<void> {
  await page.goto('/order');
  await page.locator('#what').fill('想请人来修一下灯');
  await page.locator('main button[type=submit]').click();
  await page.locator('#community').waitFor();
}
