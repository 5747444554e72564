import { expect, it } from 'vitest';
import { findFaketime, moveMachineClock } from './machine-clock.ts';

const faketime = findFaketime();

it.skipIf(faketime === undefined)('orders go their way while the machine’s clock jumps under the server', async () => {
  const report = await moveMachineClock(faketime ?? '', { times: 12, seed: 1 });
  expect(report.faults).toEqual([]);
  expect(report.figures.find(({ name }) => name === 'clocks_that_rang')?.value).toBeGreaterThan(0);
});
