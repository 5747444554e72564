import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { insertPeople } from '../../identity/actions.ts';
import { seeded, upTo } from '../../matching/cases.fixture.ts';
import { defaultPolicy } from '../../matching/schema.ts';
import { orderToDispatch } from '../../orders/actions/dispatching.ts';
import { loadGround } from '../../orders/actions/ground.ts';
import type { OrderState } from '../../orders/rules/state.ts';
import { whyNotServe } from '../../orders/rules/steps/service.ts';
import { closeUnit } from '../../organisation/actions/units.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { saveOwnProfile } from '../../volunteers/actions/profiles.ts';
import { unverifyVolunteer, verifySkill, verifyVolunteer } from '../../volunteers/actions/vouching.ts';
import { insertVolunteers, loadVolunteers } from '../../volunteers/actions.ts';
import { pointOf } from '../rules/places.ts';
import { weightsOf } from '../rules/weights.ts';
import { indexOf } from './live-index.ts';
import { rankFor } from './ranking.ts';

let database: FreshDatabase;
let town: OrderTown;
let beside: OrderTown;

const CENTRE = { longitude: 112.55, latitude: 37.87 };
/** More than there are. */
const EVERYBODY = 200;

beforeAll(async () => {
  database = await freshDatabase();
  const context = testContext(database.databaseUrl);
  town = await makeOrderTown(context);
  beside = await makeOrderTown(context, 'beside');
  for (const { networkId, city, station, otherStation } of [town, beside])
    await context.database.transaction(networkId, async (connection) => {
      for (const [unit, east] of [
        [city, 0],
        [station, 0.01],
        [otherStation, 0.05],
      ] as const)
        await connection.query(
          {
            name: 'tests.place',
            text: 'update org_unit set longitude = $3, latitude = $4 where network_id = $1 and id = $2',
          },
          [networkId, unit, CENTRE.longitude + east, CENTRE.latitude],
        );
    });
  context.memo.forget('organisation.');
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

/** More volunteers of the town, as an import brings them: no event tells of it. */
async function bringVolunteers(count: number, random: () => number): Promise<Actor[]> {
  const { context, networkId } = town;
  const at = context.clock.now();
  return context.database.transaction(networkId, async (connection) => {
    const actors: Actor[] = [];
    for (let n = 0; n < count; n++) {
      const id = newId(at);
      await insertPeople(connection, [{ id, name: `演示${n}`, phone: null, homeUnitId: null, createdAt: at }]);
      await connection.query(
        { name: 'tests.born', text: 'update person set birth_year = $3 where network_id = $1 and id = $2' },
        [networkId, id, 1950 + upTo(random, 65)],
      );
      const placed = random() < 0.7;
      await insertVolunteers(connection, [
        {
          personId: id,
          unitId: random() < 0.5 ? town.station : town.otherStation,
          joinedAt: at,
          availability: Array.from({ length: 168 }, () => (random() < 0.7 ? '1' : '0')).join(''),
          ...(placed ? { longitude: 112.5 + random() / 10, latitude: 37.82 + random() / 10 } : {}),
          ...(random() < 0.6 ? { verifiedAt: at } : {}),
          skills: ['digital_literacy', 'cleaning', 'nursing']
            .filter(() => random() < 0.6)
            .map((skill) => ({ skill, credential: 'verified' as const, verifiedAt: at })),
          placeUnitIds: random() < 0.3 ? [town.station] : [],
        },
      ]);
      actors.push({ kind: 'person', id, networkId, grants: [] });
    }
    return actors;
  });
}

async function waiting(kind: string, wish: { earliestAt?: string; latestAt?: string } = {}): Promise<string> {
  const id = await town.place(wish);
  await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind });
  return id;
}

async function orderOf(id: string): Promise<OrderState> {
  const order = await orderToDispatch(town.context, town.dispatcher, id);
  if (!order) throw new Error('This order is not for volunteers.');
  return order;
}

