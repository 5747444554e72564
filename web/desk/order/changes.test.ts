import { describe, expect, it } from 'vitest';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { changesBetween, saidSince, wordsOf } from './changes.ts';

const before = {
  id: 'o',
  number: '1124-0001',
  status: 'triaged',
  nature: 'consultation',
  kind: null,
  urgency: 'normal',
  confidential: false,
  text: '老年卡在哪里办',
  unitId: 'centre',
  placeUnitId: 'station',
  supervisedBy: null,
  teamId: null,
  places: 1,
  assigned: 0,
  wish: null,
  earliestAt: null,
  latestAt: null,
  place: null,
  mergedInto: null,
  mergedFrom: [],
  words: [],
  version: 3,
} as unknown as OrderDetail;
const answer: OrderDetail['words'][number] = {
  kind: 'answer',
  words: '到社区站办',
  at: '2026-11-24T02:00:00Z',
  by: '演示',
};

describe('two versions of an order', () => {
  it('differ in what a person sees, in the order in which the page names it', () => {
    const now = { ...before, version: 4, unitId: 'department', status: 'answered' as const, words: [answer] };
    expect(changesBetween(before, now)).toEqual(['status', 'owner', 'said']);
    expect(saidSince(before, now)).toEqual([answer]);
  });

  it('do not differ when only a clock has warned, or when they are the same version', () => {
    expect(changesBetween(before, { ...before, version: 4, warnAt: null })).toEqual([]);
    expect(changesBetween(before, before)).toEqual([]);
  });

  it('tell what was said since, not what was said before', () => {
    const said = { ...before, words: [answer] };
    const more = { ...answer, at: '2026-11-24T02:05:00Z', words: '也可以网上办' };
    expect(saidSince(said, { ...said, version: 5, words: [answer, more] })).toEqual([more]);
  });

  it('find the words that were typed for a deed, whatever the deed calls them', () => {
    expect(wordsOf({ name: 'answer', input: { words: '到社区站办' } })).toBe('到社区站办');
    expect(wordsOf({ name: 'hand_over', input: { unitId: 'u', reason: '近' } })).toBe('近');
    expect(wordsOf({ name: 'split', input: { text: '第二件事' } })).toBe('第二件事');
    expect(wordsOf({ name: 'merge', input: { into: 'x' } })).toBeUndefined();
  });
});
