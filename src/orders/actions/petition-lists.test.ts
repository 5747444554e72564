import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { ordersJobs } from '../jobs.ts';
import { publishAnswer, publishedAnswers, readPublication, withdrawAnswer } from './answers.ts';
import { markComplained } from './complained.ts';
import { readFigures, readPublicFigures } from './figures.ts';
import { handToHotline } from './hotline.ts';
import { readKindUses } from './kind-uses.ts';
import { countOrders } from './list.ts';
import { petitionsOf, reportByDepartment } from './petitions.ts';

let database: FreshDatabase;
let town: OrderTown;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
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

async function forwarded(text = '演示小区电梯坏了，我是老张'): Promise<string> {
  const id = await town.place({ text, confidential: true });
  await town.act(town.clerk, id, 'triage', { nature: 'complaint' });
  await markComplained(town.context, town.clerk, id, { unitIds: [], personIds: [] });
  await town.act(town.clerk, id, 'forward', { departmentId: town.department, text: '某小区电梯坏了' });
  return id;
}

async function replied(): Promise<string> {
  const id = await forwarded();
  await town.act(town.officer, id, 'sign_for', {});
  await town.act(town.officer, id, 'admit', { words: '我们受理' });
  await town.act(town.officer, id, 'reply', { words: '修好了' });
  return id;
}

const ids = async (actor: Actor, filter: Parameters<typeof petitionsOf>[2]) =>
  (await petitionsOf(town.context, actor, filter)).items.map((each) => each.id);

