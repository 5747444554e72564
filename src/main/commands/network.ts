import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exportNetwork } from '../../platform/network-copy/export.ts';
import type { Manifest } from '../../platform/network-copy/format.ts';
import { importNetwork } from '../../platform/network-copy/import.ts';
import type { Opened } from '../context.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

const EXPORT_USAGE = `linli export NETWORK DIR [--keys DIR]

  Writes all of a network, by its code, into DIR, a new folder, as it is at this moment; others go on working.
  --keys  the keys of its petitions, into another folder: who holds both can read what was sealed. Without, they stay shut.
`;
const IMPORT_USAGE = `linli import network DIR [--keys DIR]

  Reads a network that linli export wrote into a database that has it not, of the same version of Linli: all or nothing.
`;

/** Starts or joins the databases, once it is clear that they are needed. */
type Open = () => Promise<Opened>;

interface Asked {
  positionals: string[];
  keys: string | undefined;
}

/** `linli export NETWORK DIR`: 0 exported, 1 refused (why, on stderr), 2 called wrongly. */
export async function exportCommand(open: Open, args: readonly string[]): Promise<number> {
  const asked = readArgs(args);
  const [code, folder, ...more] = asked?.positionals ?? [];
  if (!asked || !code || !folder || more.length > 0) return usage(EXPORT_USAGE);
  return attempt(open, async (opened) => {
    const network = (await opened.context.database.networks()).find((each) => each.code === code);
    if (!network) throw new Error(`There is no network with the code ${code}.`);
    const now = opened.context.clock.now();
    tell('exported', await exportNetwork(opened.migrationUrl, network.id, resolve(folder), { now, hasNetworks: true }));
    if (asked.keys === undefined) return;
    tell(
      'exported',
      await exportNetwork(opened.keysMigrationUrl, network.id, resolve(asked.keys), { now, hasNetworks: false }),
    );
  });
}

/** `linli import network DIR`: 0 imported, 1 refused (why, on stderr), 2 called wrongly. */
export async function importNetworkCommand(open: Open, args: readonly string[]): Promise<number> {
  const asked = readArgs(args);
  const [folder, ...more] = asked?.positionals ?? [];
  if (!asked || !folder || more.length > 0) return usage(IMPORT_USAGE);
  return attempt(open, async (opened) => {
    const { keys } = asked;
    // The keys before the network can be seen, which would be there without them; and only once all of it has been read,
    // so that none stay behind where it cannot be imported.
    const bringKeys = async () =>
      keys !== undefined && tell('imported', await importNetwork(opened.keysMigrationUrl, resolve(keys)));
    tell('imported', await importNetwork(opened.migrationUrl, resolve(folder), bringKeys));
  });
}

function readArgs(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { keys: { type: 'string' } },
    });
    return { positionals, keys: values.keys };
  } catch {
    return null;
  }
}

async function attempt(open: Open, work: (opened: Opened) => Promise<void>): Promise<number> {
  const opened = await open();
  try {
    await work(opened);
    return DONE;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return FAILED;
  } finally {
    await opened.close();
  }
}

function tell(what: 'exported' | 'imported', { tables, exportedAt, network }: Manifest): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const name = network ? String(network['code']) : 'the keys of petitions';
  process.stdout.write(`${what} ${name}: ${rows} rows of ${tables.length} tables, as of ${exportedAt}\n`);
}

function usage(text: string): number {
  process.stderr.write(text);
  return USAGE;
}
