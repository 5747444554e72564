import { unitLevels } from '../../shared/units.ts';
import type { ImportError } from '../schema/import.ts';
import { importError, type ReadRow, readRow } from './import-row.ts';
import { mayStandBelow, type Tree, type Unit } from './tree.ts';

/** What an import would write. Nothing may be written while `errors` has any. */
export interface ImportPlan {
  /** New units, parents before children. */
  created: Unit[];
  /** Changed units, their version one higher. */
  changed: Unit[];
  unchanged: number;
  /** Units whose parent changes: from, to. */
  moved: { unitId: string; from: string | null; to: string | null }[];
  errors: ImportError[];
  /** The line of each unit that the file names, by its id. */
  rows: ReadonlyMap<string, number>;
}

/**
 * Compares rows with the tree there is (undefined: none yet) and plans what to write; `newId` gives ids, `today` is the
 * local date, `rowOf` the line of the n-th row. Units that the file does not name stay as they are; none is ever closed.
 */
export function planImport(
  rows: readonly unknown[],
  tree: Tree | undefined,
  environment: { newId: () => string; today: string; rowOf: (index: number) => number },
): ImportPlan {
  const errors: ImportError[] = [];
  const read: ReadRow[] = [];
  const seen = new Map<string, number>();
  for (const [index, fields] of rows.entries()) {
    const row = readRow(fields, environment.rowOf(index), errors);
    if (!row) continue;
    const first = seen.get(row.code);
    if (first !== undefined) {
      errors.push(
        importError(
          row.row,
          'code',
          'repeated',
          `The code ${row.code} stands in row ${first} already. Each unit has one row.`,
          { code: row.code, first },
        ),
      );
      continue;
    }
    seen.set(row.code, row.row);
    read.push(row);
  }
  const units = readUnits(read, tree, environment);
  const shaped = read.filter((row) => checkPlace(row, units, tree, environment.today, errors));
  checkCircles(shaped, units, errors);
  const plan = sortOut(shaped, units, tree);
  return { ...plan, errors: errors.sort((a, b) => a.row - b.row) };
}

/** Every unit as it would be, by code: those of the file laid over those there are. */
function readUnits(
  rows: readonly ReadRow[],
  tree: Tree | undefined,
  environment: { newId: () => string; today: string },
): Map<string, Unit> {
  const units = new Map<string, Unit>();
  for (const unit of tree?.units.values() ?? []) units.set(unit.code, unit);
  for (const row of rows) {
    const { row: _line, parentCode: _parent, ...given } = row;
    const before = units.get(row.code);
    units.set(row.code, before ? { ...before, ...given, level: before.level } : newUnit(row, given, environment));
  }
  // Parents are known by code until every unit has its id.
  for (const row of rows) {
    const unit = units.get(row.code);
    const parent = row.parentCode === null ? undefined : units.get(row.parentCode);
    if (unit) units.set(row.code, { ...unit, parentId: parent?.id ?? null });
  }
  return units;
}

function newUnit(row: ReadRow, given: Partial<Unit>, environment: { newId: () => string; today: string }): Unit {
  return {
    id: environment.newId(),
    parentId: null,
    nameEn: row.nameZh,
    shortNameZh: row.nameZh,
    plaque: 'none',
    plaqueSince: null,
    longitude: null,
    latitude: null,
    placeApproximate: false,
    address: null,
    phone: null,
    openingHours: null,
    openedOn: given.plaqueSince && given.plaqueSince < environment.today ? given.plaqueSince : environment.today,
    closedOn: null,
    mergedInto: null,
    invented: false,
    gridQ: null,
    gridR: null,
    version: 1,
    ...given,
    code: row.code,
    level: row.level,
    nameZh: row.nameZh,
  };
}

