import { measureIndex } from './live-index.ts';
import { measureMonth } from './month.ts';

/** `npm run bench -- dispatch [--size F]`: what dispatch costs and what it is worth. */
export async function run({ size }: { size: number; full: boolean }): Promise<void> {
  await measureIndex(size);
  measureMonth(size);
}
