import type { Page } from 'playwright-core';
import { PHONES, STAFF } from '../life.ts';
import { administrators, auditors, custodians } from './keepers.ts';
import {
  broken,
  changed,
  choose,
  click,
  deaf,
  empty,
  fill,
  inTurn,
  type Lived,
  type Look,
  overtaken,
  type Place,
  press,
  refused,
  type Shelf,
  shows,
  waitingFor,
  withOlder,
} from './shelves.ts';

const LOOKS: readonly Look[] = [
  { name: '1440-zh', screen: 'desk', language: 'zh-CN' },
  { name: '1440-en-dark', screen: 'desk', language: 'en', theme: 'dark' },
];
const NARROW: readonly Look[] = [
  { name: '375-zh', screen: 'phone', language: 'zh-CN' },
  { name: '375-en-dark', screen: 'phone', language: 'en', theme: 'dark' },
];
const FORCED: readonly Look[] = [{ name: '1440-zh-forced', screen: 'desk', language: 'zh-CN', forced: true }];
const LIST = /\/api\/v1\/orders\?/;
const GAPS = /\/api\/v1\/units\/[^/]+\/gaps$/;

/** Every page of the desk, each as somebody whose page it is. */
export function deskShelves(lived: Lived): Shelf[] {
  const others: [who: string, places: Place[]][] = [
    [STAFF.clerk, clerks(lived)],
    [STAFF.officer, officers(lived)],
    [STAFF.leader, leaders(lived)],
    [STAFF.administrator, administrators(lived)],
    [STAFF.auditor, auditors()],
    [STAFF.custodian, custodians()],
  ];
  return [
    shelf(null, [
      { address: '/desk/queue', state: 'nobody signed in' },
      { address: '/desk/login', state: 'nothing typed', after: click('form button[type=submit]') },
    ]),
    shelf(STAFF.dispatcher, [...queue(lived), ...besideQueue()]),
    shelf(STAFF.city, [{ address: '/desk/queue', state: 'a city’s map', after: press('g') }]),
    ...others.map(([who, places]) => shelf(who, places)),
    shelf(STAFF.dispatcher, narrow(lived), NARROW),
    ...others.map(([who, places]) => shelf(who, places.filter(comesSo), NARROW)),
    shelf(STAFF.dispatcher, atOtherSizes(lived), FORCED),
  ];
}

function shelf(who: string | null, places: readonly Place[], looks = LOOKS): Shelf {
  return { door: 'desk', who, looks, places };
}

/** Whether a page needs nothing but its address to be seen. */
function comesSo({ before, after, paper }: Place): boolean {
  return !before && !after && !paper;
}

/** On a phone's window. */
function narrow(lived: Lived): Place[] {
  return [
    ...atOtherSizes(lived),
    { address: '/desk/queue', state: 'the map', after: press('g') },
    { address: '/desk/gaps', state: 'people missing', before: changed(GAPS, scarce) },
    { address: '/desk/topics', state: 'of a small city' },
    { address: '/desk/inbox', state: 'messages' },
    { address: '/desk/account', state: 'own login' },
  ];
}

/** On a phone's window too, and in the colours of a system. */
function atOtherSizes({ toSend }: Lived): Place[] {
  return [
    { address: '/desk/queue', state: 'waiting' },
    { address: `/desk/queue?order=${toSend}`, state: 'an order to send' },
    { address: '/desk/intake', state: 'empty' },
    { address: '/desk/batches', state: 'proposals' },
    { address: '/desk/week', state: 'snow noted', after: shows('table.week tbody tr') },
  ];
}

const nobody = changed(/\/candidates/, (ranking: object) => ({ ...ranking, items: [] }));

/** Points at the first row, as a hand would. */
async function point(page: Page): Promise<void> {
  await press('g')(page);
  await page.locator('.rows .row').first().hover();
  await page.waitForTimeout(200);
}

/** What a colleague decided meanwhile. */
const lessUrgent = (order: { version: number }) => ({ ...order, version: order.version + 1, urgency: 'normal' });

