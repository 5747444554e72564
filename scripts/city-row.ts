import type { UnitLevel } from '../src/shared/units.ts';

/** One row of `linli import tree`. */
export interface CityRow {
  code: string;
  parentCode?: string;
  level: UnitLevel;
  nameZh: string;
  nameEn: string;
  shortNameZh: string;
  plaque?: 'planned' | 'open';
  plaqueSince?: string;
  longitude?: number;
  latitude?: number;
  placeApproximate?: true;
  address?: string;
  phone?: string;
  openingHours?: string;
  openedOn: string;
  invented?: true;
  gridQ?: number;
  gridR?: number;
}
