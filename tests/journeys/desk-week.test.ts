import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { startJourney } from '../journey.ts';
import { sendAs, startDesks, TUESDAY } from './desk.ts';
import { asked, newPhone, startPhones } from './resident.ts';

const journey = startJourney({ now: TUESDAY });
const phones = startPhones(journey);
const desks = startDesks(journey);
const DAY = 86_400_000;

describe('the week ahead', () => {
  it('says what was asked for and what noted snow brings, and tells the teams that could go', async () => {
    const wish = {
      earliestAt: new Date(TUESDAY.getTime() + 2 * DAY).toISOString(),
      latestAt: new Date(TUESDAY.getTime() + 2 * DAY + DAY / 24).toISOString(),
    };
    const order = await asked(phones, newPhone(), '演示：周四想请人教我用手机。', wish);
    const triage = { nature: 'public_service', kind: 'smartphone_teaching' };
    await sendAs(phones.city, 'zhongxin', order.id, 'triage', triage);
    const desk = await desks.at('zhongxin');
    await desk.getByRole('link', { name: '一周', exact: true }).click();
    await desk.getByRole('heading', { level: 1, name: /：一周预计$/ }).waitFor();
    const lessons = desk.getByRole('row', { name: /^智能手机使用教学/ });
    await lessons.getByText('已经约好 1 单').waitFor();
    await lessons.getByText('已约 1', { exact: true }).waitFor();

    await desk.getByText('没有记下什么坏天气。', { exact: false }).waitFor();
    await desk.getByRole('combobox', { name: '什么天气' }).click();
    await desk.getByTitle('下雪', { exact: true }).click();
    await desk.getByLabel('从哪天').fill('2026-11-26');
    await desk.getByLabel('到哪天（含当天）').fill('2026-11-27');
    await desk.getByRole('button', { name: '记下' }).click();
    await desk.getByText('下雪：11 月 26 日到 11 月 27 日').waitFor();
    const cleaning = desk.getByRole('row', { name: /^环境清洁整治/ });
    await cleaning.getByText(/^下雪：扫雪（周四、周五）：大约是平常的 [\d.]+ 倍$/).waitFor();
    expect(await axeViolations(desk)).toEqual([]);

    await lessons.getByRole('button', { name: '告诉这些队：智能手机使用教学' }).click();
    const dialog = desk.getByRole('dialog', { name: '告诉队伍：智能手机使用教学' });
    await dialog.getByRole('textbox', { name: '告诉全队' }).waitFor();
    expect(await axeViolations(desk)).toEqual([]);
    await dialog.getByRole('button', { name: '发给全队' }).click();
    await desk.getByText(/^已发给 [1-9]\d* 位队员。$/).waitFor();
    await dialog.waitFor({ state: 'detached' });

    await desk.getByRole('button', { name: /^没有这回事：下雪/ }).click();
    await desk.getByText('没有记下什么坏天气。', { exact: false }).waitFor();
    expect(await cleaning.getByText(/扫雪/).count()).toBe(0);
    expect(faultsOf(desk)).toEqual([]);
  });

  it('leaves the days of the weather room to be read on a narrow screen', async () => {
    const desk = await desks.at('zhongxin', { screen: 'phone', address: '/desk/week' });
    const from = desk.getByLabel('从哪天');
    await from.waitFor();
    const width = await from.evaluate((field) => field.getBoundingClientRect().width);
    expect(width).toBeGreaterThan(200);
    expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    expect(faultsOf(desk)).toEqual([]);
  });
});
