import type { Page } from 'playwright-core';
import { PHONES, STAFF } from '../life.ts';
import {
  broken,
  choose,
  click,
  deaf,
  empty,
  type Lived,
  type Look,
  type Place,
  press,
  type Shelf,
  waitingFor,
} from './shelves.ts';

const LOOKS: readonly Look[] = [
  { name: '1440-zh', screen: 'desk', language: 'zh-CN' },
  { name: '1440-en-dark', screen: 'desk', language: 'en', theme: 'dark' },
];
const LIST = /\/api\/v1\/orders\?/;

/** Every page of the desk, each as somebody whose page it is. */
export function deskShelves(lived: Lived): Shelf[] {
  return [
    shelf(null, [
      { address: '/desk/queue', state: 'nobody signed in' },
      { address: '/desk/login', state: 'nothing typed', after: click('form button[type=submit]') },
    ]),
    shelf(STAFF.dispatcher, [...queue(lived), ...besideQueue()]),
    shelf(STAFF.city, [{ address: '/desk/queue', state: 'a city’s map', after: press('g') }]),
    shelf(STAFF.clerk, clerks(lived)),
    shelf(STAFF.officer, [
      { address: '/desk/register', state: 'of a department' },
      { address: `/desk/register?clock=resolve&order=${lived.petitions.asked}`, state: 'a petition taken on' },
      {
        address: `/desk/register?clock=resolve&order=${lived.petitions.asked}`,
        state: 'to reply',
        after: choose('答复', 'Reply'),
      },
    ]),
    shelf(STAFF.leader, leaders(lived)),
    shelf(STAFF.administrator, administrators(lived)),
    shelf(STAFF.auditor, [
      { address: '/desk/audit', state: 'who looked at whom' },
      { address: '/desk/breaches', state: 'none' },
    ]),
    shelf(STAFF.custodian, [{ address: '/desk/custody', state: 'no key yet' }]),
  ];
}

function shelf(who: string | null, places: readonly Place[]): Shelf {
  return { door: 'desk', who, looks: LOOKS, places };
}

/** Points at the first row, as a hand would. */
async function point(page: Page): Promise<void> {
  await press('g')(page);
  await page.locator('.rows .row').first().hover();
  await page.waitForTimeout(200);
}

function queue({ asked, taken, served, forTeam }: Lived): Place[] {
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
    { address: '/desk/queue', state: 'the filter', after: click('.above .ant-btn:last-of-type') },
    { address: `/desk/queue?order=${asked}`, state: 'an order to triage' },
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

function besideQueue(): Place[] {
  return [
    { address: '/desk/intake', state: 'empty' },
    { address: '/desk/intake', state: 'what is missing', after: click('form button[type=submit]') },
    { address: '/desk/intake', state: 'a caller known from before', after: typeCaller },
    { address: '/desk/batches', state: 'what waits' },
    { address: '/desk/gaps', state: 'none' },
    { address: '/desk/week', state: 'little on record yet' },
    { address: '/desk/topics', state: 'of a small city' },
    { address: '/desk/inbox', state: 'messages' },
    { address: '/desk/inbox', state: 'none', before: empty(/\/api\/v1\/me\/notifications/) },
    { address: '/desk/account', state: 'own login' },
    { address: '/desk/people', state: 'no right to it' },
    { address: '/desk/nowhere', state: 'no page' },
  ];
}

function clerks({ petitions }: Lived): Place[] {
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
    { address: '/desk/register', state: 'of a county' },
    { address: `/desk/register?clock=confirm&order=${petitions.replied}`, state: 'a petition replied to' },
    { address: '/desk/reports', state: '90 days' },
    { address: '/desk/topics', state: 'petitions of one matter' },
  ];
}

function leaders({ forTeam }: Lived): Place[] {
  return [
    { address: '/desk/team', state: 'orders' },
    { address: `/desk/team?order=${forTeam}`, state: 'who goes' },
    { address: '/desk/team?view=roster', state: 'the week' },
    { address: `/desk/team?view=roster&order=${forTeam}`, state: 'the week and an order' },
    { address: '/desk/team?view=roster', state: 'the week on paper', paper: true },
    { address: '/desk/team?view=members', state: 'members' },
    { address: '/desk/team', state: 'none', before: empty(/\/api\/v1\/teams\/[^/]+\/orders/) },
  ];
}

function administrators({ unit, person }: Lived): Place[] {
  return [
    { address: '/desk/units', state: 'nothing chosen' },
    { address: `/desk/units?unit=${unit}`, state: 'a station' },
    { address: `/desk/units?unit=${unit}`, state: 'to close it', after: press('x') },
    { address: `/desk/units?unit=${unit}`, state: 'to move it', after: press('m') },
    { address: `/desk/units?unit=${unit}`, state: 'to change it', after: press('e') },
    { address: '/desk/units', state: 'importing', after: click('.bar .end button') },
    { address: '/desk/people', state: 'nothing looked for' },
    { address: '/desk/people?text=武', state: 'found' },
    { address: `/desk/people?text=武&person=${person}`, state: 'one person and their roles' },
    ...['needs', 'skills', 'urgency', 'petitions', 'departments', 'resources', 'dispatch', 'asking', 'expecting'].map(
      (policy) => ({
        address: `/desk/policies?policy=${policy}`,
        state: 'in force',
      }),
    ),
    { address: '/desk/policies?policy=needs&row=0-0', state: 'a kind open' },
    { address: '/desk/models', state: 'the running one' },
    { address: '/desk/breaches', state: 'none, for administrators' },
  ];
}
