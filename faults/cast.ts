import { insertRoles } from '../src/identity/actions/grants.ts';
import { beginSession } from '../src/identity/actions/sessions.ts';
import { insertPeople } from '../src/identity/actions.ts';
import { createNetwork } from '../src/organisation/actions/networks.ts';
import { readPolicy, savePolicy } from '../src/organisation/actions/policies.ts';
import type { AskingPolicy } from '../src/organisation/policies/schema/dispatching.ts';
import type { Context } from '../src/platform/context.ts';
import type { Connection } from '../src/platform/database.ts';
import type { GrantedRole } from '../src/shared/actor.ts';
import { newId } from '../src/shared/ids.ts';
import { insertVolunteers } from '../src/volunteers/actions.ts';
import { buildTown, type Town } from '../tests/town.ts';
import type { Person } from './client.ts';

/** How many of each, clerks and officers as dispatchers; a server lets one person ask so often a minute and no more, so there must be enough. */
export interface CastSize {
  residents: number;
  dispatchers: number;
  volunteers: number;
}

/** A network with a small tree and people who are logged in. */
export interface Cast {
  networkId: string;
  town: Town;
  residents: Person[];
  /** At the centre. */
  dispatchers: Person[];
  /** At the city, above the centre. */
  overseers: Person[];
  /** Petition clerks of the centre. */
  clerks: Person[];
  /** Of the centre's department. */
  officers: Person[];
  /** Verified, of age, free at every hour. */
  volunteers: Person[];
}

/** What all of them can do: enough for a lesson with a smartphone. */
const SKILL = 'digital_literacy';
const CHUNK = 500;

/** Makes a network of this code in a migrated database, its people logged in past the login, which no drill is about. */
export async function makeCast(context: Context, code: string, size: CastSize): Promise<Cast> {
  const networkId = await createNetwork(context, { code, nameZh: `演示${code}`, nameEn: code, demo: true });
  context.memo.forget('identity.networks');
  const town = await buildTown(context, networkId, code);
  const enter = (count: number, role?: { role: GrantedRole; unitId: string }, volunteer = false) =>
    enterMany(context, town, count, { role, volunteer });
  const cast = {
    networkId,
    town,
    residents: await enter(size.residents),
    dispatchers: await enter(size.dispatchers, { role: 'dispatcher', unitId: town.centre }),
    overseers: await enter(size.dispatchers, { role: 'dispatcher', unitId: town.city }),
    clerks: await enter(size.dispatchers, { role: 'petition_clerk', unitId: town.centre }),
    officers: await enter(size.dispatchers, { role: 'department_officer', unitId: town.department }),
    volunteers: await enter(size.volunteers, undefined, true),
  };
  await askOneByOne(context, cast);
  return cast;
}

/** Waves go out at any hour, each to one volunteer. */
async function askOneByOne(context: Context, { networkId, town, overseers }: Cast): Promise<void> {
  const { body } = await readPolicy(context, networkId, 'asking');
  const oneByOne = { target: 0.5, largestWave: 1, mostWaves: 1, perWeek: 50, quietFromMinute: 0, quietUntilMinute: 0 };
  const id = overseers[0]?.id ?? '';
  const grants = [{ role: 'administrator' as const, unitId: town.city }];
  const wish = { name: 'asking', body: { ...(body as AskingPolicy), ...oneByOne }, ifMatch: undefined };
  await savePolicy(context, { kind: 'person', id, networkId, grants }, wish);
}

interface Kind {
  role: { role: GrantedRole; unitId: string } | undefined;
  volunteer: boolean;
}

async function enterMany(context: Context, town: Town, count: number, kind: Kind): Promise<Person[]> {
  const people: Person[] = [];
  while (people.length < count) {
    const next = Math.min(CHUNK, count - people.length);
    people.push(
      ...(await context.database.transaction(town.networkId, (connection) =>
        enter(connection, town, next, kind, context.clock.now()),
      )),
    );
  }
  return people;
}

async function enter(connection: Connection, town: Town, count: number, kind: Kind, at: Date): Promise<Person[]> {
  const ids = Array.from({ length: count }, () => newId(at));
  await insertPeople(
    connection,
    ids.map((id) => ({ id, name: '演示', birthYear: 1980, homeUnitId: town.station, createdAt: at })),
  );
  const { role } = kind;
  if (role)
    await insertRoles(
      connection,
      ids.map((personId) => ({ ...role, personId, at })),
    );
  if (kind.volunteer) {
    const skills = [{ skill: SKILL, credential: 'verified' as const, verifiedAt: at }];
    const always = { availability: '1'.repeat(168), verifiedAt: at, joinedAt: at };
    await insertVolunteers(
      connection,
      ids.map((personId) => ({ personId, unitId: town.station, skills, ...always })),
    );
  }
  return Promise.all(ids.map(async (id) => ({ id, cookie: await cookieOf(connection, id, at) })));
}

/** Begins new sessions for people whose old ones have ended: their clocks were moved. */
export async function logInAgain(context: Context, networkId: string, people: readonly Person[]): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(networkId, async (connection) => {
    await Promise.all(
      people.map(async (person) => {
        person.cookie = await cookieOf(connection, person.id, at);
      }),
    );
  });
}

async function cookieOf(connection: Connection, personId: string, at: Date): Promise<string> {
  const session = { personId, strength: 'password_totp' as const, device: null, at };
  return `linli_session=${(await beginSession(connection, session)).token}`;
}
