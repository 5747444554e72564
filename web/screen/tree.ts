import type { CompactTree, TreeUnit } from '../../src/organisation/schema.ts';
import { languageInUse, t } from '../ui/language.ts';

/** The tree as the wall walks it: city, centres, institutes, stations. */
export interface WallTree {
  units: readonly TreeUnit[];
  byId: ReadonlyMap<string, TreeUnit>;
  below: ReadonlyMap<string, readonly TreeUnit[]>;
  city: TreeUnit;
  /** Units whose subtrees this person may look at. */
  watched: ReadonlySet<string>;
  /** Where the wall begins: the highest of them, the city for whoever may look at none. */
  home: TreeUnit;
}

const TRUNK: readonly TreeUnit['level'][] = ['city', 'centre', 'institute', 'station'];

/** Builds the wall's tree for somebody who watches these units; undefined when the network has no city yet. */
export function wallTree({ units }: CompactTree, watches: readonly string[] = []): WallTree | undefined {
  const city = units.find((unit) => unit.level === 'city');
  if (!city) return undefined;
  const below = new Map<string, TreeUnit[]>();
  for (const unit of units) {
    const parent = units[unit.parent];
    if (!parent || !TRUNK.includes(unit.level)) continue;
    const siblings = below.get(parent.id);
    if (siblings) siblings.push(unit);
    else below.set(parent.id, [unit]);
  }
  const trunk = units.filter((unit) => TRUNK.includes(unit.level) && watches.includes(unit.id));
  const [home = city] = trunk.sort((a, b) => TRUNK.indexOf(a.level) - TRUNK.indexOf(b.level));
  const watched = new Set([home, ...trunk].map((unit) => unit.id));
  return { units, byId: new Map(units.map((unit) => [unit.id, unit])), below, city, watched, home };
}

/** The unit and all above it, itself first. */
export function pathOf(tree: WallTree, id: string): TreeUnit[] {
  const path: TreeUnit[] = [];
  for (let unit = tree.byId.get(id); unit; unit = tree.units[unit.parent]) path.push(unit);
  return path;
}

/** The unit and those above it up to the highest that this person may look at; empty for one that is not theirs to see. */
export function wayTo(tree: WallTree, id: string): TreeUnit[] {
  const path = pathOf(tree, id);
  return path.slice(0, path.findLastIndex((unit) => tree.watched.has(unit.id)) + 1);
}

/** The shortest name people still know it by: `迎泽` of 迎泽区中心, `文庙` of 文庙街道. */
export function shortName(unit: TreeUnit | undefined): string {
  if (!unit) return '';
  if (languageInUse() === 'en')
    return unit.en.replace(
      /( (District|County|City|Subdistrict|Town|Township))? (Centre|Institute|Station)(?=$| \(demo\)$)/,
      '',
    );
  const short = unit.short ?? unit.zh;
  // What is invented says so behind its name, and goes on saying it.
  const bare = short.replace(unit.level === 'centre' ? /[区县市]?中心(?=$|（演示）$)/ : /街道(?=$|（演示）$)/, '');
  return bare.length >= 2 ? bare : short;
}

/** Who answers for an order: `迎泽中心`, `市中心`. */
export function ownerName(unit: TreeUnit | undefined): string {
  if (!unit) return t('screen.has.somebody');
  if (unit.level === 'city') return t('screen.has.city');
  // An English line has no room for the rest of the name.
  if (languageInUse() === 'en') return shortName(unit);
  return unit.level === 'centre' ? `${shortName(unit)}${t('screen.has.centre')}` : shortName(unit);
}

/** `迎泽 · 柳巷`: county and institute of a unit, or what there is of them. */
export function placeName(tree: WallTree, id: string): string {
  const path = pathOf(tree, id).filter((unit) => unit.level === 'centre' || unit.level === 'institute');
  return (path.length > 0 ? [...path].reverse() : [tree.city]).map(shortName).join(' · ');
}

/** The institute a unit lies in, or what there is above it. */
export function nearName(tree: WallTree, id: string): string {
  const path = pathOf(tree, id);
  return shortName(
    path.find((unit) => unit.level === 'institute') ?? path.find((unit) => unit.level === 'centre') ?? tree.city,
  );
}
