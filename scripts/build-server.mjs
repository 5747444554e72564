// The server's programs by esbuild, into a folder of the project: `dist/main` for `npm run build`, another for drills.
import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { project } from './steps.mjs';

const PROGRAMS = ['server', 'command-line'].map((name) => `src/main/${name}.ts`);
/** Modules that work in threads of their own (`src/platform/threads.ts`). */
const THREADS = ['src/triage/actions/training-thread.ts'];

/**
 * Bundling moves a module to another folder, and with it what `import.meta.url` means. Here it keeps meaning the module's
 * own place in the sources, so that files beside it and the project's folder are found from source and bundle alike.
 */
const keepPlaces = (out) => ({
  name: 'keep-places',
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (path.includes('node_modules') || !text.includes('import.meta.url')) return undefined;
      const place = relative(join(project, out), path).replaceAll('\\', '/');
      const contents = text.replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`);
      return { contents, loader: extname(path) === '.tsx' ? 'tsx' : 'ts', resolveDir: dirname(path) };
    });
  },
});

/** Builds every program into `out`, a path inside the project, which is emptied first. */
export async function buildServer(out = 'dist/main') {
  rmSync(join(project, out), { recursive: true, force: true });
  await build({
    absWorkingDir: project,
    entryPoints: [...PROGRAMS, ...THREADS].map((path) => ({ in: path, out: basename(path, '.ts') })),
    outdir: out,
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    define: { 'process.env.LINLI_BUILT': '"yes"' },
    plugins: [keepPlaces(out)],
    logLevel: 'warning',
  });
}