/** People by the plain reading of the rules, from the database alone: ids and scores, best first. */
async function bruteForce(order: OrderState): Promise<[string, number][]> {
  const { context, networkId } = town;
  const ground = await loadGround(context, networkId);
  const now = context.clock.now();
  return context.database.transaction(networkId, async (connection) => {
    const ids = (
      await connection.query<{ id: string }>(
        { name: 'tests.all', text: 'select person_id as id from volunteer where network_id = $1' },
        [networkId],
      )
    ).map((row) => row.id);
    const loads = await servedBy(connection);
    const found: [string, number][] = [];
    for (const [id, each] of await loadVolunteers(connection, ids, now)) {
      const asked = order.offers.some((offer) => offer.personId === id && ['open', 'declined'].includes(offer.status));
      const away = each.awayUntil !== null && each.awayUntil >= '2026-03-02';
      if (id === order.requesterId || asked || away || whyNotServe(order, each.acting, ground).length > 0) continue;
      const unit = ground.tree.units.get(each.unitId);
      const home = each.place ?? { longitude: unit?.longitude ?? 0, latitude: unit?.latitude ?? 0 };
      const place = pointOf(CENTRE, { longitude: CENTRE.longitude + 0.01, latitude: CENTRE.latitude });
      const from = pointOf(CENTRE, home);
      const metres = Math.floor(Math.hypot(from.eastMetres - place.eastMetres, from.northMetres - place.northMetres));
      if (metres > 12_000) continue;
      // Monday 14:00 to 15:00; before and after it one half-hour each, which are parts of the hours beside it.
      const free = (hour: number) => each.availability[hour] === '1';
      if (order.earliestAt !== null && !free(14)) continue;
      const [before, after] = order.earliestAt === null ? [free(8), free(9)] : [free(13), free(15)];
      const proved = order.skills.some((skill) =>
        each.acting.skills.some((one) => one.skill === skill && one.credential === 'verified'),
      );
      found.push([
        id,
        -metres +
          (proved ? 200 : 0) +
          60 * (Number(before) + Number(after)) +
          150 -
          150 * (loads.get(id) ?? 0) +
          (each.placeUnitIds.includes(town.station) ? 200 : 0),
      ]);
    }
    return found;
  });
}

async function servedBy(connection: Connection): Promise<Map<string, number>> {
  const rows = await connection.query<{ id: string; count: number }>(
    {
      name: 'tests.served',
      text: `select person_id as id, count(*)::int as count from assignment
        where network_id = $1 and status in ('accepted', 'in_service', 'served') group by 1`,
    },
    [town.networkId],
  );
  return new Map(rows.map((row) => [row.id, row.count]));
}

const sorted = (ranking: [string, number][]) => ranking.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));

/** What other databases of the test's server are about may hold back the newest events for a moment. */
async function agrees(id: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const order = await orderOf(id);
        const { ranked } = await rankFor(town.context, town.networkId, order, EVERYBODY, { provider: 'person' });
        for (const each of ranked) expect(each.score).toBe(each.terms.reduce((sum, term) => sum + term.points, 0));
        const ours = sorted(ranked.map((each) => [each.volunteerId, each.score]));
        const plain = sorted(await bruteForce(order));
        return ours.length > 0 && JSON.stringify(ours) === JSON.stringify(plain) ? 'alike' : { ours, plain };
      },
      { timeout: 20_000, interval: 100 },
    )
    .toBe('alike');
}

