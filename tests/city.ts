import { insertRoles } from '../src/identity/actions/grants.ts';
import { insertPeople, loadActor } from '../src/identity/actions.ts';
import { importTree } from '../src/organisation/actions/import.ts';
import { createNetwork } from '../src/organisation/actions/networks.ts';
import { loadTree } from '../src/organisation/actions.ts';
import type { TreeRow } from '../src/organisation/schema/import.ts';
import type { Context } from '../src/platform/context.ts';
import { type Actor, type GrantedRole, jobActor } from '../src/shared/actor.ts';
import { newId } from '../src/shared/ids.ts';
import { actingVolunteer, insertTeams, insertVolunteers } from '../src/volunteers/actions.ts';
import type { BulkVolunteer } from '../src/volunteers/store/bulk.ts';

/** A network with a small tree and somebody of every role, by name. */
export interface SmallCity {
  networkId: string;
  /** Id of a unit by its code below. */
  unit(code: UnitCode): string;
  people: Record<PersonName, string>;
  actors: Record<PersonName, Actor>;
  /** Reads an actor anew, after their rights changed. */
  actor(name: PersonName): Promise<Actor>;
}

const unitCodes = [
  'city',
  'east',
  'west',
  'east.1',
  'east.2',
  'east.3',
  'west.1',
  ...[1, 2, 3].flatMap((i) => [1, 2, 3].map((s) => `east.${i}.${s}` as const)),
  'west.1.1',
  'east.point',
  'civil_affairs',
  'housing_management',
  'urban_management',
  'team.care',
  'team.repair',
  'team.city',
  'team.west',
] as const;
export type UnitCode = (typeof unitCodes)[number];

/** Teams that do not stand below the city itself. */
const teamParents = new Map<UnitCode, UnitCode>([
  ['team.care', 'east.1.1'],
  ['team.repair', 'east.1'],
  ['team.west', 'west.1.1'],
]);

/** Places half a kilometre to some kilometres apart. */
function rowOf(code: UnitCode, index: number): TreeRow {
  const place = { longitude: 112.5 + (index % 7) * 0.01, latitude: 37.8 + Math.floor(index / 7) * 0.01 };
  const common = { code, nameEn: `Unit ${code}`, invented: true, openedOn: '2020-01-01', ...place };
  if (code === 'city') return { ...common, level: 'city', nameZh: '小城', nameEn: 'Small City', phone: '12345' };
  if (code.startsWith('team.')) {
    return { ...common, parentCode: teamParents.get(code) ?? 'city', level: 'team', nameZh: `志愿服务队${index}` };
  }
  if (code === 'east.point') return { ...common, parentCode: 'east.1.1', level: 'point', nameZh: '公园实践点' };
  if (code.includes('_')) return { ...common, parentCode: 'east', level: 'department', nameZh: `部门${index}` };
  const parts = code.split('.');
  const level = ['centre', 'institute', 'station'][parts.length - 1] ?? 'station';
  const parentCode = parts.length === 1 ? 'city' : parts.slice(0, -1).join('.');
  return {
    ...common,
    parentCode,
    level,
    nameZh: `${level === 'station' ? '社区' : '组织'}${index}`,
    plaque: 'open',
    plaqueSince: '2021-05-01',
  };
}

interface Described {
  home: UnitCode;
  birthYear?: number;
  role?: [GrantedRole, UnitCode];
  volunteer?: Pick<BulkVolunteer, 'skills'> & {
    verified: boolean;
    team?: UnitCode;
    leader?: boolean;
    always?: boolean;
  };
  guardian?: PersonName;
}

const CARE = [{ skill: 'elder_care' }, { skill: 'general_help' }];

