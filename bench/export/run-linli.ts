import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** What one run of a command took. */
export interface LinliRun {
  seconds: number;
  /** The most memory that its process held at once (VmHWM of Linux). */
  peakMegabytes: number;
}

const LOOK_EVERY_MILLISECONDS = 100;

/** Runs a command of `linli` in a process of its own, on the database that `environment` names. Throws when it fails. */
export async function runLinli(args: readonly string[], environment: Record<string, string>): Promise<LinliRun> {
  const began = performance.now();
  const child = spawn(process.execPath, ['bin/linli.mjs', ...args], {
    env: { ...process.env, ...environment },
    // Standard output is for figures.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMegabytes = 0;
  const look = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, highWaterOf(child.pid ?? 0));
  }, LOOK_EVERY_MILLISECONDS);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(look);
  if (code !== 0) throw new Error(`linli ${args.join(' ')} ended with ${code}.`);
  return { seconds: (performance.now() - began) / 1000, peakMegabytes };
}

function highWaterOf(pid: number): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return (Number(kilobytes ?? 0) * 1024) / 1e6;
  } catch {
    // It has ended between two looks.
    return 0;
  }
}
