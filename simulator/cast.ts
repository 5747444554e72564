import type { GrantedRole } from '../src/shared/actor.ts';
import type { TeamShape, VolunteerProfile } from '../src/volunteers/schema.ts';
import { desk, phone } from './browser.ts';
import type { SimulatedCity } from './city.ts';
import type { Town, TownUnit } from './owners.ts';
import type { Desk } from './people/desk.ts';
import type { Volunteer } from './people/volunteer.ts';
import type { Page } from './people/world.ts';

/** Everybody who works in the simulated city. Residents come with their messages. */
export interface Cast {
  desks: (Desk & { personId: string })[];
  volunteers: Volunteer[];
}

/** The units and who holds which role, as an administrator sees them; and a name for each team that is the same in every run. */
export async function townOf(city: SimulatedCity): Promise<{ town: Town; names: Map<string, string> }> {
  const login = city.logins.find(({ role }) => role === 'administrator');
  const administrator = desk(city, login?.username ?? '', login?.password ?? '');
  const tree = await administrator.get<{ units: { id: string; parent: number; level: string; zh: string }[] }>(
    '/api/v1/tree',
  );
  const units = tree.units.map(
    ({ id, parent, level, zh }): TownUnit => ({ id, level, name: zh, parentId: tree.units[parent]?.id ?? null }),
  );
  const grants =
    await administrator.get<Page<{ personId: string; role: GrantedRole; unitId: string; name: string | null }>>(
      '/api/v1/grants',
    );
  const holders = grants.items.map(({ name, ...grant }) => ({ ...grant, name: name ?? '' }));
  holders.sort((a, b) => (a.name < b.name ? -1 : 1));
  const teams = await administrator.get<Page<TeamShape>>('/api/v1/teams?limit=100');
  return {
    town: { units: new Map(units.map((unit) => [unit.id, unit])), holders },
    names: new Map(teams.items.map(({ id, code }) => [id, code])),
  };
}

/** Everybody who works here. Volunteers log in by their phones at once, to say when they are free. */
export async function gatherCast(city: SimulatedCity, town: Town): Promise<Cast> {
  return { desks: gatherDesks(city, town), volunteers: await gatherVolunteers(city) };
}

const DESK_ROLES = ['dispatcher', 'petition_clerk', 'department_officer'] as const;

/** Who sits at a desk and where, from the roles; each logs in when they first sit down. */
function gatherDesks(city: SimulatedCity, town: Town): Cast['desks'] {
  const insurance = [...town.units.values()].find(({ level, name }) => level === 'department' && /医疗保障/.test(name));
  return city.logins.flatMap(({ role: held, who, username, password }) => {
    const role = DESK_ROLES.find((each) => each === held);
    const holder = town.holders.find((each) => each.role === role && who.endsWith(each.name));
    if (role === undefined || !holder || !username || !password) return [];
    const { personId, unitId } = holder;
    return {
      ...{ name: username, browser: desk(city, username, password), role, unitId, personId },
      // The city watches over its centres and does not do their work.
      works: town.units.get(unitId)?.level === 'city' ? 'what climbed' : 'everything',
      insurance: insurance?.id,
      seen: new Map(),
      read: new Map(),
    };
  });
}

async function gatherVolunteers(city: SimulatedCity): Promise<Volunteer[]> {
  const named = city.logins.flatMap(({ role, phone: number }) =>
    (role === 'volunteer' || role === 'team_leader') && number ? [number] : [],
  );
  const volunteers: Volunteer[] = [];
  for (const number of [...named, ...city.volunteerPhones]) {
    const browser = phone(city, number);
    const { personId, availability, teams } = await browser.get<VolunteerProfile>('/api/v1/me/volunteer');
    volunteers.push({ name: number, browser, personId, week: availability, teams, taken: new Set(), rung: 0 });
  }
  return volunteers;
}
