import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import type { Clock } from '../src/platform/clock.ts';
import { createLog } from '../src/platform/log.ts';
import { type ApartWorld, openApartWorld } from './apart-world.ts';
import { jumpAbout } from './jumps.ts';
import type { Report } from './report.ts';
import { anyPort, buildProgram, type Program, startServer } from './server-process.ts';

/** Where Debian, Ubuntu and Fedora put libfaketime (the one for programs with threads, as Node is). */
const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib64/faketime/libfaketimeMT.so.1',
];
/** What is due is heard within seconds; a busy machine may take longer. */
const PATIENCE_MILLISECONDS = 60_000;
const LOOK_EVERY_MILLISECONDS = 250;
/** How far an answer's date, which has whole seconds, may be from the time that was set. */
const APART_MILLISECONDS = 10_000;
/** The people of the drill are entered by it, a network at a time. */
const NOBODY = { residents: 1, dispatchers: 1, volunteers: 2 };

/** The library that gives a program another time than the machine's; undefined where it is not installed. */
export function findFaketime(): string | undefined {
  return FAKETIME.find((file) => existsSync(file));
}

/**
 * The server in a process of its own whose machine's clock jumps under it, by libfaketime, also in the middle of what it
 * does; its timers go on as they would. PostgreSQL keeps the true time, as one on another machine.
 */
export async function moveMachineClock(
  faketime: string,
  { times, seed }: { times: number; seed: number },
): Promise<Report> {
  const world = await openApartWorld(NOBODY);
  const program = await buildProgram();
  try {
    return await moveUnderServer(world, program, faketime, { times, seed });
  } finally {
    await program.remove();
    await world.close();
  }
}

async function moveUnderServer(
  world: ApartWorld,
  program: Program,
  faketime: string,
  { times, seed }: { times: number; seed: number },
): Promise<Report> {
  const environment = world.environment(world.port);
  const offsetFile = join(String(environment['LINLI_DATA']), 'offset');
  let offset = 0;
  const set = async (time: Date) => {
    offset = time.getTime() - Date.now();
    // Whole or not there: the library reads it anew each time that somebody asks for the time.
    await writeFile(`${offsetFile}.next`, `${offset < 0 ? '-' : '+'}${Math.abs(offset) / 1000}`);
    await rename(`${offsetFile}.next`, offsetFile);
  };
  await set(new Date());
  const opened = await openContext(readConfig(environment, 'none'), { log: createLog('silent') });
  const clock = { now: () => new Date(Date.now() + offset) };
  const server = await startServer(
    program,
    {
      ...environment,
      LD_PRELOAD: faketime,
      FAKETIME_TIMESTAMP_FILE: offsetFile,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    await anyPort(),
  );
  try {
    await demandMoved(server.url, set, clock);
    return await jumpAbout(
      {
        context: { ...opened.context, clock },
        adminUrl: world.adminUrl,
        serve: async () => ({ url: server.url, close: async () => undefined }),
        set,
        ring: () => untilHeard(world.adminUrl, clock.now()),
      },
      { drill: 'machine-clock', times, seed },
    );
  } finally {
    await server.stop();
    await opened.close();
  }
}

/** Sees from an answer's `Date` that the server takes the moved time for true: else the drill would show nothing. */
async function demandMoved(url: string, set: (time: Date) => Promise<void>, clock: Clock): Promise<void> {
  await set(new Date('2026-01-01T00:00:00Z'));
  const began = performance.now();
  do {
    await sleep(LOOK_EVERY_MILLISECONDS);
    const answer = await fetch(`${url}/healthz`);
    await answer.text();
    const apart = clock.now().getTime() - Date.parse(answer.headers.get('date') ?? '');
    if (Math.abs(apart) < APART_MILLISECONDS) return;
  } while (performance.now() - began < PATIENCE_MILLISECONDS);
  throw new Error('libfaketime is here, and the server still goes by the machine’s own time.');
}

/** Waits until the server's jobs have heard every clock that has rung; gives up after a minute, and the checker finds which. */
async function untilHeard(adminUrl: string, at: Date): Promise<void> {
  const began = performance.now();
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const ringing = () =>
      client.query(
        'select from orders where (case when warned then due_at else coalesce(warn_at, due_at) end) <= $1 limit 1',
        [at],
      );
    while ((await ringing()).rowCount !== 0 && performance.now() - began < PATIENCE_MILLISECONDS)
      await sleep(LOOK_EVERY_MILLISECONDS);
  } finally {
    await client.end();
  }
}
