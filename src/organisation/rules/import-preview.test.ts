import { expect, it } from 'vitest';
import type { TreeRow } from '../schema/import.ts';
import { planImport } from './import.ts';
import { previewOf } from './import-preview.ts';
import { buildTree, type Tree } from './tree.ts';

const city: TreeRow = { code: '14', level: 'city', nameZh: '小城' };
const east: TreeRow = { code: '1401', level: 'centre', nameZh: '东区', parentCode: '14' };
const west: TreeRow = { code: '1402', level: 'centre', nameZh: '西区', parentCode: '14' };
const street: TreeRow = {
  code: '140101',
  level: 'institute',
  nameZh: '一街',
  parentCode: '1401',
  phone: '0351-0100001',
};

function plan(rows: readonly unknown[], tree?: Tree) {
  let ids = 0;
  const newId = () => `${tree ? 'new' : 'id'}-${++ids}`;
  return planImport(rows, tree, { newId, today: '2026-03-02', rowOf: (index) => index + 2 });
}
const tree = buildTree(plan([city, east, west, street]).created);

it('says of each row what it would open, and field by field what it would change', () => {
  const moved = { ...street, parentCode: '1402', phone: '0351-0100002', address: '', openingHours: '1-3 08:00-18:00' };
  const rows = [{ ...street, code: '140201', parentCode: '1402', nameZh: '二街', nameEn: 'Second' }, moved, east];
  expect(previewOf(plan(rows, tree), tree)).toEqual({
    opening: [{ row: 2, code: '140201', nameZh: '二街', nameEn: 'Second', level: 'institute' }],
    changing: [
      {
        row: 3,
        code: '140101',
        nameZh: '一街',
        nameEn: '一街',
        fields: [
          { field: 'parentCode', before: '1401', after: '1402' },
          { field: 'phone', before: '0351-0100001', after: '0351-0100002' },
          { field: 'openingHours', before: null, after: '1,2,3 08:00-18:00' },
        ],
      },
    ],
  });
});

it('tells the first fifty of each, in the order of the rows', () => {
  const more = Array.from({ length: 60 }, (_, index) => ({ ...street, code: `s${index}`, nameZh: `街${index}` }));
  const { opening } = previewOf(plan([...more, { ...west, nameZh: '新西区' }], tree), tree);
  expect(opening).toHaveLength(50);
  expect(opening.map((each) => each.row)).toEqual(Array.from({ length: 50 }, (_, index) => index + 2));
  const renamed = [city, east, west, street].map((row) => ({ ...row, nameZh: `新${row.nameZh}`, nameEn: 'n' }));
  expect(previewOf(plan(renamed, tree), tree).changing.map((each) => each.row)).toEqual([2, 3, 4, 5]);
});
