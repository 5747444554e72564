import { expect, it } from 'vitest';
import { unitInAddress } from './home.ts';

const UNIT = '0193b3a0-0000-7000-8000-000000000001';

it.each([
  [`?at=${UNIT}`, UNIT],
  ['?at=somewhere', null],
  ['?check', null],
  ['', null],
])('the address %j names the unit %j', (search, unit) => {
  expect(unitInAddress(search)).toBe(unit);
});
