import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

/** Clock ticks a second of /proc on Linux. */
const TICKS = 100;

/** Milliseconds of processor time that this process and the database have used so far. */
export function usedMilliseconds(postmasterPid: number): { server: number; database: number } {
  const { user, system } = process.cpuUsage();
  return { server: (user + system) / 1000, database: databaseMilliseconds(postmasterPid) };
}

/** The postmaster with all its children, those that have ended included. */
function databaseMilliseconds(postmasterPid: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      const own = Number(name) === postmasterPid;
      if (!own && Number(fields[1]) !== postmasterPid) continue;
      ticks += Number(fields[11]) + Number(fields[12]);
      if (own) ticks += Number(fields[13]) + Number(fields[14]);
    } catch {
      // It ended between the listing and the reading.
    }
  }
  return (ticks * 1000) / TICKS;
}

/** The postmaster's process, as PostgreSQL itself tells it. `adminUrl` is the superuser's. */
export async function postmasterPid(adminUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), chr(10), 1) as pid`,
  );
  await client.end();
  return Number(rows[0]?.pid);
}
