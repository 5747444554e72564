import { describe, expect, it } from 'vitest';
import { hoursUntil, movesAt, waits } from './phone-moves.ts';

const at = new Date('2026-03-02T01:00:00Z');

describe('a changed phone number', () => {
  it('waits 72 hours', () => expect(movesAt(at)).toEqual(new Date('2026-03-05T01:00:00Z')));

  it.each([
    ['of somebody who logs in by another', '13700000001', at, '13700000002', true],
    ['that is the one they have', '13700000001', at, '13700000001', false],
    ['taken away', '13700000001', at, null, false],
    ['of a record that had none', null, at, '13700000002', false],
    ['of a record that nobody has used yet', '13700000001', null, '13700000002', false],
  ])('%s', (_, phone, claimedAt, wanted, expected) => {
    expect(waits({ phone, claimedAt }, wanted)).toBe(expected);
  });

  it('is said in whole hours, never none', () => {
    expect(hoursUntil(movesAt(at), at)).toBe(72);
    expect(hoursUntil(new Date(at.getTime() + 1), at)).toBe(1);
    expect(hoursUntil(at, at)).toBe(1);
  });
});
