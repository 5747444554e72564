import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOnePiece, keyOf, middleOf, neighboursOf } from './hexagons.ts';
import { type LayoutCell, type LayoutUnit, layoutTree } from './tree-layout.ts';

interface Row {
  code: string;
  parentCode?: string;
  level: LayoutUnit['level'];
  longitude?: number;
  latitude?: number;
}

function unitsOf(name: string): LayoutUnit[] {
  const rows = JSON.parse(readFileSync(new URL(`../../demo/city/${name}.json`, import.meta.url), 'utf8')) as Row[];
  return rows.map((row) => ({
    id: row.code,
    code: row.code,
    parentId: row.parentCode ?? null,
    level: row.level,
    longitude: row.longitude ?? null,
    latitude: row.latitude ?? null,
  }));
}

function grouped(cells: readonly LayoutCell[], by: (cell: LayoutCell) => string): Map<string, LayoutCell[]> {
  const groups = new Map<string, LayoutCell[]>();
  for (const cell of cells) groups.set(by(cell), [...(groups.get(by(cell)) ?? []), cell]);
  return groups;
}

const taiyuan = unitsOf('taiyuan');
const cells = layoutTree(taiyuan);
const parents = new Map(taiyuan.map((unit) => [unit.id, unit.parentId]));
const onCity = cells.filter((cell) => cell.map === 'city');

/** A tree of counties and institutes anywhere on earth, some without a place. */
const anyTree = fc
  .array(
    fc.record({
      institutes: fc.integer({ min: 0, max: 14 }),
      place: fc.option(
        fc.record({
          longitude: fc.double({ min: 111, max: 113, noNaN: true }),
          latitude: fc.double({ min: 37, max: 39, noNaN: true }),
        }),
      ),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((counties) =>
    counties.flatMap(({ institutes, place }, county): LayoutUnit[] => {
      const [longitude, latitude] = [place?.longitude ?? null, place?.latitude ?? null];
      const centre: LayoutUnit = {
        id: `c${county}`,
        code: `c${county}`,
        parentId: 'city',
        level: 'centre',
        longitude,
        latitude,
      };
      const below = Array.from({ length: institutes }, (_, index): LayoutUnit => {
        const id = `c${county}i${index}`;
        return { id, code: id, parentId: centre.id, level: 'institute', longitude, latitude };
      });
      return [centre, ...below];
    }),
  );

describe('the schematic map', () => {
  test('has a cell for each of the 100 institutes and each of the 1,395 stations of Taiyuan', () => {
    expect(onCity.length).toBe(100);
    expect(cells.length - onCity.length).toBe(1395);
    expect(new Set(cells.map((cell) => cell.unitId)).size).toBe(1495);
  });

  test('gives no cell twice', () => {
    expect(new Set(onCity.map(keyOf)).size).toBe(100);
    const inside = cells.filter((cell) => cell.map === 'institute');
    expect(new Set(inside.map((cell) => `${parents.get(cell.unitId)} ${keyOf(cell)}`)).size).toBe(1395);
  });

  test('keeps every county, the whole city, and the stations of every institute in one piece', () => {
    expect(inOnePiece(onCity)).toBe(true);
    const counties = grouped(onCity, (cell) => cell.centreId);
    expect(counties.size).toBe(10);
    for (const [county, own] of counties) expect(inOnePiece(own), county).toBe(true);
    const institutes = grouped(
      cells.filter((cell) => cell.map === 'institute'),
      (cell) => parents.get(cell.unitId) ?? '',
    );
    for (const [institute, own] of institutes) expect(inOnePiece(own), institute).toBe(true);
  });

  test('leaves no hole in the middle of the city', () => {
    const taken = new Set(onCity.map(keyOf));
    const holes = onCity
      .flatMap(neighboursOf)
      .filter((cell) => !taken.has(keyOf(cell)) && neighboursOf(cell).every((beside) => taken.has(keyOf(beside))));
    expect(holes).toEqual([]);
  });

  test('puts things the right way round: Loufan in the west, Qingxu in the south, Yangqu north of Yingze', () => {
    const middle = (county: string) => {
      const own = onCity.filter((cell) => cell.centreId === county).map(middleOf);
      return {
        x: own.reduce((sum, at) => sum + at.x, 0) / own.length,
        y: own.reduce((sum, at) => sum + at.y, 0) / own.length,
      };
    };
    const [loufan, qingxu, yangqu, yingze] = [middle('140123'), middle('140121'), middle('140122'), middle('140106')];
    expect(loufan.x).toBeLessThan(yingze.x);
    expect(qingxu.y).toBeGreaterThan(yingze.y);
    expect(yangqu.y).toBeLessThan(yingze.y);
  });

  test('is the same whatever the order of the units, and for each seed', () => {
    const other = layoutTree([...taiyuan].reverse());
    const sorted = (list: readonly LayoutCell[]) => [...list].sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
    expect(sorted(other)).toEqual(sorted(cells));
    expect(layoutTree(taiyuan, 7)).toEqual(layoutTree(taiyuan, 7));
  });

  test('holds for any tree, also where places are unknown or all the same', () => {
    fc.assert(
      fc.property(anyTree, fc.integer(), (units, seed) => {
        const laid = layoutTree(units, seed);
        expect(laid.length).toBe(units.filter((unit) => unit.level === 'institute').length);
        expect(new Set(laid.map(keyOf)).size).toBe(laid.length);
        for (const own of grouped(laid, (cell) => cell.centreId).values()) expect(inOnePiece(own)).toBe(true);
      }),
      { numRuns: 60, seed: 20261123 },
    );
  });

  test('a map that is torn apart is seen to be', () => {
    expect(
      inOnePiece([
        { q: 0, r: 0 },
        { q: 2, r: 0 },
      ]),
    ).toBe(false);
    expect(inOnePiece([])).toBe(true);
  });

  test('an empty tree has an empty map', () => {
    expect(layoutTree([])).toEqual([]);
  });
});
