import { readFile } from 'node:fs/promises';
import { insertRoles, peopleWithRole } from '../src/identity/actions/grants.ts';
import { hashPassword } from '../src/identity/actions/password-hash.ts';
import { addAccount, systemActor } from '../src/identity/actions.ts';
import { importTree } from '../src/organisation/actions/import.ts';
import { createNetwork } from '../src/organisation/actions/networks.ts';
import { loadPolicies, loadTree } from '../src/organisation/actions.ts';
import { discardUnfinishedDemo, loadAlone, patiently, refreshStatistics } from '../src/platform/bulk-load.ts';
import type { Context } from '../src/platform/context.ts';
import {
  type AccountPlan,
  centreStaff,
  DEMO_PASSWORD,
  type DemoAccount,
  type DemoTeamSeed,
  namedAccounts,
} from './accounts.ts';
import {
  type EnteredAccount,
  type Entry,
  enterNamed,
  enterResidents,
  enterTeams,
  enterVolunteers,
  idOf,
} from './enter.ts';
import { type Cast, playOrders } from './loop.ts';
import { demoOrders } from './orders.ts';
import { demoResidents, demoVolunteers } from './people.ts';
import { type CityUnit, type DemoTeam, demoTeams, teamsInFile } from './teams.ts';

/** How somebody of the demo logs in. */
export interface DemoLogin {
  who: string;
  role: DemoAccount['role'];
  /** One line for people. */
  how: string;
  username?: string;
  password?: string;
  phone?: string;
}

/** How many teams Taiyuan has, the four with named people included. */
const ALL_TEAMS = 4334;
/** Enough for a small city; its tests start many of them. */
const SMALL_VOLUNTEERS = 120;

interface Plan {
  code: string;
  nameZh: string;
  nameEn: string;
  file: string;
  plan: AccountPlan;
  residents: number;
}

/** Where the named people of each city work and live. */
const PLANS: Record<'demo' | 'small', Plan> = {
  demo: {
    code: 'taiyuan',
    nameZh: '太原（演示）',
    nameEn: 'Taiyuan (demo)',
    file: 'taiyuan.json',
    plan: {
      city: '1401',
      centre: '140106',
      institute: '140106001',
      station: '140106001001',
      department: '1401.medical_insurance',
    },
    residents: 600,
  },
  small: {
    code: 'small',
    nameZh: '小城（演示）',
    nameEn: 'Small city (demo)',
    file: 'small.json',
    plan: {
      city: '9900',
      centre: '990001',
      institute: '990001001',
      station: '990001001001',
      department: '9900.medical_insurance',
    },
    residents: 0,
  },
};

/** Which city, and who lives in it. */
export interface LoadOptions {
  city: 'demo' | 'small';
  volunteers: number;
  /** Whoever brings orders of their own wants none of those that were written for Taiyuan. */
  orders?: 'none';
}

/**
 * Makes a demo city if the database has no network yet: its tree, its people, and for Taiyuan the orders written for it,
 * each carried to its stage. Tells everything to the importers and actions that a real city uses. Gives how to log in,
 * also when the city is there already, and nothing where another is; one that was cut off while it was made is made anew. The small city has no
 * orders: its tests bring their own.
 */
export async function loadDemoCity(context: Context, options: LoadOptions): Promise<DemoLogin[]> {
  const given = readPlan(PLANS[options.city]);
  if ((await stateOf(context, given)) !== 'whole')
    await patiently(context, (patient) => loadAlone(patient.database, () => makeUnlessThere(patient, options, given)));
  const [network] = await context.database.networks();
  return network?.demo && network.code === given.code ? given.accounts.map(loginOf) : [];
}

async function makeUnlessThere(context: Context, options: LoadOptions, given: GivenPlan): Promise<void> {
  // Another process may have made it while this one waited.
  const state = await stateOf(context, given);
  if (state === 'whole') return;
  if (state === 'cut_off') await discard(context, options, given);
  await makeCity(context, options, given);
}

type GivenPlan = Plan & { teams: DemoTeamSeed[]; accounts: DemoAccount[] };

function readPlan(plan: Plan): GivenPlan {
  return { ...plan, ...namedAccounts(plan.plan) };
}

