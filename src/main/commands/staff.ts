import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createStaff } from '../../identity/actions.ts';
import { USERNAME_PATTERN } from '../../identity/schema.ts';
import { loadTree } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import { type GrantedRole, grantedRoles, jobActor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

/** 120 bits, 20 characters that a person can type from paper. */
const PASSWORD_BYTES = 15;

const USAGE_TEXT = `linli staff create --name NAME --username NAME --role ROLE --unit CODE [--json]

  ROLE  ${grantedRoles.join(', ')}
  CODE  the official code of a unit; the city's code reaches everything
  The username has 3 to 40 lower-case letters, digits, dots, hyphens or underscores.

For a city's first administrators; they enter everybody else at the desk. The password is printed once. It opens the desk
together with an authenticator, which the person sets up when they first log in.
`;

interface Wish {
  name: string;
  username: string;
  role: GrantedRole;
  code: string;
  json: boolean;
}

/** How it is called, where these words are none that it understands; else undefined. Asked before anything is opened. */
export function staffUsage(args: string[]): string | undefined {
  return readArgs(args) ? undefined : USAGE_TEXT;
}

/**
 * `linli staff create`: enters somebody with an account and a role, and prints their first password, once. 0 made,
 * 1 refused (why, on stderr), 2 called wrongly.
 */
export async function staffCommand(context: Context, networkId: string, args: string[]): Promise<number> {
  const wish = readArgs(args);
  if (!wish) {
    process.stderr.write(USAGE_TEXT);
    return USAGE;
  }
  const { name, username, role, code, json } = wish;
  const unitId = (await loadTree(context, networkId)).byCode.get(code);
  if (unitId === undefined) {
    process.stderr.write(`There is no unit with the code ${code}. The file that was imported lists the codes.\n`);
    return FAILED;
  }
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  try {
    const staff = { name, username, password, role, unitId };
    const personId = await createStaff(context, jobActor(networkId, 'command_line'), staff);
    process.stdout.write(json ? `${JSON.stringify({ personId, username, password })}\n` : `${password}\n`);
    return DONE;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${error.message}\n`);
    return FAILED;
  }
}

function readArgs(args: string[]): Wish | null {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      args,
      options: { name: text, username: text, role: text, unit: text, json: { type: 'boolean', default: false } },
    });
    const role = grantedRoles.find((one) => one === values.role);
    const { name = '', username = '', unit = '', json } = values;
    if (!role || unit === '' || name.trim() === '' || !new RegExp(USERNAME_PATTERN).test(username)) return null;
    return { name, username, role, code: unit, json };
  } catch {
    return null;
  }
}
