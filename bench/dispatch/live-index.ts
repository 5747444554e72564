import { LiveIndex } from '../../src/dispatch/actions/live-index.ts';
import { snapshotBytes } from '../../src/matching/snapshot.ts';
import { median, printFigure } from '../figure.ts';
import { openCity } from './city.ts';

const ROUNDS = 3;

/**
 * How long the live index of a city takes from the database: at size 1 the demo city with all its 434,710 volunteers. By
 * the clock, and by this process's own processor time beside it.
 */
export async function measureIndex(size: number): Promise<void> {
  const opened = await openCity(size);
  try {
    const { context } = opened;
    const [network] = await context.database.networks();
    if (!network) throw new Error('The demo city is missing.');
    const [clock, processor]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const index = new LiveIndex(context, network.id);
      const used = process.cpuUsage();
      const held = await index.catchUp();
      const { user, system } = process.cpuUsage(used);
      clock.push(index.figures().buildMilliseconds);
      processor.push((user + system) / 1000);
      const each = snapshotBytes(held.snapshot) / held.snapshot.population;
      process.stderr.write(`${held.snapshot.population} in the index, ${each.toFixed(0)} bytes each\n`);
    }
    const target = { target: 2000 * Math.min(1, size), direction: 'atMost' as const, unit: 'ms' };
    printFigure({ name: 'index.rebuild', value: median(clock), rounds: clock, ...target });
    printFigure({ name: 'index.rebuild.processor', value: median(processor), rounds: processor, ...target });
  } finally {
    await opened.close();
  }
}
