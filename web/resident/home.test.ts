import { afterEach, expect, it, vi } from 'vitest';
import { changeDraft, forgetDraft, readDraft } from './draft.ts';
import { placeFromAddress, unitInAddress } from './home.ts';

const UNIT = '0193b3a0-0000-7000-8000-000000000001';

it.each([
  [`?at=${UNIT}`, UNIT],
  ['?at=somewhere', null],
  ['?check', null],
  ['', null],
])('the address %j names the unit %j', (search, unit) => {
  expect(unitInAddress(search)).toBe(unit);
});

afterEach(() => {
  vi.unstubAllGlobals();
  forgetDraft();
});

it.each([
  ['another community', '0193b3a0-0000-7000-8000-000000000002', ''],
  ['the same community', UNIT, '3 号楼'],
])('a poster over a begun order of %s (%s) leaves the door %j', (_what, placeUnitId, place) => {
  vi.stubGlobal('location', { search: `?at=${UNIT}`, pathname: '/order' });
  vi.stubGlobal('history', { state: null, replaceState: () => undefined });
  changeDraft({ placeUnitId, place: '3 号楼' });
  placeFromAddress();
  expect(readDraft()).toMatchObject({ placeUnitId: UNIT, place });
});
