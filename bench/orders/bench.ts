import { mkdir } from 'node:fs/promises';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/supervisor.ts';
import { postmasterPid } from './processor-time.ts';
import { measureList, measureWrites } from './requests.ts';

/** Cities kept from run to run. */
const DATA_FOLDER = '.linli/bench/orders';

/** `npm run bench -- orders [--size F]`: size 1 lists among 100,000 and 1,000,000 orders. */
export async function run({ size }: { size: number; full: boolean }): Promise<void> {
  await mkdir(DATA_FOLDER, { recursive: true });
  const embedded = await startEmbeddedPostgres({ dataFolder: DATA_FOLDER });
  try {
    const { adminUrl } = embedded;
    const postgres = { adminUrl, postmasterPid: await postmasterPid(adminUrl) };
    await measureList(postgres, size);
    await measureWrites(postgres, size);
  } finally {
    await embedded.stop();
  }
}
