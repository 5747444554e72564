// Packages of the registry that only some commands need: installed aside, in .linli, so that node_modules stays what
// the lock file says.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, project, timed } from './steps.mjs';

/** Installs `name` in exactly this version into `.linli/SHELF` unless it is there, and gives its folder. */
export async function ensurePackage(shelf, name, version) {
  const home = join(project, '.linli', shelf);
  const folder = join(home, 'node_modules', name);
  if (versionIn(folder) === version) return folder;
  mkdirSync(home, { recursive: true });
  // A package.json of its own: npm would otherwise look upwards and install into the project.
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const options = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`];
  const code = await timed(`Installing ${name}@${version}`, () => npm(options, { cwd: home }));
  if (code !== 0 || versionIn(folder) !== version) {
    console.error(`${name}@${version} could not be installed.`);
    process.exit(1);
  }
  return folder;
}

function versionIn(folder) {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}
