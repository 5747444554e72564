import { describe, expect, it } from 'vitest';
import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { treeView } from '../lookups.ts';
import { fitsQueue } from './fits.ts';

const order = { id: 'o', number: '1124-0041', text: '想请人修 WiFi' } as OrderSummary;
const wish = { unit: 'u', desks: [], confidential: false, tree: treeView([]), needs: undefined };

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

it('that waits belongs while there is no tree to say where it lies', () => {
  const waiting = { ...order, status: 'submitted', confidential: false, unitId: 'u', placeUnitId: 'p' } as OrderSummary;
  expect(fitsQueue(waiting, { search: {}, ...wish })).toBe(true);
  expect(fitsQueue(waiting, { search: { place: 'elsewhere' }, ...wish })).toBe(true);
  expect(fitsQueue({ ...waiting, confidential: true }, { search: {}, ...wish })).toBe(false);
});
