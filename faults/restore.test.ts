import { describe, expect, it } from 'vitest';
import { keptAs } from './outcomes.ts';
import { judgeMoment, judgeRestored } from './restore.ts';

/** Sent and answered at these milliseconds, by its key. */
const write = (key: string, sent: number, answered: number) => ({ client: 'person', key, sent, answered, status: 201 });
const history = [write('a', 0, 10), write('b', 20, 30), write('c', 25, 60), write('d', 70, 80)];
const holding = (...keys: string[]) => [{ claims: new Map(keys.map((key) => [keptAs({ client: 'person', key }), 0])) }];

describe('what a restored database has lost', () => {
  it('is an end of what was acknowledged, counted from its first', () => {
    expect(judgeRestored(history, holding('a', 'b', 'c', 'd'), 100)).toEqual({
      ...{ acknowledged: 4, lost: 0, lostMilliseconds: 0, faults: [] },
    });
    expect(judgeRestored(history, holding('a', 'b'), 100)).toMatchObject({ lost: 2, lostMilliseconds: 40, faults: [] });
  });

  it('may be one of two that were under way together, in any order', () => {
    expect(judgeRestored(history, holding('a', 'c'), 100)).toMatchObject({ lost: 2, lostMilliseconds: 70, faults: [] });
  });

  it('is never something between: a planted hole is seen', () => {
    expect(judgeRestored(history, holding('a', 'b', 'd'), 100).faults).toEqual([
      'key c: was acknowledged and is lost, and what was asked for after it is there',
    ]);
  });

  it('is nothing of before a moment, and nothing is there of after it', () => {
    expect(judgeMoment(history, holding('a', 'b'), 50)).toEqual([]);
    expect(judgeMoment(history, holding('a', 'b', 'c'), 50)).toEqual([]);
    expect(judgeMoment(history, holding('a', 'd'), 50)).toEqual([
      'key b: was acknowledged before the moment and is lost',
      'key d: was asked for after the moment and is there',
    ]);
  });

  it('is judged by the first answer of a write that was sent again and again', () => {
    const again = [{ ...write('a', 0, 10), status: 503 }, write('a', 40, 50), write('a', 90, 95)];
    expect(judgeMoment(again, holding(), 60)).toEqual(['key a: was acknowledged before the moment and is lost']);
    expect(judgeMoment(again, holding('a'), 20)).toEqual([]);
  });
});
