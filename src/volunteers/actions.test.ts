import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SmallCity, smallCity } from '../../tests/city.ts';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { closeUnit } from '../organisation/actions/units.ts';
import { loadPolicies, loadTree } from '../organisation/actions.ts';
import { pathOf } from '../organisation/rules/tree.ts';
import type { Connection } from '../platform/database.ts';
import { eventsOf } from '../platform/events.ts';
import { runJobsOnce } from '../platform/jobs.ts';
import { listVolunteers, readOwnProfile, readVolunteer, saveOwnProfile } from './actions/profiles.ts';
import { addMember, changeMember, changeTeam, listMembers, listTeams, removeMember } from './actions/teams.ts';
import { unverifyVolunteer, verifySkill, verifyVolunteer } from './actions/vouching.ts';
import {
  actingVolunteer,
  leadersOf,
  membersOf,
  placesOf,
  teamsNear,
  volunteerEraser,
  volunteersById,
  volunteersNear,
} from './actions.ts';
import { volunteersJobs } from './jobs.ts';
import { mayServe } from './rules.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;
let count = 0;
const WEEK = '1'.repeat(168);

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

const inside = <T>(work: (connection: Connection) => Promise<T>) => context.database.transaction(city.networkId, work);

describe('a volunteer', () => {
  it('registers with skills, places and hours, and changes them later', async () => {
    const { resident } = city.actors;
    await expect(readOwnProfile(context, resident)).rejects.toMatchObject({ code: 'volunteers.not_a_volunteer' });
    const input = {
      unitId: city.unit('east.1.1'),
      placeUnitIds: [city.unit('east.2')],
      longitude: 112.51,
      latitude: 37.81,
      availability: WEEK,
      skills: ['elder_care', 'nursing'],
    };
    const profile = await saveOwnProfile(context, resident, input);
    expect(profile).toMatchObject({ availability: WEEK, verified: false, adult: true, version: 1, teams: [] });
    expect(profile.skills.map((one) => [one.skill, one.credential])).toEqual([
      ['elder_care', 'none'],
      ['nursing', 'claimed'],
    ]);
    const changed = await saveOwnProfile(context, resident, { unitId: city.unit('east.1.2'), skills: ['nursing'] }, 1);
    expect(changed).toMatchObject({
      longitude: 112.51,
      availability: WEEK,
      placeUnitIds: [city.unit('east.2')],
      version: 2,
    });
    expect(changed.skills).toHaveLength(1);
    await expect(saveOwnProfile(context, resident, input, 1)).rejects.toMatchObject({
      code: 'volunteers.version_conflict',
    });
    expect(await inside((connection) => placesOf(connection, resident.id))).toEqual([
      { longitude: 112.51, latitude: 37.81 },
    ]);
  });

  it('lives at a unit of the tree, with skills of the list', async () => {
    const { resident } = city.actors;
    const unitId = city.unit('east.1.1');
    await expect(saveOwnProfile(context, resident, { unitId: city.unit('team.care') })).rejects.toMatchObject({
      code: 'volunteers.home_unit_unknown',
    });
    await expect(saveOwnProfile(context, resident, { unitId, skills: ['flying'] })).rejects.toMatchObject({
      code: 'volunteers.skill_unknown',
      details: { field: '/skills/0' },
    });
  });

  it('keeps papers that were seen when other skills change', async () => {
    const { electrician } = city.actors;
    const input = { unitId: city.unit('east.1.2'), skills: ['electrician', 'elder_care'] };
    const profile = await saveOwnProfile(context, electrician, input);
    expect(profile.skills.map((one) => [one.skill, one.credential])).toEqual([
      ['elder_care', 'none'],
      ['electrician', 'verified'],
    ]);
  });

  it('is seen by themselves, their leaders and the staff who reach them, by nobody else', async () => {
    const { volunteer, teamLeader, stationDispatcher, cityAdministrator, otherDispatcher, observer, resident } =
      city.actors;
    for (const actor of [volunteer, teamLeader, stationDispatcher, cityAdministrator])
      expect(await readVolunteer(context, actor, volunteer.id)).toMatchObject({ personId: volunteer.id });
    for (const actor of [otherDispatcher, observer, resident])
      await expect(readVolunteer(context, actor, volunteer.id)).rejects.toMatchObject({ code: 'platform.not_found' });
  });

  it('leaves nothing behind when erased', async () => {
    const { volunteer } = city.actors;
    await inside((connection) => volunteerEraser.erase(context, connection, volunteer.id));
    expect(await inside((connection) => actingVolunteer(connection, volunteer.id))).toBeUndefined();
    expect(await inside((connection) => membersOf(connection, city.unit('team.care')))).toHaveLength(3);
  });
});

