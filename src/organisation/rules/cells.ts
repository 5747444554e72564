import { type Axial, keyOf, neighboursOf } from '../hexagons.ts';
import { layoutTree } from '../tree-layout.ts';
import { isOpen, type Tree, type Unit } from './tree.ts';

/** The map a unit has its cell on: that of the city, or that of its institute. Undefined: it has none. */
function mapOf(tree: Tree, unit: Unit): string | undefined {
  const parent = tree.units.get(unit.parentId ?? '');
  if (parent?.level === 'centre' && (unit.level === 'institute' || unit.level === 'station')) return tree.rootId;
  return parent?.level === 'institute' && unit.level === 'station' ? parent.id : undefined;
}

function cellOf(unit: Unit): Axial | undefined {
  return unit.gridQ === null || unit.gridR === null ? undefined : { q: unit.gridQ, r: unit.gridR };
}

/**
 * Cells of the schematic map for open units that lack one. A tree without any is laid out as a whole; on a map that is
 * there, each takes the free cell nearest to its siblings, so that nothing that people know moves.
 */
export function missingCells(tree: Tree, date: string): Map<string, Axial> {
  const open = [...tree.units.values()].filter((unit) => isOpen(unit, date));
  const mapped = open.filter((unit) => mapOf(tree, unit) !== undefined);
  const missing = mapped.filter((unit) => !cellOf(unit)).sort((a, b) => (a.code < b.code ? -1 : 1));
  if (missing.length === mapped.length)
    return new Map(layoutTree(open).map(({ unitId, q, r }) => [unitId, { q, r }] as const));
  const found = new Map<string, Axial>();
  for (const unit of missing) found.set(unit.id, freeCell(tree, mapped, found, unit));
  return found;
}

function freeCell(tree: Tree, mapped: readonly Unit[], found: ReadonlyMap<string, Axial>, unit: Unit): Axial {
  const map = mapOf(tree, unit);
  const cells = mapped
    .filter((other) => mapOf(tree, other) === map)
    .flatMap((other) => {
      const cell = cellOf(other) ?? found.get(other.id);
      return cell ? [{ cell, sibling: other.parentId === unit.parentId }] : [];
    });
  const taken = new Set(cells.map(({ cell }) => keyOf(cell)));
  const siblings = cells.filter(({ sibling }) => sibling);
  const ring = (siblings.length > 0 ? siblings : cells).map(({ cell }) => cell);
  if (ring.length === 0) return { q: 0, r: 0 };
  // The list grows ring by ring; a map is finite, so a free cell comes.
  const seen = new Set(ring.map(keyOf));
  for (let index = 0; ; index++) {
    for (const next of neighboursOf(ring[index] as Axial)) {
      const key = keyOf(next);
      if (!taken.has(key)) return next;
      if (!seen.has(key)) ring.push(next);
      seen.add(key);
    }
  }
}

/** The units with the cells found for them; the others as they are. */
export function withCells(units: readonly Unit[], cells: ReadonlyMap<string, Axial>): Unit[] {
  return units.map((unit) => {
    const cell = cells.get(unit.id);
    return cell && unit.gridQ === null ? { ...unit, gridQ: cell.q, gridR: cell.r } : unit;
  });
}
