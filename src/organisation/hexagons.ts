/* Cells of a map of hexagons with a corner up, in axial coordinates: q grows to the east, r to the south-east. */

/** A place on a flat map. */
export interface Point {
  x: number;
  y: number;
}
/** A cell. */
export interface Axial {
  q: number;
  r: number;
}
const ROOT3 = Math.sqrt(3);
const NEIGHBOURS: readonly Axial[] = [
  { q: 1, r: 0 },
  { q: 0, r: 1 },
  { q: -1, r: 1 },
  { q: -1, r: 0 },
  { q: 0, r: -1 },
  { q: 1, r: -1 },
];

/** Middle of a cell, in hexagon radii: x to the east, y to the south. Example: q 1, r 0 lies at x 1.732, y 0. */
export function middleOf({ q, r }: Axial): Point {
  return { x: ROOT3 * (q + r / 2), y: 1.5 * r };
}

/** The six cells beside a cell. */
export function neighboursOf({ q, r }: Axial): Axial[] {
  return NEIGHBOURS.map((step) => ({ q: q + step.q, r: r + step.r }));
}

/** The free cell nearest to the anchor; a cell with more own neighbours may lie a little farther, which keeps it round. */
export function bestOf(
  open: readonly Axial[],
  owner: ReadonlyMap<string, number>,
  county: number,
  anchor: Point,
): Axial | undefined {
  let best: Axial | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of open) {
    if (owner.has(keyOf(cell))) continue;
    const own = neighboursOf(cell).filter((beside) => owner.get(keyOf(beside)) === county).length;
    const cost = squared(middleOf(cell), anchor) - own * 0.8;
    if (cost < least - 1e-9) [best, least] = [cell, cost];
  }
  return best;
}

/** `count` cells around the origin, as round as can be. */
export function cluster(count: number): Axial[] {
  const cells: Axial[] = [];
  const owner = new Map<string, number>();
  while (cells.length < count) {
    const best = bestOf(cells.length === 0 ? [{ q: 0, r: 0 }] : cells.flatMap(neighboursOf), owner, 0, {
      x: 0.01,
      y: 0.02,
    });
    if (!best) break;
    owner.set(keyOf(best), 0);
    cells.push(best);
  }
  return cells;
}

/** Gives each place one of as many cells, so that they lie alike: swaps as long as a swap brings all nearer. */
export function assign(places: readonly Point[], cells: readonly Axial[]): Axial[] {
  const wanted = overlay(places);
  const offered = overlay(cells.map(middleOf));
  const taken = cells.map((_, index) => index);
  const cost = (place: number, cell: number) => squared(at(wanted, place), at(offered, at(taken, cell)));
  for (let better = true, round = 0; better && round < 200; round++) {
    better = false;
    for (let a = 0; a < taken.length; a++) {
      for (let b = a + 1; b < taken.length; b++) {
        if (cost(a, b) + cost(b, a) >= cost(a, a) + cost(b, b) - 1e-9) continue;
        [taken[a], taken[b]] = [at(taken, b), at(taken, a)];
        better = true;
      }
    }
  }
  return taken.map((cell) => at(cells, cell));
}

/** Points moved and scaled to mean 0 and spread 1 each way, so that two pictures can be laid over each other. */
function overlay(points: readonly Point[]): Point[] {
  const one = (values: readonly number[]) => {
    const middle = mean(values);
    const spread = Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) || 1;
    return values.map((value) => (value - middle) / spread);
  };
  const xs = one(points.map((point) => point.x));
  const ys = one(points.map((point) => point.y));
  return points.map((_, index) => ({ x: at(xs, index), y: at(ys, index) }));
}

export function nearestCell({ x, y }: Point): Axial {
  const r = Math.round(y / 1.5);
  return { q: Math.round(x / ROOT3 - r / 2), r };
}

export function keyOf({ q, r }: Axial): string {
  return `${q},${r}`;
}

export function squared(a: Point, b: Point): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`There is no entry ${index} of ${list.length}.`);
  return found;
}

/** Whether one can walk from any cell to any other. */
export function inOnePiece(cells: readonly Axial[]): boolean {
  const left = new Map(cells.map((cell) => [keyOf(cell), cell]));
  const walk = cells.slice(0, 1);
  for (const cell of walk) left.delete(keyOf(cell));
  for (let step = 0; step < walk.length; step++) {
    for (const beside of neighboursOf(at(walk, step))) if (left.delete(keyOf(beside))) walk.push(beside);
  }
  return left.size === 0;
}