describe('vouching', () => {
  it('marks somebody as met, once, and takes the mark away again', async () => {
    const { unverifiedVolunteer, stationDispatcher } = city.actors;
    const { id } = unverifiedVolunteer;
    expect(await verifyVolunteer(context, stationDispatcher, id)).toMatchObject({ verified: true, version: 2 });
    expect(await verifyVolunteer(context, stationDispatcher, id)).toMatchObject({ verified: true, version: 2 });
    expect(await unverifyVolunteer(context, stationDispatcher, id)).toMatchObject({
      verified: false,
      verifiedAt: null,
    });
    const events = await inside((connection) => eventsOf(connection, id));
    expect(events.map((event) => event.kind)).toEqual(['volunteers.verified', 'volunteers.unverified']);
    expect(events[0]?.actorId).toBe(stationDispatcher.id);
  });

  it('is for leaders of their teams and staff who reach their home', async () => {
    const { teamLeader, otherDispatcher, volunteer, centreAdministrator } = city.actors;
    await expect(verifyVolunteer(context, teamLeader, teamLeader.id)).rejects.toMatchObject({
      code: 'volunteers.no_self_verification',
    });
    // Not in the leader's team, and lives elsewhere: there is nothing here for them.
    await expect(verifyVolunteer(context, teamLeader, city.people.unverifiedVolunteer)).rejects.toMatchObject({
      status: 404,
    });
    await expect(verifyVolunteer(context, otherDispatcher, volunteer.id)).rejects.toMatchObject({ status: 404 });
    expect(await verifyVolunteer(context, centreAdministrator, volunteer.id)).toMatchObject({ verified: true });
  });

  it('records papers that were seen until they run out', async () => {
    const { stationDispatcher, centreDispatcher, volunteer } = city.actors;
    const { uncheckedElectrician } = city.people;
    const need = { homeVisit: true, twoPersonRule: false, skills: ['electrician'] };
    const policies = await loadPolicies(context, city.networkId);
    const rules = new Map(policies.skills.skills.map((skill) => [skill.id, skill.credential]));
    const can = async () => {
      const known = await inside((connection) =>
        volunteersById(connection, [uncheckedElectrician], context.clock.now()),
      );
      const acting = known.get(uncheckedElectrician);
      return acting !== undefined && mayServe(acting, need, rules);
    };
    expect(await can()).toBe(false);
    const seen = { skill: 'electrician', validUntil: '2026-03-31' };
    await expect(verifySkill(context, stationDispatcher, uncheckedElectrician, seen)).rejects.toMatchObject({
      status: 404,
    });
    await verifySkill(context, centreDispatcher, uncheckedElectrician, seen);
    expect(await can()).toBe(true);
    await expect(verifySkill(context, centreDispatcher, volunteer.id, { skill: 'nursing' })).rejects.toMatchObject({
      code: 'volunteers.skill_not_claimed',
    });
    context.clock.set(new Date('2026-03-31T15:00:00Z'));
    expect(await can()).toBe(true);
    context.clock.set(new Date('2026-03-31T17:00:00Z'));
    expect(await can()).toBe(false);
    await runJobsOnce(context, volunteersJobs);
    const events = await inside((connection) => eventsOf(connection, uncheckedElectrician));
    expect(events.map((event) => event.kind)).toEqual(['volunteers.skill_verified', 'volunteers.credential_expired']);
    context.clock.set(new Date('2026-03-02T01:00:00Z'));
  });
});

