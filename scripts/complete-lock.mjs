// After `npm install`: npm leaves those packages for other machines out of the lock file that the registry it was asked
// does not have (mirrors often lack some), and `npm ci` then refuses the lock file everywhere. They are put back by
// name and version, which is all that npm needs to pass over them, or to fetch them where they fit.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from './steps.mjs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

const file = join(project, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];
for (const [path, parent] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {}))
    if (!isLocked(path, name)) {
      lock.packages[`node_modules/${name}`] = {
        version,
        ...fitsOf(name),
        optional: true,
        ...(parent.dev && { dev: true }),
      };
      added.push(`${name}@${version}`);
    }
if (added.length > 0) {
  const { '': own, ...others } = lock.packages;
  const sorted = Object.entries(others).sort(([one], [other]) => (one < other ? -1 : 1));
  lock.packages = { '': own, ...Object.fromEntries(sorted) };
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(added.length > 0 ? `Put back:\n${added.join('\n')}` : 'The lock file is complete.');

/** Looked for as Node does: beside the parent's own packages, then upwards. */
function isLocked(parent, name) {
  for (
    let place = parent;
    ;
    place = place.slice(0, Math.max(place.lastIndexOf('node_modules/'), 0)).replace(/\/$/, '')
  ) {
    if (lock.packages[`${place ? `${place}/` : ''}node_modules/${name}`]) return true;
    if (place === '') return false;
  }
}

/** System, processor and C library, read from a name such as `@biomejs/cli-linux-x64-musl`. */
function fitsOf(name) {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length > 1)
    throw new Error(`For which machine is ${name}? Add it to the lock file by hand.`);
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : [];
  return { ...(cpu.length > 0 && { cpu }), ...(libc.length > 0 && { libc }), os };
}
