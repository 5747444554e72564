import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { printed } from '../../../tests/printed.ts';
import { makeTown, type Town } from '../../../tests/town.ts';
import { rolesOf } from '../../identity/actions/grants.ts';
import { logInByPassword } from '../../identity/actions/passwords.ts';
import { staffCommand } from './staff.ts';

let fresh: FreshDatabase;
let context: ReturnType<typeof testContext>;
let town: Town;
const said = printed();

beforeAll(async () => {
  fresh = await freshDatabase();
  context = testContext(fresh.databaseUrl);
  town = await makeTown(context);
});
afterAll(async () => {
  await context.database.close();
  await fresh.drop();
});

const run = (...args: string[]) => staffCommand(context, town.networkId, args);
const person = ['--name', '演示 首位管理员', '--role', 'administrator', '--unit', 'town-0'];

it('prints a password that logs in, in the role and nowhere kept readable', async () => {
  expect(await run(...person, '--username', 'first-admin', '--json')).toBe(0);
  const { personId, password } = JSON.parse(said.out) as { personId: string; password: string };
  expect(password).toMatch(/^[\w-]{20}$/);
  const login = { username: 'first-admin', password, address: '127.0.0.1', device: null };
  await expect(logInByPassword(context, town.networkId, login)).resolves.toMatchObject({ token: expect.any(String) });
  const roles = await context.database.transaction(town.networkId, (connection) => rolesOf(connection, personId));
  expect(roles).toMatchObject([{ role: 'administrator', unitId: town.city }]);
});

it('makes nobody where the username is taken, and says so', async () => {
  expect(await run(...person, '--username', 'twice')).toBe(0);
  said.out = '';
  expect(await run(...person, '--username', 'twice')).toBe(1);
  expect(said.err).toContain('username is taken');
  expect(said.out).toBe('');
});

it.each([
  ['a unit that is not there', ['--unit', 'nowhere'], 1, 'no unit with the code nowhere'],
  ['a role that is not given there', ['--role', 'team_leader'], 1, 'not given'],
  ['a role that does not exist', ['--role', 'king'], 2, 'linli staff create'],
  ['a name of blanks', ['--name', '  '], 2, 'linli staff create'],
  ['a username with capitals', ['--username', 'Admin'], 2, 'linli staff create'],
  ['an unknown option', ['--rule', 'x'], 2, 'linli staff create'],
])('refuses %s', async (_, args, code, words) => {
  expect(await run(...person, '--username', 'somebody', ...args)).toBe(code);
  expect(said.err).toContain(words);
  expect(said.out).toBe('');
});
