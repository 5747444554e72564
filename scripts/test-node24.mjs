// `npm run test:node24`: every test once more under Node 24, from the registry's package `node`.
import { delimiter, dirname, join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensurePackage } from './packages.mjs';
import { endWithNpm, ensureBuilt, ensureInstalled, project, requireNode } from './steps.mjs';
import { finish, runTests } from './vitest.mjs';

const VERSION = '24.9.0';

requireNode();
endWithNpm();
process.chdir(project);
await ensureInstalled({ development: true });

const withBrowser = process.env.LINLI_WITHOUT !== 'browser';
const chromium = withBrowser ? await ensureChromium() : undefined;
if (withBrowser && !chromium) process.exit(1);
if (withBrowser) await ensureBuilt();

const folder = await ensurePackage('node24', 'node', VERSION);
const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
console.log(`Node ${VERSION}`);
// First on the path, so that programs which tests start run under it as well.
const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
const env = { PATH: path, ...(chromium ? { CHROME_PATH: chromium } : {}) };
finish(await runTests(withBrowser ? [] : ['--project', 'unit'], { env, node }));
