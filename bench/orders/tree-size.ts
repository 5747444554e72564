import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { printFigure } from '../figure.ts';

/** What a city's machine holds besides the packages: `npm start` reads all of these. */
const SHIPPED = ['dist', 'src', 'demo', 'db', 'messages', 'scripts', 'bin', 'package.json', 'package-lock.json'];

/**
 * `tree.size`: megabytes (10^6 bytes of files) of the run-time tree as it is after the build and
 * `npm prune --omit=dev`, reckoned from what npm lists, so that nothing has to be taken away for it.
 */
export function measureTree(): void {
  const listed = execFileSync('npm', ['ls', '--omit=dev', '--parseable', '--all'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64e6,
  });
  const packages = new Set(listed.trim().split('\n').slice(1));
  const bytes = [...packages, ...SHIPPED].reduce((sum, path) => sum + bytesBelow(path), 0);
  printFigure({ name: 'tree.size', value: bytes / 1e6, unit: 'MB', target: 250, direction: 'atMost' });
}

/** Packages within a package are listed themselves. */
function bytesBelow(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? 0;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .reduce((sum, name) => sum + bytesBelow(join(path, name)), found.size);
}
