import { describe, expect, it } from 'vitest';
import { type Agenda, nextPlan, plan, takeDue } from './agenda.ts';
import { likeness, pairsOf } from './deciding.ts';
import { AWAKE, DESK_OPEN, freeAfter, freeFrom } from './hours.ts';
import { chooseDemoMessages } from './messages.ts';

const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`);

describe('plans', () => {
  it('come in the order of their times, then of their names, each name once', () => {
    const agenda: Agenda = new Map();
    const done: string[] = [];
    for (const [name, time] of [
      ['b', '09:01'],
      ['a', '09:04'],
      ['c', '10:00'],
      ['c', '08:58'],
    ] as const)
      plan(agenda, name, at(time), async () => done.push(`${name} ${time}`));
    expect(nextPlan(agenda)).toEqual(at('09:00'));
    expect(takeDue(agenda, at('08:59'))).toEqual([]);
    for (const act of takeDue(agenda, at('09:05'))) void act();
    expect(done).toEqual(['c 08:58', 'a 09:04', 'b 09:01']);
    expect(nextPlan(agenda)).toBeNull();
  });
});

describe('free hours', () => {
  it('are waited for', () => {
    expect(freeFrom(AWAKE, at('12:34'))).toEqual(at('12:34'));
    expect(freeFrom(AWAKE, at('05:34'))).toEqual(at('07:00'));
    expect(freeAfter(DESK_OPEN, at('17:50'), 20)).toEqual(new Date(at('08:00').getTime() + 86_400_000));
    expect(freeFrom('0'.repeat(168), at('12:34'))).toEqual(at('12:34'));
  });
});

describe('messages', () => {
  it('are chosen by their ids and the seed alone', () => {
    const some = chooseDemoMessages(10, 1).map(({ id }) => id);
    expect(
      chooseDemoMessages(20, 1)
        .map(({ id }) => id)
        .slice(0, 10),
    ).toEqual(some);
    expect(chooseDemoMessages(10, 2).map(({ id }) => id)).not.toEqual(some);
  });

  it('are alike as far as they share pairs of characters', () => {
    expect(likeness(pairsOf('楼道灯坏了'), pairsOf('楼道灯坏了'))).toBe(1);
    expect(likeness(pairsOf('楼道灯坏了'), pairsOf('想学手机'))).toBe(0);
    expect(likeness(pairsOf(''), pairsOf(''))).toBe(0);
  });
});
