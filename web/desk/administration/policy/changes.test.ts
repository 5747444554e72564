import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, changesBetween, clashes, revert } from './changes.ts';

const kind = (id: string, nameZh: string, words: string[] = []) => ({ id, nameZh, words });
const policy = (...kinds: ReturnType<typeof kind>[]) => ({ version: 1, categories: [{ id: 'home', kinds }] });
const tap = kind('tap', '水龙头');
const lamp = kind('lamp', '灯', ['灯不亮']);

describe('the differences between two versions of a policy', () => {
  it('are none when both say the same', () => {
    expect(changesBetween(policy(tap, lamp), structuredClone(policy(tap, lamp)))).toEqual([]);
  });

  it('name a row by its id, wherever it stands', () => {
    expect(changesBetween(policy(tap, lamp), policy(lamp, kind('tap', '水龙头漏水')))).toEqual([
      { path: ['categories', 'home', 'kinds', 'tap', 'nameZh'], how: 'changed', before: '水龙头', after: '水龙头漏水' },
      { path: ['categories', 'home', 'kinds'], how: 'order', before: ['tap', 'lamp'], after: ['lamp', 'tap'] },
    ]);
  });

  it('tell rows that came and went', () => {
    expect(changesBetween(policy(tap), policy(lamp))).toEqual([
      { path: ['categories', 'home', 'kinds', 'lamp'], how: 'added', after: lamp },
      { path: ['categories', 'home', 'kinds', 'tap'], how: 'removed', before: tap },
    ]);
  });

  it('take a span of time as one value', () => {
    const clocks = (minutes: number, clock: string) => ({ triage: { minutes, clock } });
    expect(changesBetween(clocks(30, 'working'), clocks(45, 'continuous'))).toEqual([
      {
        path: ['triage'],
        how: 'changed',
        before: { minutes: 30, clock: 'working' },
        after: { minutes: 45, clock: 'continuous' },
      },
    ]);
  });

  const rows = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5, minLength: 1 })
    .chain((ids) =>
      fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), nameZh: fc.string(), on: fc.boolean() }))),
    );
  const body = fc.record({ list: rows, share: fc.integer(), limit: fc.constantFrom(null, { minutes: 5, clock: 'x' }) });

  it('made in the older version give the newer one, and taken back one by one give the older one again', () => {
    fc.assert(
      fc.property(body, body, (before, after) => {
        const changes = changesBetween(before, after);
        expect(changesBetween(after, applyChanges(before, changes)).filter(({ how }) => how !== 'order')).toEqual([]);
        const back = [...changes].reverse().reduce<unknown>((now, change) => revert(now, change), after);
        expect(changesBetween(before, back).filter(({ how }) => how !== 'order')).toEqual([]);
      }),
    );
  });
});

describe('changes made in a colleague’s newer version', () => {
  it('keep what the colleague changed elsewhere, and win where both changed', () => {
    const base = policy(tap, lamp);
    const theirs = policy(kind('tap', '水管'), kind('lamp', '电灯', ['灯不亮']));
    const mine = policy(kind('tap', '龙头'), lamp);
    const changes = changesBetween(base, mine);
    expect(applyChanges(theirs, changes)).toEqual(policy(kind('tap', '龙头'), kind('lamp', '电灯', ['灯不亮'])));
    expect(clashes(changes, changesBetween(base, theirs)).map((each) => each.path.at(-2))).toEqual(['tap']);
  });

  it('leave out what speaks of a row that is gone', () => {
    const changes = changesBetween(policy(tap, lamp), policy(kind('tap', '龙头'), lamp));
    expect(applyChanges(policy(lamp), changes)).toEqual(policy(lamp));
  });
});
