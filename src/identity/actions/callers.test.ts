import { expect, it } from 'vitest';
import { type Caller, Callers } from './callers.ts';

const caller = (id: string): Caller => ({
  actor: { kind: 'person', id, networkId: 'n', grants: [] },
  grants: [],
  strength: 'code',
  provedAt: null,
  endsAt: null,
});
const nothing = async () => [];

it('a caller is read once, and anew after being forgotten', async () => {
  const callers = new Callers();
  let reads = 0;
  const get = () =>
    callers.get(
      'n',
      'token',
      async () => {
        reads += 1;
        return caller('p');
      },
      nothing,
    );
  await get();
  await get();
  expect(reads).toBe(1);
  callers.forget('somebody else');
  await get();
  expect(reads).toBe(1);
  callers.forget('p');
  await get();
  expect(reads).toBe(2);
});

it('many requests at once read once', async () => {
  const callers = new Callers();
  let reads = 0;
  const read = async () => {
    reads += 1;
    return caller('p');
  };
  await Promise.all(Array.from({ length: 20 }, () => callers.get('n', 'token', read, nothing)));
  expect(reads).toBe(1);
});

it('what was being read while rights changed is not kept, however readings overlap', async () => {
  const callers = new Callers();
  const finish: (() => void)[] = [];
  const read = () => new Promise<Caller>((resolve) => finish.push(() => resolve(caller('p'))));
  const first = callers.get('n', 'token', read, nothing);
  callers.forget('p');
  const second = callers.get('n', 'token', read, nothing);
  finish[0]?.();
  await first;
  callers.forget('p');
  finish[1]?.();
  await second;
  const third = callers.get('n', 'token', read, nothing);
  expect(finish).toHaveLength(3);
  finish[2]?.();
  await third;
});

it('neither strangers nor failures are kept', async () => {
  const callers = new Callers();
  expect(await callers.get('n', 'token', async () => undefined, nothing)).toBeUndefined();
  const failing = callers.get(
    'n',
    'token',
    async () => {
      throw new Error('the database is gone');
    },
    nothing,
  );
  await expect(failing).rejects.toThrow('gone');
  expect(await callers.get('n', 'token', async () => caller('p'), nothing)).toBeDefined();
});
