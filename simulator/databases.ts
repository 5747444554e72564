import { prepareDatabase } from '../src/platform/embedded-postgres/prepare-database.ts';
import { migrate } from '../src/platform/migrations.ts';

/** Makes and migrates the two databases of a simulated city on an empty server; gives where its own server finds them. */
export async function prepareDatabases(adminUrl: string): Promise<{ databaseUrl: string; keysUrl: string }> {
  const urls = await prepareDatabase(adminUrl, { database: 'linli' });
  await migrate(urls.migrationUrl, 'db/migrations', { appRole: new URL(urls.databaseUrl).username });
  const keys = await prepareDatabase(adminUrl, { database: 'linli_keys' });
  await migrate(keys.migrationUrl, 'db/keys-migrations', { appRole: new URL(keys.databaseUrl).username });
  return { databaseUrl: urls.databaseUrl, keysUrl: keys.databaseUrl };
}