function queue({ asked, taken, served, forTeam, toSend, question, emergency }: Lived): Place[] {
  const sending = `/desk/queue?order=${toSend}`;
  return [
    { address: '/desk/queue', state: 'waiting' },
    { address: '/desk/queue', state: 'loading', before: waitingFor(LIST) },
    { address: '/desk/queue', state: 'none', before: empty(LIST) },
    { address: '/desk/queue', state: 'trouble', before: broken(LIST) },
    { address: '/desk/queue', state: 'connection lost', ...deaf },
    ...(['mine', 'late', 'under_way', 'review'] as const).map((tab) => ({
      address: `/desk/queue?tab=${tab}`,
      state: tab,
    })),
    { address: '/desk/queue?text=没有这样的话', state: 'nothing found' },
    { address: '/desk/queue', state: 'the map, a row pointed at', after: point },
    { address: '/desk/queue', state: 'three marked', after: press('j', 'x', 'j', 'x', 'j', 'x') },
    { address: '/desk/queue', state: 'one held, and the keys', after: holdAndLeave },
    { address: '/desk/queue', state: 'the keys', after: press('?') },
    { address: '/desk/queue', state: 'what can be done', after: press('Control+k') },
    { address: '/desk/queue', state: 'the filter', after: press('f') },
    { address: '/desk/queue', state: 'the layout', after: choose('版式', 'Layout') },
    { address: '/desk/queue', state: 'who is here', after: click('.rail button:last-of-type') },
    { address: '/desk/queue', state: 'units without names', before: broken(/\/api\/v1\/tree/) },
    { address: `/desk/queue?order=${asked}`, state: 'an order to triage' },
    { address: `/desk/queue?order=${asked}`, state: 'to correct', after: press('c') },
    { address: sending, state: 'an order to send' },
    { address: sending, state: 'another one chosen', after: press('2') },
    { address: sending, state: 'asked before waves', after: press('w') },
    { address: sending, state: 'to merge', after: choose('并成一单', 'Merge') },
    { address: sending, state: 'nobody can go', before: nobody },
    {
      address: sending,
      state: 'somebody was quicker',
      before: overtaken(new RegExp(`/api/v1/orders/${toSend}(/actions/[a-z_]+)?$`), lessUrgent),
      after: inTurn(
        choose('答复', 'Answer'),
        fill('.ant-modal textarea', '药店九点开门，取好就送去。'),
        click('.ant-modal button[type=submit]'),
        shows('.conflict'),
      ),
    },
    { address: `/desk/queue?order=${question}`, state: 'to answer', after: choose('答复', 'Answer') },
    { address: `/desk/queue?order=${emergency}`, state: 'an emergency' },
    { address: '/desk/queue?order=00000000-0000-7000-8000-000000000000', state: 'no such order' },
    { address: `/desk/queue?order=${asked}`, state: 'to hand over', after: choose('转给别处', 'Hand over') },
    { address: `/desk/queue?order=${asked}`, state: 'to split', after: choose('拆成两单', 'Split') },
    { address: `/desk/queue?order=${asked}`, state: 'the slip', after: choose('打印派单条', 'Print a slip') },
    {
      address: `/desk/queue?tab=under_way&order=${taken}`,
      state: 'to take back',
      after: choose('收回来', 'Take back'),
    },
    { address: `/desk/queue?tab=under_way&order=${taken}`, state: 'an order taken' },
    { address: `/desk/queue?tab=under_way&order=${forTeam}`, state: 'an order with a team' },
    { address: `/desk/queue?tab=review&order=${served}`, state: 'an order served' },
  ];
}

/** Has a row sent with the marked ones, and goes to another page before that is done. */
async function holdAndLeave(page: Page): Promise<void> {
  await press('j', 'x')(page);
  await click('.bulk .ant-btn-primary')(page);
  await click('.rail .below')(page);
  await press('?')(page);
}

/** A caller who asked before: their number is typed whole. */
async function typeCaller(page: Page): Promise<void> {
  await page.locator('form input[inputmode=tel]').fill(PHONES.resident);
  await page.waitForTimeout(1200);
}

const BATCH = /\/units\/[^/]+\/batch$/;
interface BatchRead {
  batch: object;
}

/** A batch that proposes nothing: of the orders that wait nobody can take one. */
function emptied(view: BatchRead, orders: number): object {
  const figures = { unmet: orders, meanMetres: null, gini: 0 };
  const nothing = { orders, proposed: 0, open: 0, together: figures, oneByOne: figures };
  return { ...view, batch: { ...view.batch, ...nothing } };
}

/** More is asked for than people take, most of it in the morning. */
function scarce(gaps: { unitId: string; asOf: string }): object {
  const missing = { unitId: gaps.unitId, orders: 4, unmet: 2.2, nobodyLeft: 1 };
  const items = [
    { ...missing, kind: 'medical_escort', skills: ['elder_care'], hour: 'morning' },
    { ...missing, kind: 'medicine_pickup', skills: [], hour: null, orders: 2, unmet: 0.4, nobodyLeft: 0 },
  ];
  return { ...gaps, cameIn: 9, taken: 4, waiting: 12, asking: 6, unmet: 2.6, grewAt: gaps.asOf, items };
}

