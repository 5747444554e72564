import { insertPeople } from '../src/identity/actions.ts';
import type { Tree } from '../src/organisation/rules/tree.ts';
import type { Context } from '../src/platform/context.ts';
import type { Connection } from '../src/platform/database.ts';
import type { ActingVolunteer } from '../src/shared/actor.ts';
import { newId } from '../src/shared/ids.ts';
import { insertTeams, insertVolunteers } from '../src/volunteers/actions.ts';
import type { DemoAccount, DemoTeamSeed } from './accounts.ts';
import type { DemoResident, DemoVolunteer } from './people.ts';
import { type DemoTeam, weekOf } from './teams.ts';

/** Somebody of the demo who can be asked to serve. */
export interface DemoHelper {
  personId: string;
  stationId: string;
  /** Team they lead. */
  teamId: string;
  acting: ActingVolunteer;
}

/** Where and when people of the demo are entered. */
export interface Entry {
  context: Context;
  networkId: string;
  tree: Tree;
  at: Date;
}

/** The id of a unit by its code; a code that the tree has not is a mistake of the demo's files. */
export function idOf(tree: Tree, code: string): string {
  const id = tree.byCode.get(code);
  if (!id) throw new Error(`The demo city has no unit ${code}.`);
  return id;
}

/** People in one transaction. */
const BATCH = 2000;

