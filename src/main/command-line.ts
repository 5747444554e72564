import { patiently, refreshStatistics } from '../platform/bulk-load.ts';
import type { Context } from '../platform/context.ts';
import type { NetworkRow } from '../platform/database.ts';
import { whichNetwork, withoutNetwork } from './commands/which-network.ts';
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
  vault accept-keys                     goes on with other keys, where the ones before are lost for good
  export NETWORK DIR [--keys DIR]       all of a network as files, while others work
  import network DIR [--keys DIR]       into a database that has it not, all or nothing
  backup DIR                            the embedded database, while it runs
  restore DIR [--until TIME]            into LINLI_DATA, a new folder
  doctor [--json]                       what is wrong and how to mend it

Where a database holds several networks, --network CODE says which one import tree, import messages, report, key and staff work on;
audit verifies each of them where none is named.

LINLI_CITY (demo, small, none), LINLI_DATA, DATABASE_URL, DATABASE_MIGRATION_URL and KEYS_DATABASE_URL decide where it works.
`;

/** A command that works on a network's data. */
interface NetworkCommand {
  /** How it is called, where its words are wrong. */
  usage(args: string[]): string | undefined;
  run(context: Context, networkId: string, args: string[]): Promise<number>;
  /** Run where several networks are and none is named; absent: one must be. */
  each?(context: Context, networks: readonly NetworkRow[], args: string[]): Promise<number>;
  /** Run where there is no network; absent: there must be one. */
  begin?(context: Context, args: string[]): Promise<number>;
  /** Whether its words bring a city, so that none is made for it where none was asked for. */
  bringsCity?(args: string[]): Promise<boolean>;
}

/*
 * What a command needs is read when it is called, and not before: a copy of the city needs no matching engine in its
 * memory.
 */

/** Commands that work on a network's data, by their words. */
const networkCommands: Record<string, () => Promise<NetworkCommand>> = {
  async 'import tree'() {
    const { bringsCity, importTreeCommand: run, importTreeUsage: usage } = await import('./commands/import-tree.ts');
    return { usage, run, bringsCity, begin: (context, args) => run(context, null, args) };
  },
  async 'import messages'() {
    const { importMessagesCommand: run, importMessagesUsage: usage } = await import('./commands/import-messages.ts');
    return { usage, run };
  },
  async 'key create'() {
    const { keyCommand: run, keyUsage: usage } = await import('./commands/key.ts');
    return { usage, run };
  },
  async 'staff create'() {
    const { staffCommand: run, staffUsage: usage } = await import('./commands/staff.ts');
    return { usage, run };
  },
  async 'audit verify'() {
    const { auditVerifyCommand, auditVerifyEach, auditVerifyUsage } = await import('./commands/audit.ts');
    return { usage: auditVerifyUsage, run: auditVerifyCommand, each: auditVerifyEach };
  },
  async 'report replies'() {
    const { reportRepliesCommand: run, reportRepliesUsage: usage } = await import('./commands/report-replies.ts');
    return { usage, run };
  },
};

const IMPORTS: ReadonlySet<string> = new Set(['import tree', 'import messages']);

/** Commands that open what they need themselves, by their first word. */
const otherCommands: Record<string, (args: string[]) => Promise<number>> = {
  match: async (args) => (await import('./commands/match.ts')).matchCommand(args),
  triage: async (args) => (await import('./commands/triage.ts')).triageCommand(args),
  vault: async (args) => (await import('./commands/vault.ts')).vaultCommand(quietly(), args),
  doctor: async (args) => (await import('./commands/doctor.ts')).doctorCommand(readConfig(process.env, 'small'), args),
  export: async (args) => (await import('./commands/network.ts')).exportCommand(() => openContext(quietly()), args),
  backup: async (args) => (await import('./commands/backup.ts')).backupCommand(readConfig(process.env, 'none'), args),
  restore: async (args) => (await import('./commands/backup.ts')).restoreCommand(readConfig(process.env, 'none'), args),
};

async function run(args: string[]): Promise<number> {
  const [first = '', second = '', ...rest] = args;
  if (['', 'help', '--help', '-h'].includes(first)) {
    process.stdout.write(USAGE_TEXT);
    return first === '' ? USAGE : DONE;
  }
  const words = `${first} ${second}`;
  if (Object.hasOwn(otherCommands, first)) return (await otherCommands[first]?.(args.slice(1))) ?? USAGE;
  if (words === 'import network')
    return (await import('./commands/network.ts')).importNetworkCommand(() => openContext(quietly()), rest);
  if (Object.hasOwn(networkCommands, words)) return onNetwork(words, rest);
  process.stderr.write(`There is no command "${[first, second].filter(Boolean).join(' ')}".\n\n${USAGE_TEXT}`);
  return USAGE;
}

/** The environment's choices, with nothing but warnings between what a command prints. */
function quietly(defaultCity: Config['city'] = 'small'): Config {
  return readConfig({ ...process.env, LINLI_LOG: process.env['LINLI_LOG'] ?? 'warn' }, defaultCity);
}

/**
 * Runs a command on a network of the database, which is started, migrated, filled and stopped, or joined, once its words are
 * understood. A tree with a city begins a network: no demo is made for it that it would be taken for a part of.
 */
async function onNetwork(words: string, args: string[]): Promise<number> {
  const command = await networkCommands[words]?.();
  const usage = args.at(-1) === '--network' ? USAGE_TEXT : command?.usage(withoutNetwork(args));
  if (!command || usage) {
    process.stderr.write(usage ?? USAGE_TEXT);
    return USAGE;
  }
  const config = quietly((await command.bringsCity?.(withoutNetwork(args))) ? 'none' : 'small');
  const opened = await openContext(config);
  try {
    if (config.city !== 'none' && (await opened.context.database.networks()).length === 0) {
      const { loadDemoCity } = await import('../../demo/load.ts');
      await loadDemoCity(opened.context, { city: config.city, volunteers: config.demoVolunteers });
    }
    // Nobody waits at a page for what a command does.
    return await patiently(opened.context, async (context) => {
      const code = await onWhich(command, context, args);
      // Thousands of rows may be new to the planner.
      if (IMPORTS.has(words)) await refreshStatistics(context.database);
      return code;
    });
  } finally {
    await opened.close();
  }
}

async function onWhich(command: NetworkCommand, context: Context, args: string[]): Promise<number> {
  const networks = await context.database.networks();
  if (command.each && networks.length > 1 && !args.includes('--network')) return command.each(context, networks, args);
  const { network, rest } = whichNetwork(networks, args);
  if (network) return command.run(context, network.id, rest);
  if (command.begin) return command.begin(context, rest);
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
