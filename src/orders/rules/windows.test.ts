import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doOverlap } from './windows.ts';

const at = (hour: string) => `2026-03-02T${hour}:00+08:00`;
const window = (from: string | null, to: string | null) => ({
  earliestAt: from === null ? null : at(from),
  latestAt: to === null ? null : at(to),
});

describe('two wished windows', () => {
  it.each([
    ['one within the other', window('09:00', '12:00'), window('10:00', '11:00'), true],
    ['one after the other', window('09:00', '11:00'), window('11:30', '12:00'), false],
    ['end to end', window('09:00', '11:00'), window('11:00', '12:00'), true],
    ['one without an end, within', window('09:00', '12:00'), window('10:00', null), true],
    ['one without an end, before', window('09:00', '12:00'), window('08:00', null), false],
    ['one without a beginning', window('09:00', '12:00'), window(null, '12:00'), false],
    ['neither said', window(null, null), window(null, null), false],
  ])('%s: %j and %j meet %s', (_how, a, b, meet) => {
    expect(doOverlap(a, b)).toBe(meet);
  });

  it('meet each other or neither does, written or as instants', () => {
    const moment = fc.option(fc.date({ min: new Date(at('00:00')), max: new Date(at('23:00')), noInvalidDate: true }));
    const either = fc.record({ earliestAt: moment, latestAt: moment });
    const written = ({ earliestAt, latestAt }: { earliestAt: Date | null; latestAt: Date | null }) => ({
      earliestAt: earliestAt?.toISOString() ?? null,
      latestAt: latestAt?.toISOString() ?? null,
    });
    fc.assert(
      fc.property(either, either, (a, b) => {
        expect(doOverlap(a, b)).toBe(doOverlap(b, a));
        expect(doOverlap(written(a), b)).toBe(doOverlap(a, b));
      }),
    );
  });
});
