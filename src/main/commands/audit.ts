import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readSigned, type Verified, verifyLog } from '../../audit/actions/verify.ts';
import type { Fault, FaultReason, KnownRoot } from '../../audit/rules/check.ts';
import { originOf } from '../../audit/rules/note.ts';
import type { Context } from '../../platform/context.ts';
import type { NetworkRow } from '../../platform/database.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

const USAGE_TEXT = `linli audit verify [--checkpoint FILE] [--json]

  FILE  a checkpoint kept outside, as GET /api/v1/audit/checkpoint gave it
`;

const REASONS: Record<FaultReason, string> = {
  leaf_missing: 'it is missing',
  leaf_hash: 'its hash is not that of its bytes',
  leaf_extra: 'it was not numbered by the sequencer',
  event_gone: 'its event was deleted',
  event_inserted: 'an event was put in before it',
  event_changed: 'it does not say what its event says',
  event_moved: 'its event stands in another place',
  entry_changed: 'the auditor’s index does not say what its event says',
  node_changed: 'the tree above it was changed',
  root_differs: 'the tree has not the root that the checkpoint says',
  checkpoint_forged: 'the stored checkpoint over it was not signed by this log',
  head_changed: 'the sequencer’s own note of the tree was changed',
};

/** How it is called, where these words are none that it understands; else undefined. Asked before anything is opened. */
export function auditVerifyUsage(args: string[]): string | undefined {
  return readArgs(args) ? undefined : USAGE_TEXT;
}

/**
 * `linli audit verify` where several networks are and none is named: recomputes the log of each, with its code in front of
 * what is said of it; with a checkpoint that of the network which signed it. 0 all right, 1 something is wrong in one or
 * more, 2 called wrongly.
 */
export async function auditVerifyEach(
  context: Context,
  networks: readonly Pick<NetworkRow, 'id' | 'code'>[],
  args: string[],
): Promise<number> {
  const checkpoint = readArgs(args)?.checkpoint;
  if (checkpoint !== undefined) {
    const [origin] = (await readFile(checkpoint, 'utf8').catch(() => '')).split('\n', 1);
    const network = networks.find(({ id }) => originOf(id) === origin);
    if (network) return auditVerifyCommand(context, network.id, args);
    process.stderr.write(`The file ${checkpoint} holds no checkpoint of a network that is here.\n`);
    return FAILED;
  }
  let worst = DONE;
  for (const { id, code } of networks) worst = Math.max(worst, await auditVerifyCommand(context, id, args, code));
  return worst;
}

/**
 * `linli audit verify`: recomputes the audit log. 0 all right, 1 something is wrong (what, on stderr), 2 called wrongly.
 * `code` stands in front of what it says.
 */
export async function auditVerifyCommand(
  context: Context,
  networkId: string,
  args: string[],
  code?: string,
): Promise<number> {
  const wish = readArgs(args);
  if (!wish) {
    process.stderr.write(USAGE_TEXT);
    return USAGE;
  }
  const kept = wish.checkpoint === undefined ? null : await readKept(context, networkId, wish.checkpoint);
  if (typeof kept === 'string') {
    process.stderr.write(`${kept}\n`);
    return FAILED;
  }
  const result = await verifyLog(context, networkId, kept);
  const named = code === undefined ? '' : `${code}: `;
  if (wish.json)
    process.stdout.write(`${JSON.stringify(code === undefined ? result : { network: code, ...result })}\n`);
  else if (!result.fault) process.stdout.write(`${named}${sentence(result)}\n`);
  if (!result.fault) return DONE;
  process.stderr.write(`${named}${describe(result.fault)}\n`);
  return FAILED;
}

function sentence({ verified, afterCheckpoint }: Verified): string {
  return `verified ${verified}, after checkpoint ${afterCheckpoint}`;
}

function describe({ from, to, reason }: Fault): string {
  const which = from >= to ? `leaf ${from}` : `leaf ${from} (or one of those to ${to}: the tree tells no nearer)`;
  return `The first bad leaf is ${which}: ${REASONS[reason]}.`;
}

/** The checkpoint in a file, or why it is none. */
async function readKept(context: Context, networkId: string, file: string): Promise<KnownRoot | string> {
  const note = await readFile(file, 'utf8').catch(() => null);
  if (note === null) return `The file ${file} cannot be read.`;
  return readSigned(context, networkId, note) ?? `The file ${file} holds no checkpoint that this log has signed.`;
}

function readArgs(args: string[]): { checkpoint: string | undefined; json: boolean } | null {
  try {
    const { values } = parseArgs({
      args,
      options: { checkpoint: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    return { checkpoint: values.checkpoint, json: values.json };
  } catch {
    return null;
  }
}