/** Roles are given last: a demo city without an administrator was cut off while it was made. */
async function stateOf(context: Context, { code, plan }: Plan): Promise<'absent' | 'cut_off' | 'whole'> {
  const [network] = await context.database.networks();
  if (!network) return 'absent';
  // A city of somebody's own, or the other demo.
  if (network.code !== code || !network.demo) return 'whole';
  const tree = await loadTree(context, network.id).catch(() => undefined);
  const city = tree?.byCode.get(plan.city);
  if (!city) return 'cut_off';
  const holders = await context.database.transaction(network.id, (connection) =>
    peopleWithRole(connection, city, ['administrator']),
  );
  return holders.length === 0 ? 'cut_off' : 'whole';
}

/** Throws away what a load that was cut off has left, if it is surely that and nobody has added to it since. */
async function discard(context: Context, options: { city: 'demo' | 'small' }, given: GivenPlan): Promise<void> {
  const [network] = await context.database.networks();
  if (!network) return;
  const tree = await loadTree(context, network.id).catch(() => undefined);
  const codes = new Set(rowsOf(options, given, await readCity(options, given)).map((row) => row.code));
  const isOurs = [...(tree?.byCode.keys() ?? [])].every((code) => codes.has(code));
  if (!isOurs || !(await context.database.transaction(network.id, discardUnfinishedDemo)))
    throw new Error(
      'The demo city was cut off while it was being made, and something else was written into it. Keep what you need, delete its data folder (LINLI_DATA) and start again.',
    );
  context.memo.forget('');
  context.log.warn({ networkId: network.id, job: 'demo' }, 'a demo city that was cut off is made anew');
}

/** Every unit of the city, parents first. */
function rowsOf(
  options: { city: 'demo' | 'small' },
  given: GivenPlan,
  { rows, teams }: { rows: readonly CityUnit[]; teams: readonly DemoTeam[] },
): (CityUnit | ReturnType<typeof teamRow>)[] {
  const known = new Set(rows.map((row) => row.code));
  const more = [...(options.city === 'demo' ? teams : []), ...given.teams.filter((team) => !known.has(team.code))];
  return [...rows, ...more.map(teamRow)];
}

/** The units of the file, and all teams but, in Taiyuan, those of named people. */
async function readCity(
  options: { city: 'demo' | 'small' },
  given: GivenPlan,
): Promise<{ rows: CityUnit[]; teams: DemoTeam[] }> {
  const text = await readFile(new URL(`./city/${given.file}`, import.meta.url), 'utf8');
  const rows = JSON.parse(text) as CityUnit[];
  const isSmall = options.city === 'small';
  return { rows, teams: isSmall ? teamsInFile(rows) : [...demoTeams(rows, { count: ALL_TEAMS - given.teams.length })] };
}

/** How those log in who are on duty at the centres that have no named people. */
export async function logInsOfCentres(city: 'demo' | 'small'): Promise<DemoLogin[]> {
  const given = readPlan(PLANS[city]);
  const { rows } = await readCity({ city }, given);
  return otherCentres(rows, given.plan)
    .flatMap((centre) => centreStaff(centre.code, centre.shortNameZh))
    .map(loginOf);
}

function otherCentres(rows: readonly CityUnit[], { centre }: AccountPlan): CityUnit[] {
  return rows.filter((row) => row.level === 'centre' && row.code !== centre);
}

async function makeCity(context: Context, options: LoadOptions, given: GivenPlan): Promise<void> {
  const { plan } = given;
  const { rows, teams } = await readCity(options, given);
  const networkId = await createNetwork(context, {
    code: given.code,
    nameZh: given.nameZh,
    nameEn: given.nameEn,
    zone: 'Asia/Shanghai',
    divisionCode: plan.city,
    demo: true,
  });
  // One password, hashed once and meanwhile: hashing is slow on purpose.
  const passwordHash = hashPassword(DEMO_PASSWORD);
  await importWhole(context, networkId, rowsOf(options, given, { rows, teams }));
  const entry = { context, networkId, tree: await loadTree(context, networkId), at: context.clock.now() };
  const named = new Set(given.teams.map((team) => team.code));
  const generated = teams.filter((team) => !named.has(team.code));
  const centres = otherCentres(rows, plan);
  const everybody = await enterPeople(entry, { ...given, ...options, rows, teams: generated, centres });
  if (options.city === 'demo') {
    // The orders meet thousands of people: without statistics each of their steps would read them all.
    await refreshStatistics(context.database);
    if (options.orders !== 'none') await play(context, networkId, everybody);
  }
  await refreshStatistics(context.database);
  await openDoors(entry, everybody.entered, await passwordHash);
}

type TeamRow = Pick<DemoTeam, 'code' | 'parentCode' | 'nameZh' | 'nameEn'> &
  Partial<Pick<DemoTeam, 'shortNameZh' | 'openedOn'>>;

