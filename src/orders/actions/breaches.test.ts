import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberAll } from '../../../tests/audit-log.ts';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { myNotifications } from '../../notify/actions.ts';
import { notifyJobs } from '../../notify/jobs.ts';
import { eventsOf } from '../../platform/events.ts';
import type { Attempt } from '../../platform/idempotency.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import {
  changeBreach,
  listBreaches,
  noteAuthorityTold,
  registerBreach,
  tellAgain,
  tellConcerned,
} from '../../vault/actions/breaches.ts';
import type { BreachInput } from '../../vault/schema.ts';
import { enterThoseConcerned, myNotices } from './breaches.ts';

let database: FreshDatabase;
let town: OrderTown;
let auditor: Actor;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  auditor = { ...town.stranger, grants: [{ role: 'auditor', unitId: town.city }] };
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const WORDS: BreachInput = {
  happenedAt: '2026-03-01T02:00:00.000Z',
  foundAt: '2026-03-02T00:30:00.000Z',
  dataKinds: ['content'],
  what: '演示：一个账号多看了几件不该看的诉求',
  cause: '演示：账号借给了别人',
  consequences: '演示：有人可能知道您写了什么',
  measuresTaken: '演示：账号停了，密码换了',
  measuresForPeople: '演示：接到可疑电话不要理会',
  contact: '演示：0351-0000000',
};
const register = (changes: Partial<BreachInput> = {}) =>
  registerBreach(town.context, auditor, { ...WORDS, ...changes }).then((made) => made.id);
const listedAs = async (id: string) => (await listBreaches(town.context, auditor)).find((each) => each.id === id);
const kindsOf = async (id: string) => {
  const events = await town.context.database.transaction(town.networkId, (connection) => eventsOf(connection, id));
  return events.map((each) => each.kind);
};
/** A write that is sent twice. */
const attempt = (key: string): Attempt => ({ key, digest: Buffer.from(key) });
const concern = (id: string, input: Parameters<typeof enterThoseConcerned>[3]) =>
  enterThoseConcerned(town.context, auditor, id, input);
const told = async (actor: Actor) => {
  await runJobsOnce(town.context, notifyJobs);
  const { items } = await myNotifications(town.context, actor, { limit: 100 });
  return items.filter((each) => each.kind === 'breach_told').length;
};

