import { describe, expect, it } from 'vitest';
import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import type { TreeView } from '../lookups.ts';
import { fitsQueue } from './fits.ts';

const order = { id: 'o', number: '1124-0041', text: '想请人修 WiFi' } as OrderSummary;
const wish = { unit: 'u', desks: [], confidential: false, tree: {} as TreeView, needs: undefined };

describe('an order that was looked for', () => {
  it.each([
    ['修', true],
    ['wifi', true],
    ['1124-0041', true],
    ['0041', true],
    ['修灯', false],
  ])('by %s belongs: %s', (text, belongs) => {
    expect(fitsQueue(order, { search: { text }, ...wish })).toBe(belongs);
  });
});
