import type { MapInput } from '../schema.ts';
import type { Tree } from './tree.ts';

/** What is wrong with one feature of a map. */
export interface MapFault {
  /** Position in the list, from 0. */
  feature: number;
  reason: 'geometry' | 'coordinates' | 'code_missing' | 'code_unknown';
  message: string;
}

/**
 * What is wrong with a map (RFC 7946): features must be polygons in WGS-84 degrees, and name by `properties.code` the
 * unit that they bound. The first fault, or undefined.
 */
export function mapFault(geojson: MapInput['geojson'], tree: Tree): MapFault | undefined {
  for (const [feature, { geometry, properties }] of geojson.features.entries()) {
    const at = `Feature ${feature + 1}`;
    if (geometry === null || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon'))
      return {
        feature,
        reason: 'geometry',
        message: `${at} is no polygon. Give boundaries as Polygon or MultiPolygon.`,
      };
    if (!onEarth(geometry.coordinates))
      return {
        feature,
        reason: 'coordinates',
        message: `${at} leaves the earth. Give WGS-84 degrees, longitude first.`,
      };
    const code = properties?.['code'];
    if (typeof code !== 'string')
      return {
        feature,
        reason: 'code_missing',
        message: `${at} has no properties.code. Write the code of its unit there.`,
      };
    if (!tree.byCode.has(code))
      return {
        feature,
        reason: 'code_unknown',
        message: `${at} bounds ${code.slice(0, 40)}, which no unit has as its code.`,
      };
  }
  return undefined;
}

function onEarth(coordinates: readonly unknown[]): boolean {
  const [first, second] = coordinates;
  if (typeof first === 'number') return typeof second === 'number' && Math.abs(first) <= 180 && Math.abs(second) <= 90;
  return coordinates.length > 0 && coordinates.every((part) => Array.isArray(part) && onEarth(part));
}
