import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { printed } from '../../../tests/printed.ts';
import { makeTown, type Town } from '../../../tests/town.ts';
import { callerOfKey } from '../../identity/actions/sessions.ts';
import { keyCommand } from './key.ts';

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

const run = (...args: string[]) => keyCommand(context, town.networkId, args);

it('prints a key that acts with the role at the unit, and nothing else', async () => {
  expect(await run('--role', 'dispatcher', '--unit', 'town-3')).toBe(0);
  expect(said.out).toMatch(/^linli_[\w-]{64}\n$/);
  const caller = await callerOfKey(context, said.out.trim());
  expect(caller?.actor.grants).toEqual([{ role: 'dispatcher', unitId: town.station }]);
});

it('prints it as JSON for pipes', async () => {
  expect(await run('--role', 'observer', '--unit', 'town-0', '--label', 'open311', '--json')).toBe(0);
  expect(JSON.parse(said.out)).toEqual({ id: expect.any(String), key: expect.stringMatching(/^linli_/) });
});

it.each([
  ['a unit that is not there', ['--role', 'observer', '--unit', 'nowhere'], 1, 'no unit with the code nowhere'],
  ['a role that is not given there', ['--role', 'team_leader', '--unit', 'town-3'], 1, 'not given'],
  ['a role that does not exist', ['--role', 'king', '--unit', 'town-3'], 2, 'linli key create'],
  ['no unit', ['--role', 'observer'], 2, 'linli key create'],
  ['an unknown option', ['--rule', 'observer'], 2, 'linli key create'],
])('refuses %s', async (_, args, code, words) => {
  expect(await run(...args)).toBe(code);
  expect(said.err).toContain(words);
  expect(said.out).toBe('');
});
