import { mkdir } from 'node:fs/promises';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/supervisor.ts';
import { dropCity, openCity } from '../orders/city.ts';
import { postmasterPid } from '../orders/processor-time.ts';
import { measureAudit } from './audit.ts';
import { measureInbox } from './inbox.ts';
import { measureIntake } from './intake.ts';

const DATA_FOLDER = '.linli/bench/petitions';
/** Orders whose real events the log is filled with. */
const ORDERS = 2_000;

/** `npm run bench -- petitions [--size F]`: what confidentiality costs, each figure in processor time. */
export async function run({ size }: { size: number; full: boolean }): Promise<void> {
  await mkdir(DATA_FOLDER, { recursive: true });
  const embedded = await startEmbeddedPostgres({ dataFolder: DATA_FOLDER });
  try {
    const postgres = { adminUrl: embedded.adminUrl, postmasterPid: await postmasterPid(embedded.adminUrl) };
    const city = await openCity(postgres.adminUrl, `petitions_${process.pid}`, ORDERS, 'lived_in');
    try {
      await measureIntake(city, postgres, size);
      await measureAudit(city, postgres, size);
    } finally {
      await dropCity(postgres.adminUrl, city);
    }
    await measureInbox(postgres, size);
  } finally {
    await embedded.stop();
  }
}
