// `npm test`: installs what is missing, then every check and every test. `LINLI_WITHOUT=browser` leaves out those that
// need a browser and says how many.
import { ensureChromium } from './chromium.mjs';
import { endWithNpm, ensureBuilt, ensureInstalled, npm, project, requireNode } from './steps.mjs';
import { countTests, finish, runTests } from './vitest.mjs';

requireNode();
endWithNpm();
process.chdir(project);
await ensureInstalled({ development: true });

const withBrowser = process.env.LINLI_WITHOUT !== 'browser';
const chromium = withBrowser ? await ensureChromium() : undefined;
if (withBrowser && !chromium) process.exit(1);

const checks = await npm(['run', '--silent', 'check']);
if (withBrowser) await ensureBuilt();
const counts = await runTests(
  withBrowser ? [] : ['--project', 'unit'],
  chromium ? { env: { CHROME_PATH: chromium } } : {},
);
if (!withBrowser) {
  const left = countTests('journeys');
  console.log(`LINLI_WITHOUT=browser: ${left} tests in a browser were skipped.`);
  counts.skipped += left;
}
if (checks !== 0) {
  counts.names.push('npm run check (above), which counts as one');
  counts.failed += 1;
}
finish(counts);
