import { mkdir } from 'node:fs/promises';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/supervisor.ts';
import { measureServer } from './live.ts';
import { postmasterPid } from './processor-time.ts';
import { measureList, measureWrites } from './requests.ts';
import { measureTree } from './tree-size.ts';

/** Cities kept from run to run. */
const DATA_FOLDER = '.linli/bench/orders';

/**
 * `npm run bench -- orders [--size F] [--full]`: size 1 lists among 100,000 and 1,000,000 orders, when `full` among 5,000,000
 * too, and tells 10,000 open pages. The server is measured first, while no other database of ours runs.
 */
export async function run({ size, full }: { size: number; full: boolean }): Promise<void> {
  measureTree();
  await measureServer(size);
  await mkdir(DATA_FOLDER, { recursive: true });
  const embedded = await startEmbeddedPostgres({ dataFolder: DATA_FOLDER });
  try {
    const { adminUrl } = embedded;
    const postgres = { adminUrl, postmasterPid: await postmasterPid(adminUrl) };
    await measureList(postgres, { size, full });
    await measureWrites(postgres, size);
  } finally {
    await embedded.stop();
  }
}
