import { measureIndex } from './live-index.ts';
import { measureMonth } from './month.ts';
import { measureServerWithIndex } from './server.ts';
import { measureStorm } from './storm.ts';
import { measureWeekAhead } from './week-ahead.ts';

/** `npm run bench -- dispatch [--size F]`: what dispatch costs and what it is worth. */
export async function run({ size }: { size: number; full: boolean }): Promise<void> {
  await measureIndex(size);
  await measureServerWithIndex(size);
  await measureStorm(size);
  measureMonth(size);
  measureWeekAhead(size);
}
