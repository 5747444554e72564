import type { UnitLevel } from '../shared/units.ts';
import {
  type Axial,
  assign,
  at,
  bestOf,
  cluster,
  inOnePiece,
  keyOf,
  mean,
  nearestCell,
  neighboursOf,
  type Point,
} from './hexagons.ts';

/*
 * The schematic map: a hexagon an institute, grouped by county, laid out from the tree alone. No boundary is drawn from
 * it, so it needs no review number (地图管理条例). Places only say which way round things lie.
 *
 * Counties are first pushed apart like discs of the size they need (Dorling, Area Cartograms, 1996), after distances from
 * the middle were shrunk so that far counties come near. Each then grows cell by cell around its place; a county that
 * gets walled in sends everybody back with more room between. Last, institutes take the cells of their county that lie
 * most like them.
 */

/** What the layout reads of a unit. */
export interface LayoutUnit {
  id: string;
  code: string;
  parentId: string | null;
  level: UnitLevel;
  longitude: number | null;
  latitude: number | null;
}

/** One hexagon, in axial coordinates with a corner up: q grows to the east, r to the south-east. */
export interface LayoutCell {
  unitId: string;
  /** `city`: a cell of the map of counties. `institute`: a cell of the map one level down, with its own origin. */
  map: 'city' | 'institute';
  q: number;
  r: number;
  /** The centre (county) the unit belongs to. */
  centreId: string;
}

interface County {
  id: string;
  members: LayoutUnit[];
  anchor: Point;
}

/** Area of a hexagon of radius 1. */
const CELL_AREA = 1.5 * Math.sqrt(3);

/**
 * Lays out a tree: one cell for every unit directly below a centre, contiguous by centre, none twice; and for every
 * station of an institute a cell of that institute's own map. The same units and seed give the same cells, whatever the
 * order of the units. Units without a place get one around their parent, drawn from `seed`.
 */
export function layoutTree(units: readonly LayoutUnit[], seed = 1): LayoutCell[] {
  const children = groupByParent(units);
  const counties = [...units]
    .filter((unit) => unit.level === 'centre')
    .sort(byCode)
    .map((centre) => ({ centre, members: (children.get(centre.id) ?? []).filter(isMapped) }))
    .filter(({ members }) => members.length > 0);
  const cells = layoutCounties(counties, seed);
  for (const { centre, members } of counties) {
    for (const institute of members) {
      const stations = (children.get(institute.id) ?? []).filter((unit) => unit.level === 'station');
      const taken = assign(placesOf(stations, institute, seed), cluster(stations.length));
      for (const [index, station] of stations.entries())
        cells.push({ unitId: station.id, map: 'institute', ...at(taken, index), centreId: centre.id });
    }
  }
  return cells;
}

function isMapped(unit: LayoutUnit): boolean {
  return unit.level === 'institute' || unit.level === 'station';
}

function byCode(a: LayoutUnit, b: LayoutUnit): number {
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}

function groupByParent(units: readonly LayoutUnit[]): Map<string, LayoutUnit[]> {
  const children = new Map<string, LayoutUnit[]>();
  for (const unit of [...units].sort(byCode)) {
    if (unit.parentId === null) continue;
    const siblings = children.get(unit.parentId);
    if (siblings) siblings.push(unit);
    else children.set(unit.parentId, [unit]);
  }
  return children;
}

function layoutCounties(given: { centre: LayoutUnit; members: LayoutUnit[] }[], seed: number): LayoutCell[] {
  const places = shrink(
    placesOf(
      given.map(({ centre }) => centre),
      undefined,
      seed,
    ),
  );
  const counties = given.map(
    ({ centre, members }, index): County => ({ id: centre.id, members, anchor: at(places, index) }),
  );
  // With enough room between them nobody is walled in, so this ends.
  for (let spread = 1; ; spread *= 1.12) {
    const anchors = pushApart(counties, spread);
    const grown = grow(counties, anchors);
    if (!grown) continue;
    return counties.flatMap(({ id, members }, index) => {
      const taken = assign(placesOf(members, given[index]?.centre, seed), at(grown, index));
      return members.map((unit, place) => ({
        unitId: unit.id,
        map: 'city' as const,
        ...at(taken, place),
        centreId: id,
      }));
    });
  }
}

/** Flat places, in kilometres around the first; who has none lies near the parent, or the middle of all. */
function placesOf(units: readonly LayoutUnit[], parent: LayoutUnit | undefined, seed: number): Point[] {
  const known = units.filter((unit) => unit.longitude !== null && unit.latitude !== null);
  const middle = {
    longitude: parent?.longitude ?? mean(known.map((unit) => unit.longitude ?? 0)),
    latitude: parent?.latitude ?? mean(known.map((unit) => unit.latitude ?? 0)),
  };
  const narrow = Math.cos((middle.latitude * Math.PI) / 180);
  return units.map((unit) => {
    if (unit.longitude === null || unit.latitude === null) {
      const angle = 2 * Math.PI * chance(unit.code, seed);
      return { x: Math.cos(angle), y: Math.sin(angle) };
    }
    return { x: (unit.longitude - middle.longitude) * narrow * 111.3, y: (middle.latitude - unit.latitude) * 111.3 };
  });
}