describe('the live index', () => {
  test('answers as looking at everybody in the database does, after any sequence of changes', async () => {
    expect(weightsOf((await loadGround(town.context, town.networkId)).policies.dispatch)).toEqual(defaultPolicy);
    const random = seeded(3);
    const people = await bringVolunteers(40, random);
    const orders = [
      await waiting('smartphone_teaching'),
      await waiting('smartphone_teaching', { earliestAt: '2026-03-02T06:00:00Z', latestAt: '2026-03-02T07:00:00Z' }),
    ];
    for (const id of orders) await agrees(id);
    const one = () => people[upTo(random, people.length)]!;
    const steps: ((person: Actor) => Promise<unknown>)[] = [
      (person) =>
        saveOwnProfile(town.context, person, {
          unitId: town.station,
          availability: Array.from({ length: 168 }, () => (random() < 0.5 ? '1' : '0')).join(''),
          awayUntil: random() < 0.3 ? '2026-04-01' : null,
          longitude: 112.5 + random() / 5,
          latitude: 37.87,
          skills: random() < 0.5 ? ['digital_literacy'] : ['cleaning', 'nursing'],
          placeUnitIds: random() < 0.5 ? [town.station] : [],
        }),
      (person) => verifyVolunteer(town.context, town.cityDispatcher, person.id),
      (person) => unverifyVolunteer(town.context, town.cityDispatcher, person.id),
      (person) =>
        verifySkill(town.context, town.cityDispatcher, person.id, { skill: 'cleaning', validUntil: null }).catch(
          () => undefined,
        ),
      async () => {
        const [first] = town.volunteers;
        if (!first) return;
        const id = await town.dispatched([first.id]);
        await town.act(first, id, 'accept', {});
        if (random() < 0.5) await town.act(first, id, 'return', {});
      },
    ];
    for (let round = 0; round < 6; round++) {
      for (let n = 0; n < 5; n++) await steps[upTo(random, steps.length)]!(one());
      for (const id of orders) await agrees(id);
    }
  });

  test('finds what changed without an event, mends it, and says that it did', async () => {
    const random = seeded(4);
    const id = await waiting('smartphone_teaching');
    await agrees(id);
    const index = indexOf(town.context, town.networkId);
    const before = index.figures();
    const [person] = town.volunteers;
    await town.context.database.transaction(town.networkId, (connection) =>
      connection.query(
        {
          name: 'tests.silent',
          text: `update volunteer set longitude = 112.6, latitude = 37.9 where network_id = $1 and person_id = $2`,
        },
        [town.networkId, person?.id],
      ),
    );
    expect(await index.patrol()).toBe(1);
    await agrees(id);
    expect(index.figures()).toMatchObject({ mended: before.mended + 1, built: before.built });
    await bringVolunteers(3, random);
    expect(await index.patrol()).toBe(3);
    await agrees(id);
    expect(index.figures()).toMatchObject({ mended: before.mended + 4, built: before.built + 1 });
    expect(await index.patrol()).toBe(0);
  });

  test('says how many it holds and how old it is', async () => {
    const index = indexOf(town.context, town.networkId);
    await index.catchUp();
    expect(index.figures().ageSeconds).toBeGreaterThanOrEqual(0);
    expect(index.figures().volunteers).toBeGreaterThan(40);
    expect(index.figures().buildMilliseconds).toBeGreaterThan(0);
  });

  test('never sees another network', async () => {
    const id = await waiting('smartphone_teaching');
    const foreign = new Set(
      [...beside.volunteers, beside.leader, beside.member].map((each) => each.id).concat(beside.team),
    );
    const { ranked } = await rankFor(town.context, town.networkId, await orderOf(id), EVERYBODY);
    expect(ranked.length).toBeGreaterThan(5);
    expect(ranked.some((each) => foreign.has(each.volunteerId))).toBe(false);
    expect((await indexOf(town.context, beside.networkId).catchUp()).snapshot.population).toBe(6);
  });

  test('follows the day: who is back is named, and whose papers ran out is not, without an event', async () => {
    const { context } = town;
    const [first, second] = town.volunteers;
    if (!first || !second) throw new Error('Two volunteers are needed.');
    const away = { unitId: town.station, awayUntil: '2026-03-04' };
    await saveOwnProfile(context, first, away);
    await saveOwnProfile(context, second, { unitId: town.station, skills: ['nursing', 'elder_care'] });
    await verifySkill(context, town.cityDispatcher, second.id, { skill: 'nursing', validUntil: '2026-03-04' });
    const [phone, bath] = [await waiting('smartphone_teaching'), await waiting('bathing_assistance')];
    const named = async (id: string) =>
      (await rankFor(context, town.networkId, await orderOf(id), EVERYBODY, { provider: 'person' })).ranked.map(
        (each) => each.volunteerId,
      );
    await expect.poll(() => named(phone), { timeout: 20_000 }).not.toContain(first.id);
    await expect.poll(() => named(bath), { timeout: 20_000 }).toContain(second.id);
    context.clock.set(new Date('2026-03-05T01:00:00Z'));
    context.memo.forget('organisation.');
    expect(await named(phone)).toContain(first.id);
    expect(await named(bath)).not.toContain(second.id);
  });

  test('names a team that serves there, with its members; not one of another centre', async () => {
    const id = await waiting('smartphone_teaching');
    const teams = async () =>
      (await rankFor(town.context, town.networkId, await orderOf(id), EVERYBODY, { provider: 'team' })).ranked;
    expect(await teams()).toMatchObject([{ volunteerId: town.team, kind: 'team' }]);
    await closeUnit(
      town.context,
      { ...town.dispatcher, grants: [{ role: 'administrator', unitId: town.city }] },
      town.team,
      {},
    );
    await expect.poll(teams, { timeout: 20_000 }).toEqual([]);
  });
});
