import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberAll } from '../../../tests/audit-log.ts';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { readEntries } from '../../audit/actions/read.ts';
import { insertRoles } from '../../identity/actions/grants.ts';
import { namesOf, personWithAccount } from '../../identity/actions.ts';
import { myNotifications } from '../../notify/actions.ts';
import { notifyJobs } from '../../notify/jobs.ts';
import { eventsOf } from '../../platform/events.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { nearOrders } from './alike.ts';
import { markComplained } from './complained.ts';
import { showContact } from './contact.ts';
import { orderToDispatch } from './dispatching.ts';
import { readHistory } from './history.ts';
import { listOrders } from './list.ts';
import { orderNumbered, petitionsAmong } from './parties.ts';
import { submitOrder } from './submit.ts';
import { myTasks, ordersOfTeam } from './volunteering.ts';

let database: FreshDatabase;
let town: OrderTown;
/** Dispatcher and clerk of the centre in one. */
let both: Actor;
beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  const roles = [
    { role: 'dispatcher' as const, unitId: town.centre },
    { role: 'petition_clerk' as const, unitId: town.centre },
  ];
  both = { ...town.neighbour, grants: roles };
  await town.context.database.transaction(town.networkId, (connection) =>
    insertRoles(
      connection,
      roles.map((each) => ({ ...each, personId: both.id, at: town.context.clock.now() })),
    ),
  );
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('beside a petition', () => {
  it('a volunteer whom a resident complains of after the service finds it no more', async () => {
    const [first] = town.volunteers;
    if (!first) throw new Error('no volunteer');
    const id = await town.dispatched([first.id]);
    await town.act(first, id, 'accept', {});
    await showContact(town.context, town.resident, id);
    await town.act(first, id, 'start', {});
    await town.act(first, id, 'finish', {});
    expect(await town.see(first, id)).toMatchObject({ status: 'served' });
    await town.act(town.resident, id, 'review', { stars: 1, solved: false });
    await town.act(town.dispatcher, id, 'triage', { nature: 'complaint' });
    expect(await codeOf(town.see(first, id))).toBe('platform.not_found');
    expect(await codeOf(readHistory(town.context, first, id))).toBe('platform.not_found');
    expect((await myTasks(town.context, first)).map((each) => each.id)).not.toContain(id);
    // And the clerk who reads the history learns nothing of who once asked for a number.
    const shown = (await readHistory(town.context, town.clerk, id)).filter(
      (each) => each.kind === 'orders.contact_shown',
    );
    expect(shown.map((each) => each.by)).toEqual([null]);
  });

  it('neither a team that served nor its leader finds in its list what became a complaint', async () => {
    const { leader, member, team, context } = town;
    const id = await town.place();
    await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    await town.act(town.dispatcher, id, 'dispatch', { teamId: team });
    await town.act(leader, id, 'assign', { personIds: [member.id] });
    const listed = async () => (await ordersOfTeam(context, leader, team, {})).items.map((each) => each.id);
    expect(await listed()).toContain(id);
    await town.act(member, id, 'start', {});
    await town.act(member, id, 'finish', {});
    await town.act(town.resident, id, 'review', { stars: 1, solved: false });
    await town.act(town.dispatcher, id, 'triage', { nature: 'complaint' });
    expect(await listed()).not.toContain(id);
    expect((await myTasks(context, member)).map((each) => each.id)).not.toContain(id);
    expect(await codeOf(town.see(leader, id))).toBe('platform.not_found');
  });

  it('the auditor learns of nobody who rang before it was one, neither by its line nor by asking for a person', async () => {
    const { context, networkId, resident, dispatcher } = town;
    const [, second] = town.volunteers;
    if (!second) throw new Error('no volunteer');
    const auditor: Actor = { ...town.stranger, grants: [{ role: 'auditor', unitId: town.city }] };
    const id = await town.dispatched([second.id]);
    await town.act(second, id, 'accept', {});
    await showContact(context, resident, id);
    await showContact(context, dispatcher, id);
    const ports = { namesOf, petitionsAmong, orderNumbered, personWithAccount };
    const read = async (query: Parameters<typeof readEntries>[2] = {}) => {
      await numberAll(context, networkId);
      const { items } = await readEntries(context, auditor, { ...query, category: 'contact' }, ports);
      return items.filter((each) => each.subjectId === id);
    };
    // While it is a plain order the log says who rang whom.
    expect((await read()).map((each) => each.of.map((one) => one.name))).toEqual([['演示居民'], ['演示志愿者乙']]);
    await town.act(second, id, 'return', {});
    await town.act(dispatcher, id, 'triage', { nature: 'complaint' });
    const sealed = await read();
    expect(sealed).toHaveLength(2);
    expect(sealed.map((each) => each.of)).toEqual([[], []]);
    expect(JSON.stringify(sealed)).not.toContain(resident.id);
    expect(JSON.stringify(sealed)).not.toContain('演示居民');
    for (const query of [{ person: resident.id }, { actor: resident.id }]) expect(await read(query)).toEqual([]);
    // By its number one finds the same lines, as sealed, and with a person none of them.
    const { number } = await town.see(town.clerk, id);
    expect(await read({ named: ` ${number} ` })).toEqual(sealed);
    expect(await read({ named: number, person: resident.id })).toEqual([]);
    expect(await codeOf(read({ named: '1231-99999' }))).toBe('audit.nobody_named');
  });

  it('nobody above learns of one that was taken back, joined to another or shown another door before it was marked', async () => {
    const cityClerk: Actor = { ...town.clerk, grants: [{ role: 'petition_clerk', unitId: town.city }] };
    const [back, joined, into, door] = [
      await town.place({ text: '举报虚构的演示专员甲', confidential: true }),
      await town.place({ text: '举报虚构的演示专员乙', confidential: true }),
      await town.place({ text: '举报虚构的演示专员乙，再说一遍', confidential: true }),
      await town.place({ text: '举报虚构的演示专员丙', confidential: true }),
    ];
    await town.act(town.resident, back, 'withdraw', {});
    await town.act(town.clerk, joined, 'merge', { into });
    await town.act(town.clerk, door, 'show_door', { door: 'discipline' });
    const { items } = await listOrders(town.context, cityClerk, { unit: town.centre, limit: 100 });
    for (const id of [back, joined, door]) {
      expect(await codeOf(town.see(cityClerk, id))).toBe('platform.not_found');
      expect(items.map((each) => each.id)).not.toContain(id);
      expect(await codeOf(town.see(town.clerk, id))).toBe('done');
    }
  });

  it('the plain half says of no clerk and no petition that it came from there', async () => {
    const id = await town.place({ text: '举报虚构的演示角落，另外请人帮我学手机' });
    await town.act(town.clerk, id, 'split', { text: '想学手机怎么用', confidential: false });
    const [half] = await town.context.database.transaction(town.networkId, (connection) =>
      connection.query<{ id: string } & Record<string, unknown>>(
        { name: 'tests.half', text: 'select id from orders where network_id = $1 and split_from = $2' },
        [town.networkId, id],
      ),
    );
    const events = await town.context.database.transaction(town.networkId, (connection) =>
      eventsOf(connection, String(half?.id)),
    );
    expect(events.map((each) => [each.kind, each.actorId])).toEqual([['orders.submitted', half?.id]]);
    expect(JSON.stringify(events)).not.toContain(id);
    const history = await readHistory(town.context, town.dispatcher, String(half?.id));
    expect(history.map((each) => each.by)).toEqual(['演示居民']);
  });

  it('staff who typed in a complaint about themselves hear nothing more, and send it again for nothing', async () => {
    const { context } = town;
    const input = {
      text: '举报虚构的演示窗口',
      onBehalfOf: { name: '演示来电者', phone: '13900099999', relation: 'caller' as const, consent: 'spoken' as const },
      placeUnitId: town.station,
    };
    const attempt = { actorId: both.id, key: 'typed-again', digest: Buffer.from('same') };
    const { id } = await submitOrder(context, both, input, attempt);
    await markComplained(context, town.clerk, id, { unitIds: [], personIds: [both.id] });
    await town.act(town.clerk, id, 'show_door', { door: 'discipline' });
    await runJobsOnce(context, notifyJobs);
    const { items } = await myNotifications(context, both, { limit: 100 });
    expect(items.filter((each) => each.orderId === id && each.kind === 'petition_door')).toEqual([]);
    expect(await submitOrder(context, both, input, attempt)).toMatchObject({
      id,
      status: 'submitted',
      text: null,
      kind: null,
    });
  });

  it('whoever it complains of gets of it what an unknown number gets, also near it, to send it and to merge into it', async () => {
    const { context } = town;
    const [hidden, other] = [
      await town.place({ text: '举报虚构的演示桥头' }),
      await town.place({ text: '举报虚构的演示渡口' }),
    ];
    await markComplained(context, town.clerk, hidden, { unitIds: [], personIds: [both.id] });
    const unknown = newId(context.clock.now());
    for (const ask of [
      (id: string) => nearOrders(context, both, id),
      (id: string) => orderToDispatch(context, both, id),
      (id: string) => town.act(both, other, 'merge', { into: id }),
    ])
      expect(await codeOf(ask(hidden))).toBe(await codeOf(ask(unknown)));
  });
});