function teamRow({ code, parentCode, nameZh, nameEn, shortNameZh, openedOn }: TeamRow) {
  return {
    code,
    parentCode,
    level: 'team',
    nameZh,
    nameEn,
    shortNameZh: shortNameZh ?? nameZh,
    openedOn: openedOn ?? '2019-01-01',
    invented: true,
  };
}

/** Rows in one import. */
const IMPORT_ROWS = 1200;

/** Imports the tree part by part; the rows of the file put parents first. */
async function importWhole(context: Context, networkId: string, rows: readonly unknown[]): Promise<void> {
  for (let start = 0; start < rows.length; start += IMPORT_ROWS) {
    const { errors } = await importTree(context, systemActor(networkId), rows.slice(start, start + IMPORT_ROWS));
    const [first] = errors;
    if (first) throw new Error(`The demo city cannot be imported: row ${start + first.row}, ${first.message}`);
  }
}

interface Everybody {
  entered: EnteredAccount[];
  cast: Cast;
}

async function enterPeople(
  entry: Entry,
  given: Plan & {
    city: 'demo' | 'small';
    volunteers: number;
    rows: readonly CityUnit[];
    centres: readonly CityUnit[];
    accounts: readonly DemoAccount[];
    teams: readonly DemoTeam[];
  },
): Promise<Everybody> {
  const { tree } = entry;
  const year = entry.at.getUTCFullYear();
  const { rows, plan, city } = given;
  const accounts = [
    ...given.accounts,
    ...given.centres.flatMap((centre) => centreStaff(centre.code, centre.shortNameZh)),
  ];
  const { entered, helpers } = await enterNamed(entry, accounts, namedAccounts(plan).teams);
  await enterTeams(entry, given.teams);
  const { skills } = (await loadPolicies(entry.context, entry.networkId)).skills;
  const count = city === 'small' ? Math.min(given.volunteers, SMALL_VOLUNTEERS) : given.volunteers;
  const favoured = { countyCode: plan.centre, share: count < 20_000 ? 0.3 : 0 };
  const leaders = await enterVolunteers(entry, demoVolunteers(rows, given.teams, skills, { count, year, favoured }));
  await enterResidents(entry, demoResidents(rows, { count: given.residents, year, favoured }));
  const at = (unitId: string, role: DemoAccount['role']) =>
    entered.find((one) => one.unitId === unitId && one.account.role === role)?.personId ?? '';
  const staff = new Map(
    [plan.centre, ...given.centres.map(({ code }) => code)].map((code) => {
      const unitId = idOf(tree, code);
      return [unitId, { dispatcher: at(unitId, 'dispatcher'), petition_clerk: at(unitId, 'petition_clerk') }] as const;
    }),
  );
  return { entered, cast: { helpers: [...helpers, ...leaders], named: entered, staff } };
}

async function play(context: Context, networkId: string, { cast }: Everybody): Promise<void> {
  const stopped = await playOrders(context, networkId, demoOrders(), cast);
  if (stopped.length > 0)
    context.log.warn({ networkId, job: 'demo', count: stopped.length }, 'demo orders that nobody could serve');
}

/** Logins and roles, last of all. */
async function openDoors(
  { context, networkId, tree, at }: Entry,
  entered: readonly EnteredAccount[],
  passwordHash: string,
): Promise<void> {
  await context.database.transaction(networkId, async (connection) => {
    for (const { account, personId } of entered)
      if (account.username)
        await addAccount(connection, systemActor(networkId), {
          personId,
          username: account.username,
          passwordHash,
          at,
        });
    await insertRoles(
      connection,
      entered.flatMap(({ account: { role, teamCode }, personId, unitId }) =>
        role === 'resident' || role === 'volunteer'
          ? []
          : [{ personId, role, unitId: role === 'team_leader' && teamCode ? idOf(tree, teamCode) : unitId, at }],
      ),
    );
  });
}

function loginOf({ name, who, role, username, phone }: DemoAccount): DemoLogin {
  const desk = username ? { username, password: DEMO_PASSWORD } : {};
  const mobile = phone ? { phone } : {};
  const how = [
    username ? `${username} / ${DEMO_PASSWORD}` : '',
    phone ? `手机 phone ${phone}（验证码显示在屏幕上 the code is shown on screen）` : '',
  ];
  return { who: `${who}：${name}`, role, how: how.filter(Boolean).join('，'), ...desk, ...mobile };
}
