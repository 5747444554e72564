import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { lookOf } from '../../audit/rules/looks.ts';
import { eventsOf } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { markComplained } from './complained.ts';
import { whySees } from './sight.ts';

let database: FreshDatabase;
let town: OrderTown;
let administrator: Actor;
let administratingClerk: Actor;
beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  const grant = { role: 'administrator' as const, unitId: town.city };
  administrator = { ...town.stranger, grants: [grant] };
  administratingClerk = { ...town.clerk, grants: [grant, ...town.clerk.grants] };
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const asks = (asker: Actor, person: Actor, number: string) =>
  whySees(town.context, asker, { personId: person.id, number });
const looksAt = async (orderId: string) => {
  const events = await town.context.database.transaction(town.networkId, (connection) => eventsOf(connection, orderId));
  return events.filter((each) => each.kind === 'audit.sight_shown').map((each) => [each.actorId, lookOf(each)]);
};

describe('why somebody sees one order', () => {
  it('is answered to an administrator above, of roles, teams, parts and whose it is, and recorded', async () => {
    const id = await town.dispatched([town.volunteers[0]?.id ?? '']);
    const { number } = await town.see(town.dispatcher, id);
    const [asked, idle] = town.volunteers;
    if (!asked || !idle) throw new Error('The town has volunteers.');
    expect(await asks(administrator, town.dispatcher, number)).toEqual({
      orderId: id,
      confidential: false,
      view: 'whole',
      grounds: [{ ground: 'role', role: 'dispatcher', unitId: town.centre }],
    });
    const told = async (person: Actor) =>
      (await asks(administrator, person, number)).grounds.map((each) => each.ground);
    expect(await told(town.resident)).toEqual(['requester']);
    expect(await told(asked)).toEqual(['offered']);
    expect(await told(idle)).toEqual(['nothing']);
    expect(await told(town.otherDispatcher)).toEqual(['elsewhere']);
    expect((await looksAt(id))[0]).toEqual([
      administrator.id,
      { what: 'record', outcome: 'shown', why: 'rights', of: [town.dispatcher.id] },
    ]);
    const beside = { ...administrator, grants: [{ role: 'administrator' as const, unitId: town.otherCentre }] };
    await expect(asks(beside, town.dispatcher, number)).rejects.toMatchObject({ code: 'platform.not_found' });
    await expect(asks(administrator, { ...idle, id: newId(new Date()) }, number)).rejects.toMatchObject({
      code: 'platform.not_found',
    });
  });

  it('of a petition is answered as of an unknown number, but to who has it', async () => {
    const id = await town.place({ text: '举报虚构的演示站点乱收钱' });
    await markComplained(town.context, town.clerk, id, { unitIds: [town.station], personIds: [] });
    const { number } = await town.see(town.clerk, id);
    const unknown = await asks(administrator, town.dispatcher, '1123-99999999').catch((error: unknown) => error);
    const hidden = await asks(administrator, town.dispatcher, number).catch((error: unknown) => error);
    expect(hidden).toEqual(unknown);
    expect(await looksAt(id)).toEqual([]);

    const told = async (person: Actor) => (await asks(administratingClerk, person, number)).grounds;
    expect(await told(town.stationDispatcher)).toEqual([
      { ground: 'role_complained_of', role: 'dispatcher', unitId: town.station },
    ]);
    expect(await told(town.dispatcher)).toEqual([{ ground: 'sealed', role: 'dispatcher', unitId: town.centre }]);
    // Whoever tries one person after another learns nothing of who stands behind it.
    expect(await told(town.resident)).toEqual(await told(town.neighbour));
    const looks = await looksAt(id);
    expect(looks).toHaveLength(4);
    expect(looks[0]).toEqual([town.clerk.id, { what: 'record', outcome: 'shown', why: 'rights', of: [] }]);
    expect(JSON.stringify(looks)).not.toContain(town.stationDispatcher.id);
  });
});
