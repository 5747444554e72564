/** A cell of the schematic map, axial hexagon coordinates, a corner up: q grows to the east, r to the south-east. */
export interface Cell {
  id: string;
  /** What the cell is grouped by: cells of one group have no border between them. */
  group: string;
  q: number;
  r: number;
}

export interface Point {
  x: number;
  y: number;
}

/** One hexagon where it is drawn, with the sides on which another group, or nobody, begins. */
export interface DrawnCell extends Cell, Point {
  /** Side 0 lies to the south-east, then against the sun: `outside` nobody, `group` another group. */
  borders: readonly { side: number; kind: 'outside' | 'group' }[];
}

/** A map as it fits a box. */
export interface DrawnMap {
  cells: readonly DrawnCell[];
  /** Pixels from a hexagon's middle to its corner. */
  radius: number;
}

const ROOT3 = Math.sqrt(3);
/** Neighbour across side `n`, which lies between corner `n` and `n + 1` of `corner`. */
const ACROSS = [
  [0, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, 0],
  [-1, 1],
] as const;

/** Middle of a cell when a hexagon's radius is 1 (Patel, "Hexagonal Grids": axial to pixel, pointy top). */
export function middleOf(cell: Pick<Cell, 'q' | 'r'>): Point {
  return { x: ROOT3 * (cell.q + cell.r / 2), y: 1.5 * cell.r };
}

/** Corner `n` of a hexagon around a middle: 0 at the bottom, then against the sun. */
export function cornerOf(middle: Point, radius: number, n: number): Point {
  const angle = (n * Math.PI) / 3;
  return { x: middle.x + radius * Math.sin(angle), y: middle.y + radius * Math.cos(angle) };
}

/** Lays cells into a box of pixels: as large as fits, in the middle, at most `largest` pixels a radius. */
export function fitMap(cells: readonly Cell[], box: { width: number; height: number }, largest: number): DrawnMap {
  if (cells.length === 0 || box.width <= 0 || box.height <= 0) return { cells: [], radius: 0 };
  const middles = cells.map(middleOf);
  const [left, right] = [Math.min(...middles.map((each) => each.x)), Math.max(...middles.map((each) => each.x))];
  const [top, bottom] = [Math.min(...middles.map((each) => each.y)), Math.max(...middles.map((each) => each.y))];
  const radius = Math.min(largest, box.width / (right - left + ROOT3 + 0.2), box.height / (bottom - top + 2 + 0.2));
  const shift = { x: box.width / 2 - (radius * (left + right)) / 2, y: box.height / 2 - (radius * (top + bottom)) / 2 };
  const byPlace = new Map(cells.map((cell) => [`${cell.q},${cell.r}`, cell]));
  const drawn = cells.map((cell, index): DrawnCell => {
    const middle = middles[index] ?? { x: 0, y: 0 };
    return {
      ...cell,
      x: middle.x * radius + shift.x,
      y: middle.y * radius + shift.y,
      borders: bordersOf(cell, byPlace),
    };
  });
  return { cells: drawn, radius };
}

function bordersOf(cell: Cell, byPlace: ReadonlyMap<string, Cell>): DrawnCell['borders'] {
  return ACROSS.flatMap(([q, r], side): DrawnCell['borders'] => {
    const other = byPlace.get(`${cell.q + q},${cell.r + r}`);
    if (!other) return [{ side, kind: 'outside' }];
    return other.group === cell.group ? [] : [{ side, kind: 'group' }];
  });
}

/** Cells for units that have none: in rings around the middle, in the order given. */
export function ringCells(ids: readonly string[], group: string): Cell[] {
  const cells: Cell[] = [];
  for (let ring = 0; cells.length < ids.length; ring++) {
    for (const [q, r] of ringOf(ring)) {
      const id = ids[cells.length];
      if (id === undefined) break;
      cells.push({ id, group, q, r });
    }
  }
  return cells;
}

function ringOf(ring: number): [number, number][] {
  if (ring === 0) return [[0, 0]];
  const places: [number, number][] = [];
  let [q, r] = [-ring, ring];
  for (const [dq, dr] of [
    [1, 0],
    [1, -1],
    [0, -1],
    [-1, 0],
    [-1, 1],
    [0, 1],
  ] as const)
    for (let step = 0; step < ring; step++) {
      places.push([q, r]);
      q += dq;
      r += dr;
    }
  return places;
}

/** The nearest other thing in a direction (screen coordinates), within 60 degrees of it; undefined when there is none. */
export function nextIn<T extends Point>(from: Point, direction: Point, others: readonly T[]): T | undefined {
  let best: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) {
    const [x, y] = [other.x - from.x, other.y - from.y];
    const distance = Math.hypot(x, y);
    const along = x * direction.x + y * direction.y;
    if (distance < 1 || along < distance * 0.5 || distance + (distance - along) >= least) continue;
    best = other;
    least = distance + (distance - along);
  }
  return best;
}

/** Step of the colour ramp for a number of waiting orders: 0, 1, 2–3, 4–5, 6 and more. */
export function heatOf(waiting: number): 0 | 1 | 2 | 3 | 4 {
  if (waiting <= 0) return 0;
  if (waiting === 1) return 1;
  if (waiting <= 3) return 2;
  return waiting <= 5 ? 3 : 4;
}

/** How wide a letter of an alphabet is, of a Chinese one. */
const LATIN = 0.55;

/**
 * A place's name in at most two lines, for a hexagon that holds so many Chinese letters across; broken between words or
 * before a bracket, the two as near in length as can be. `letters`: how wide each line is.
 */
export function nameLines(name: string, most: number): { text: string; letters: number }[] {
  const line = (text: string) => ({ text, letters: lettersOf(text) });
  if (lettersOf(name) <= most) return [line(name)];
  const breaks = [...name.matchAll(/ |(?=（)/g)].map((found) => found.index).filter((at) => at > 0);
  const halves = breaks.map((at) => [name.slice(0, at), name.slice(at).trimStart()].map(line));
  const widest = (lines: readonly { letters: number }[]) => Math.max(...lines.map(({ letters }) => letters));
  return halves.sort((a, b) => widest(a) - widest(b))[0] ?? [line(name)];
}

function lettersOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) < 0x2e80 ? LATIN : 1), 0);
}
