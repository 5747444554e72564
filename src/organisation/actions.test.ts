import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SmallCity, smallCity } from '../../tests/city.ts';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { eventsOf } from '../platform/events.ts';
import { jobActor } from '../shared/actor.ts';
import { readUnknownYears } from './actions/calendar.ts';
import { closeDueUnits } from './actions/closing.ts';
import { importTree } from './actions/import.ts';
import { createNetwork } from './actions/networks.ts';
import { checkPolicy, readPolicy, readPolicyHistory, savePolicy } from './actions/policies.ts';
import { endPost, fillPost, holdersSince, openPost, readPosts, unitsHeldSince } from './actions/posts.ts';
import { changeUnit, closeUnit, keepUnitOpen, mergeUnits, moveUnit, openUnit } from './actions/units.ts';
import { loadPolicies, loadTree, readCompactTree, readUnit, readUnitHistory } from './actions.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;
let count = 0;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
});
afterAll(async () => {
  await context.database.close();
  await database.drop();
});
beforeEach(async () => {
  city = await smallCity(context, `city-${++count}`);
});

const read = (id: string) => readUnit(context, city.networkId, id);
const kindsOf = async (id: string) =>
  (await context.database.transaction(city.networkId, (connection) => eventsOf(connection, id))).map(
    (event) => event.kind,
  );
/** Ids of everything below a unit, as the store of ancestors has it: what lists by subtree rest on. */
const below = async (id: string) =>
  (
    await context.database.transaction(city.networkId, (connection) =>
      connection.query<{ id: string }>(
        {
          name: 'tests.below',
          text: 'select unit_id as id from org_unit_ancestor where network_id = $1 and ancestor_id = $2 and distance > 0',
        },
        [city.networkId, id],
      ),
    )
  ).map((row) => row.id);

describe('the tree in memory', () => {
  it('is not read whole again while no unit was changed, and is as soon as one was, by whatever server', async () => {
    const { networkId } = city;
    const outdated = () => context.memo.forget(`organisation.tree:${networkId}`);
    const before = await loadTree(context, networkId);
    outdated();
    expect(await loadTree(context, networkId)).toBe(before);
    const other = testContext(database.databaseUrl);
    const east = before.units.get(city.unit('east'));
    await changeUnit(
      other,
      city.actors.cityAdministrator,
      city.unit('east'),
      { nameZh: '东区改名' },
      east?.version ?? 0,
    );
    await other.database.close();
    outdated();
    expect((await loadTree(context, networkId)).units.get(city.unit('east'))?.nameZh).toBe('东区改名');
  });
});

