/** Levels of the tree, highest first; departments and teams stand beside it. */
export const unitLevels = ['city', 'centre', 'institute', 'station', 'point', 'department', 'team'] as const;
export type UnitLevel = (typeof unitLevels)[number];

/** WGS-84, degrees. */
export interface Place {
  longitude: number;
  latitude: number;
}

/** Metres between two places (haversine on a sphere of 6,371,008.8 m, IUGG mean radius). */
export function distanceMetres(a: Place, b: Place): number {
  const radians = Math.PI / 180;
  const half =
    Math.sin(((b.latitude - a.latitude) * radians) / 2) ** 2 +
    Math.cos(a.latitude * radians) *
      Math.cos(b.latitude * radians) *
      Math.sin(((b.longitude - a.longitude) * radians) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(half));
}