function besideQueue(): Place[] {
  return [
    { address: '/desk/intake', state: 'empty' },
    { address: '/desk/intake', state: 'what is missing', after: click('form button[type=submit]') },
    { address: '/desk/intake', state: 'a caller known from before', after: typeCaller },
    { address: '/desk/batches', state: 'proposals' },
    {
      address: '/desk/batches',
      state: 'none worked out',
      before: changed(BATCH, (view: object) => ({ ...view, batch: null })),
    },
    { address: '/desk/batches', state: 'nobody can go', before: changed(BATCH, (view: BatchRead) => emptied(view, 3)) },
    { address: '/desk/batches', state: 'nothing waits', before: changed(BATCH, (view: BatchRead) => emptied(view, 0)) },
    { address: '/desk/gaps', state: 'none' },
    { address: '/desk/gaps', state: 'people missing', before: changed(GAPS, scarce) },
    { address: '/desk/week', state: 'snow noted', after: shows('table.week tbody tr') },
    { address: '/desk/week', state: 'to tell the teams', after: click('table .ant-btn-sm') },
    { address: '/desk/topics', state: 'of a small city' },
    { address: '/desk/inbox', state: 'messages' },
    { address: '/desk/inbox', state: 'older ones', before: changed(/\/api\/v1\/me\/notifications/, withOlder) },
    { address: '/desk/inbox', state: 'none', before: empty(/\/api\/v1\/me\/notifications/) },
    { address: '/desk/account', state: 'own login' },
    {
      address: '/desk/account',
      state: 'an app to set up',
      after: choose('设一个身份验证器', 'Set up an authenticator app'),
    },
    {
      address: '/desk/account',
      state: 'who is there, asked again',
      before: refused(/\/me\/passkeys/, 403, 'platform.proof_needed'),
      after: inTurn(fill('.card input', '办公室电脑'), choose('加一把通行密钥', 'Add a passkey')),
    },
    { address: '/desk/people', state: 'no right to it' },
    { address: '/desk/nowhere', state: 'no page' },
  ];
}

/** A petition, and whom it complains of. */
function marksOf(id: string): RegExp {
  return new RegExp(`/api/v1/orders/${id}(/complained-of)?$`);
}

function clerks({ petitions, elsewhere }: Lived): Place[] {
  return [
    { address: '/desk/petitions', state: 'waiting' },
    { address: `/desk/petitions?order=${petitions.waiting}`, state: 'a petition to triage' },
    { address: `/desk/petitions?order=${petitions.marked}`, state: 'a petition to forward' },
    {
      address: `/desk/petitions?order=${petitions.marked}`,
      state: 'to forward',
      after: choose('转给部门', 'Forward'),
    },
    {
      address: `/desk/petitions?order=${petitions.marked}`,
      state: 'whom it complains of',
      after: choose('改标明', 'Change whom it complains of'),
    },
    {
      address: `/desk/petitions?order=${petitions.marked}`,
      state: 'a colleague marked somebody',
      before: overtaken(marksOf(petitions.marked), (order: object) => ({
        ...order,
        complained: { unitIds: [elsewhere], people: [] },
      })),
      after: inTurn(
        choose('改标明', 'Change whom it complains of'),
        click('.ant-modal button[type=submit]'),
        shows('.conflict'),
      ),
    },
    { address: '/desk/register', state: 'of a county' },
    { address: `/desk/register?clock=confirm&order=${petitions.replied}`, state: 'a petition replied to' },
    { address: '/desk/reports', state: '90 days' },
    { address: '/desk/topics', state: 'petitions of one matter' },
  ];
}

function officers({ petitions }: Lived): Place[] {
  const taken = `/desk/register?clock=resolve&order=${petitions.asked}`;
  return [
    { address: '/desk/register', state: 'of a department' },
    { address: taken, state: 'a petition taken on' },
    { address: taken, state: 'to reply', after: choose('答复', 'Reply') },
    { address: taken, state: 'to ask for more time', after: choose('申请延长', 'Ask for more time') },
  ];
}

const MEMBERS = /\/teams\/[^/]+\/members/;
const SURNAMES = '王李张刘陈杨赵黄周吴';

/** As many members as a city's largest teams have on one page. */
function manyMembers(page: { items: object[] }): object {
  const items = Array.from({ length: 120 }, (_, n) => ({
    ...page.items[n % page.items.length],
    personId: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    name: `${SURNAMES[n % SURNAMES.length]}${n + 1}（演示）`,
    leader: n === 0,
  }));
  return { ...page, items };
}

function leaders({ forTeam }: Lived): Place[] {
  return [
    { address: '/desk/team', state: 'orders' },
    { address: `/desk/team?order=${forTeam}`, state: 'who goes' },
    { address: '/desk/team?view=roster', state: 'the week' },
    { address: `/desk/team?view=roster&order=${forTeam}`, state: 'the week and an order' },
    { address: '/desk/team?view=roster', state: 'the week on paper', paper: true },
    { address: '/desk/team?view=members', state: 'members' },
    { address: '/desk/team?view=members', state: 'a large team', before: changed(MEMBERS, manyMembers) },
    {
      address: '/desk/team?view=members',
      state: 'one looked for',
      before: changed(MEMBERS, manyMembers),
      after: fill('input[type=search]', '王'),
    },
    {
      address: '/desk/team?view=members',
      state: 'asked before somebody is removed',
      after: click('table .ant-btn-text'),
    },
    {
      address: `/desk/team?order=${forTeam}`,
      state: 'who goes, of a large team',
      before: changed(MEMBERS, manyMembers),
    },
    { address: '/desk/team', state: 'none', before: empty(/\/api\/v1\/teams\/[^/]+\/orders/) },
  ];
}
