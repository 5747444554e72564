import { describe, expect, it } from 'vitest';
import type { TreeRow } from '../schema/import.ts';
import { planImport } from './import.ts';
import { buildTree, type Tree, type Unit } from './tree.ts';

const city: TreeRow = { code: '14', level: 'city', nameZh: '小城' };
const centre: TreeRow = { code: '1401', level: 'centre', nameZh: '东区', parentCode: '14' };
const institute: TreeRow = { code: '140101', level: 'institute', nameZh: '一街', parentCode: '1401' };

function plan(rows: readonly unknown[], tree?: Tree) {
  let ids = 0;
  return planImport(rows, tree, { newId: () => `id-${++ids}`, today: '2026-03-02', rowOf: (index) => index + 2 });
}

function treeOf(rows: readonly TreeRow[], change: (unit: Unit) => Unit = (unit) => unit): Tree {
  return buildTree(plan(rows).created.map(change));
}

describe('importing a tree', () => {
  it('opens every unit, parents before children, whatever the order of the rows', () => {
    const result = plan([institute, centre, city]);
    expect(result.errors).toEqual([]);
    expect(result.created.map((unit) => unit.code)).toEqual(['14', '1401', '140101']);
    const [top, middle, low] = result.created;
    expect([top?.parentId, middle?.parentId, low?.parentId]).toEqual([null, top?.id, middle?.id]);
  });

  it('reads CSV texts: numbers, dates, hours, yes and no', () => {
    const row = {
      ...centre,
      longitude: '112.5',
      latitude: '37.9',
      invented: '是',
      openingHours: '1-5 08:00-18:00; 6,7 09:00-12:00',
      plaque: 'open',
      plaqueSince: '2021-05-01',
      address: '',
    };
    const [, unit] = plan([city, row]).created;
    expect(unit).toMatchObject({
      longitude: 112.5,
      latitude: 37.9,
      invented: true,
      plaque: 'open',
      openedOn: '2021-05-01',
      address: null,
    });
    expect(unit?.openingHours).toEqual([
      { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '18:00' },
      { days: [6, 7], opens: '09:00', closes: '12:00' },
    ]);
  });

  it('leaves what is the same, and what the file does not name', () => {
    const tree = treeOf([city, centre, institute]);
    expect(plan([city, centre], tree)).toMatchObject({ created: [], changed: [], unchanged: 2, moved: [], errors: [] });
  });

  it('changes names, moves units, and counts versions up', () => {
    const other: TreeRow = { code: '1402', level: 'centre', nameZh: '西区', parentCode: '14' };
    const tree = treeOf([city, centre, other, institute]);
    const result = plan([{ ...institute, nameZh: '一街道', parentCode: '1402' }], tree);
    expect(result.changed).toMatchObject([{ code: '140101', nameZh: '一街道', version: 2, shortNameZh: '一街' }]);
    expect(result.moved).toEqual([
      { unitId: tree.byCode.get('140101'), from: tree.byCode.get('1401'), to: tree.byCode.get('1402') },
    ]);
  });

  const faulty: [string, readonly unknown[], string, string, number][] = [
    ['a row that is no object', [city, 'x'], '', 'malformed', 3],
    ['a missing name', [city, { ...centre, nameZh: '' }], 'nameZh', 'missing', 3],
    ['an unknown column', [{ ...city, nameCn: 'x' }], 'nameCn', 'unknown_field', 2],
    ['an unknown level', [city, { ...centre, level: 'county' }], 'level', 'malformed', 3],
    ['a code with a space', [city, { ...centre, code: 'a b' }], 'code', 'malformed', 3],
    ['a date that does not exist', [city, { ...centre, openedOn: '2023-02-30' }], 'openedOn', 'malformed', 3],
    [
      'hours that end before they begin',
      [city, { ...centre, openingHours: '1-5 18:00-08:00' }],
      'openingHours',
      'malformed',
      3,
    ],
    ['a place off the earth', [city, { ...centre, longitude: 200, latitude: 1 }], 'longitude', 'malformed', 3],
    ['half a place', [city, { ...centre, longitude: 112 }], 'latitude', 'missing', 3],
    ['a plaque without its date', [city, { ...centre, plaque: 'open' }], 'plaqueSince', 'missing', 3],
    ['a code twice', [city, centre, centre], 'code', 'repeated', 4],
    ['an unknown parent', [city, { ...centre, parentCode: '99' }], 'parentCode', 'parent_unknown', 3],
    ['no parent', [city, { code: '1', level: 'centre', nameZh: '东' }], 'parentCode', 'parent_needed', 3],
    ['two cities', [city, { ...city, code: '15' }], 'level', 'two_cities', 3],
    [
      'a station below a city',
      [city, { ...institute, level: 'station', parentCode: '14' }],
      'parentCode',
      'level_not_below',
      3,
    ],
    ['a city below something', [{ ...city, parentCode: '1' }], 'parentCode', 'level_not_below', 2],
  ];
  it.each(faulty)('refuses %s, naming row and field', (_what, rows, field, reason, row) => {
    expect(plan(rows).errors).toContainEqual(
      expect.objectContaining({ row, field, code: `organisation.import_${reason}` }),
    );
  });

  it('refuses a changed level, and rows of closed units', () => {
    const tree = treeOf([city, centre, institute], (unit) =>
      unit.code === '1401' ? { ...unit, closedOn: '2026-01-01' } : unit,
    );
    expect(plan([{ ...institute, level: 'centre', parentCode: '14' }], tree).errors).toMatchObject([
      { field: 'level', code: 'organisation.import_level_changed' },
    ]);
    expect(plan([centre, institute], tree).errors).toMatchObject([
      { row: 2, field: 'code', code: 'organisation.import_closed' },
      { row: 3, field: 'parentCode', code: 'organisation.import_closed' },
    ]);
  });

  it('gives every error at once, by row', () => {
    const rows = [city, { ...centre, level: 'x', longitude: 'y' }, { ...institute, parentCode: '7' }];
    expect(plan(rows).errors.map((error) => [error.row, error.field])).toEqual([
      [3, 'level'],
      [3, 'longitude'],
      [4, 'parentCode'],
    ]);
  });
});
