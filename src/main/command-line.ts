import { loadDemoCity } from '../../demo/load.ts';
import { refreshStatistics } from '../platform/bulk-load.ts';
import type { Context } from '../platform/context.ts';
import { auditVerifyCommand } from './commands/audit.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { doctorCommand } from './commands/doctor.ts';
import { importMessagesCommand } from './commands/import-messages.ts';
import { importTreeCommand } from './commands/import-tree.ts';
import { keyCommand } from './commands/key.ts';
import { matchCommand } from './commands/match.ts';
import { exportCommand, importNetworkCommand } from './commands/network.ts';
import { reportRepliesCommand } from './commands/report-replies.ts';
import { staffCommand } from './commands/staff.ts';
import { triageCommand } from './commands/triage.ts';
import { vaultCommand } from './commands/vault.ts';
import { whichNetwork } from './commands/which-network.ts';
import { type Config, readConfig } from './config.ts';
import { openContext } from './context.ts';

/** Exit codes: done; refused or failed; called wrongly. */
const DONE = 0;
const FAILED = 1;
const USAGE = 2;

const USAGE_TEXT = `linli COMMAND

  import tree FILE [--dry-run]          the organisation, CSV or JSON
  import messages FILE [--unit CODE] [--replay]
                                        residents' messages, JSON lines
  report replies [--json]               petitions replied to within 15 and 60 days, by month
  key create --role ROLE --unit CODE    an API key, printed once
  staff create --name NAME --username NAME --role ROLE --unit CODE
                                        somebody with a password, printed once: a city's first administrators
  match solve INSTANCE --out RESULT [--windows] [--budget-ms N]
  match verify INSTANCE RESULT
  triage train FILE [--unlabelled FILE] --model OUT
  triage predict --model M              JSON lines from standard input to standard output
  triage topics FILE                    messages to topics: one place, one matter; the hottest first
  audit verify [--checkpoint FILE] [--json]
                                        whether the history is as it was written
  vault new-secret | rewrap             rotates the secret that wraps petitions' keys
  export NETWORK DIR [--keys DIR]       all of a network as files, while others work
  import network DIR [--keys DIR]       into a database that has it not, all or nothing
  backup DIR                            the embedded database, while it runs
  restore DIR [--until TIME]            into LINLI_DATA, a new folder
  doctor [--json]                       what is wrong and how to mend it

Where a database holds several networks, --network CODE says which one import tree, import messages, report, key, staff and audit
work on.

LINLI_CITY (demo, small, none), LINLI_DATA, DATABASE_URL, DATABASE_MIGRATION_URL and KEYS_DATABASE_URL decide where it works.
`;

type NetworkCommand = (context: Context, networkId: string, args: string[]) => Promise<number>;

/** Commands that work on a network's data, by their words. */
const networkCommands: Record<string, NetworkCommand> = {
  'import tree': importTreeCommand,
  'import messages': importMessagesCommand,
  'key create': keyCommand,
  'staff create': staffCommand,
  'audit verify': auditVerifyCommand,
  'report replies': reportRepliesCommand,
};

const imports: ReadonlySet<NetworkCommand> = new Set([importTreeCommand, importMessagesCommand]);

async function run(args: string[]): Promise<number> {
  const [first = '', second = '', ...rest] = args;
  if (['', 'help', '--help', '-h'].includes(first)) {
    process.stdout.write(USAGE_TEXT);
    return first === '' ? USAGE : DONE;
  }
  if (first === 'match') return matchCommand([second, ...rest]);
  if (first === 'triage') return triageCommand([second, ...rest].filter((word) => word !== ''));
  if (first === 'vault')
    return vaultCommand(
      quietly(),
      [second, ...rest].filter((word) => word !== ''),
    );
  if (first === 'doctor') return doctorCommand(readConfig(process.env, 'small'), [second, ...rest]);
  if (first === 'export') return exportCommand(() => openContext(quietly()), args.slice(1));
  if (first === 'import' && second === 'network') return importNetworkCommand(() => openContext(quietly()), rest);
  if (first === 'backup') return backupCommand(readConfig(process.env, 'none'), args.slice(1));
  if (first === 'restore') return restoreCommand(readConfig(process.env, 'none'), args.slice(1));
  const command = networkCommands[`${first} ${second}`];
  if (command) return onNetwork(command, rest);
  process.stderr.write(`There is no command "${[first, second].filter(Boolean).join(' ')}".\n\n${USAGE_TEXT}`);
  return USAGE;
}

/** The environment's choices, with nothing but warnings between what a command prints. */
function quietly(): Config {
  return readConfig({ ...process.env, LINLI_LOG: process.env['LINLI_LOG'] ?? 'warn' }, 'small');
}

/** Runs a command on one network of the database, which is started, migrated, filled and stopped, or joined. */
async function onNetwork(command: NetworkCommand, args: string[]): Promise<number> {
  const config = quietly();
  const opened = await openContext(config);
  try {
    if (config.city !== 'none' && (await opened.context.database.networks()).length === 0)
      await loadDemoCity(opened.context, { city: config.city, volunteers: config.demoVolunteers });
    const { network, rest } = whichNetwork(await opened.context.database.networks(), args);
    const code = network
      ? await command(opened.context, network.id, rest)
      : await onNothing(command, opened.context, rest);
    // Thousands of rows may be new to the planner.
    if (imports.has(command)) await refreshStatistics(opened.context.database);
    return code;
  } finally {
    await opened.close();
  }
}

/** A tree begins a network. Everything else needs one. */
async function onNothing(command: NetworkCommand, context: Context, args: string[]): Promise<number> {
  if (command === networkCommands['import tree']) return importTreeCommand(context, null, args);
  throw new Error(
    'This database holds no network yet. `linli import tree FILE` begins one from a file; LINLI_CITY=small makes one to try.',
  );
}

run(process.argv.slice(2))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return FAILED;
  })
  .then((code) => {
    process.exitCode = code;
  });
