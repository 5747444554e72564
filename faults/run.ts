import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** What every drill under `faults/NAME.ts` exports as `run`: whether what must hold did hold. */
interface Drill {
  run(options: { times: number | undefined; seed: number }): Promise<boolean>;
}

const usage = 'Usage: npm run faults -- NAME [--times N] [--seed N]\n';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { times: { type: 'string' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
  });
  const [name] = positionals;
  const times = values.times === undefined ? undefined : Number(values.times);
  const seed = Number(values.seed);
  const isSound = (times === undefined || (Number.isInteger(times) && times > 0)) && Number.isInteger(seed);
  if (positionals.length !== 1 || name === undefined || !/^[a-z-]+$/.test(name) || name === 'run' || !isSound) {
    process.stderr.write(usage);
    return 2;
  }
  const path = join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(path)) {
    process.stderr.write(`There is no drill named ${name}.\n${usage}`);
    return 2;
  }
  const drill = (await import(pathToFileURL(path).href)) as Drill;
  return (await drill.run({ times, seed })) ? 0 : 1;
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
