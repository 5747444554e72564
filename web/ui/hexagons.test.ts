import { describe, expect, it } from 'vitest';
import { cornerOf, fitMap, heatOf, nameLines, nextIn, ringCells } from './hexagons.ts';

const pair = [
  { id: 'a', group: 'one', q: 0, r: 0 },
  { id: 'b', group: 'two', q: 1, r: 0 },
];

describe('the schematic map', () => {
  it('fits its box whole, in the middle, and never grows past the largest hexagon', () => {
    const map = fitMap(pair, { width: 400, height: 200 }, 1000);
    for (const cell of map.cells)
      for (let corner = 0; corner < 6; corner++) {
        const { x, y } = cornerOf(cell, map.radius, corner);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(400);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(200);
      }
    expect(fitMap(pair, { width: 400, height: 200 }, 30).radius).toBe(30);
  });

  it('draws a border where another county begins, and another where nobody lives', () => {
    const [a] = fitMap(pair, { width: 400, height: 200 }, 50).cells;
    expect(a?.borders.filter((each) => each.kind === 'group')).toEqual([{ side: 1, kind: 'group' }]);
    expect(a?.borders.filter((each) => each.kind === 'outside')).toHaveLength(5);
  });

  it('draws the border on the side where the neighbour lies', () => {
    const [a, b] = fitMap(pair, { width: 400, height: 200 }, 50).cells;
    const [from, to] = [cornerOf(a ?? { x: 0, y: 0 }, 50, 1), cornerOf(a ?? { x: 0, y: 0 }, 50, 2)];
    expect((from.x + to.x) / 2).toBeCloseTo(((a?.x ?? 0) + (b?.x ?? 0)) / 2);
    expect((from.y + to.y) / 2).toBeCloseTo(((a?.y ?? 0) + (b?.y ?? 0)) / 2);
  });

  it('puts units without a cell into rings, none upon another', () => {
    const cells = ringCells(
      Array.from({ length: 19 }, (_, index) => String(index)),
      'g',
    );
    expect(new Set(cells.map((cell) => `${cell.q},${cell.r}`)).size).toBe(19);
    expect(Math.max(...cells.map((cell) => Math.abs(cell.q)))).toBe(2);
  });

  it('answers an empty box or map with nothing', () => {
    expect(fitMap([], { width: 10, height: 10 }, 5).cells).toEqual([]);
    expect(fitMap(pair, { width: 0, height: 10 }, 5).cells).toEqual([]);
  });

  it('steps to the nearest neighbour in a direction, and nowhere where there is none', () => {
    const others = [
      { x: 10, y: 0, id: 'near' },
      { x: 30, y: 1, id: 'far' },
      { x: 0, y: 5, id: 'below' },
    ];
    expect(nextIn({ x: 0, y: 0 }, { x: 1, y: 0 }, others)?.id).toBe('near');
    expect(nextIn({ x: 0, y: 0 }, { x: 0, y: 1 }, others)?.id).toBe('below');
    expect(nextIn({ x: 0, y: 0 }, { x: -1, y: 0 }, others)).toBeUndefined();
  });

  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
    [60, 4],
  ])('%i waiting orders are step %i of the ramp', (waiting, step) => {
    expect(heatOf(waiting)).toBe(step);
  });

  it('breaks a long name where words part, and leaves one whole that fits or cannot be broken', () => {
    const texts = (name: string, most: number) => nameLines(name, most).map(({ text }) => text);
    expect(texts('青松（演示）', 6)).toEqual(['青松（演示）']);
    expect(texts('杏坪镇（演示）', 6)).toEqual(['杏坪镇', '（演示）']);
    expect(texts('Songying Community (demo)', 6)).toEqual(['Songying', 'Community (demo)']);
    expect(texts('松影里第三社区居民委员会', 6)).toEqual(['松影里第三社区居民委员会']);
    expect(nameLines('Songying', 6)[0]?.letters).toBeCloseTo(4.4);
  });
});
