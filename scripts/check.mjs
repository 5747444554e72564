// Every check but the tests: `npm run check`. Each line says what was looked at; the first failure's output is shown whole.
import { spawn } from 'node:child_process';

const bin = (name) => `node_modules/.bin/${name}`;
const checks = [
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '--no-errors-on-unmatched']],
  ['types', bin('tsc'), ['--noEmit', '-p', '.']],
  [
    'walls of the house',
    bin('depcruise'),
    ['src', 'web', 'demo', 'simulator', '--config', '.dependency-cruiser.mjs', '--output-type', 'err'],
  ],
  ['dead code', bin('knip'), ['--no-progress']],
  ['both languages complete', bin('tsx'), ['scripts/checks/languages.ts']],
  ['everything exported is documented, SQL stands in stores', bin('tsx'), ['scripts/checks/documented.ts']],
  ['the committed API document and its client are current', bin('tsx'), ['scripts/openapi.ts', '--check']],
];

function run([name, command, args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.on('error', (error) => resolve({ name, code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ name, code: code ?? 1, output }));
  });
}

const queue = [...checks];
const results = [];
async function worker() {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const result = await run(check);
    results.push(result);
    console.log(`${result.code === 0 ? 'ok  ' : 'BAD '} ${result.name}`);
    if (result.code !== 0) console.log(result.output.trimEnd());
  }
}
await Promise.all([worker(), worker()]);
process.exit(results.every((result) => result.code === 0) ? 0 : 1);
