import type { Tree, Unit } from '../../organisation/rules/tree.ts';
import type { Place } from '../../shared/units.ts';

/** A point of the city's plane, in whole metres from its origin. */
export interface Point {
  eastMetres: number;
  northMetres: number;
}

/** The city laid flat, and where each unit stands on it. */
export interface CityPlane {
  origin: Place;
  /** By unit id; a unit without a place stands where the next one above it does. Absent: nothing is known. */
  units: ReadonlyMap<string, Point>;
  /** A bit for each district (centre), 0 to 30; by the id of any unit in it. Absent: beyond 31, or of no district. */
  districts: ReadonlyMap<string, number>;
}

const METRES_A_DEGREE = 111_194.93;
/** Districts that have a bit; the last bit of the word stands for none. */
const DISTRICTS = 31;
export const noDistrict = 31;

/**
 * A place on the plane that touches the earth at the origin: within 50 km of it, distances are right to a thousandth.
 * Example: at 37.87 degrees north, 0.01 degrees further east is 878 m, further north 1,112 m.
 */
export function pointOf(origin: Place, place: Place): Point {
  const shrink = Math.cos((origin.latitude * Math.PI) / 180);
  return {
    eastMetres: Math.round((place.longitude - origin.longitude) * METRES_A_DEGREE * shrink),
    northMetres: Math.round((place.latitude - origin.latitude) * METRES_A_DEGREE),
  };
}

/** Lays a city's tree out on its plane. */
export function cityPlane(tree: Tree): CityPlane {
  const placed = [...tree.units.values()].find((unit) => placeOf(unit) !== null);
  const origin = placeOf(tree.units.get(tree.rootId)) ?? placeOf(placed) ?? { longitude: 0, latitude: 0 };
  const units = new Map<string, Point>();
  const districts = new Map<string, number>();
  let district = 0;
  const visit = (id: string, above: Point | undefined, bit: number | undefined): void => {
    const unit = tree.units.get(id);
    if (!unit) return;
    const place = placeOf(unit);
    const point = place ? pointOf(origin, place) : above;
    if (point) units.set(id, point);
    const own =
      unit.level === 'centre' && district < DISTRICTS ? district++ : unit.level === 'centre' ? undefined : bit;
    if (own !== undefined) districts.set(id, own);
    for (const child of tree.children.get(id) ?? []) visit(child, point, own);
  };
  visit(tree.rootId, undefined, undefined);
  return { origin, units, districts };
}

function placeOf(unit: Unit | undefined): Place | null {
  if (!unit || unit.longitude === null || unit.latitude === null) return null;
  return { longitude: unit.longitude, latitude: unit.latitude };
}
