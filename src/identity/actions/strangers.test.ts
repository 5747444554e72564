import { describe, expect, it } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import { type Shown, Strangers } from './strangers.ts';

const STATION = '203.0.113.8';
const code = (secret: string, address = STATION): Shown => ({ kind: 'receipt', secret, address });
const unknown = async () => undefined;
const known = async () => 'petition';
const wrong = async (): Promise<string> => {
  throw new Problem('orders.receipt_unknown', 401, 'No petition has this code.');
};
const told = (work: Promise<unknown>) =>
  work.then(
    (found) => found ?? 'nothing',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('whoever shows what opens nothing', () => {
  it('is refused after so many in a minute without being looked at, and told how long to wait', async () => {
    const strangers = new Strangers(2);
    expect(await told(strangers.meet(code('a'), wrong))).toBe('orders.receipt_unknown');
    expect(await told(strangers.meet(code('b'), unknown))).toBe('nothing');
    let looks = 0;
    const refused = strangers.meet(code('c'), async () => {
      looks += 1;
      return 'petition';
    });
    await expect(refused).rejects.toMatchObject({ code: 'platform.too_many_requests', status: 429 });
    await expect(refused).rejects.toHaveProperty('details.retryAfterSeconds', 60);
    expect(looks).toBe(0);
  });

  it('is in nobody’s way: not of what was right before, of another kind, nor of another address', async () => {
    const strangers = new Strangers(2);
    expect(await told(strangers.meet(code('mine'), known))).toBe('petition');
    for (const guess of ['a', 'b']) await told(strangers.meet(code(guess), wrong));
    expect(await told(strangers.meet(code('c'), known))).toBe('platform.too_many_requests');
    expect(await told(strangers.meet(code('mine'), known))).toBe('petition');
    expect(await told(strangers.meet({ ...code('mine'), kind: 'session' }, known))).toBe('petition');
    expect(await told(strangers.meet(code('c', '203.0.113.9'), known))).toBe('petition');
  });

  it('is counted before the answer is there: many at once gain nothing', async () => {
    const strangers = new Strangers(2);
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((guess) => told(strangers.meet(code(guess), wrong))));
    expect(answers.filter((answer) => answer === 'orders.receipt_unknown')).toHaveLength(2);
  });

  it('is not who is right, however often, nor who met a database that was away', async () => {
    const strangers = new Strangers(2);
    for (let asked = 0; asked < 10; asked++)
      expect(await told(strangers.meet(code(String(asked)), known))).toBe('petition');
    const away = async (): Promise<string> => {
      throw new Problem('platform.database_unavailable', 503, 'The database does not answer.');
    };
    for (let asked = 10; asked < 20; asked++)
      expect(await told(strangers.meet(code(String(asked)), away))).toBe('platform.database_unavailable');
    expect(await told(strangers.meet(code('new'), known))).toBe('petition');
  });

  it('is one as well whose session ended while it was known', async () => {
    const strangers = new Strangers(1);
    expect(await told(strangers.meet(code('mine'), known))).toBe('petition');
    expect(await told(strangers.meet(code('mine'), unknown))).toBe('nothing');
    expect(await told(strangers.meet(code('mine'), unknown))).toBe('nothing');
    expect(await told(strangers.meet(code('mine'), unknown))).toBe('platform.too_many_requests');
  });
});
