import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** What every benchmark under `bench/NAME/bench.ts` exports as `run`. */
interface Benchmark {
  run(options: { size: number; full: boolean }): Promise<void>;
}

const usage = 'Usage: npm run bench -- NAME [--size F] [--full]\n';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { size: { type: 'string', default: '1' }, full: { type: 'boolean', default: false } },
  });
  const name = positionals[0];
  const size = Number(values.size);
  if (positionals.length !== 1 || name === undefined || !/^[a-z_]+$/.test(name) || !(size > 0)) {
    process.stderr.write(usage);
    return 2;
  }
  const path = join(import.meta.dirname, name, 'bench.ts');
  if (!existsSync(path)) {
    process.stderr.write(`There is no benchmark named ${name}.\n${usage}`);
    return 2;
  }
  const benchmark = (await import(pathToFileURL(path).href)) as Benchmark;
  await benchmark.run({ size, full: values.full });
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
