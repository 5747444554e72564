import { expect, it } from 'vitest';
import { Closers } from './closers.ts';

it('closes the rest where one cannot be closed, and tells of the first that could not', async () => {
  const closed: string[] = [];
  const closers = new Closers();
  closers.add(() => closed.push('keys'));
  closers.add(() => {
    throw new Error('the second');
  });
  closers.add(() => Promise.reject(new Error('the database does not stop')));
  closers.add(() => closed.push('live'));
  await expect(closers.close()).rejects.toThrow('the database does not stop');
  expect(closed).toEqual(['live', 'keys']);
  await closers.close();
  expect(closed).toEqual(['live', 'keys']);
});