describe('units', () => {
  it('open below another, with their ancestors, history and event', async () => {
    const { cityAdministrator } = city.actors;
    const input = {
      code: 'east.4',
      parentId: city.unit('east'),
      level: 'institute' as const,
      nameZh: '四街',
      nameEn: 'Fourth',
    };
    const opened = await openUnit(context, cityAdministrator, input);
    expect(opened).toMatchObject({
      code: 'east.4',
      openedOn: '2026-03-02',
      version: 1,
      path: [{ level: 'centre' }, { level: 'city' }],
    });
    expect(await below(city.unit('east'))).toContain(opened.id);
    expect(await kindsOf(opened.id)).toEqual(['organisation.unit_opened']);
    await expect(openUnit(context, cityAdministrator, input)).rejects.toMatchObject({
      code: 'organisation.code_taken',
    });
    const wrong = { ...input, code: 'x', level: 'station' as const, parentId: city.unit('city') };
    await expect(openUnit(context, cityAdministrator, wrong)).rejects.toMatchObject({
      code: 'organisation.level_not_below',
    });
  });

  it('are opened once when the same write is sent twice', async () => {
    const attempt = { key: 'open-once', digest: Buffer.alloc(32, 1) };
    const input = {
      code: 'east.4',
      parentId: city.unit('east'),
      level: 'institute' as const,
      nameZh: '四街',
      nameEn: 'Fourth',
    };
    const first = await openUnit(context, city.actors.cityAdministrator, input, attempt);
    const second = await openUnit(context, city.actors.cityAdministrator, input, attempt);
    expect(second.id).toBe(first.id);
  });

  it('change only from the version that was seen, and remember what they were called', async () => {
    const id = city.unit('east.1');
    const changed = await changeUnit(context, city.actors.centreAdministrator, id, { nameZh: '新街' }, 1);
    expect(changed).toMatchObject({ nameZh: '新街', version: 2 });
    await expect(changeUnit(context, city.actors.centreAdministrator, id, { nameZh: '旧街' }, 1)).rejects.toMatchObject(
      { code: 'organisation.version_conflict', status: 412 },
    );
    const history = await readUnitHistory(context, city.networkId, id);
    expect(history.map((one) => [one.version, one.change, one.nameZh])).toEqual([
      [1, 'imported', '组织3'],
      [2, 'changed', '新街'],
    ]);
  });

  it('are changed by administrators above only', async () => {
    const { centreAdministrator, centreDispatcher, observer } = city.actors;
    const change = { nameZh: '别的名字' };
    const forbidden = { code: 'platform.forbidden' };
    await expect(changeUnit(context, centreAdministrator, city.unit('west.1'), change)).rejects.toMatchObject(
      forbidden,
    );
    await expect(changeUnit(context, centreDispatcher, city.unit('east.1'), change)).rejects.toMatchObject(forbidden);
    await expect(changeUnit(context, observer, city.unit('east.1'), change)).rejects.toMatchObject(forbidden);
    // One's own unit is closed, merged and moved by those above.
    const heir = { heirId: city.unit('west') };
    await expect(closeUnit(context, centreAdministrator, city.unit('east'), heir)).rejects.toMatchObject(forbidden);
    await expect(
      moveUnit(context, centreAdministrator, city.unit('east.1'), { parentId: city.unit('west') }),
    ).rejects.toMatchObject(forbidden);
  });

  it('close with an heir who carries on, and stay readable', async () => {
    const id = city.unit('east.1.2');
    const { centreAdministrator } = city.actors;
    await expect(closeUnit(context, centreAdministrator, id, {})).rejects.toMatchObject({
      code: 'organisation.heir_needed',
    });
    await expect(
      closeUnit(context, centreAdministrator, city.unit('east.1'), { heirId: city.unit('east.2') }),
    ).rejects.toMatchObject({ code: 'organisation.children_open' });
    const closed = await closeUnit(context, centreAdministrator, id, { heirId: city.unit('east.1.3') });
    expect(closed).toMatchObject({ closedOn: '2026-03-02', mergedInto: city.unit('east.1.3') });
    expect(await kindsOf(id)).toEqual(['organisation.unit_closed']);
    expect((await read(id)).nameZh).toBe(closed.nameZh);
    const { json } = await readCompactTree(context, city.networkId);
    expect(json.toString()).not.toContain(id);
    await expect(closeUnit(context, centreAdministrator, id, { heirId: city.unit('east.1.1') })).rejects.toMatchObject({
      code: 'organisation.unit_closed',
    });
  });

  it('refuse heirs that could not carry on', async () => {
    const { cityAdministrator } = city.actors;
    const id = city.unit('east.1.2');
    const unfit = { code: 'organisation.heir_unfit' };
    for (const heir of ['east.1.2', 'team.care', 'civil_affairs'] as const)
      await expect(closeUnit(context, cityAdministrator, id, { heirId: city.unit(heir) })).rejects.toMatchObject(unfit);
    await closeUnit(context, cityAdministrator, city.unit('east.1.3'), { heirId: city.unit('east.1.1') });
    await expect(closeUnit(context, cityAdministrator, id, { heirId: city.unit('east.1.3') })).rejects.toMatchObject(
      unfit,
    );
  });

  it('that close later are told of on their day, once', async () => {
    const id = city.unit('east.1.2');
    await closeUnit(context, city.actors.cityAdministrator, id, { on: '2026-03-05', heirId: city.unit('east.1.3') });
    expect(await kindsOf(id)).toEqual(['organisation.unit_closing']);
    // What came below it now, or was left to it, would be cut off with it on that day.
    const closing = { status: 409, code: 'organisation.unit_closing', details: { params: { date: '2026-03-05' } } };
    const { cityAdministrator } = city.actors;
    const point = { code: 'late.1', parentId: id, level: 'point', nameZh: '演示点', nameEn: 'Point (demo)' } as const;
    await expect(openUnit(context, cityAdministrator, point)).rejects.toMatchObject(closing);
    await expect(closeUnit(context, cityAdministrator, city.unit('east.2.1'), { heirId: id })).rejects.toMatchObject({
      code: 'organisation.heir_unfit',
    });
    await closeDueUnits(context, city.networkId);
    expect(await kindsOf(id)).toEqual(['organisation.unit_closing']);
    context.clock.set(new Date('2026-03-04T16:00:00Z'));
    await Promise.all([closeDueUnits(context, city.networkId), closeDueUnits(context, city.networkId)]);
    await closeDueUnits(context, city.networkId);
    expect(await kindsOf(id)).toEqual(['organisation.unit_closing', 'organisation.unit_closed']);
    context.clock.set(new Date('2026-03-02T01:00:00Z'));
  });

  it('that are to close later stay open when that is taken back before their day, and not after', async () => {
    const { cityAdministrator, centreAdministrator } = city.actors;
    const [institute, station] = [city.unit('east.3'), city.unit('east.3.1')];
    const heirId = city.unit('east.2');
    await expect(keepUnitOpen(context, cityAdministrator, station)).rejects.toMatchObject({
      code: 'organisation.not_closing',
    });
    const merging = await mergeUnits(context, cityAdministrator, station, {
      into: city.unit('east.3.2'),
      on: '2026-03-05',
    });
    await expect(keepUnitOpen(context, city.actors.stationDispatcher, station)).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    await expect(keepUnitOpen(context, centreAdministrator, station, merging.version - 1)).rejects.toMatchObject({
      code: 'organisation.version_conflict',
    });
    const kept = await keepUnitOpen(context, centreAdministrator, station, merging.version);
    expect(kept).toMatchObject({ closedOn: null, mergedInto: null });
    expect(await kindsOf(station)).toEqual(['organisation.unit_closing', 'organisation.unit_kept_open']);
    expect((await readUnitHistory(context, city.networkId, station)).at(-1)).toMatchObject({ change: 'kept_open' });
    // Below a unit that is to close itself nothing stays open.
    for (const each of ['east.3.1', 'east.3.2', 'east.3.3'] as const)
      await closeUnit(context, cityAdministrator, city.unit(each), { on: '2026-03-04', heirId });
    await closeUnit(context, cityAdministrator, institute, { on: '2026-03-06', heirId });
    await expect(keepUnitOpen(context, cityAdministrator, station)).rejects.toMatchObject({
      code: 'organisation.unit_closing',
    });
    await keepUnitOpen(context, cityAdministrator, institute);
    await keepUnitOpen(context, cityAdministrator, station);
    context.clock.set(new Date('2026-03-03T16:00:00Z'));
    await closeDueUnits(context, city.networkId);
    expect((await kindsOf(station)).filter((kind) => kind === 'organisation.unit_closed')).toEqual([]);
    await expect(keepUnitOpen(context, cityAdministrator, city.unit('east.3.2'))).rejects.toMatchObject({
      code: 'organisation.unit_closed',
    });
    context.clock.set(new Date('2026-03-02T01:00:00Z'));
  });

  it('merge: what was below moves to the heir, in the tree and in every list by subtree', async () => {
    const [from, into] = [city.unit('east.1'), city.unit('east.2')];
    const merged = await mergeUnits(context, city.actors.cityAdministrator, from, { into });
    expect(merged).toMatchObject({ mergedInto: into, closedOn: '2026-03-02', children: 0 });
    expect((await read(into)).children).toBe(7);
    expect(await below(into)).toContain(city.unit('team.care'));
    expect(await below(from)).toEqual([]);
    expect(await kindsOf(city.unit('east.1.1'))).toEqual(['organisation.unit_moved']);
    await expect(
      mergeUnits(context, city.actors.cityAdministrator, city.unit('east.2.1'), { into: city.unit('east.3') }),
    ).rejects.toMatchObject({ code: 'organisation.heir_of_other_level' });
  });

  it('move with all below them', async () => {
    const { cityAdministrator } = city.actors;
    const moved = await moveUnit(context, cityAdministrator, city.unit('east.1'), { parentId: city.unit('west') });
    expect(moved.path.map((unit) => unit.id)).toEqual([city.unit('west'), city.unit('city')]);
    expect(await below(city.unit('west'))).toEqual(
      expect.arrayContaining([city.unit('east.1.1'), city.unit('team.care')]),
    );
    expect(await below(city.unit('east'))).not.toContain(city.unit('east.1.1'));
    const [event] = await context.database.transaction(city.networkId, (connection) => eventsOf(connection, moved.id));
    expect(event?.body).toEqual({ from: city.unit('east'), to: city.unit('west') });
  });

  it('cannot be put in a circle, not even by two at once', async () => {
    const { cityAdministrator } = city.actors;
    const circle = await Promise.allSettled([
      moveUnit(context, cityAdministrator, city.unit('east.1.1'), { parentId: city.unit('east.2') }),
      moveUnit(context, cityAdministrator, city.unit('east.1.1'), { parentId: city.unit('east.3') }),
    ]);
    expect(circle.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled']);
    const parents = await Promise.all([city.unit('east.2'), city.unit('east.3')].map(below));
    expect(parents.filter((ids) => ids.includes(city.unit('east.1.1')))).toHaveLength(1);
    await expect(
      moveUnit(context, cityAdministrator, city.unit('city'), { parentId: city.unit('east') }),
    ).rejects.toMatchObject({ code: 'organisation.city_stays' });
  });
});

describe('the schematic map', () => {
  const cellsOf = async () => {
    const tree = await loadTree(context, city.networkId);
    return new Map([...tree.units.values()].map((unit) => [unit.code, `${unit.gridQ},${unit.gridR}`]));
  };

  it('is laid out with the tree: a cell for each institute, and one for each station on its own map', async () => {
    const cells = await cellsOf();
    const institutes = ['east.1', 'east.2', 'east.3', 'west.1'].map((code) => cells.get(code));
    expect(new Set(institutes).size).toBe(4);
    expect(institutes).not.toContain('null,null');
    expect(new Set(['east.1.1', 'east.1.2', 'east.1.3'].map((code) => cells.get(code))).size).toBe(3);
    expect(cells.get('east')).toBe('null,null');
  });

  it('gives stations that a merge brings free cells on the map of the heir, and moves none of its own', async () => {
    const [from, into] = [city.unit('east.1'), city.unit('east.2')];
    const before = await cellsOf();
    await mergeUnits(context, city.actors.cityAdministrator, from, { into });
    const after = await cellsOf();
    const tree = await loadTree(context, city.networkId);
    const stations = (await below(into))
      .flatMap((id) => tree.units.get(id) ?? [])
      .filter((each) => each.level === 'station');
    const cells = stations.map(({ code }) => after.get(code));
    expect(stations).toHaveLength(6);
    expect(new Set(cells).size).toBe(6);
    expect(cells).not.toContain('null,null');
    const own = stations.filter(({ code }) => code.startsWith('east.2.'));
    expect(own.every(({ code }) => after.get(code) === before.get(code))).toBe(true);
  });

  it('moves nobody when a unit opens or moves: it takes a free cell beside its siblings', async () => {
    const before = await cellsOf();
    const input = {
      code: 'east.4',
      parentId: city.unit('east'),
      level: 'institute' as const,
      nameZh: '四街',
      nameEn: 'Fourth',
    };
    await openUnit(context, city.actors.cityAdministrator, input);
    await moveUnit(context, city.actors.cityAdministrator, city.unit('east.1'), { parentId: city.unit('west') });
    const after = await cellsOf();
    const same = [...before].filter(([code]) => code !== 'east.1').every(([code, cell]) => after.get(code) === cell);
    expect(same).toBe(true);
    const institutes = ['east.1', 'east.2', 'east.3', 'east.4', 'west.1'].map((code) => after.get(code));
    expect(new Set(institutes).size).toBe(5);
    expect(institutes).not.toContain('null,null');
  });
});

describe('importing', () => {
  const importer = () => jobActor(city.networkId, 'tests');

  it('writes nothing with one error, and nothing in a dry run', async () => {
    const before = (await loadTree(context, city.networkId)).units.size;
    const good = { code: 'new', level: 'station', nameZh: '新社区', parentCode: 'east.1' };
    const bad = { code: 'bad', level: 'station', nameZh: '坏社区', parentCode: 'nowhere' };
    expect(await importTree(context, importer(), [good, bad])).toMatchObject({ created: 1, errors: [{ row: 2 }] });
    expect(await importTree(context, importer(), [good], { dryRun: true })).toMatchObject({ created: 1, errors: [] });
    expect((await loadTree(context, city.networkId)).units.size).toBe(before);
    expect(await importTree(context, importer(), [good])).toMatchObject({ created: 1, errors: [] });
    expect(await importTree(context, importer(), [good])).toMatchObject({ created: 0, unchanged: 1 });
    expect((await loadTree(context, city.networkId)).units.size).toBe(before + 1);
  });

  it('moves a unit with all below it', async () => {
    const row = { code: 'east.1', level: 'institute', nameZh: '一街', parentCode: 'west' };
    expect(await importTree(context, importer(), [row])).toMatchObject({ changed: 1, errors: [] });
    expect(await below(city.unit('west'))).toContain(city.unit('team.care'));
  });

  it('is for administrators of the city', async () => {
    await expect(importTree(context, city.actors.centreAdministrator, [])).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
  });

  it('takes a city of six thousand units at once', async () => {
    const networkId = await createNetwork(context, { code: `large-${count}`, nameZh: '大城', nameEn: 'Large' });
    const rows = [
      { code: 'c', level: 'city', nameZh: '大城' },
      { code: 'a', level: 'centre', nameZh: '区', parentCode: 'c' },
    ];
    for (let i = 0; i < 100; i++) rows.push({ code: `i${i}`, level: 'institute', nameZh: `街${i}`, parentCode: 'a' });
    for (let i = 0; i < 1500; i++)
      rows.push({ code: `s${i}`, level: 'station', nameZh: `社区${i}`, parentCode: `i${i % 100}` });
    for (let i = 0; i < 4400; i++)
      rows.push({ code: `t${i}`, level: 'team', nameZh: `队${i}`, parentCode: `s${i % 1500}` });
    expect(await importTree(context, jobActor(networkId, 'tests'), rows)).toMatchObject({ created: 6002, errors: [] });
    const tree = await loadTree(context, networkId);
    expect(tree.units.size).toBe(6002);
    expect(tree.children.get(tree.byCode.get('s0') ?? '')).toHaveLength(3);
  });
});

describe('policies', () => {
  it('begin with the seeds', async () => {
    const policies = await loadPolicies(context, city.networkId);
    expect(policies.kinds.get('elder_companionship')).toMatchObject({
      homeVisit: true,
      categoryId: 'elderly_disability',
    });
    expect(policies.skills.skills.length).toBeGreaterThan(30);
    expect(policies.urgency.urgencies.critical.triage.minutes).toBe(5);
  });

  it('change by whole versions, and roll back by saving an old one anew', async () => {
    const { cityAdministrator } = city.actors;
    const first = await readPolicy(context, city.networkId, 'urgency');
    const body = structuredClone(first.body) as { warnShare: number };
    body.warnShare = 0.5;
    expect(await savePolicy(context, cityAdministrator, { name: 'urgency', body, ifMatch: 1 })).toMatchObject({
      version: 2,
    });
    expect((await loadPolicies(context, city.networkId)).urgency.warnShare).toBe(0.5);
    await expect(savePolicy(context, cityAdministrator, { name: 'urgency', body, ifMatch: 1 })).rejects.toMatchObject({
      code: 'organisation.version_conflict',
    });
    await savePolicy(context, cityAdministrator, { name: 'urgency', body: first.body, ifMatch: 2 });
    const versions = await readPolicyHistory(context, city.networkId, 'urgency');
    expect(versions.map((row) => row.version)).toEqual([3, 2, 1]);
    expect(versions[0]?.body).toEqual(first.body);
  });

  it('refuse what does not fit the shape or the other policies', async () => {
    const { cityAdministrator, centreAdministrator } = city.actors;
    const { body } = await readPolicy(context, city.networkId, 'skills');
    const save = (name: string, changed: unknown, actor = cityAdministrator) =>
      savePolicy(context, actor, { name, body: changed, ifMatch: undefined });
    await expect(save('skills', { skills: 7 })).rejects.toMatchObject({ code: 'organisation.policy_invalid' });
    const without = { ...(body as object), skills: [] };
    await expect(save('skills', without)).rejects.toMatchObject({
      code: 'organisation.policy_invalid',
      details: { params: { reason: 'skill_unknown' } },
    });
    await expect(save('weather', body)).rejects.toMatchObject({ code: 'organisation.policy_unknown' });
    await expect(save('skills', body, centreAdministrator)).rejects.toMatchObject({ code: 'platform.forbidden' });
  });

  it('hold from the time they were planned for, and not before', async () => {
    const { cityAdministrator } = city.actors;
    const { body } = await readPolicy(context, city.networkId, 'departments');
    const later = structuredClone(body) as { departments: { nameEn: string }[] };
    if (later.departments[0]) later.departments[0].nameEn = 'Renamed from Tuesday on';
    const start = context.clock.now();
    const planned = { name: 'departments', body: later, ifMatch: 1 };
    const save = (effectiveAt: Date) => savePolicy(context, cityAdministrator, { ...planned, effectiveAt });
    await expect(save(new Date(start.getTime() - 1))).rejects.toMatchObject({ code: 'organisation.policy_time' });
    await expect(save(new Date(start.getTime() + 400 * 86_400_000))).rejects.toMatchObject({
      code: 'organisation.policy_time',
    });
    await save(new Date(start.getTime() + 86_400_000));
    const nameNow = async () =>
      ((await readPolicy(context, city.networkId, 'departments')).body as typeof later).departments[0]?.nameEn;
    expect(await nameNow()).not.toBe('Renamed from Tuesday on');
    expect((await readPolicyHistory(context, city.networkId, 'departments')).map((row) => row.scheduledAt)).toEqual([
      start,
      null,
    ]);
    context.clock.set(new Date(start.getTime() + 86_400_000));
    expect(await nameNow()).toBe('Renamed from Tuesday on');
    context.clock.set(start);
    // Saved after it, and at once: what was planned never comes.
    await savePolicy(context, cityAdministrator, { name: 'departments', body, ifMatch: 2 });
    context.clock.set(new Date(start.getTime() + 2 * 86_400_000));
    expect((await readPolicy(context, city.networkId, 'departments')).version).toBe(3);
    context.clock.set(start);
  });

  it('are told every place that is wrong before they are saved', async () => {
    const { cityAdministrator, centreAdministrator } = city.actors;
    const { body } = await readPolicy(context, city.networkId, 'skills');
    const twice = structuredClone(body) as { skills: { id: string; nameZh: string }[] };
    const check = (wish: unknown, actor = cityAdministrator) =>
      checkPolicy(context, actor, { name: 'skills', body: wish });
    expect(await check(body)).toEqual([]);
    if (twice.skills[1]) twice.skills[1].id = twice.skills[0]?.id ?? '';
    expect(await check(twice)).toContainEqual({
      field: '/skills/1/id',
      reason: 'repeated',
      value: twice.skills[0]?.id,
    });
    for (const skill of twice.skills.slice(0, 2)) skill.nameZh = '';
    expect(await check(twice)).toEqual([
      { field: '/skills/0/nameZh', reason: 'minLength', value: '' },
      { field: '/skills/1/nameZh', reason: 'minLength', value: '' },
    ]);
    await expect(check(body, centreAdministrator)).rejects.toMatchObject({ code: 'platform.forbidden' });
    expect((await readPolicy(context, city.networkId, 'skills')).version).toBe(1);
  });

  it('let only one of two simultaneous writers through', async () => {
    const { body } = await readPolicy(context, city.networkId, 'urgency');
    const both = await Promise.allSettled(
      [1, 2].map(() => savePolicy(context, city.actors.cityAdministrator, { name: 'urgency', body, ifMatch: 1 })),
    );
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('the holidays ahead', () => {
  it('are asked for in December, until the network has written them down, and never of a demo', async () => {
    const own = await smallCity(context, `own-${count}`, false);
    const yearsOf = async (now: string, { networkId } = own) =>
      (await readUnknownYears(context, new Date(now))).find(({ id }) => id === networkId)?.years;
    // In the network's zone it is December already.
    expect([await yearsOf('2099-11-30T15:59:00Z'), await yearsOf('2099-11-30T16:00:00Z')]).toEqual([
      [2099],
      [2099, 2100],
    ]);
    const row = { id: 'national_day', nameZh: '国庆节', nameEn: 'National Day', worked: false };
    const dates = ['2099', '2100'].map((year) => ({ ...row, from: `${year}-10-01`, until: `${year}-10-07` }));
    const body = { version: 1, origin: 'test', licence: 'test', dates };
    const save = () => savePolicy(context, own.actors.cityAdministrator, { name: 'calendar', body, ifMatch: 1 });
    await expect(save()).rejects.toMatchObject({ code: 'organisation.policy_invalid' });
    if (dates[1]) dates[1].id = 'national_day_after';
    await save();
    expect(await yearsOf('2099-12-01T00:00:00Z')).toEqual([]);
    expect(await yearsOf('2099-12-01T00:00:00Z', city)).toBeUndefined();
  });
});

describe('posts', () => {
  it('pass from one to the next, with both on record', async () => {
    const { cityAdministrator, observer, otherDispatcher } = city.actors;
    const unitId = city.unit('east.1');
    const post = await openPost(context, cityAdministrator, unitId, {
      titleZh: '主任',
      titleEn: 'Head',
      established: true,
    });
    const place = { unitId, postId: post.id };
    await fillPost(context, cityAdministrator, place, { personId: city.people.centreDispatcher, since: '2026-01-01' });
    const changed = await fillPost(context, cityAdministrator, place, { personId: city.people.observer });
    expect(changed.holders).toMatchObject([
      { personId: city.people.observer, since: '2026-03-02', until: null },
      { personId: city.people.centreDispatcher, since: '2026-01-01', until: '2026-03-02' },
    ]);
    // People of the small city are called 测试 and a number, each their own.
    expect(changed.holders.map(({ name, erased }) => [name, erased])).toEqual([
      [expect.stringMatching(/^测试\d+$/), false],
      [expect.stringMatching(/^测试\d+$/), false],
    ]);
    expect(changed.holders[0]?.name).not.toBe(changed.holders[1]?.name);
    const events = await context.database.transaction(city.networkId, (connection) => eventsOf(connection, post.id));
    expect(events.at(-1)?.body).toMatchObject({
      personId: city.people.observer,
      before: [city.people.centreDispatcher],
    });
    const unknown = { personId: '00000000-0000-7000-8000-000000000000' };
    await expect(fillPost(context, cityAdministrator, place, unknown)).rejects.toMatchObject({
      code: 'organisation.person_unknown',
    });
    await endPost(context, cityAdministrator, place);
    const [ended] = await readPosts(context, observer, unitId);
    expect(ended).toMatchObject({ endedOn: '2026-03-02', holders: [{ until: '2026-03-02' }, {}] });
    await expect(readPosts(context, otherDispatcher, unitId)).rejects.toMatchObject({ code: 'platform.not_found' });
  });

  it('ended for a day long past still count as held on the day on which that was entered', async () => {
    const { cityAdministrator } = city.actors;
    const unitId = city.unit('east.1');
    const { id: postId } = await openPost(context, cityAdministrator, unitId, {
      titleZh: '副主任',
      titleEn: 'Deputy head',
      established: true,
    });
    const holder = city.people.centreDispatcher;
    const place = { unitId, postId };
    await fillPost(context, cityAdministrator, place, { personId: holder, since: '2020-01-01' });
    const cleared = await fillPost(context, cityAdministrator, place, { personId: null, since: '2024-01-01' });
    expect(cleared.holders).toMatchObject([{ personId: holder, since: '2020-01-01', until: '2024-01-01' }]);
    const heldOn = (day: string) =>
      context.database.transaction(city.networkId, async (connection) => [
        (await holdersSince(connection, [unitId], day)).includes(holder),
        (await unitsHeldSince(connection, holder, day)).includes(unitId),
      ]);
    expect(await heldOn('2026-03-02')).toEqual([true, true]);
    expect(await heldOn('2026-03-03')).toEqual([false, false]);
  });
});

it('two networks see nothing of each other', async () => {
  const other = await smallCity(context, `other-${count}`);
  await expect(read(other.unit('east'))).rejects.toMatchObject({ code: 'platform.not_found' });
  await expect(
    changeUnit(context, other.actors.cityAdministrator, city.unit('east'), { nameZh: '别家' }),
  ).rejects.toMatchObject({ code: 'platform.not_found' });
  await expect(
    createNetwork(context, { code: `other-${count}`, nameZh: '同名', nameEn: 'Same' }),
  ).rejects.toMatchObject({
    code: 'organisation.network_code_taken',
  });
});
