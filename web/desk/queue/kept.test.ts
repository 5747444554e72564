import { describe, expect, it } from 'vitest';
import { columnsOf, readLayout, templateOf, usualLayout } from './layout.ts';
import { readViews, shows, type View, withoutView, withView } from './views.ts';

describe('the layout kept on a device', () => {
  it('always shows the clock and the words, and stands in one order', () => {
    expect(columnsOf({ density: 'close', columns: [], map: false })).toEqual(['clock', 'words']);
    expect(columnsOf({ density: 'close', columns: ['at', 'number', 'kind'], map: true })).toEqual([
      'clock',
      'number',
      'kind',
      'words',
      'at',
    ]);
    expect(templateOf({ density: 'close', columns: [], map: false })).toBe('124px minmax(0, 1fr)');
  });

  it('is the usual one where nothing, or nothing sensible, was kept', () => {
    expect(readLayout(null)).toEqual(usualLayout);
    expect(readLayout('{"density":"huge"')).toEqual(usualLayout);
    expect(readLayout('{"density":"close","columns":["owner","gone"],"map":true}')).toEqual({
      density: 'close',
      columns: ['owner'],
      map: true,
    });
    expect(readLayout('{"density":"huge","columns":7}')).toEqual(usualLayout);
  });
});

describe('saved views', () => {
  const late: View = { name: '晚了的', search: { tab: 'late' } };

  it('keep what the address narrows, not the order that is open', () => {
    expect(withView([], ' 晚了的 ', { tab: 'late', order: 'o' })).toEqual([late]);
    expect(withView([late], '  ', { tab: 'mine' })).toEqual([late]);
  });

  it('take the place of one with the same name, and go when asked', () => {
    expect(withView([late], '晚了的', { tab: 'late', urgency: 'urgent' })).toEqual([
      { name: '晚了的', search: { tab: 'late', urgency: 'urgent' } },
    ]);
    expect(withoutView([late], '晚了的')).toEqual([]);
  });

  it('know whether the address shows them', () => {
    expect(shows({ order: 'o', tab: 'late' }, late)).toBe(true);
    expect(shows({ tab: 'late', nature: 'petition' }, late)).toBe(false);
  });

  it('are read again as they were kept, and nothing else is', () => {
    expect(readViews(JSON.stringify([late]))).toEqual([late]);
    expect(readViews('[{"name":"x"},{"name":"y","search":{"tab":"late","evil":"1"}},null]')).toEqual([
      { name: 'y', search: { tab: 'late' } },
    ]);
    expect(readViews('7')).toEqual([]);
    expect(readViews(null)).toEqual([]);
  });
});
