import { describe, expect, it } from 'vitest';
import { together } from './together.ts';

/** Answers for what begins with `u`, and keeps what it was asked. */
function town(most: number) {
  const asked: string[][] = [];
  const read = together(async (ids) => {
    asked.push(ids);
    return ids.filter((id) => id.startsWith('u')).map((id) => ({ id, name: id.toUpperCase() }));
  }, most);
  return { asked, read };
}

describe('what is asked for one by one in the same breath', () => {
  it('is one question, and each gets its own answer', async () => {
    const { asked, read } = town(100);
    const names = await Promise.all(['u1', 'u2', 'u1', 'x'].map(read));
    expect(names.map((each) => each?.name)).toEqual(['U1', 'U2', 'U1', undefined]);
    expect(asked).toEqual([['u1', 'u2', 'x']]);
    await read('u3');
    expect(asked).toEqual([['u1', 'u2', 'x'], ['u3']]);
  });

  it('is as many questions as the server takes ids', async () => {
    const { asked, read } = town(2);
    await Promise.all(['u1', 'u2', 'u3'].map(read));
    expect(asked).toEqual([['u1', 'u2'], ['u3']]);
  });

  it('fails for each where the question fails, and is asked anew afterwards', async () => {
    let broken = true;
    const read = together(async (ids) => {
      if (broken) throw new Error('no network');
      return ids.map((id) => ({ id }));
    }, 100);
    const both = await Promise.allSettled([read('u1'), read('u2')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await read('u1')).toEqual({ id: 'u1' });
  });
});
