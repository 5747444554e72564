import { describe, expect, it } from 'vitest';
import { numberIn } from './ringing.ts';

describe('a call handed over by the telephone system', () => {
  it.each([
    ['phone=16900000011', '16900000011'],
    ['#phone=%2B8616900000011', '+8616900000011'],
    ['phone=0351-1234567', '0351-1234567'],
    ['phone=110', undefined],
    ['phone=<script>', undefined],
    ['queue-rows', undefined],
    ['', undefined],
  ])('is the number of %j: %j', (hash, number) => {
    expect(numberIn(hash)).toBe(number);
  });
});