describe('a breach', () => {
  it('is told to everybody concerned, a nameless petitioner too, once, with all that the law asks for', async () => {
    const id = await register();
    const open = await town.place({ text: '想学手机怎么用' }, town.neighbour);
    const petition = await town.place({ text: '举报虚构的演示歌厅' });
    const numbers = [
      (await town.see(town.dispatcher, open)).number,
      (await town.see(town.clerk, petition)).number,
      '9999-9999',
    ];
    expect(await concern(id, { numbers })).toEqual({ added: 2, unknown: ['9999-9999'] });
    expect(await told(town.neighbour)).toBe(0);
    expect(await concern(id, { numbers })).toMatchObject({ added: 0 });
    expect(await told(town.resident)).toBe(0);
    expect(await myNotices(town.context, town.resident)).toEqual([]);
    await tellConcerned(town.context, auditor, id);
    expect(await told(town.resident)).toBe(1);
    expect(await told(town.neighbour)).toBe(1);
    expect(await told(town.volunteers[0] as Actor)).toBe(0);
    for (const actor of [town.resident, town.neighbour])
      expect(await myNotices(town.context, actor)).toMatchObject([{ id, ...WORDS }]);
    expect(await myNotices(town.context, town.officer)).toEqual([]);
    await expect(tellConcerned(town.context, auditor, id)).rejects.toMatchObject({ code: 'vault.nobody_concerned' });
    const [listed] = await listBreaches(town.context, auditor);
    expect(listed).toMatchObject({ id, concerned: 2, untold: 0, registeredByName: '演示路人' });
    expect(listed?.peopleToldAt).not.toBeNull();
  });

  it('tells a number behind which there is a petition in nothing from one behind which there is nothing', async () => {
    const petition = await town.place({ text: '举报虚构的演示台球厅' });
    const { number } = await town.see(town.clerk, petition);
    const nobodys = number.startsWith('0101') ? '0102-0001' : '0101-0001';
    const answers = [];
    for (const each of [number, nobodys]) {
      const id = await register();
      const entered = [await concern(id, { numbers: [each] }), await concern(id, { numbers: [each] })];
      const listed = async () => (await listBreaches(town.context, auditor)).find((one) => one.id === id);
      const before = await listed();
      await tellConcerned(town.context, auditor, id);
      await runJobsOnce(town.context, notifyJobs);
      await changeBreach(town.context, auditor, id, { ...WORDS, contact: '演示：0351-0000001' });
      const after = await listed();
      await tellAgain(town.context, auditor, id);
      const again = await listed();
      answers.push({
        entered,
        counts: [before?.concerned, before?.untold, after?.concerned, after?.untold],
        before: [before?.toldBefore, after?.toldBefore, again?.toldBefore],
      });
    }
    expect(answers[0]).toEqual({
      entered: [
        { added: 1, unknown: [] },
        { added: 0, unknown: [] },
      ],
      counts: [1, 1, 1, 0],
      before: [0, 1, 0],
    });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('concerns everybody whom an account looked at in that time, as the audit log has it', async () => {
    const { context, networkId } = town;
    const petition = await town.place({ text: '举报虚构的演示茶馆' });
    context.clock.forward(1);
    const from = context.clock.now();
    context.clock.forward(20);
    await town.see(town.clerk, petition);
    await numberAll(context, networkId);
    context.clock.forward(1);
    const to = context.clock.now().toISOString();
    const id = await register({ foundAt: from.toISOString() });
    const lookedAtBy = { actorId: town.clerk.id, from: from.toISOString(), to };
    expect(await concern(id, { lookedAtBy })).toEqual({ added: 1, unknown: [] });
    const other = await register({ foundAt: from.toISOString() });
    expect(await concern(other, { lookedAtBy: { ...lookedAtBy, actorId: town.dispatcher.id } })).toMatchObject({
      added: 0,
    });
    await tellConcerned(context, auditor, id);
    expect((await myNotices(context, town.resident)).map((each) => each.id)).toContain(id);
    // Who is behind the petition stands nowhere beside the breach.
    const events = await context.database.transaction(networkId, (connection) => eventsOf(connection, id));
    expect(JSON.stringify(events)).not.toContain(town.resident.id);
    expect(events.map((each) => each.kind)).toEqual([
      'vault.breach_registered',
      'vault.breach_concerned',
      'vault.breach_told',
    ]);
  });

  it('is said anew, and the authority’s being told is noted once, each step in the history', async () => {
    const id = await register();
    await changeBreach(town.context, auditor, id, { ...WORDS, happenedAt: null, what: '演示：改过的说明' });
    await noteAuthorityTold(town.context, auditor, id);
    const noted = (await listBreaches(town.context, auditor)).find((each) => each.id === id);
    expect(noted).toMatchObject({ what: '演示：改过的说明', happenedAt: null });
    expect(noted?.authorityToldAt).toBe(town.context.clock.now().toISOString());
    town.context.clock.forward(5);
    await noteAuthorityTold(town.context, auditor, id);
    const again = (await listBreaches(town.context, auditor)).find((each) => each.id === id);
    expect(again?.authorityToldAt).toBe(noted?.authorityToldAt);
  });

  it('is not overwritten by the second of two who opened it: theirs is refused, and nothing of the first is lost', async () => {
    const id = await register();
    const opened = (await listedAs(id))?.version;
    expect(opened).toBe(1);
    const first = { ...WORDS, consequences: '演示：先写的危害' };
    expect(await changeBreach(town.context, auditor, id, first, { ifMatch: 1, attempt: attempt('first') })).toBe(2);
    expect(await changeBreach(town.context, auditor, id, first, { ifMatch: 1, attempt: attempt('first') })).toBe(2);
    const second = { ...WORDS, contact: '演示：后写的联系方式' };
    await expect(changeBreach(town.context, auditor, id, second, { ifMatch: 1 })).rejects.toMatchObject({
      code: 'vault.version_conflict',
      status: 412,
    });
    expect(await listedAs(id)).toMatchObject({ version: 2, consequences: '演示：先写的危害', contact: WORDS.contact });
    expect(await changeBreach(town.context, auditor, id, { ...first, contact: second.contact }, { ifMatch: 2 })).toBe(
      3,
    );
    // The same words once more are no change.
    expect(await changeBreach(town.context, auditor, id, { ...first, contact: second.contact }, { ifMatch: 3 })).toBe(
      3,
    );
    expect(await kindsOf(id)).toEqual(['vault.breach_registered', 'vault.breach_changed', 'vault.breach_changed']);
  });

  it('is told anew, once, to those alone who were told before it was changed', async () => {
    const id = await register();
    const { neighbour, resident } = town;
    const open = await town.place({ text: '想学怎么在网上挂号' }, neighbour);
    const petition = await town.place({ text: '举报虚构的演示棋牌室' });
    const before = { neighbour: await told(neighbour), resident: await told(resident) };
    const since = async () => [(await told(neighbour)) - before.neighbour, (await told(resident)) - before.resident];
    const tell = () => tellAgain(town.context, auditor, id);
    await concern(id, { numbers: [(await town.see(town.dispatcher, open)).number] });
    await expect(tell()).rejects.toMatchObject({ code: 'vault.nobody_told_before', status: 409 });
    await tellConcerned(town.context, auditor, id);
    expect(await since()).toEqual([1, 0]);
    await expect(tell()).rejects.toMatchObject({ code: 'vault.nobody_told_before' });
    await changeBreach(town.context, auditor, id, { ...WORDS, measuresForPeople: '演示：请换密码' });
    await concern(id, { numbers: [(await town.see(town.clerk, petition)).number] });
    expect(await listedAs(id)).toMatchObject({ concerned: 2, untold: 1, toldBefore: 1 });
    town.context.clock.forward(1);
    await tellAgain(town.context, auditor, id, attempt('again'));
    await tellAgain(town.context, auditor, id, attempt('again'));
    expect(await since()).toEqual([2, 0]);
    expect(await listedAs(id)).toMatchObject({ untold: 1, toldBefore: 0 });
    const [notice] = await myNotices(town.context, neighbour);
    expect(notice).toMatchObject({ id, measuresForPeople: '演示：请换密码' });
    expect(notice?.toldAt).toBe(town.context.clock.now().toISOString());
    await tellConcerned(town.context, auditor, id);
    expect(await since()).toEqual([2, 1]);
    await changeBreach(town.context, auditor, id, { ...WORDS, measuresForPeople: '演示：请换密码，也换电话' });
    await tell();
    expect(await since()).toEqual([3, 2]);
    expect((await kindsOf(id)).filter((kind) => kind === 'vault.breach_told_again')).toHaveLength(2);
  });

  it('is not found before it happened, nor in the future', async () => {
    const later = new Date(town.context.clock.now().getTime() + 60_000).toISOString();
    for (const changes of [{ foundAt: later }, { happenedAt: '2026-03-02T01:00:00.000Z' }])
      await expect(register(changes)).rejects.toMatchObject({ code: 'vault.breach_times' });
  });

  it('is kept by auditors and administrators of the whole network alone', async () => {
    const id = await register();
    const below: Actor = { ...town.stranger, grants: [{ role: 'administrator', unitId: town.centre }] };
    for (const actor of [below, town.clerk, town.dispatcher, town.resident]) {
      for (const work of [
        listBreaches(town.context, actor),
        registerBreach(town.context, actor, WORDS),
        changeBreach(town.context, actor, id, WORDS),
        tellConcerned(town.context, actor, id),
        tellAgain(town.context, actor, id),
        enterThoseConcerned(town.context, actor, id, { numbers: [] }),
      ])
        await expect(work).rejects.toMatchObject({ code: 'platform.forbidden' });
    }
    const unknown = '00000000-0000-7000-8000-000000000009';
    await expect(tellConcerned(town.context, auditor, unknown)).rejects.toMatchObject({ status: 404 });
  });
});
