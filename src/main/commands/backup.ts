import { existsSync } from 'node:fs';
import { mkdir, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from '../../platform/embedded-postgres/backup.ts';
import { restore } from '../../platform/embedded-postgres/restore.ts';
import { keysFolderOf, startEmbeddedPostgres } from '../../platform/embedded-postgres/supervisor.ts';
import type { Config } from '../config.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

const BACKUP_USAGE = `linli backup DIR

  Copies the embedded database into DIR while it runs, and has every change since kept there, at most half a minute behind.
  The newest two copies stay. Run it daily. The server's secrets are not in it: keep
  the files secret, audit-key and, once there is one, vault-secrets of LINLI_DATA apart.
`;

const RESTORE_USAGE = `linli restore DIR [--until TIME]

  Makes the database of LINLI_DATA, a new folder, from the backups in DIR: as late as they tell, or as it was at TIME,
  for example 2026-11-28T14:30:00+08:00.
`;

/** `linli backup DIR`: 0 made, 1 refused (why, on stderr), 2 called wrongly. Works while Linli runs. */
export async function backupCommand(config: Config, args: readonly string[]): Promise<number> {
  const asked = readArgs(args);
  if (!asked || asked.until) return usage(BACKUP_USAGE);
  if (isElsewhere(config)) return refuse(ELSEWHERE);
  if (!existsSync(join(config.dataFolder, 'postgresql')))
    return refuse(`${config.dataFolder} holds no database. Set LINLI_DATA to the folder that Linli runs on.`);
  await mkdir(asked.folder, { recursive: true, mode: 0o700 });
  const postgres = await startEmbeddedPostgres({ dataFolder: config.dataFolder });
  try {
    const base = await backUp(postgres, config.dataFolder, await realpath(asked.folder));
    process.stdout.write(
      `${base.folder}\n${base.files} files, ${(base.bytes / 1e6).toFixed(0)} MB, of ${base.endedAt}. Changes are kept in ${asked.folder} from now on.\n` +
        `Keep secret, audit-key and, once there is one, vault-secrets of ${config.dataFolder} (or LINLI_SECRET, LINLI_AUDIT_KEY and LINLI_VAULT_SECRETS) in another place: without them nobody stays logged in, what is sealed stays closed, and the audit log cannot go on.\n`,
    );
    return DONE;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  } finally {
    await postgres.stop();
  }
}

/** `linli restore DIR [--until TIME]`: 0 restored, 1 refused (why, on stderr), 2 called wrongly. */
export async function restoreCommand(config: Config, args: readonly string[]): Promise<number> {
  const asked = readArgs(args);
  if (!asked) return usage(RESTORE_USAGE);
  if (isElsewhere(config)) return refuse(ELSEWHERE);
  try {
    const { base, lastChangeAt } = await restore(asked.folder, config.dataFolder, asked.until);
    process.stdout.write(
      `Restored into ${config.dataFolder} from the backup of ${base.endedAt}; its last change is of ${(lastChangeAt ?? new Date(base.endedAt)).toISOString()}.\n` +
        'Put secret, audit-key and, where there was one, vault-secrets of that server there (or set LINLI_SECRET, LINLI_AUDIT_KEY and LINLI_VAULT_SECRETS) before the first start, and make a new backup after it.\n',
    );
    return DONE;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Beside a PostgreSQL of one's own the keys of petitions may be embedded all the same, in the folder below `LINLI_DATA`. */
function isElsewhere({ databaseUrl, dataFolder }: Config): boolean {
  return databaseUrl !== undefined && dataFolder !== keysFolderOf(dirname(dataFolder));
}

const ELSEWHERE =
  'DATABASE_URL names a PostgreSQL of your own: back it up with its own tools, for example pg_basebackup or pgBackRest. Embedded keys of petitions are backed up with LINLI_DATA set to the folder keys in it.';

function readArgs(args: readonly string[]): { folder: string; until?: Date } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { until: { type: 'string' } },
    });
    const [folder, ...more] = positionals;
    const until = values.until === undefined ? undefined : new Date(values.until);
    if (!folder || more.length > 0 || (until && Number.isNaN(until.getTime()))) return null;
    return { folder: resolve(folder), ...(until ? { until } : {}) };
  } catch {
    return null;
  }
}

function usage(text: string): number {
  process.stderr.write(text);
  return USAGE;
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return FAILED;
}