/** Brings what is far nearer: distances from the middle become their square roots. */
function shrink(places: readonly Point[]): Point[] {
  const middle = { x: mean(places.map((place) => place.x)), y: mean(places.map((place) => place.y)) };
  return places.map((place) => {
    const away = Math.hypot(place.x - middle.x, place.y - middle.y);
    const factor = away === 0 ? 0 : Math.sqrt(away) / away;
    return { x: (place.x - middle.x) * factor, y: (place.y - middle.y) * factor };
  });
}

/** Moves the counties until discs of the size they need touch but do not overlap; `spread` widens the discs. */
function pushApart(counties: readonly County[], spread: number): Point[] {
  const radius = counties.map(({ members }) => spread * (Math.sqrt((members.length * CELL_AREA) / Math.PI) + 0.15));
  const places = counties.map(({ anchor }, index) => ({
    x: anchor.x * 1.8 + index * 1e-6,
    y: anchor.y * 1.8 - index * 1e-6,
  }));
  for (let round = 0; round < 800; round++) {
    // Everybody is drawn to the middle, less and less, and then whoever overlaps moves apart.
    const pull = round < 600 ? 0.012 : 0;
    for (const place of places) {
      place.x -= place.x * pull;
      place.y -= place.y * pull;
    }
    for (const [first, a] of places.entries())
      for (const [second, b] of places.entries())
        if (second > first) separate(a, b, at(radius, first) + at(radius, second));
  }
  return places;
}

function separate(a: Point, b: Point, distance: number): void {
  const away = Math.hypot(b.x - a.x, b.y - a.y) || 1e-6;
  if (away >= distance) return;
  const step = (distance - away) / 2 / away;
  const [dx, dy] = [(b.x - a.x) * step, (b.y - a.y) * step];
  a.x -= dx;
  a.y -= dy;
  b.x += dx;
  b.y += dy;
}

/** Grows all counties at once, each in step with its size. Undefined when one is walled in before it is whole. */
function grow(counties: readonly County[], anchors: readonly Point[]): Axial[][] | undefined {
  const owner = new Map<string, number>();
  const cells: Axial[][] = counties.map(() => []);
  const turns = counties
    .flatMap(({ members }, county) => members.map((_, step) => ({ county, due: step / members.length })))
    .sort((a, b) => a.due - b.due || a.county - b.county);
  for (const { county } of turns) {
    const own = at(cells, county);
    const open = own.length === 0 ? [nearestCell(at(anchors, county))] : own.flatMap(neighboursOf);
    const best = bestOf(open, owner, county, at(anchors, county));
    if (!best) return undefined;
    owner.set(keyOf(best), county);
    own.push(best);
  }
  fillGaps(cells, owner);
  return cells;
}

/**
 * Closes gaps between counties: a cell moves into a gap beside its own county when it has more neighbours there and its
 * county stays in one piece. Each move adds neighbours, so this ends.
 */
function fillGaps(cells: Axial[][], owner: Map<string, number>): void {
  const occupied = (cell: Axial) => neighboursOf(cell).filter((beside) => owner.has(keyOf(beside))).length;
  for (let move = bestMove(cells, owner, occupied); move; move = bestMove(cells, owner, occupied)) {
    const own = at(cells, move.county);
    owner.delete(keyOf(at(own, move.index)));
    owner.set(keyOf(move.to), move.county);
    own[move.index] = move.to;
  }
}

function bestMove(
  cells: readonly Axial[][],
  owner: ReadonlyMap<string, number>,
  occupied: (cell: Axial) => number,
): { county: number; index: number; to: Axial } | undefined {
  let best: { county: number; index: number; to: Axial } | undefined;
  let most = 0;
  for (const [county, own] of cells.entries()) {
    const gaps = own.flatMap(neighboursOf).filter((cell) => !owner.has(keyOf(cell)) && occupied(cell) >= 4);
    for (const [index, from] of gaps.length === 0 ? [] : [...own.entries()]) {
      for (const to of gaps) {
        const beside = neighboursOf(to).some((each) => keyOf(each) === keyOf(from)) ? 1 : 0;
        const gain = occupied(to) - beside - occupied(from);
        if (gain <= most || !inOnePiece(own.map((cell, place) => (place === index ? to : cell)))) continue;
        [best, most] = [{ county, index, to }, gain];
      }
    }
  }
  return best;
}

/** A number from 0 to below 1 that depends on the text and the seed alone (FNV-1a). */
function chance(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
