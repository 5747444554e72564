import { expect, it } from 'vitest';
import { idsIn } from './device.ts';
import { keepRead, recallRead, sweepRead } from './kept.ts';

const HOUR = 3_600_000;

it('what was read leaves the phone after three days, opened again or not', async () => {
  const now = new Date('2026-11-24T10:00:00+08:00');
  const before = (hours: number) => new Date(now.getTime() - hours * HOUR);
  keepRead('orders:old', { words: '演示的话' }, before(73));
  keepRead('orders:new', { words: '演示的话' }, before(71));
  await expect.poll(() => idsIn('read')).toHaveLength(2);
  await sweepRead(now);
  expect(await idsIn('read')).toEqual(['orders:new']);
  expect(await recallRead('orders:new', now)).toMatchObject({ at: before(71) });
});
