import { measureIndex } from './live-index.ts';
import { measureMonth } from './month.ts';
import { measureServerWithIndex } from './server.ts';
import { measureStorm } from './storm.ts';
import { measureWeekAhead } from './week-ahead.ts';

/** A storm of 10,000 orders is waited for most of an hour: without `--full` a tenth of it passes over a tenth of the city. */
const PART_OF_STORM = 0.1;

/** `npm run bench -- dispatch [--size F] [--full]`: what dispatch costs and what it is worth. */
export async function run({ size, full }: { size: number; full: boolean }): Promise<void> {
  await measureIndex(size);
  await measureServerWithIndex(size);
  measureMonth(size);
  measureWeekAhead(size);
  await measureStorm(full ? size : size * PART_OF_STORM);
}
