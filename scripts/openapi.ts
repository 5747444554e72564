// Writes docs/api/openapi.json from the routes, and the web's client types from it; with --check says whether both are current.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { buildApp } from '../src/main/app.ts';
import { systemClock } from '../src/platform/clock.ts';
import { Database } from '../src/platform/database.ts';
import { Live } from '../src/platform/live.ts';
import { createLog } from '../src/platform/log.ts';
import { Memo } from '../src/platform/memo.ts';

const DOCUMENT = 'docs/api/openapi.json';
const CLIENT = 'web/ui/api.gen.ts';

// Nothing is asked of this database: the document comes from the declared routes alone.
const database = new Database('postgres://nobody@127.0.0.1:1/none');
const log = createLog('silent');
const app = await buildApp({
  database,
  clock: systemClock,
  memo: new Memo(),
  live: new Live(database, log),
  log,
  ports: { sendCode: async () => {} },
  secret: Buffer.alloc(32),
  demo: false,
});
await app.ready();
const document = `${JSON.stringify(app.swagger(), null, 2)}\n`;
const client = `// Made by scripts/openapi.ts from ${DOCUMENT}; do not edit.\n${astToString(await openapiTypescript(JSON.parse(document) as OpenAPI3))}`;
await app.close();
await database.close();

if (process.argv.includes('--check')) {
  const stale = [
    [DOCUMENT, document],
    [CLIENT, client],
  ].filter(([path = '', text]) => readOrEmpty(path) !== text);
  for (const [path] of stale) console.error(`${path} is not what the routes say: run npm run openapi`);
  process.exit(stale.length === 0 ? 0 : 1);
}
mkdirSync('docs/api', { recursive: true });
writeFileSync(DOCUMENT, document);
writeFileSync(CLIENT, client);

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
