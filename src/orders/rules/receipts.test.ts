import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawReceipt, readReceipt, receiptPrefix, writeReceipt } from './receipts.ts';

const CODE = '0000000000000000000000098'.slice(1);
const drawn = fc
  .array(fc.nat(9), { minLength: 22, maxLength: 22 })
  .map((digits) => drawReceipt(() => digits.pop() ?? 0));

describe('the code of a receipt', () => {
  it('is 22 drawn digits and two that check them', () => {
    expect(drawReceipt(() => 0)).toBe('000000000000000000000098');
    expect(drawReceipt((limit) => limit - 1)).toMatch(/^9{22}\d\d$/);
    expect(CODE).toHaveLength(24);
  });

  it('is read back however it was written down', () => {
    fc.assert(
      fc.property(drawn, (code) => {
        expect(readReceipt(code)).toBe(code);
        expect(readReceipt(writeReceipt(code))).toBe(code);
        expect(readReceipt(` ${writeReceipt(code).replaceAll(' ', '-')} `)).toBe(code);
      }),
    );
    expect(readReceipt('００００ 0000 0000 0000 0000 0098')).toBe(CODE);
    expect(writeReceipt(CODE)).toBe('0000 0000 0000 0000 0000 0098');
  });

  it('shows one wrong digit, and two that were exchanged', () => {
    fc.assert(
      fc.property(drawn, fc.nat(23), fc.integer({ min: 1, max: 9 }), (code, at, more) => {
        const wrong = code.slice(0, at) + String((Number(code[at]) + more) % 10) + code.slice(at + 1);
        expect(readReceipt(wrong)).toBeNull();
        const next = Math.min(at + 1, 23);
        const exchanged = [...code];
        [exchanged[at], exchanged[next]] = [code[next] as string, code[at] as string];
        expect(readReceipt(exchanged.join(''))).toBe(code[at] === code[next] ? code : null);
      }),
    );
  });

  it.each(['', '0098', 'a'.repeat(24), `${CODE}0`, `${CODE} 0098`])('is not read out of %j', (typed) => {
    expect(readReceipt(typed)).toBeNull();
  });

  it('is counted under its first eight digits', () => {
    expect(receiptPrefix('123456780000000000000000')).toBe('12345678');
  });
});
