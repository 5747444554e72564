import { describe, expect, it } from 'vitest';
import { Tally } from './tally.ts';

describe('counting in memory', () => {
  it('counts each name apart, for its time from the first count on', () => {
    const tally = new Tally({ mostNames: 10, milliseconds: 1000 });
    expect([tally.count('a', 0), tally.count('a', 999), tally.count('b', 500)]).toEqual([1, 2, 1]);
    expect([tally.read('a', 999), tally.read('a', 1000), tally.read('b', 1000), tally.read('c', 0)]).toEqual([
      2, 0, 1, 0,
    ]);
    expect([tally.millisecondsLeft('a', 400), tally.millisecondsLeft('a', 2000)]).toEqual([600, 0]);
    expect(tally.count('a', 1000)).toBe(1);
    expect(tally.read('a', 1999)).toBe(1);
  });

  it('holds nobody for longer than its time after the clock was set back', () => {
    const tally = new Tally({ mostNames: 10, milliseconds: 1000 });
    tally.count('a', 86_400_000);
    expect([tally.read('a', 5), tally.millisecondsLeft('a', 5), tally.count('a', 5)]).toEqual([0, 0, 1]);
    expect([tally.read('a', 1004), tally.read('a', 1005)]).toEqual([1, 0]);
  });

  it('takes a count back, and never below nothing', () => {
    const tally = new Tally({ mostNames: 10, milliseconds: 1000 });
    tally.count('a', 0);
    tally.count('a', 0);
    tally.takeBack('a', 1);
    expect(tally.read('a', 1)).toBe(1);
    tally.takeBack('a', 1);
    tally.takeBack('a', 1);
    expect([tally.read('a', 1), tally.count('a', 1)]).toEqual([0, 1]);
  });

  it('holds no more names than it may: the oldest makes room', () => {
    const tally = new Tally({ mostNames: 2, milliseconds: 1000 });
    for (const name of ['a', 'b', 'a', 'c']) tally.count(name, 0);
    expect(['a', 'b', 'c'].map((name) => tally.read(name, 0))).toEqual([0, 1, 1]);
  });
});
