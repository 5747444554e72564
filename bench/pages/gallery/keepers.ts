import type { Page } from 'playwright-core';
import { policyShapes } from '../../../src/organisation/policies/schema/policies.ts';
import { changed, choose, click, empty, fill, inTurn, type Lived, type Place, press, waitingFor } from './shelves.ts';

const BREACHES = /\/api\/v1\/breaches/;

/** The tree, people, policies and models. */
export function administrators(lived: Lived): Place[] {
  const { unit, elsewhere, centre } = lived;
  const station = `/desk/units?unit=${unit}`;
  return [
    { address: '/desk/units', state: 'nothing chosen' },
    { address: '/desk/units', state: 'found', after: fill('.tree input', '维修') },
    { address: station, state: 'a station' },
    { address: station, state: 'a station of somebody else', before: administering(elsewhere) },
    { address: station, state: 'to close it', after: press('x') },
    { address: station, state: 'to move it', after: press('m') },
    { address: station, state: 'to merge it', after: press('g') },
    { address: station, state: 'to change it', after: press('e') },
    { address: station, state: 'a post', after: choose('设一个岗位', 'Set up a post') },
    { address: `/desk/units?unit=${centre}`, state: 'a county' },
    { address: `/desk/units?unit=${centre}`, state: 'to open one below', after: press('n') },
    { address: `/desk/units?unit=${lived.team}`, state: 'a team' },
    { address: '/desk/units', state: 'importing', after: click('.bar .end button') },
    { address: '/desk/units', state: 'importing, what would change', after: importing(CHANGES) },
    { address: '/desk/units', state: 'importing, what is wrong', after: importing(FAULTS) },
    ...people(lived),
    ...Object.keys(policyShapes).map((policy) => ({ address: `/desk/policies?policy=${policy}`, state: 'in force' })),
    { address: '/desk/policies?policy=calendar', state: 'a row begun', after: choose('加一行', 'Add a row') },
    { address: '/desk/policies?policy=needs&row=0-0', state: 'a kind open' },
    {
      address: '/desk/policies?policy=needs&row=0-0',
      state: 'what would change',
      after: renaming('陪独居老人（演示）'),
    },
    { address: '/desk/policies?policy=needs&row=0-0', state: 'what is wrong', after: renaming('') },
    { address: `/desk/batches?unit=${centre}`, state: 'by itself', after: click('form .ant-checkbox-input') },
    { address: '/desk/models', state: 'the running one' },
    { address: '/desk/breaches', state: 'none, for administrators', before: empty(BREACHES) },
  ];
}

function people({ person, numberToSend }: Lived): Place[] {
  const found = `/desk/people?text=武&person=${person}`;
  return [
    { address: '/desk/people', state: 'nothing looked for' },
    { address: '/desk/people?text=武', state: 'found' },
    { address: '/desk/people?text=没有这个人', state: 'nobody found' },
    { address: found, state: 'one person and their roles' },
    { address: found, state: 'why they see an order', after: askWhy(numberToSend) },
    {
      address: '/desk/people?text=孟',
      state: 'to end a role',
      after: inTurn(click('table .linked'), click('.card li .ant-btn-sm')),
    },
    { address: '/desk/people', state: 'a new person', after: choose('登记一个人', 'Enter a person') },
  ];
}

/** Whoever keeps the log and the register of breaches. */
export function auditors(): Place[] {
  return [
    { address: '/desk/audit', state: 'who looked at whom' },
    { address: '/desk/audit', state: 'loading', before: waitingFor(/\/api\/v1\/audit\/entries/) },
    { address: '/desk/audit?category=refused', state: 'refused' },
    { address: '/desk/audit?named=suqiu&side=by', state: 'what one of the staff looked at' },
    { address: '/desk/audit?named=9999-9999', state: 'no such order' },
    { address: '/desk/breaches', state: 'one' },
    { address: '/desk/breaches', state: 'its notice', after: click('.register .linked') },
    { address: '/desk/breaches', state: 'its notice on paper', after: click('.register .linked'), paper: true },
    { address: '/desk/breaches', state: 'to register one', after: choose('登记一起', 'Register a breach') },
    { address: '/desk/breaches', state: 'none', before: empty(BREACHES) },
  ];
}

/** Whoever keeps a share of who stands behind petitions. The key that they make stays in their browser alone. */
export function custodians(): Place[] {
  return [{ address: '/desk/custody', state: 'no key yet' }];
}

/** The administrator of one unit alone. */
function administering(unitId: string): (page: Page) => Promise<void> {
  return changed(/\/api\/v1\/session$/, (me: { grants: object[] }) => ({
    ...me,
    grants: me.grants.map((grant) => ({ ...grant, unitId })),
  }));
}

const HEAD = 'code,nameZh,nameEn,level,parentCode';
const CHANGES = `${HEAD}
990001001001,松影社区新名字（演示）,Songying renamed (demo),station,990001001
990001001998,新开的站（演示）,A new station (demo),station,990001001
990001001999,又一个新开的站（演示）,Another new station (demo),station,990001001
`;
const FAULTS = `${HEAD}
990001001001,,Songying (demo),station,990001001
990001001998,新开的站（演示）,A new station (demo),stop,990001001
990001001999,又一个新开的站（演示）,Another new station (demo),station,
`;

/** Chooses a file to import, and lets it be checked. */
function importing(text: string): (page: Page) => Promise<void> {
  const file = { name: '组织表.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  return async (page) => {
    await click('.bar .end button')(page);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.locator('.ant-modal table').first().waitFor();
  };
}

/** Asks for an order by its number. */
function askWhy(number: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator('form:has(input[maxlength="20"]) input').last().fill(number);
    await choose('查一查', 'Look')(page);
    await page.waitForTimeout(600);
  };
}

/** Gives the kind that is open another Chinese name, and looks at what that changes. */
function renaming(name: string): (page: Page) => Promise<void> {
  return inTurn(fill('[data-pointer="/categories/0/kinds/0/nameZh"] input', name), press('Control+s'));
}