/** Gives the list in parts of a batch. Holds one part at a time. */
function* batched<T>(list: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const each of list) {
    batch.push(each);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Enters what the teams can do. Their rows are in the tree already. */
export async function enterTeams({ context, networkId, tree }: Entry, teams: readonly DemoTeam[]): Promise<void> {
  const rows = teams.map(({ code, skills, availability, radiusMetres }) => ({
    teamId: idOf(tree, code),
    skills,
    availability,
    radiusMetres,
  }));
  await context.database.transaction(networkId, (connection) => insertTeams(connection, rows));
}

/** Enters volunteers batch by batch, and gives those who lead a team. */
export async function enterVolunteers(entry: Entry, volunteers: Iterable<DemoVolunteer>): Promise<DemoHelper[]> {
  const { context, networkId, at } = entry;
  const helpers: DemoHelper[] = [];
  for (const batch of batched(volunteers)) {
    const people = batch.map((volunteer) => ({ volunteer, personId: newId(at) }));
    await context.database.transaction(networkId, (connection) => insertBatch(connection, entry, people));
    for (const { volunteer, personId } of people) helpers.push(...helpersOf(entry, volunteer, personId));
  }
  return helpers;
}

async function insertBatch(
  connection: Connection,
  { tree, at }: Entry,
  people: readonly { volunteer: DemoVolunteer; personId: string }[],
): Promise<void> {
  await insertPeople(
    connection,
    people.map(({ volunteer, personId }) => ({
      id: personId,
      name: volunteer.name,
      phone: volunteer.phone,
      birthYear: volunteer.birthYear,
      homeUnitId: idOf(tree, volunteer.homeStationCode),
      ...(volunteer.guardianConsent ? { guardianConsentAt: new Date(volunteer.joinedOn) } : {}),
      createdAt: new Date(volunteer.joinedOn),
      claimedAt: new Date(volunteer.joinedOn),
    })),
  );
  await insertVolunteers(
    connection,
    people.map(({ volunteer, personId }) => ({
      personId,
      unitId: idOf(tree, volunteer.homeStationCode),
      longitude: volunteer.longitude,
      latitude: volunteer.latitude,
      languages: volunteer.languages,
      availability: volunteer.availability,
      verifiedAt: volunteer.verifiedInPerson ? new Date(volunteer.joinedOn) : null,
      joinedAt: new Date(volunteer.joinedOn),
      skills: volunteer.skills.map((skill) => ({
        ...skill,
        ...(skill.credential === 'verified' || skill.credential === 'expired' ? { verifiedAt: at } : {}),
      })),
      teams: volunteer.teams.map(({ code, leader }) => ({ teamId: idOf(tree, code), leader })),
    })),
  );
}

function helpersOf({ tree, at }: Entry, volunteer: DemoVolunteer, personId: string): DemoHelper[] {
  const teams = volunteer.teams.map(({ code, leader }) => ({ teamId: idOf(tree, code), leader }));
  const acting: ActingVolunteer = {
    verified: volunteer.verifiedInPerson,
    adult: at.getUTCFullYear() - volunteer.birthYear > 18,
    guardianConsented: volunteer.guardianConsent === true,
    skills: volunteer.skills.map((skill) => ({ ...skill })),
    teams,
  };
  const stationId = idOf(tree, volunteer.homeStationCode);
  return teams.filter((team) => team.leader).map(({ teamId }) => ({ personId, stationId, teamId, acting }));
}

/** Enters residents batch by batch. */
export async function enterResidents(
  { context, networkId, tree, at }: Entry,
  residents: Iterable<DemoResident>,
): Promise<void> {
  for (const batch of batched(residents)) {
    const rows = batch.map((resident) => ({
      id: newId(at),
      name: resident.name,
      phone: resident.phone,
      birthYear: resident.birthYear,
      homeUnitId: idOf(tree, resident.homeStationCode),
      createdAt: at,
      claimedAt: resident.phone === null ? null : at,
    }));
    await context.database.transaction(networkId, (connection) => insertPeople(connection, rows));
  }
}

/** Free in the day, every day. */
const DAYTIME = weekOf((_day, hour) => hour >= 8 && hour < 20);

/** An account of the demo with the person it belongs to. */
export interface EnteredAccount {
  account: DemoAccount;
  personId: string;
  unitId: string;
}

/** Enters the named people and their teams: who they are and how they volunteer, no login and no role yet. */
export async function enterNamed(
  { context, networkId, tree, at }: Entry,
  accounts: readonly DemoAccount[],
  teams: readonly DemoTeamSeed[],
): Promise<{ entered: EnteredAccount[]; helpers: DemoHelper[] }> {
  const entered = accounts.map((account) => ({ account, personId: newId(at), unitId: idOf(tree, account.unitCode) }));
  await context.database.transaction(networkId, async (connection) => {
    await insertPeople(
      connection,
      entered.map(({ account, personId, unitId }) => ({
        id: personId,
        name: account.name,
        phone: account.phone ?? null,
        birthYear: account.birthYear ?? null,
        homeUnitId: account.phone ? unitId : null,
        createdAt: at,
        claimedAt: at,
      })),
    );
    await insertTeams(
      connection,
      teams.map((team) => ({
        teamId: idOf(tree, team.code),
        skills: team.skills,
        availability: DAYTIME,
        radiusMetres: 8000,
      })),
    );
    await insertVolunteers(
      connection,
      entered.flatMap((one) => (one.account.skills ? [namedVolunteer(tree, one, at)] : [])),
    );
  });
  return { entered, helpers: entered.flatMap((one) => namedHelper(tree, one)) };
}

function namedVolunteer(tree: Tree, { account, personId, unitId }: EnteredAccount, at: Date) {
  const home = tree.units.get(unitId);
  return {
    personId,
    unitId,
    longitude: home?.longitude ?? null,
    latitude: home?.latitude ?? null,
    availability: DAYTIME,
    verifiedAt: account.verified ? at : null,
    joinedAt: at,
    skills: (account.skills ?? []).map((skill) => ({ skill, credential: 'verified' as const, verifiedAt: at })),
    teams: account.teamCode ? [{ teamId: idOf(tree, account.teamCode), leader: account.role === 'team_leader' }] : [],
  };
}

function namedHelper(tree: Tree, { account, personId, unitId }: EnteredAccount): DemoHelper[] {
  if (!account.skills || !account.teamCode) return [];
  const teamId = idOf(tree, account.teamCode);
  const acting: ActingVolunteer = {
    verified: account.verified === true,
    adult: true,
    guardianConsented: true,
    skills: account.skills.map((skill) => ({ skill, credential: 'verified' })),
    teams: [{ teamId, leader: account.role === 'team_leader' }],
  };
  return [{ personId, stationId: unitId, teamId, acting }];
}
