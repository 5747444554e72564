import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allJobs } from '../src/main/app.ts';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import { SettableClock } from '../src/platform/clock.ts';
import type { Context } from '../src/platform/context.ts';
import { removeEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import { runJobsOnce } from '../src/platform/jobs.ts';
import { createLog } from '../src/platform/log.ts';
import { serve } from './in-process.ts';
import { jumpAbout, TIMES } from './jumps.ts';
import { findFaketime, moveMachineClock } from './machine-clock.ts';
import { isSound, type Report, write } from './report.ts';
import { holdUnkilled, linliUrl } from './world.ts';

/**
 * `npm run faults -- clock [--times N] [--seed N]`: the server's clock jumps by minutes to days, both ways and over
 * holidays, between the steps of orders, and its jobs run after each jump. Whatever it says: no answer of 500, every step
 * by the machine's table, nothing lost or done twice. First the program's own clock, then, where libfaketime is, that of
 * the machine under a server in a process of its own.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const ofProgram = await moveProgramClock(times, seed);
  process.stdout.write(write(ofProgram));
  const faketime = findFaketime();
  if (!faketime) {
    process.stdout.write(
      'clock: libfaketime is not here, so only the clock of the program was moved, not that of the machine.\n',
    );
    return isSound(ofProgram);
  }
  const ofMachine = await moveMachineClock(faketime, { times, seed });
  process.stdout.write(write(ofMachine));
  return isSound(ofProgram) && isSound(ofMachine);
}

async function moveProgramClock(times: number, seed: number): Promise<Report> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-clock-'));
  const letGo = await holdUnkilled(dataFolder);
  try {
    const opened = await openContext(readConfig({ LINLI_DATA: dataFolder, LINLI_CITY: 'none' }, 'none'), {
      log: createLog('silent'),
    });
    const clock = new SettableClock(new Date('2026-09-30T10:00:00Z'));
    const adminUrl = opened.postgres ? linliUrl(opened.postgres) : '';
    const report = await moveClock({ ...opened.context, clock }, adminUrl, { times, seed });
    await opened.close();
    return report;
  } finally {
    await letGo();
    await removeEmbeddedPostgres(dataFolder);
  }
}

/** The drill on a migrated database, by a clock that can be moved. */
export function moveClock(
  context: Context & { clock: SettableClock },
  adminUrl: string,
  { times, seed }: { times: number; seed: number },
): Promise<Report> {
  return jumpAbout(
    {
      context,
      adminUrl,
      serve: () => serve(context),
      set: async (time) => context.clock.set(time),
      ring: async () => runJobsOnce(context, allJobs),
    },
    { drill: 'clock', times, seed },
  );
}