describe('the register and the inbox', () => {
  it('show the clerk all of the county and the officer what is forwarded to the department, in masked words', async () => {
    const waiting = await town.place({ text: '投诉：演示饭馆油烟大，我住隔壁老李家', confidential: true });
    const theirs = await forwarded();
    expect(await ids(town.clerk, { clock: 'forward' })).toContain(waiting);
    expect(await ids(town.clerk, { clock: 'notice' })).toContain(theirs);
    expect(await ids(town.officer, {})).toContain(theirs);
    expect(await ids(town.officer, {})).not.toContain(waiting);
    expect(await ids(town.officer, { clock: 'forward' })).toEqual([]);
    const rows = [
      ...(await petitionsOf(town.context, town.clerk, {})).items,
      ...(await petitionsOf(town.context, town.officer, {})).items,
    ];
    for (const secret of ['老李', '老张', town.resident.id]) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('go on page by page, nearest clock first, and show what is late alone when asked', async () => {
    const first = await petitionsOf(town.context, town.clerk, { limit: 1 });
    const second = await petitionsOf(town.context, town.clerk, { limit: 1, cursor: first.nextCursor ?? '' });
    const [one, two] = [first.items[0], second.items[0]];
    if (!one?.dueAt || !two?.dueAt) throw new Error('Two petitions wait.');
    expect(one.dueAt <= two.dueAt).toBe(true);
    expect(one.id).not.toBe(two.id);
    expect(await ids(town.clerk, { late: true })).toEqual([]);
  });

  it('refuse who is neither clerk nor officer there', async () => {
    expect(await codeOf(petitionsOf(town.context, town.dispatcher, {}))).toBe('platform.forbidden');
    expect(await codeOf(petitionsOf(town.context, town.clerk, { unit: town.otherCentre }))).toBe('platform.forbidden');
    expect(await codeOf(petitionsOf(town.context, town.officer, { unit: town.centre }))).toBe('platform.forbidden');
  });

  it('an ended one leaves the clocks and stands among the ended', async () => {
    const id = await town.place({ text: '举报有人收好处费', confidential: true });
    await town.act(town.clerk, id, 'show_door', { door: 'discipline' });
    expect(await ids(town.clerk, {})).not.toContain(id);
    expect(await ids(town.clerk, { clock: 'ended' })).toContain(id);
  });
});

describe('the report by department', () => {
  it('counts departments with five or more, in whole fives, and names nobody', async () => {
    const before = await reportByDepartment(town.context, town.observer, { unit: town.centre });
    expect(before).toMatchObject({ departments: [] });
    for (let number = 0; number < 5; number++) await replied();
    const after = await reportByDepartment(town.context, town.observer, { unit: town.centre });
    expect(after.departments).toMatchObject([
      { departmentId: town.department, received: 5, replied: 5, onTime: 5, disputed: 0, reopened: 0, medianDays: 0 },
    ]);
    const id = await replied();
    await town.act(town.resident, id, 'review', { stars: 1, solved: false });
    const disputed = await reportByDepartment(town.context, town.observer, { unit: town.centre });
    expect(disputed.departments).toMatchObject([{ disputed: 0, reopened: 0 }]);
    expect(await codeOf(reportByDepartment(town.context, town.officer, {}))).toBe('platform.forbidden');
  });

  it('counts whole months of the network’s zone and nothing that could be slid over a single petition', async () => {
    const month = (asked: { from?: string; to?: string }) =>
      reportByDepartment(town.context, town.observer, { unit: town.centre, ...asked });
    expect(await month({})).toMatchObject({ from: '2026-01', to: '2026-03' });
    expect((await month({ from: '2026-03', to: '2026-03' })).departments).toHaveLength(1);
    expect((await month({ to: '2026-02' })).departments).toEqual([]);
    for (const asked of [{ from: '2026-03-02T01:00:00Z' }, { to: '2026-03-02' }, { from: '2026-03', to: '2026-02' }])
      expect(await codeOf(month(asked))).toBe('orders.report_months');
  });
});

describe('counts of petitions', () => {
  /** Everything that counts, for everybody who may read it, as text without the time of reading. */
  const counted = async () => {
    const { context, networkId } = town;
    context.memo.forget('orders.');
    const read = [
      await readFigures(context, town.observer, town.city),
      await readFigures(context, town.observer, town.centre),
      await readFigures(context, town.stationDispatcher, town.station),
      await readPublicFigures(context, networkId),
      await reportByDepartment(context, town.observer, { unit: town.centre }),
      await readKindUses(context, { ...town.observer, grants: [{ role: 'administrator', unitId: town.city }] }),
      await countOrders(context, town.dispatcher, {}),
    ];
    return JSON.stringify(read, (key, value) => (key === 'at' || key === 'to' ? undefined : value));
  };

  it('do not change by one petition more, in no figure, report, wall, public page or list of others', async () => {
    // Two more than a multiple of five, so that the next one fills none.
    const { items } = await petitionsOf(town.context, town.clerk, { limit: 100 });
    for (let open = items.length; open % 5 !== 2; open++) await forwarded();
    const before = await counted();
    const id = await town.place({ text: '举报虚构的演示泵房' });
    await town.act(town.clerk, id, 'triage', { nature: 'complaint', kind: 'noise_nuisance' });
    expect(await counted()).toBe(before);
  });

  it('the same search finds a planted fault: an open order more changes them', async () => {
    const before = await counted();
    await town.place({ text: '想学手机怎么用' });
    expect(await counted()).not.toBe(before);
  });
});

describe('the 12345 line', () => {
  it('gets masked words and gives a number that is kept; without a provider it says so', async () => {
    const id = await forwarded();
    expect(await codeOf(handToHotline(town.context, town.clerk, id))).toBe('orders.no_hotline');
    const handed: unknown[] = [];
    const hotline = {
      handOver: async (matter: unknown) => {
        handed.push(matter);
        return '演示-0301';
      },
    };
    const reached = { ...town.context, ports: { ...town.context.ports, hotline } };
    await handToHotline(reached, town.clerk, id);
    expect(handed).toMatchObject([{ words: '某小区电梯坏了' }]);
    expect(JSON.stringify(handed)).not.toContain('老张');
    expect((await town.see(town.clerk, id)).petition).toMatchObject({
      hotlineNumber: '演示-0301',
      hotlineDirection: 'to',
    });
    expect(await codeOf(handToHotline(reached, town.dispatcher, id))).toBe('platform.not_found');
  });
});

describe('public answers', () => {
  const input = { question: '小区电梯坏了一个月没人修，找谁？', answer: '找住建部门，维修资金可以应急使用。' };

  it('need the petitioner’s consent and a reply, and lead back to nobody', async () => {
    const id = await replied();
    expect(await codeOf(publishAnswer(town.context, town.clerk, id, input))).toBe('orders.no_consent');
    await town.act(town.resident, id, 'consent_publication', { given: true });
    expect(await codeOf(publishAnswer(town.context, town.officer, id, input))).toBe('platform.not_found');
    await publishAnswer(town.context, town.clerk, id, input);
    const { items } = await publishedAnswers(town.context, town.networkId, {});
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ ...input, departmentId: town.department, month: '2026-03' });
    const text = JSON.stringify(items);
    for (const secret of [id, town.resident.id, town.clerk.id, '老张']) expect(text).not.toContain(secret);
  });

  it('bear an id that tells no time, and go on page by page, month after month', async () => {
    for (let month = 0; month < 2; month++) {
      town.context.clock.forward(60 * 24 * 31);
      const id = await replied();
      await town.act(town.resident, id, 'consent_publication', { given: true });
      await publishAnswer(town.context, town.clerk, id, input);
    }
    const seen: { id: string; month: string }[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await publishedAnswers(town.context, town.networkId, { limit: 1, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.map((each) => each.month)).toEqual(['2026-05', '2026-04', '2026-03']);
    // A version 4 is drawn; a version 7 would begin with the millisecond.
    expect(seen.map((each) => each.id.charAt(14))).toEqual(['4', '4', '4']);
    const unknown = publishedAnswers(town.context, town.networkId, { cursor: seen[0]?.id ?? '' });
    expect(await codeOf(unknown)).toBe('orders.cursor_unknown');
  });

  it('are never written over unseen: of two clerks the second is refused until they have read what the first published', async () => {
    const id = await replied();
    await town.act(town.resident, id, 'consent_publication', { given: true });
    const read = () => readPublication(town.context, town.clerk, id);
    const { version } = await read();
    expect(version).toBe(0);
    await publishAnswer(town.context, town.clerk, id, input, { ifMatch: version });
    const other = { ...input, answer: '找物业，一周内修好。' };
    town.context.clock.forward(1);
    expect(await codeOf(publishAnswer(town.context, town.clerk, id, other, { ifMatch: version }))).toBe(
      'orders.changed_meanwhile',
    );
    expect(await read()).toMatchObject(input);
    await publishAnswer(town.context, town.clerk, id, other, { ifMatch: (await read()).version });
    expect(await read()).toMatchObject(other);
    await withdrawAnswer(town.context, town.clerk, id);
  });

  it('are taken back by a clerk, and at once when the consent is taken back', async () => {
    const id = await replied();
    await town.act(town.resident, id, 'consent_publication', { given: true });
    await publishAnswer(town.context, town.clerk, id, input);
    expect(await readPublication(town.context, town.clerk, id)).toMatchObject({ consented: true, published: true });
    await withdrawAnswer(town.context, town.clerk, id);
    expect(await readPublication(town.context, town.clerk, id)).toMatchObject({ published: false, question: null });
    await publishAnswer(town.context, town.clerk, id, input);
    await town.act(town.resident, id, 'consent_publication', { given: false });
    await runJobsOnce(town.context, ordersJobs);
    expect(await readPublication(town.context, town.clerk, id)).toMatchObject({ consented: false, published: false });
  });
});
