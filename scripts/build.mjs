// `npm run build`: the server's programs by esbuild, the pages by Vite, two at a time, into dist/.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { project, run, timed } from './steps.mjs';

const PROGRAMS = ['server', 'command-line'].map((name) => `src/main/${name}.ts`);
/** Modules that work in threads of their own (`src/platform/threads.ts`). */
const THREADS = ['src/triage/actions/training-thread.ts'];
const DOORS = ['resident', 'desk', 'screen', 'site'];
const OUT = join(project, 'dist/main');

/**
 * Bundling moves a module to dist/main, and with it what `import.meta.url` means. Here it keeps meaning the module's
 * own place in the sources, so that files beside it and the project's folder are found from source and bundle alike.
 */
const keepPlaces = {
  name: 'keep-places',
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (path.includes('node_modules') || !text.includes('import.meta.url')) return undefined;
      const place = relative(OUT, path).replaceAll('\\', '/');
      const contents = text.replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`);
      return { contents, loader: extname(path) === '.tsx' ? 'tsx' : 'ts', resolveDir: dirname(path) };
    });
  },
};

async function buildServer() {
  rmSync(OUT, { recursive: true, force: true });
  await build({
    absWorkingDir: project,
    entryPoints: [...PROGRAMS, ...THREADS].map((path) => ({ in: path, out: basename(path, '.ts') })),
    outdir: 'dist/main',
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    define: { 'process.env.LINLI_BUILT': '"yes"' },
    plugins: [keepPlaces],
    logLevel: 'warning',
  });
}

async function buildPages(door) {
  const config = `web/${door}/vite.config.ts`;
  const options = ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn'];
  if ((await run(process.execPath, options)) !== 0) throw new Error(`The pages of ${door} could not be built.`);
}

const tasks = [
  ['  server', buildServer],
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
