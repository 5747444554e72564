import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countsAsFull, DiskWatch, roomToKeep } from './disk.ts';

const MEGABYTE = 1024 ** 2;

it.each([
  ['a tiny volume keeps two pieces of the log free', 300 * MEGABYTE, 64 * MEGABYTE],
  ['20 GB keep a fiftieth', 20 * 1024 * MEGABYTE, 429_496_729],
  ['a large one keeps 1 GB', 4_000_000 * MEGABYTE, 1024 * MEGABYTE],
])('%s', (_what, total, kept) => {
  expect(roomToKeep(total)).toBe(kept);
});

it('what was full is so until a quarter more is free, and does not flicker', () => {
  const total = 300 * MEGABYTE;
  expect(countsAsFull({ free: 63 * MEGABYTE, total }, false)).toBe(true);
  expect(countsAsFull({ free: 70 * MEGABYTE, total }, true)).toBe(true);
  expect(countsAsFull({ free: 70 * MEGABYTE, total }, false)).toBe(false);
  expect(countsAsFull({ free: 81 * MEGABYTE, total }, true)).toBe(false);
});

it('looks at the volume of its folder, and takes one that cannot be seen for well', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-disk-'));
  const watch = new DiskWatch(folder);
  await watch.start();
  expect(watch.freeBytes()).toBeGreaterThan(0);
  watch.stop();
  await rm(folder, { recursive: true });
  const nowhere = new DiskWatch(folder);
  await nowhere.start();
  expect(nowhere.isFull()).toBe(false);
  nowhere.stop();
});
