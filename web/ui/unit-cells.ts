import type { TreeUnit } from '../../src/organisation/schema.ts';
import { type Cell, ringCells } from './hexagons.ts';

/** Cells of the map below a unit: for the city all institutes by county, else the units one level below, or itself. */
export function cellsBelow(unit: TreeUnit, below: (id: string) => readonly TreeUnit[]): Cell[] {
  if (unit.level === 'city')
    return placed(
      below(unit.id).flatMap((centre) => below(centre.id).map((institute) => ({ unit: institute, group: centre.id }))),
    );
  const children = below(unit.id);
  return placed((children.length > 0 ? children : [unit]).map((each) => ({ unit: each, group: unit.id })));
}

/** Cells from the tree where every unit has its own; otherwise all in rings. */
function placed(units: readonly { unit: TreeUnit; group: string }[]): Cell[] {
  const cells = units.flatMap(({ unit, group }) =>
    unit.cell ? [{ id: unit.id, group, q: unit.cell[0] ?? 0, r: unit.cell[1] ?? 0 }] : [],
  );
  const distinct = new Set(cells.map((cell) => `${cell.q},${cell.r}`)).size;
  if (cells.length > 0 && distinct === cells.length && cells.length >= units.length * 0.9) return cells;
  return ringCells(
    units.map(({ unit }) => unit.id),
    units[0]?.group ?? '',
  );
}
