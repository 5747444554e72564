// What the commands do before their own work: install and build when that is needed. Runs on Node alone, before
// anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../', import.meta.url));

/** What the build reads. A change in any of it builds anew. */
const BUILT_FROM = [
  'src',
  'demo',
  'web',
  'messages',
  'scripts/build.mjs',
  'scripts/build-server.mjs',
  'package-lock.json',
  'tsconfig.json',
];
const BUILD_STAMP = join(project, 'dist/built-from');

/** Ends with a readable word when Node is older than package.json asks. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Linli needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/**
 * npm passes SIGTERM on to the shell it started us with, and that shell keeps it to itself and dies. So when our parent
 * is gone, npm was told to end, and we are.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  timer.unref();
}

/** Runs one step and prints how long it took. */
export async function timed(name, work) {
  const begin = performance.now();
  process.stdout.write(`${name} …\n`);
  const result = await work();
  process.stdout.write(`${name}: ${((performance.now() - begin) / 1000).toFixed(1)} s\n`);
  return result;
}

/** Runs a program in the project's folder, with its output here; gives its exit code. Signals reach it through us. */
export function run(program, options, more = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, options, { cwd: project, stdio: 'inherit', ...more });
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM'];
    for (const signal of signals) process.on(signal, forward);
    const end = (code) => {
      for (const signal of signals) process.off(signal, forward);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** Runs npm: the very one that runs us, else the one on the path. */
export function npm(options, more = {}) {
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return run(process.execPath, [own, ...options], more);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', options, {
    shell: process.platform === 'win32',
    ...more,
  });
}

/** Installs the packages of the lock file unless they are there. `development` asks for those of building and testing too. */
export async function ensureInstalled({ development }) {
  if (isInstalled(development)) return;
  const code = await timed('Installing packages', () => npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']));
  if (code !== 0) {
    console.error('The packages could not be installed. npm says why above; the registry must be within reach.');
    process.exit(1);
  }
}

/** npm notes in `node_modules/.package-lock.json` what it installed; that is held against our lock file. */
function isInstalled(development) {
  const installed = readLock('node_modules/.package-lock.json');
  const wanted = readLock('package-lock.json');
  return Object.entries(wanted).every(([path, one]) => {
    if (path === '' || one.optional || one.devOptional || (one.dev && !development)) return true;
    return installed[path]?.version === one.version && existsSync(join(project, path, 'package.json'));
  });
}

function readLock(path) {
  const file = join(project, path);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).packages ?? {}) : {};
}

/** Whether the sources have changed since the last build (or there was none). */
export function buildIsNeeded() {
  return existsSync(join(project, 'src')) && readStamp() !== digestOfSources();
}

/** Builds server and pages unless they are as the sources are now. */
export async function ensureBuilt() {
  if (!buildIsNeeded()) return;
  const digest = digestOfSources();
  const code = await timed('Building', () => run(process.execPath, ['scripts/build.mjs']));
  if (code !== 0) {
    console.error('The build failed; see above.');
    process.exit(1);
  }
  mkdirSync(join(project, 'dist'), { recursive: true });
  writeFileSync(BUILD_STAMP, digest);
}

function readStamp() {
  return existsSync(BUILD_STAMP) ? readFileSync(BUILD_STAMP, 'utf8') : undefined;
}

function digestOfSources() {
  const hash = createHash('sha256');
  for (const path of BUILT_FROM) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const full = join(project, path);
  if (!existsSync(full)) return;
  for (const entry of listing(full)) {
    const name = entry ? `${path}/${entry}` : path;
    if (/\.test\.tsx?$/.test(name)) continue;
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(project, name)))
      .update('\0');
  }
}

function listing(full) {
  try {
    const entries = readdirSync(full, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(full.length + 1)).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return [''];
    throw error;
  }
}
