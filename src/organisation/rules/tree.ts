import type { UnitLevel } from '../../shared/units.ts';

/** One span of opening hours. */
export interface OpeningHours {
  /** ISO weekdays, 1 is Monday. */
  days: number[];
  /** `HH:MM`, local. */
  opens: string;
  closes: string;
}

/** A node of the tree, closed ones included: history refers to them. */
export interface Unit {
  id: string;
  /** Official division code, or the network's own for points, departments and teams. */
  code: string;
  parentId: string | null;
  level: UnitLevel;
  nameZh: string;
  nameEn: string;
  shortNameZh: string;
  plaque: 'none' | 'planned' | 'open';
  /** Local date `YYYY-MM-DD`. */
  plaqueSince: string | null;
  longitude: number | null;
  latitude: number | null;
  placeApproximate: boolean;
  address: string | null;
  phone: string | null;
  openingHours: OpeningHours[] | null;
  openedOn: string;
  /** First local date on which the unit is no more. */
  closedOn: string | null;
  /** The heir of a unit that was merged or closed. */
  mergedInto: string | null;
  /** Made up for the demo: pages write 演示 beside it. */
  invented: boolean;
  gridQ: number | null;
  gridR: number | null;
  version: number;
}

/** All units of a network, teams and departments included. */
export interface Tree {
  units: ReadonlyMap<string, Unit>;
  /** Id by code. */
  byCode: ReadonlyMap<string, string>;
  /** Ids below each unit, one level, by code; closed units included. */
  children: ReadonlyMap<string, readonly string[]>;
  /** The city. */
  rootId: string;
}

/** Levels of the tree proper, which orders climb; departments, teams and points stand beside it. */
const TRUNK: ReadonlySet<UnitLevel> = new Set(['city', 'centre', 'institute', 'station']);

/** What may stand below what. Departments and teams may stand below any unit of the trunk, teams below points too. */
const PARENTS: Record<UnitLevel, readonly UnitLevel[]> = {
  city: [],
  centre: ['city'],
  institute: ['centre'],
  station: ['institute', 'centre'],
  point: ['station', 'institute', 'centre', 'city'],
  department: ['city', 'centre'],
  team: ['city', 'centre', 'institute', 'station', 'point', 'department'],
};

/** Whether a unit of `level` may stand directly below one of `parentLevel` (null: nothing above). */
export function mayStandBelow(level: UnitLevel, parentLevel: UnitLevel | null): boolean {
  return parentLevel === null ? level === 'city' : PARENTS[level].includes(parentLevel);
}

/** Builds the tree of a network from its units, in any order. Throws an Error when there is no city. */
export function buildTree(units: Iterable<Unit>): Tree {
  const byId = new Map<string, Unit>();
  const byCode = new Map<string, string>();
  const children = new Map<string, string[]>();
  let rootId: string | undefined;
  for (const unit of units) {
    byId.set(unit.id, unit);
    byCode.set(unit.code, unit.id);
    if (unit.parentId === null) rootId = unit.id;
    else {
      const siblings = children.get(unit.parentId);
      if (siblings) siblings.push(unit.id);
      else children.set(unit.parentId, [unit.id]);
    }
  }
  if (rootId === undefined) throw new Error('A network without a city has no tree yet. Import one.');
  const codeOf = (id: string) => byId.get(id)?.code ?? '';
  for (const siblings of children.values()) siblings.sort((a, b) => (codeOf(a) < codeOf(b) ? -1 : 1));
  return { units: byId, byCode, children, rootId };
}

/** The unit's id and those of all above it, itself first, the city last. Empty for an unknown id. */
export function pathOf(tree: Tree, id: string): string[] {
  const path: string[] = [];
  for (let unit = tree.units.get(id); unit; unit = unit.parentId === null ? undefined : tree.units.get(unit.parentId))
    path.push(unit.id);
  return path;
}

/** The nearest centre at or above a unit; the city where there is none. */
export function centreOf(tree: Tree, id: string): string {
  return pathOf(tree, id).find((above) => tree.units.get(above)?.level === 'centre') ?? tree.rootId;
}

/** The nearest unit above that an order can climb to: city, centre, institute or station. Null above the city. */
export function levelUp(tree: Tree, id: string): string | null {
  const above = pathOf(tree, id).slice(1);
  return above.find((one) => TRUNK.has(tree.units.get(one)?.level ?? 'team')) ?? null;
}

/** Whether a unit is `ancestorId` or stands anywhere below it. */
export function isWithin(tree: Tree, id: string, ancestorId: string): boolean {
  return pathOf(tree, id).includes(ancestorId);
}

/** Ids of a unit and all below it, the unit first, parents before children. */
export function subtreeOf(tree: Tree, id: string): string[] {
  if (!tree.units.has(id)) return [];
  const found = [id];
  for (let index = 0; index < found.length; index++) {
    const next = tree.children.get(found[index] ?? '');
    if (next) found.push(...next);
  }
  return found;
}

/** Whether a unit works on a local date `YYYY-MM-DD`: opened, and not yet closed. */
export function isOpen(unit: Pick<Unit, 'openedOn' | 'closedOn'>, date: string): boolean {
  return unit.openedOn <= date && (unit.closedOn === null || date < unit.closedOn);
}

/** Units directly below that are not closed on a local date; those that open later are among them. */
export function lastingChildren(tree: Tree, id: string, date: string): Unit[] {
  return (tree.children.get(id) ?? [])
    .flatMap((child) => tree.units.get(child) ?? [])
    .filter((child) => child.closedOn === null || date < child.closedOn);
}

/** Who carries on for a unit that is no more: its heir, or the heir's heir. Itself while it is open. */
export function heirOf(tree: Tree, id: string): string {
  let unit = tree.units.get(id);
  for (let step = 0; unit?.mergedInto && step < 100; step++) unit = tree.units.get(unit.mergedInto);
  return unit?.id ?? id;
}

/** How many units of a level should and do carry a plaque. */
export interface PlaqueRate {
  level: UnitLevel;
  open: number;
  planned: number;
  /** Units there should be: all that work. */
  units: number;
}

/**
 * Plaque rate of a subtree on a local date, one row a level of the tree proper, highest first. Example: a centre with
 * two institutes, one of them with a plaque, gives `{level: 'institute', open: 1, planned: 0, units: 2}`.
 */
export function plaqueRates(tree: Tree, id: string, date: string): PlaqueRate[] {
  const rates = new Map<UnitLevel, PlaqueRate>();
  for (const level of ['city', 'centre', 'institute', 'station', 'point'] as const)
    rates.set(level, { level, open: 0, planned: 0, units: 0 });
  for (const below of subtreeOf(tree, id)) {
    const unit = tree.units.get(below);
    const rate = unit && rates.get(unit.level);
    if (!unit || !rate || !isOpen(unit, date)) continue;
    rate.units += 1;
    if (unit.plaque === 'open' && (unit.plaqueSince ?? '') <= date) rate.open += 1;
    else if (unit.plaque !== 'none') rate.planned += 1;
  }
  return [...rates.values()].filter((rate) => rate.units > 0);
}
