import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { freemem } from 'node:os';
import { missingYears } from '../../organisation/rules/calendar.ts';
import type { Config } from '../config.ts';
import { openContext } from '../context.ts';

/** One thing looked at: what was found, and how to mend it when it is not well. */
interface Finding {
  what: string;
  well: boolean;
  mend?: string;
}

const LEAST_DISK_BYTES = 2 * 1024 ** 3;
const LEAST_MEMORY_BYTES = 512 * 1024 ** 2;

/** Looks at what usually goes wrong, and says how to mend it. 0 when all is well, 1 otherwise. */
export async function doctorCommand(config: Config): Promise<number> {
  const findings = [
    nodeVersion(),
    await disk(config),
    memory(),
    await port(config),
    calendar(),
    await database(config),
  ];
  for (const { what, well, mend } of findings)
    process.stdout.write(`${well ? 'ok  ' : 'BAD '} ${what}${well || !mend ? '' : `\n     ${mend}`}\n`);
  return findings.every((finding) => finding.well) ? 0 : 1;
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const well = major > 20 || (major === 20 && minor >= 19);
  return { what: `Node.js ${process.versions.node}`, well, mend: 'Linli needs Node.js 20.19 or newer.' };
}

async function disk(config: Config): Promise<Finding> {
  const { bavail, bsize } = await statfs(process.cwd());
  const free = bavail * bsize;
  const what = `${(free / 1024 ** 3).toFixed(1)} GB of disk free for ${config.dataFolder}`;
  return { what, well: free >= LEAST_DISK_BYTES, mend: 'PostgreSQL stops on a full disk. Free at least 2 GB.' };
}

function memory(): Finding {
  const free = freemem();
  return {
    what: `${Math.round(free / 1024 ** 2)} MB of memory free`,
    well: free >= LEAST_MEMORY_BYTES,
    mend: 'Free at least 512 MB.',
  };
}

function port(config: Config): Promise<Finding> {
  return new Promise((resolve) => {
    const probe = createServer();
    const found = (well: boolean) =>
      resolve({
        what: `port ${config.port} on ${config.host} ${well ? 'is free' : 'is taken'}`,
        well,
        mend: 'If that is Linli itself, all is well; else set PORT to another.',
      });
    probe.once('error', () => found(false));
    probe.listen(config.port, config.host, () => probe.close(() => found(true)));
  });
}

function calendar(): Finding {
  const year = new Date().getFullYear();
  const missing = missingYears(year, year + (new Date().getMonth() === 11 ? 1 : 0));
  return {
    what:
      missing.length === 0 ? 'the holiday table covers the days ahead' : `no holidays known for ${missing.join(', ')}`,
    well: missing.length === 0,
    mend: 'Update the package chinese-days once the State Council has published the year; until then weekends alone are free.',
  };
}

async function database(config: Config): Promise<Finding> {
  try {
    const opened = await openContext({ ...config, logLevel: 'silent' });
    const networks = await opened.context.database.networks();
    await opened.close();
    return { what: `the database answers and holds ${networks.length} network(s)`, well: true };
  } catch (error) {
    return {
      what: 'the database cannot be used',
      well: false,
      mend: error instanceof Error ? error.message : String(error),
    };
  }
}
