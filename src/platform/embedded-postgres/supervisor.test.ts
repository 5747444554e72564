import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nativeFolder } from './binaries.ts';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from './supervisor.ts';
import { canEnter } from './system-user.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };
const ordinary = isRoot ? NOBODY : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const nodeIsOpen = !isRoot || (await canEnter(NOBODY, join(process.execPath, '..')));
const binaries = nativeFolder();
const settings = { fsync: 'off' };

/** Starts or joins, says where, and lets go when its input ends: another process of Linli, to be killed or not. */
const PROGRAM = `
  import { startEmbeddedPostgres } from './supervisor.ts';
  startEmbeddedPostgres(JSON.parse(process.argv[2])).then(async (postgres) => {
    console.log(JSON.stringify({ port: postgres.port, folder: postgres.folder, adminUrl: postgres.adminUrl }));
    process.stdin.on('end', () => postgres.stop()).resume();
  }, (error) => { console.error(error); process.exit(1); });
`;

let home: string;
let program: string;
/** The binaries as `npm ci --ignore-scripts` leaves them: without the library links. */
let withoutLinks: string;

beforeAll(async () => {
  home = await openFolder();
  program = join(home, 'program.cjs');
  withoutLinks = join(home, 'package', 'native');
  await build({
    stdin: { contents: PROGRAM, resolveDir: import.meta.dirname },
    ...{ outfile: program, bundle: true, platform: 'node', format: 'cjs', external: ['pg-native'], logLevel: 'error' },
  });
  await cp(nativeFolder(), withoutLinks, {
    recursive: true,
    verbatimSymlinks: true,
    filter: async (source) => !source.endsWith('.a') && !(await lstat(source)).isSymbolicLink(),
  });
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('one database of several processes', () => {
  let dataFolder: string;
  let postgres: EmbeddedPostgres;
  beforeAll(async () => {
    dataFolder = await openFolder();
  });
  afterAll(() => removeEmbeddedPostgres(dataFolder));

  it('is made once when two start at the same time, and lives until the last has let go', async () => {
    const [first, second] = await Promise.all([
      other({ dataFolder, settings, binaries }),
      other({ dataFolder, settings, binaries }),
    ]);
    expect(second.port).toBe(first.port);
    const pid = await postmasterPid(first.folder);
    await first.letGo();
    expect(await answers(second.adminUrl)).toBe(true);
    expect(await postmasterPid(second.folder)).toBe(pid);
    await second.letGo();
    expect(await answers(second.adminUrl)).toBe(false);
  });

  it('is joined after a kill -9 of the process that started it, and stopped by the one that joined', async () => {
    const killed = await other({ dataFolder, settings, binaries });
    const pid = await postmasterPid(killed.folder);
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    postgres = await startEmbeddedPostgres({ dataFolder, settings });
    expect(await postmasterPid(postgres.folder)).toBe(pid);
    expect(postgres.port).toBe(killed.port);
    await postgres.stop();
    expect(await answers(postgres.adminUrl)).toBe(false);
  });

  it('starts although the pid file of a dead one names a process that lives', async () => {
    await writeFile(join(postgres.folder, 'cluster', 'postmaster.pid'), `${process.pid}\n`);
    const port = postgres.port;
    postgres = await startEmbeddedPostgres({ dataFolder, settings });
    expect(postgres.port).toBe(port);
  });

  it('comes back by itself after a kill -9, on its port, with all that was committed', async () => {
    let exits = 0;
    postgres.onExit(() => exits++);
    const otherUser = await other({ dataFolder, settings, binaries });
    await query(postgres.adminUrl, 'create table kept (word text); insert into kept values ($$留下$$)');
    const pid = await postmasterPid(postgres.folder);
    process.kill(pid, 'SIGKILL');
    while (exits === 0 || !postgres.running()) await sleep(20);
    expect(exits).toBe(1);
    expect(await postmasterPid(postgres.folder)).not.toBe(pid);
    expect(await query(otherUser.adminUrl, 'select word from kept')).toEqual([{ word: '留下' }]);
    await postgres.stop();
    await otherUser.letGo();
    expect(await answers(postgres.adminUrl)).toBe(false);
  });

  it('is refused with a readable word when another version made it', async () => {
    await writeFile(join(postgres.folder, 'cluster', 'PG_VERSION'), '15\n');
    await expect(startEmbeddedPostgres({ dataFolder, settings })).rejects.toThrow(
      'another major version of PostgreSQL',
    );
  });
});

describe.runIf(nodeIsOpen)('for an ordinary user', () => {
  it('runs in a closed folder with a long name, from a package whose library links are missing', async () => {
    const closed = join(home, 'closed-to-all-but-its-owner');
    await mkdir(closed, { mode: 0o700 });
    await chown(closed, ordinary.uid, ordinary.gid);
    const dataFolder = join(closed, '很长的名字'.repeat(8), 'data');
    const user = await other({ dataFolder, settings, binaries: withoutLinks }, ordinary);
    expect(user.folder).toBe(join(dataFolder, 'postgresql'));
    expect((await stat(join(user.folder, 'cluster'))).uid).toBe(ordinary.uid);
    expect(existsSync(join(user.folder, 'binaries'))).toBe(true);
    expect(await query(user.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await user.letGo();
    expect(await answers(user.adminUrl)).toBe(false);
  });
});

describe.runIf(isRoot)('for root', () => {
  it('runs as another user, who gets database and binaries outside a folder that is closed to it', async () => {
    const closed = join(home, 'closed-to-all-but-root');
    await mkdir(closed, { mode: 0o700 });
    const native = join(closed, 'package', 'native');
    await cp(withoutLinks, native, { recursive: true, verbatimSymlinks: true });
    const dataFolder = join(closed, 'data');
    const postgres = await startEmbeddedPostgres({ dataFolder, settings, binaries: native });
    const outside = postgres.folder;
    try {
      expect(outside).toMatch(/^\/var\/(lib|tmp)\/linli\//);
      expect((await stat(`/proc/${await postmasterPid(outside)}`)).uid).not.toBe(0);
      expect((await stat(join(outside, 'superuser-password'))).mode & 0o777).toBe(0o600);
      const copy = join(home, 'copy');
      await mkdir(copy);
      await symlink(outside, join(copy, 'postgresql'));
      await expect(startEmbeddedPostgres({ dataFolder: copy })).rejects.toThrow('links to the same database');
      expect(await query(postgres.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await postgres.stop();
      await removeEmbeddedPostgres(dataFolder);
    }
    expect(existsSync(outside)).toBe(false);
  });
});

/** Named so that the next run finds and removes what a killed one left; open, for the database's user to get in. */
async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), `linli-test-${process.pid}-`));
  await chmod(folder, 0o711);
  return folder;
}

interface Other {
  child: ChildProcess;
  port: number;
  folder: string;
  adminUrl: string;
  letGo(): Promise<void>;
}

async function other(options: object, user: { uid: number; gid: number } | undefined = undefined): Promise<Other> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const line = once(createInterface(child.stdout), 'line');
  const told = await Promise.race([line, ended.then(([code]) => Promise.reject(new Error(`It ended with ${code}.`)))]);
  return {
    child,
    ...(JSON.parse(told[0]) as { port: number; folder: string; adminUrl: string }),
    async letGo() {
      child.stdin.end();
      await ended;
    },
  };
}

async function postmasterPid(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8'), 10);
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  return await query(url, 'select 1').then(
    () => true,
    () => false,
  );
}