/** Whether a row's unit can stand where it says; pushes what is wrong. */
function checkPlace(
  row: ReadRow,
  units: ReadonlyMap<string, Unit>,
  tree: Tree | undefined,
  today: string,
  errors: ImportError[],
): boolean {
  const before = errors.length;
  const existing = tree?.units.get(tree.byCode.get(row.code) ?? '');
  if (existing && existing.level !== row.level)
    errors.push(
      importError(
        row.row,
        'level',
        'level_changed',
        `${row.code} is a ${existing.level} already, and a unit keeps its level. Open a new one, or mend the row.`,
        { level: existing.level },
      ),
    );
  if (existing?.closedOn && existing.closedOn <= today)
    errors.push(
      importError(
        row.row,
        'code',
        'closed',
        `${row.code} was closed on ${existing.closedOn}. Leave the row out, or give the new unit a code of its own.`,
        { date: existing.closedOn },
      ),
    );
  if (row.level === 'city') checkCity(row, units, tree, errors);
  else {
    const parent = units.get(row.parentCode ?? '');
    if (!parent)
      errors.push(
        importError(
          row.row,
          'parentCode',
          'parent_unknown',
          `No unit has the code ${row.parentCode}, in this file or before. Mend the code, or add its row.`,
          { code: row.parentCode ?? '' },
        ),
      );
    else if (parent.closedOn !== null && parent.closedOn <= today)
      errors.push(
        importError(
          row.row,
          'parentCode',
          'closed',
          `${parent.code} was closed on ${parent.closedOn}. Put the unit below its heir.`,
          { date: parent.closedOn },
        ),
      );
    else if (parent.closedOn !== null && existing?.parentId !== parent.id)
      errors.push(
        importError(
          row.row,
          'parentCode',
          'closing',
          `${parent.code} closes on ${parent.closedOn}. Put the unit below its heir.`,
          { date: parent.closedOn },
        ),
      );
    else if (!mayStandBelow(row.level, parent.level))
      errors.push(
        importError(
          row.row,
          'parentCode',
          'level_not_below',
          `A ${row.level} cannot stand directly below a ${parent.level}.`,
          { level: row.level, parentLevel: parent.level },
        ),
      );
  }
  return errors.length === before;
}

function checkCity(
  row: ReadRow,
  units: ReadonlyMap<string, Unit>,
  tree: Tree | undefined,
  errors: ImportError[],
): void {
  const known = tree?.units.get(tree.rootId)?.code;
  const first = known ?? [...units.values()].find((unit) => unit.level === 'city')?.code;
  if (first !== undefined && first !== row.code)
    errors.push(
      importError(row.row, 'level', 'two_cities', `A network has one city, and ${first} is it.`, { code: first }),
    );
}

/** Finds rows that would stand below themselves; such a file also cuts off the units in the circle. */
function checkCircles(rows: readonly ReadRow[], units: ReadonlyMap<string, Unit>, errors: ImportError[]): void {
  const byId = new Map([...units.values()].map((unit) => [unit.id, unit]));
  for (const row of rows) {
    const start = units.get(row.code);
    let above = start?.parentId ? byId.get(start.parentId) : undefined;
    for (let step = 0; above && step < 50 && above.id !== start?.id; step++)
      above = above.parentId === null ? undefined : byId.get(above.parentId);
    if (above)
      errors.push(
        importError(row.row, 'parentCode', 'circle', `${row.code} would stand below itself.`, { code: row.code }),
      );
  }
}

function sortOut(
  rows: readonly ReadRow[],
  units: ReadonlyMap<string, Unit>,
  tree: Tree | undefined,
): Omit<ImportPlan, 'errors'> {
  const created: Unit[] = [];
  const changed: Unit[] = [];
  const moved: ImportPlan['moved'] = [];
  const lines = new Map<string, number>();
  let unchanged = 0;
  for (const row of rows) {
    const unit = units.get(row.code);
    if (!unit) continue;
    lines.set(unit.id, row.row);
    const before = tree?.units.get(unit.id);
    if (!before) created.push(unit);
    else if (sameUnit(before, unit)) unchanged += 1;
    else changed.push({ ...unit, version: before.version + 1 });
    if (before && before.parentId !== unit.parentId)
      moved.push({ unitId: unit.id, from: before.parentId, to: unit.parentId });
  }
  const depth = (unit: Unit) => unitLevels.indexOf(unit.level);
  // Departments hang high and teams may hang below departments: levels in order put every parent first.
  return { created: created.sort((a, b) => depth(a) - depth(b)), changed, moved, unchanged, rows: lines };
}

function sameUnit(a: Unit, b: Unit): boolean {
  return (Object.keys(a) as (keyof Unit)[]).every((field) =>
    field === 'openingHours' ? sameHours(a.openingHours, b.openingHours) : a[field] === b[field],
  );
}

function sameHours(a: Unit['openingHours'], b: Unit['openingHours']): boolean {
  const text = (hours: Unit['openingHours']) =>
    hours?.map((span) => `${span.days.join()} ${span.opens}-${span.closes}`).join(';');
  return text(a) === text(b);
}
