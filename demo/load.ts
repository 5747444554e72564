import { readFile } from 'node:fs/promises';
import { hashPassword } from '../src/identity/actions/password-hash.ts';
import { addAccount, insertPeople, insertRoles, systemActor } from '../src/identity/actions.ts';
import { importTree } from '../src/organisation/actions/import.ts';
import { createNetwork } from '../src/organisation/actions/networks.ts';
import { loadTree } from '../src/organisation/actions.ts';
import type { Tree } from '../src/organisation/rules/tree.ts';
import type { Context } from '../src/platform/context.ts';
import type { Connection } from '../src/platform/database.ts';
import { newId } from '../src/shared/ids.ts';
import { insertTeams, insertVolunteers } from '../src/volunteers/actions.ts';
import { type AccountPlan, DEMO_PASSWORD, type DemoAccount, type DemoTeamSeed, namedAccounts } from './accounts.ts';

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

/** Where the named people of each city work and live. */
const PLANS: Record<
  'demo' | 'small',
  { code: string; nameZh: string; nameEn: string; file: string; plan: AccountPlan }
> = {
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
  },
};

/** Availability of somebody who is free in the day: 08:00 to 20:00, every day. */
const DAYTIME = Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 8 && hour % 24 < 20 ? '1' : '0')).join('');

/**
 * Makes a demo city if the database has no network yet: its tree, its named accounts, and people. Tells everything to the
 * importers and actions that a real city uses. Gives how to log in, also when the city is there already.
 */
export async function loadDemoCity(
  context: Context,
  options: { city: 'demo' | 'small'; volunteers: number },
): Promise<DemoLogin[]> {
  const { code, nameZh, nameEn, file, plan } = PLANS[options.city];
  const { teams, accounts } = namedAccounts(plan);
  const known = await context.database.networks();
  if (known.length === 0) {
    const networkId = await createNetwork(context, {
      code,
      nameZh,
      nameEn,
      zone: 'Asia/Shanghai',
      divisionCode: plan.city,
      demo: true,
    });
    const rows = JSON.parse(await readFile(new URL(`./city/${file}`, import.meta.url), 'utf8')) as { code: string }[];
    // A city may bring some of the named teams itself.
    const brought = new Set(rows.map((row) => row.code));
    await importWhole(context, networkId, [...rows, ...teams.filter(({ code }) => !brought.has(code)).map(teamRow)]);
    await enterAccounts(context, networkId, teams, accounts);
  }
  return accounts.map(loginOf);
}

function teamRow({ code, parentCode, nameZh, nameEn }: DemoTeamSeed) {
  return {
    code,
    parentCode,
    level: 'team',
    nameZh,
    nameEn,
    shortNameZh: nameZh,
    plaque: 'none',
    openedOn: '2019-01-01',
    invented: true,
  };
}

async function importWhole(context: Context, networkId: string, rows: readonly unknown[]): Promise<void> {
  const { errors } = await importTree(context, systemActor(networkId), rows);
  const [first] = errors;
  if (first) throw new Error(`The demo city cannot be imported: row ${first.row}, ${first.message}`);
}

async function enterAccounts(
  context: Context,
  networkId: string,
  teams: readonly DemoTeamSeed[],
  accounts: readonly DemoAccount[],
): Promise<void> {
  const tree = await loadTree(context, networkId);
  const at = context.clock.now();
  // One password, hashed once: hashing is slow on purpose.
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const people = accounts.map((account) => ({ account, personId: newId(at), unitId: idOf(tree, account.unitCode) }));
  await context.database.transaction(networkId, async (connection) => {
    await insertPeople(
      connection,
      people.map(({ account, personId, unitId }) => ({
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
    await enterVolunteers(connection, tree, people, at);
    for (const { account, personId } of people)
      if (account.username)
        await addAccount(connection, systemActor(networkId), {
          personId,
          username: account.username,
          passwordHash,
          at,
        });
    await insertRoles(
      connection,
      people.flatMap(({ account: { role, teamCode }, personId, unitId }) =>
        role === 'resident' || role === 'volunteer'
          ? []
          : [{ personId, role, unitId: role === 'team_leader' && teamCode ? idOf(tree, teamCode) : unitId, at }],
      ),
    );
  });
}

async function enterVolunteers(
  connection: Connection,
  tree: Tree,
  people: readonly { account: DemoAccount; personId: string; unitId: string }[],
  at: Date,
): Promise<void> {
  await insertVolunteers(
    connection,
    people.flatMap(({ account, personId, unitId }) => {
      if (!account.skills) return [];
      const home = tree.units.get(unitId);
      return [
        {
          personId,
          unitId,
          longitude: home?.longitude ?? null,
          latitude: home?.latitude ?? null,
          availability: DAYTIME,
          verifiedAt: account.verified ? at : null,
          joinedAt: at,
          skills: account.skills.map((skill) => ({ skill, credential: 'verified' as const, verifiedAt: at })),
          teams: account.teamCode
            ? [{ teamId: idOf(tree, account.teamCode), leader: account.role === 'team_leader' }]
            : [],
        },
      ];
    }),
  );
}

function idOf(tree: Tree, code: string): string {
  const id = tree.byCode.get(code);
  if (!id) throw new Error(`The demo city has no unit ${code}.`);
  return id;
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
