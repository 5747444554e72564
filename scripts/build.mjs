// `npm run build`: the server's programs by esbuild, the pages by Vite, two at a time, into dist/.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer } from './build-server.mjs';
import { project, run, timed } from './steps.mjs';

const DOORS = ['resident', 'desk', 'screen', 'site'];

async function buildPages(door) {
  const config = `web/${door}/vite.config.ts`;
  const options = ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn'];
  if ((await run(process.execPath, options)) !== 0) throw new Error(`The pages of ${door} could not be built.`);
}

const tasks = [
  ['  server', () => buildServer()],
  ...DOORS.filter((door) => existsSync(join(project, `web/${door}/vite.config.ts`))).map((door) => [
    `  ${door} pages`,
    () => buildPages(door),
  ]),
];

/** After a failure no new task is begun, but the one under way is waited for: nothing may go on building afterwards. */
async function worker() {
  for (let task = tasks.shift(); task; task = tasks.shift())
    try {
      await timed(task[0], task[1]);
    } catch (error) {
      tasks.length = 0;
      process.exitCode = 1;
      console.error(error instanceof Error ? error.message : error);
    }
}

await Promise.all([worker(), worker()]);
