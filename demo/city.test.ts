import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planImport } from '../src/organisation/rules/import.ts';
import { buildTree, plaqueRates } from '../src/organisation/rules/tree.ts';

interface Row {
  code: string;
  parentCode?: string;
  level: string;
  nameZh: string;
  nameEn: string;
  shortNameZh: string;
  plaque?: string;
  plaqueSince?: string;
  longitude?: number;
  latitude?: number;
  placeApproximate?: boolean;
  phone?: string;
  openedOn: string;
  invented?: boolean;
}

function rowsOf(name: string): Row[] {
  return JSON.parse(readFileSync(new URL(`city/${name}.json`, import.meta.url), 'utf8')) as Row[];
}

function plan(rows: readonly Row[]) {
  let next = 0;
  return planImport(rows, undefined, {
    newId: () => `unit-${next++}`,
    today: '2026-11-23',
    rowOf: (index) => index + 1,
  });
}

const taiyuan = rowsOf('taiyuan');
const byCode = new Map(taiyuan.map((row) => [row.code, row]));
const of = (level: string) => taiyuan.filter((row) => row.level === level);

describe('the city file of Taiyuan', () => {
  test('is read by the importer without an error', () => {
    const { created, errors } = plan(taiyuan);
    expect(errors).toEqual([]);
    expect(created.length).toBe(taiyuan.length);
  });

  test('has 10 centres, 100 institutes, 1,395 stations, 475 points and 31 departments', () => {
    const counts = ['city', 'centre', 'institute', 'station', 'point', 'department'].map((level) => of(level).length);
    expect(counts).toEqual([1, 10, 100, 1395, 475, 31]);
  });

  test('carries 10, 88, 1,047 and 475 plaques', () => {
    const tree = buildTree(plan(taiyuan).created);
    const rates = plaqueRates(tree, tree.rootId, '2026-11-23').map(({ level, open }) => [level, open]);
    expect(rates).toEqual([
      ['city', 0],
      ['centre', 10],
      ['institute', 88],
      ['station', 1047],
      ['point', 475],
    ]);
  });

  test('hangs no plaque before the one above hangs', () => {
    for (const row of taiyuan.filter((each) => each.plaque === 'open' && each.level !== 'centre')) {
      const above = byCode.get(row.parentCode ?? '');
      expect((above?.plaqueSince ?? '9') < (row.plaqueSince ?? ''), row.nameZh).toBe(true);
    }
  });

  test('holds no unit that exists in the statistics alone, and leaves none of their communities out', () => {
    expect(
      taiyuan.filter((row) => /虚拟|^140171(?!\d{6})|140122400(?!\d)|140108400(?!\d)/.test(`${row.nameZh}${row.code}`)),
    ).toEqual([]);
    expect(byCode.get('140171405001')?.parentCode).toBe('140105200');
    expect(byCode.get('140171404220')?.parentCode).toBe('140121204');
    expect(byCode.get('140122400001')?.parentCode).toBe('140122100');
  });

  test('reads names as they are read there', () => {
    expect(byCode.get('140122')?.nameEn).toBe('Yangqu County Centre');
    expect(byCode.get('140108202')?.nameEn).toBe('Xiyan Township Institute');
    expect(byCode.get('140109')?.nameEn).toBe('Wanbailin District Centre');
    expect(byCode.get('140181204')?.nameEn).toBe("Chang'an Township Institute");
  });

  test('says 演示 in the name of whatever is invented, and only there', () => {
    for (const row of taiyuan) expect(row.nameZh.includes('演示'), row.nameZh).toBe(row.invented === true);
    expect(taiyuan.filter((row) => row.invented).length).toBe(475);
  });

  test('gives every unit a number of its own that nobody can have', () => {
    const phones = taiyuan.map((row) => row.phone);
    expect(new Set(phones).size).toBe(taiyuan.length);
    for (const phone of phones) expect(phone).toMatch(/^0351-0\d{6}$/);
  });

  test('places every unit of the tree near Taiyuan, says that it is approximate, and no two stations in one spot', () => {
    const placed = taiyuan.filter((row) => row.level !== 'department');
    for (const row of placed) {
      expect(row.placeApproximate, row.nameZh).toBe(true);
      expect(Math.abs((row.longitude ?? 0) - 112.3), row.nameZh).toBeLessThan(0.75);
      expect(Math.abs((row.latitude ?? 0) - 37.8), row.nameZh).toBeLessThan(0.5);
    }
    expect(new Set(of('station').map((row) => `${row.longitude},${row.latitude}`)).size).toBe(1395);
  });
});

describe('the small city', () => {
  const small = rowsOf('small');

  test('is read by the importer: one centre, three institutes, nine stations, three departments, twelve teams', () => {
    const { created, errors } = plan(small);
    expect(errors).toEqual([]);
    const counts = ['city', 'centre', 'institute', 'station', 'department', 'team'].map(
      (level) => created.filter((unit) => unit.level === level).length,
    );
    expect(counts).toEqual([1, 1, 3, 9, 3, 12]);
  });

  test('is invented from end to end, and says so', () => {
    expect(small.filter((row) => !row.invented || !row.nameZh.includes('演示'))).toEqual([]);
  });
});