const described = {
  cityAdministrator: { home: 'east.1.1', role: ['administrator', 'city'] },
  centreAdministrator: { home: 'east.1.1', role: ['administrator', 'east'] },
  centreDispatcher: { home: 'east.1.1', role: ['dispatcher', 'east'] },
  instituteDispatcher: { home: 'east.1.1', role: ['dispatcher', 'east.1'] },
  stationDispatcher: { home: 'east.1.1', role: ['dispatcher', 'east.1.1'] },
  otherDispatcher: { home: 'west.1.1', role: ['dispatcher', 'west'] },
  petitionClerk: { home: 'east.1.1', role: ['petition_clerk', 'east'] },
  custodian: { home: 'east.1.1', role: ['custodian', 'east'] },
  departmentOfficer: { home: 'east.1.1', role: ['department_officer', 'civil_affairs'] },
  observer: { home: 'east.1.1', role: ['observer', 'city'] },
  teamLeader: {
    home: 'east.1.1',
    role: ['team_leader', 'team.care'],
    volunteer: { verified: true, skills: CARE, team: 'team.care', leader: true },
  },
  volunteer: { home: 'east.1.1', volunteer: { verified: true, skills: CARE, team: 'team.care', always: true } },
  secondVolunteer: { home: 'east.1.2', volunteer: { verified: true, skills: CARE, team: 'team.care', always: true } },
  electrician: {
    home: 'east.1.2',
    volunteer: {
      verified: true,
      team: 'team.repair',
      skills: [
        { skill: 'electrician', credential: 'verified', verifiedAt: new Date('2025-01-02T02:00:00Z') },
        { skill: 'general_help' },
      ],
    },
  },
  uncheckedElectrician: {
    home: 'east.2.1',
    volunteer: { verified: true, skills: [{ skill: 'electrician', credential: 'claimed' }] },
  },
  unverifiedVolunteer: { home: 'east.1.1', volunteer: { verified: false, skills: CARE } },
  farVolunteer: { home: 'west.1.1', volunteer: { verified: true, skills: CARE, team: 'team.west' } },
  minorWithConsent: {
    home: 'east.1.1',
    birthYear: 2010,
    guardian: 'resident',
    volunteer: { verified: true, skills: CARE, team: 'team.care' },
  },
  minorWithoutConsent: { home: 'east.1.1', birthYear: 2011, volunteer: { verified: true, skills: CARE } },
  resident: { home: 'east.1.1', birthYear: 1950 },
  neighbour: { home: 'east.1.1' },
  farResident: { home: 'west.1.1' },
} as const satisfies Record<string, Omit<Described, 'guardian'> & { guardian?: string }>;
export type PersonName = keyof typeof described;

/** Makes the network in an empty database: one city, two centres, and people of every role. `code` tells two apart. */
export async function smallCity(context: Context, code = 'small', demo = true): Promise<SmallCity> {
  const at = context.clock.now();
  const networkId = await createNetwork(context, { code, nameZh: '小城', nameEn: 'Small City', demo });
  const result = await importTree(context, jobActor(networkId, 'tests'), unitCodes.map(rowOf));
  if (result.errors.length > 0) throw new Error(`The small tree is wrong: ${JSON.stringify(result.errors[0])}`);
  const tree = await loadTree(context, networkId);
  const unit = (unitCode: UnitCode): string => {
    const id = tree.byCode.get(unitCode);
    if (id === undefined) throw new Error(`There is no unit ${unitCode}.`);
    return id;
  };
  const names = Object.keys(described) as PersonName[];
  // Residents first: a guardian comes before the child.
  const order = [...names].sort((a, b) => Number('guardian' in described[a]) - Number('guardian' in described[b]));
  const people = Object.fromEntries(order.map((name) => [name, newId(at)])) as Record<PersonName, string>;
  await fill(context, { networkId, unit, people, order, at });
  const actor = (name: PersonName) => loadActor(context, networkId, people[name], { volunteerOf: actingVolunteer });
  const actors = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await actor(name)] as const)),
  ) as Record<PersonName, Actor>;
  return { networkId, unit, people, actors, actor };
}

interface Filling {
  networkId: string;
  unit: SmallCity['unit'];
  people: Record<PersonName, string>;
  order: PersonName[];
  at: Date;
}

async function fill(context: Context, { networkId, unit, people, order, at }: Filling): Promise<void> {
  const all = order.map((name, index) => ({ name, index, about: described[name] as Described }));
  await context.database.transaction(networkId, async (connection) => {
    await insertPeople(
      connection,
      all.map(({ name, index, about }) => ({
        id: people[name],
        name: `测试${index}`,
        phone: `1380000${String(index).padStart(4, '0')}`,
        birthYear: about.birthYear ?? 1985,
        homeUnitId: unit(about.home),
        createdAt: at,
        claimedAt: at,
        ...(about.guardian ? { guardianId: people[about.guardian], guardianConsentAt: at } : {}),
      })),
    );
    await insertTeams(connection, [
      { teamId: unit('team.care'), skills: ['elder_care', 'general_help'] },
      { teamId: unit('team.repair'), skills: ['electrician', 'appliance_repair'] },
      { teamId: unit('team.city'), skills: ['elder_care', 'electrician'] },
      { teamId: unit('team.west'), skills: ['elder_care'] },
    ]);
    await insertVolunteers(
      connection,
      all.flatMap(({ name, about }): BulkVolunteer[] => volunteerOf(people[name], about, unit, at)),
    );
    await insertRoles(
      connection,
      all.flatMap(({ name, about }) =>
        about.role ? [{ personId: people[name], role: about.role[0], unitId: unit(about.role[1]), at }] : [],
      ),
    );
  });
}

function volunteerOf(personId: string, about: Described, unit: SmallCity['unit'], at: Date): BulkVolunteer[] {
  const { volunteer } = about;
  if (!volunteer) return [];
  const { team, leader = false } = volunteer;
  return [
    {
      personId,
      unitId: unit(about.home),
      longitude: 112.5,
      latitude: 37.8,
      availability: (volunteer.always ? '1' : '0').repeat(168),
      verifiedAt: volunteer.verified ? at : null,
      joinedAt: at,
      skills: volunteer.skills ?? [],
      teams: team ? [{ teamId: unit(team), leader }] : [],
    },
  ];
}
