import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, overflowing } from '../browser.ts';
import { startJourney } from '../journey.ts';
import { sendAs, startDesks, startWavesAs, TUESDAY, teamOf } from './desk.ts';
import { act, asked, ELECTRICIAN, LEADER, newPhone, startPhones, VOLUNTEER } from './resident.ts';

const journey = startJourney({ now: TUESDAY });
const phones = startPhones(journey);
const desks = startDesks(journey);
const HOUR = 3_600_000;

function later(hours: number): void {
  const { clock } = journey.city.context;
  clock.set(new Date(clock.now().getTime() + hours * HOUR));
}

/** From ten minutes from now on, for ten minutes. */
function soon() {
  const now = journey.city.context.clock.now().getTime();
  return { earliestAt: new Date(now + HOUR / 6).toISOString(), latestAt: new Date(now + HOUR / 3).toISOString() };
}

/** An order for ten minutes from now that the volunteer accepted. */
async function accepted(): Promise<{ id: string; number: string }> {
  const order = await asked(phones, newPhone(), '想请人上门给老人理个发。', soon());
  const { personId } = await phones.call<{ personId: string }>(VOLUNTEER, 'GET', '/me');
  await sendAs(phones.city, 'zhongxin', order.id, 'triage', { nature: 'public_service', kind: 'home_haircut' });
  await sendAs(phones.city, 'zhongxin', order.id, 'dispatch', { personIds: [personId] });
  await act(phones, VOLUNTEER, order.id, 'accept');
  return order;
}

describe('somebody who accepted and did not come', () => {
  it('reads that it was said, says that it was not so, and the centre decides', async () => {
    const order = await accepted();
    later(0.5);
    const desk = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    const panel = desk.getByRole('complementary');
    await panel.getByRole('button', { name: /^记.+没来$/ }).click();
    await desk
      .getByRole('dialog')
      .getByRole('button', { name: /^记.+没来$/ })
      .click();
    await panel.getByText(/答应了没来，也没说一声/).waitFor();
    expect(await axeViolations(desk)).toEqual([]);
    const phone = await phones.phoneOf(VOLUNTEER);
    await phone.goto('/volunteer');
    const said = phone.getByRole('region', { name: '说是没去的' });
    await said.getByText(/有人说您这次答应了没去。/).waitFor();
    await said.getByRole('button', { name: '不是这样：上门理发' }).click();
    await phone.getByLabel('怎么回事，说一句（不写也行）').fill('演示：敲了门没人应。');
    expect(await axeViolations(phone)).toEqual([]);
    expect(await overflowing(phone)).toEqual([]);
    await phone.getByRole('button', { name: '告诉中心' }).click();
    await said.getByText('您说不是这样。中心在看，这期间不算。').waitFor();
    // Who reported it does not decide.
    await desk.reload();
    await panel.getByText(/说不是这样：“演示：敲了门没人应。”/).waitFor();
    expect(await panel.getByRole('button', { name: /^不算：/ }).count()).toBe(0);
    const above = await desks.at('shi', { address: `/desk/queue?order=${order.id}` });
    await above
      .getByRole('complementary')
      .getByRole('button', { name: /^不算：/ })
      .click();
    const sure = above.getByRole('dialog', { name: new RegExp(`^${order.number}：.+不算没来？$`) });
    await sure.getByText('定了就不能再改。').waitFor();
    await sure.getByRole('button', { name: /^不算：/ }).click();
    await above.getByText(/：不算没来。/).waitFor();
    await phone.reload();
    await said.getByText('中心看过了，不算。').waitFor();
    for (const page of [desk, phone, above]) expect(faultsOf(page)).toEqual([]);
  });
});

describe('the leader of a team', () => {
  it('says on the phone that somebody of the team did not come, once the time has passed', async () => {
    const order = await asked(phones, newPhone(), '演示：插座松了，想请人看看。', soon());
    const triage = { nature: 'public_service', kind: 'plumbing_electric_minor' };
    await sendAs(phones.city, 'zhongxin', order.id, 'triage', triage);
    await sendAs(phones.city, 'zhongxin', order.id, 'dispatch', { teamId: await teamOf(phones.city, 'duizhang') });
    const { personId } = await phones.call<{ personId: string }>(ELECTRICIAN, 'GET', '/me');
    await act(phones, LEADER, order.id, 'assign', { personIds: [personId] });
    const phone = await phones.phoneOf(LEADER);
    await phone.goto(`/team/${order.id}`);
    await phone.getByRole('heading', { name: '谁接了' }).waitFor();
    expect(await phone.getByRole('button', { name: /^没来：/ }).count()).toBe(0);
    later(0.5);
    const absences = await phones.call<{ mayReport: string[] }>(LEADER, 'GET', `/orders/${order.id}/absences`);
    expect(absences.mayReport).toEqual([personId]);
    await phone.reload();
    await phone.getByRole('button', { name: /^没来：温师傅/ }).click();
    expect(await axeViolations(phone)).toEqual([]);
    expect(await overflowing(phone)).toEqual([]);
    const dialog = phone.getByRole('dialog');
    await dialog.getByRole('button', { name: '记下来' }).click();
    await phone.getByText('记了没来', { exact: true }).waitFor();
    const theirs = await phones.phoneOf(ELECTRICIAN);
    await theirs.goto('/volunteer');
    await theirs
      .getByRole('region', { name: '说是没去的' })
      .getByText(/有人说您这次答应了没去。/)
      .waitFor();
    for (const page of [phone, theirs]) expect(faultsOf(page)).toEqual([]);
  });
});

describe('what nobody can meet', () => {
  it('stands on a page of the centre: which kind, where and when, and how many are likely to stay empty', async () => {
    const order = await asked(phones, newPhone(), '想请人教我写简历。');
    const triage = { nature: 'public_service', kind: 'job_skills_help', urgency: 'critical' };
    await sendAs(phones.city, 'zhongxin', order.id, 'triage', triage);
    await startWavesAs(phones.city, 'zhongxin', order.id);
    const desk = await desks.at('zhongxin');
    await desk.getByRole('link', { name: '缺口' }).click();
    await desk.getByRole('heading', { level: 1, name: /：人手缺在哪儿$/ }).waitFor();
    await desk.getByText(/正在问人的.+照现在的样子，.*没人去/).waitFor();
    await desk.getByRole('rowheader', { name: /简历|就业|求职/ }).waitFor();
    expect(await axeViolations(desk)).toEqual([]);
    expect(faultsOf(desk)).toEqual([]);
  });
});