describe('a team', () => {
  it('is listed by subtree, skill and name', async () => {
    const list = (filter: Parameters<typeof listTeams>[2]) =>
      listTeams(context, city.networkId, filter).then((page) => page.items.map((team) => team.code));
    expect(await list({})).toEqual(['team.care', 'team.city', 'team.repair', 'team.west']);
    expect(await list({ unit: city.unit('east') })).toEqual(['team.care', 'team.repair']);
    expect(await list({ skill: 'electrician' })).toEqual(['team.city', 'team.repair']);
    expect(await list({ text: 'team.w' })).toEqual(['team.west']);
    const first = await listTeams(context, city.networkId, { limit: 3 });
    expect(first.nextCursor).toBe('team.repair');
    expect(await list({ cursor: 'team.repair' })).toEqual(['team.west']);
  });

  it('says what it can do by its leader or staff', async () => {
    const { teamLeader, volunteer } = city.actors;
    const id = city.unit('team.care');
    const input = { skills: ['elder_care', 'cleaning'], radiusMetres: 3000 };
    expect(await changeTeam(context, teamLeader, id, input)).toMatchObject({
      skills: ['cleaning', 'elder_care'],
      radiusMetres: 3000,
    });
    await expect(changeTeam(context, volunteer, id, input)).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(changeTeam(context, teamLeader, id, { skills: ['flying'] })).rejects.toMatchObject({
      code: 'volunteers.skill_unknown',
    });
  });

  it('takes volunteers in by id or by the phone they told', async () => {
    const { teamLeader, resident } = city.actors;
    const id = city.unit('team.care');
    const joined = await addMember(context, teamLeader, id, { personId: city.people.unverifiedVolunteer });
    expect(joined).toMatchObject({ leader: false, verified: false });
    const phone = `+86 1380000${String(Object.keys(city.people).indexOf('electrician')).padStart(4, '0')}`;
    expect(await addMember(context, teamLeader, id, { phone })).toMatchObject({ personId: city.people.electrician });
    await expect(addMember(context, teamLeader, id, { personId: joined.personId })).rejects.toMatchObject({
      code: 'volunteers.already_member',
    });
    await expect(addMember(context, teamLeader, id, { personId: resident.id })).rejects.toMatchObject({
      code: 'volunteers.not_a_volunteer',
    });
    await expect(addMember(context, resident, id, { personId: resident.id })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    const members = await listMembers(context, teamLeader, id);
    expect(members.map((member) => member.leader)).toEqual([true, false, false, false, false, false]);
    // The leader may now vouch for whom they took in.
    expect(await verifyVolunteer(context, teamLeader, joined.personId)).toMatchObject({ verified: true });
  });

  it('has leaders made by staff, who then hold the role, and never loses the last', async () => {
    const { teamLeader, stationDispatcher, volunteer } = city.actors;
    const teamId = city.unit('team.care');
    const promotion = { teamId, personId: volunteer.id, role: 'leader' as const };
    await expect(changeMember(context, teamLeader, promotion)).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(removeMember(context, teamLeader, { teamId, personId: teamLeader.id })).rejects.toMatchObject({
      code: 'volunteers.last_leader',
    });
    expect(await changeMember(context, stationDispatcher, promotion)).toMatchObject({ leader: true });
    expect((await city.actor('volunteer')).grants).toEqual([{ role: 'team_leader', unitId: teamId }]);
    expect(await inside((connection) => leadersOf(connection, teamId))).toHaveLength(2);
    await removeMember(context, teamLeader, { teamId, personId: teamLeader.id });
    const left = await city.actor('teamLeader');
    expect(left.grants).toEqual([]);
    expect(left.volunteer?.teams).toEqual([]);
  });

  it('can be left by anybody for themselves', async () => {
    const { volunteer, farVolunteer } = city.actors;
    const teamId = city.unit('team.care');
    await expect(removeMember(context, farVolunteer, { teamId, personId: volunteer.id })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    await removeMember(context, volunteer, { teamId, personId: volunteer.id });
    await expect(removeMember(context, volunteer, { teamId, personId: volunteer.id })).rejects.toMatchObject({
      code: 'volunteers.not_a_member',
    });
  });

  it('hands its members to its heir when it closes; a station hands over its volunteers', async () => {
    const { cityAdministrator } = city.actors;
    await closeUnit(context, cityAdministrator, city.unit('team.care'), { heirId: city.unit('team.repair') });
    await closeUnit(context, cityAdministrator, city.unit('east.1.2'), { heirId: city.unit('east.1.3') });
    await runJobsOnce(context, volunteersJobs);
    expect(await inside((connection) => membersOf(connection, city.unit('team.care')))).toEqual([]);
    const members = await inside((connection) => membersOf(connection, city.unit('team.repair')));
    expect(members.map((member) => member.personId)).toEqual(
      expect.arrayContaining([city.people.electrician, city.people.volunteer, city.people.teamLeader]),
    );
    expect(await inside((connection) => leadersOf(connection, city.unit('team.repair')))).toEqual([
      city.people.teamLeader,
    ]);
    expect(await readVolunteer(context, cityAdministrator, city.people.electrician)).toMatchObject({
      unitId: city.unit('east.1.3'),
    });
  });
});

describe('lists of volunteers', () => {
  const ids = async (actor: Parameters<typeof listVolunteers>[1], filter: Parameters<typeof listVolunteers>[2] = {}) =>
    (await listVolunteers(context, actor, filter)).items.map((one) => one.personId);

  it('reach as far as the roles do', async () => {
    const { centreDispatcher, otherDispatcher, teamLeader, stationDispatcher } = city.actors;
    const { farVolunteer, volunteer, secondVolunteer, uncheckedElectrician } = city.people;
    expect(await ids(otherDispatcher)).toEqual([farVolunteer]);
    expect(await ids(centreDispatcher)).not.toContain(farVolunteer);
    expect(await ids(centreDispatcher)).toContain(uncheckedElectrician);
    expect(await ids(stationDispatcher)).not.toContain(secondVolunteer);
    expect(await ids(teamLeader)).toEqual(expect.arrayContaining([volunteer, secondVolunteer]));
    expect(await ids(teamLeader)).toHaveLength(4);
    await expect(ids(centreDispatcher, { unit: city.unit('west') })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
  });

  it('are filtered by skill, team and the beginning of a name, page by page', async () => {
    const { centreDispatcher } = city.actors;
    expect(await ids(centreDispatcher, { skill: 'electrician' })).toEqual(
      [city.people.electrician, city.people.uncheckedElectrician].sort(),
    );
    expect(await ids(centreDispatcher, { unit: city.unit('team.repair') })).toEqual([city.people.electrician]);
    expect(await ids(centreDispatcher, { text: '测试' })).toHaveLength(8);
    expect(await ids(centreDispatcher, { text: '没有' })).toEqual([]);
    const first = await listVolunteers(context, centreDispatcher, { limit: 5 });
    const second = await listVolunteers(context, centreDispatcher, { limit: 5, cursor: first.nextCursor ?? '' });
    expect(new Set([...first.items, ...second.items].map((one) => one.personId)).size).toBe(8);
    expect(second.nextCursor).toBeNull();
  });
});

describe('who is near', () => {
  const near = async (code: Parameters<SmallCity['unit']>[0]) =>
    pathOf(await loadTree(context, city.networkId), city.unit(code));

  it('finds teams with the skill, the nearest first', async () => {
    const at = context.clock.now();
    const ancestors = await near('east.1.1');
    const care = await inside((connection) =>
      teamsNear(connection, { ancestors, skills: ['elder_care'], limit: 10 }, at),
    );
    expect(care.map((team) => [team.nearness, team.skillsMatched])).toEqual([
      [0, ['elder_care']],
      [3, ['elder_care']],
      [3, ['elder_care']],
    ]);
    expect(care[0]?.teamId).toBe(city.unit('team.care'));
    const farther = care.slice(1).map((team) => team.teamId);
    expect(farther.sort()).toEqual([city.unit('team.city'), city.unit('team.west')].sort());
    expect(care[0]).toMatchObject({ members: 4, skills: ['elder_care', 'general_help'] });
    const any = await inside((connection) => teamsNear(connection, { ancestors, skills: [], limit: 2 }, at));
    expect(any.map((team) => team.teamId)).toEqual([city.unit('team.care'), city.unit('team.repair')]);
  });

  it('finds volunteers of the community before those farther off, none who is away', async () => {
    const at = context.clock.now();
    const ancestors = await near('east.1.1');
    const find = (limit: number) =>
      inside((connection) => volunteersNear(connection, { ancestors, skills: ['elder_care'], limit }, at));
    const all = await find(20);
    expect(all.map((one) => one.nearness)).toEqual([0, 0, 0, 0, 0, 1, 3]);
    expect(all.at(-1)?.personId).toBe(city.people.farVolunteer);
    expect(await find(3)).toHaveLength(3);
    await saveOwnProfile(context, city.actors.volunteer, { unitId: city.unit('east.1.1'), awayUntil: '2026-03-02' });
    expect((await find(20)).map((one) => one.personId)).not.toContain(city.people.volunteer);
    // Who likes to serve here counts as near.
    const places = { unitId: city.unit('west.1.1'), placeUnitIds: [city.unit('east.1.1')] };
    await saveOwnProfile(context, city.actors.farVolunteer, places);
    expect((await find(20)).find((one) => one.personId === city.people.farVolunteer)?.nearness).toBe(0);
  });
});
