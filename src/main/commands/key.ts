import { parseArgs } from 'node:util';
import { createKey } from '../../identity/actions/keys.ts';
import { loadTree } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import { type GrantedRole, grantedRoles, jobActor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

const USAGE_TEXT = `linli key create --role ROLE --unit CODE [--label TEXT] [--json]

  ROLE  ${grantedRoles.join(', ')}
  CODE  the official code of a unit, for example 140105 for a county's centre; the city's code reaches everything
`;

/** How it is called, where these words are none that it understands; else undefined. Asked before anything is opened. */
export function keyUsage(args: string[]): string | undefined {
  return readArgs(args) ? undefined : USAGE_TEXT;
}

/** `linli key create`: makes an API key and prints it, once. 0 made, 1 refused (why, on stderr), 2 called wrongly. */
export async function keyCommand(context: Context, networkId: string, args: string[]): Promise<number> {
  const wish = readArgs(args);
  if (!wish) {
    process.stderr.write(USAGE_TEXT);
    return USAGE;
  }
  const tree = await loadTree(context, networkId);
  const unitId = tree.byCode.get(wish.code);
  if (unitId === undefined) {
    process.stderr.write(`There is no unit with the code ${wish.code}. Codes are listed by GET /api/v1/units.\n`);
    return FAILED;
  }
  try {
    const { label, role } = wish;
    const made = await createKey(context, jobActor(networkId, 'command_line'), { label, role, unitId });
    process.stdout.write(wish.json ? `${JSON.stringify(made)}\n` : `${made.key}\n`);
    return DONE;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${error.message}\n`);
    return FAILED;
  }
}

function readArgs(args: string[]): { role: GrantedRole; code: string; label: string; json: boolean } | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        role: { type: 'string' },
        unit: { type: 'string' },
        label: { type: 'string', default: 'command line' },
        json: { type: 'boolean', default: false },
      },
    });
    const role = grantedRoles.find((one) => one === values.role);
    if (!role || !values.unit) return null;
    return { role, code: values.unit, label: values.label, json: values.json };
  } catch {
    return null;
  }
}
