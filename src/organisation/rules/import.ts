import { type UnitLevel, unitLevels } from '../../shared/units.ts';
import type { ImportError, TreeRow } from '../schema.ts';
import { mayStandBelow, type OpeningHours, type Tree, type Unit } from './tree.ts';

/*
 * Errors of one row of an import:
 *   organisation.import_missing        a field that every row needs is empty
 *   organisation.import_unknown_field  a column that means nothing here
 *   organisation.import_malformed      a value that cannot be read; says what it should look like
 *   organisation.import_repeated       the code stands in the file twice
 *   organisation.import_parent_unknown no unit has the code given as parent, in the file or already there
 *   organisation.import_parent_needed  every unit but the city stands below another
 *   organisation.import_two_cities     a network has one city
 *   organisation.import_level_not_below a unit of this level cannot stand directly below one of that level
 *   organisation.import_level_changed  a unit keeps its level
 *   organisation.import_circle         units stand below each other
 *   organisation.import_closed         the unit, or the one above, was closed
 */

/** A row that could be read. `undefined`: not given, so left as it is. */
type ReadRow = { row: number; code: string; level: UnitLevel; parentCode: string | null; nameZh: string } & {
  [Field in OptionalField]?: Unit[Field];
};
type OptionalField =
  | 'nameEn'
  | 'shortNameZh'
  | 'plaque'
  | 'plaqueSince'
  | 'longitude'
  | 'latitude'
  | 'placeApproximate'
  | 'address'
  | 'phone'
  | 'openingHours'
  | 'openedOn'
  | 'invented'
  | 'gridQ'
  | 'gridR';

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

/** One problem of a row, ready to be shown. */
function importError(
  row: number,
  field: string,
  reason: string,
  message: string,
  params: Record<string, string | number> = {},
): ImportError {
  return { row, field, code: `organisation.import_${reason}`, message, params };
}

type Reader = (text: string, given: unknown) => { value: unknown } | { expected: string };

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const CODE = /^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/;

const readText =
  (most: number): Reader =>
  (text) =>
    text.length <= most ? { value: text } : { expected: `at most ${most} characters` };

const readOneOf =
  (allowed: readonly string[]): Reader =>
  (text) =>
    allowed.includes(text) ? { value: text } : { expected: allowed.join(', ') };

const readNumber =
  (least: number, most: number, kind: 'whole' | 'any'): Reader =>
  (text) => {
    const value = Number(text);
    const fits =
      Number.isFinite(value) && value >= least && value <= most && (kind === 'any' || Number.isInteger(value));
    return fits ? { value } : { expected: `a ${kind === 'whole' ? 'whole ' : ''}number from ${least} to ${most}` };
  };

const readDate: Reader = (text) => {
  const valid = DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  return valid ? { value: text } : { expected: 'a date like 2024-05-31' };
};

const readBoolean: Reader = (text) => {
  const lower = text.toLowerCase();
  if (['true', 'yes', '1', '是'].includes(lower)) return { value: true };
  return ['false', 'no', '0', '否'].includes(lower) ? { value: false } : { expected: 'true or false' };
};

/** `1-5 08:00-18:00; 6,7 09:00-12:00`, or the list itself in JSON. */
const readHours: Reader = (text, given) => {
  const expected = '1-5 08:00-18:00; 6,7 09:00-12:00 (1 is Monday)';
  const spans = Array.isArray(given) ? given.map(spanOf) : text.split(';').map((part) => parseSpan(part.trim()));
  return spans.every((span) => span !== undefined) ? { value: spans } : { expected };
};

function spanOf(given: unknown): OpeningHours | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { days, opens, closes } = given as Partial<Record<keyof OpeningHours, unknown>>;
  if (!Array.isArray(days) || typeof opens !== 'string' || typeof closes !== 'string') return undefined;
  return parseSpan(`${days.join(',')} ${opens}-${closes}`);
}

function parseSpan(text: string): OpeningHours | undefined {
  const match = /^([1-7](?:[-,][1-7])*) +(([01]\d|2[0-3]):[0-5]\d)-(([01]\d|2[0-3]):[0-5]\d)$/.exec(text);
  const [, days = '', opens = '', , closes = ''] = match ?? [];
  if (!match || closes <= opens) return undefined;
  const worked = new Set<number>();
  for (const part of days.split(',')) {
    const [from = 0, to = from] = part.split('-').map(Number);
    for (let day = from; day <= to; day++) worked.add(day);
  }
  return worked.size > 0 ? { days: [...worked].sort(), opens, closes } : undefined;
}

const REQUIRED = { code: readText(40), level: readOneOf(unitLevels), nameZh: readText(120) } as const;

const READERS: Record<OptionalField | keyof typeof REQUIRED | 'parentCode', Reader> = {
  ...REQUIRED,
  code: (text) => (CODE.test(text) ? { value: text } : { expected: 'up to 40 letters, digits, dots, hyphens' }),
  parentCode: readText(40),
  nameEn: readText(120),
  shortNameZh: readText(120),
  plaque: readOneOf(['none', 'planned', 'open']),
  plaqueSince: readDate,
  longitude: readNumber(-180, 180, 'any'),
  latitude: readNumber(-90, 90, 'any'),
  placeApproximate: readBoolean,
  address: readText(200),
  phone: (text) => (/^[0-9+ ()-]{3,30}$/.test(text) ? { value: text } : { expected: 'a phone number' }),
  openingHours: readHours,
  openedOn: readDate,
  invented: readBoolean,
  gridQ: readNumber(-100_000, 100_000, 'whole'),
  gridR: readNumber(-100_000, 100_000, 'whole'),
} satisfies Record<keyof TreeRow, Reader>;

/** Columns an import knows, in the order a template would have them. */
export const importFields = Object.keys(READERS) as (keyof TreeRow)[];

/** Reads one row; undefined when something is wrong with it, which is then among `errors`. */
function readRow(fields: unknown, row: number, errors: ImportError[]): ReadRow | undefined {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    errors.push(
      importError(row, '', 'malformed', 'A row is an object with the fields of one unit.', { expected: '{"code": …}' }),
    );
    return undefined;
  }
  const before = errors.length;
  const read: Record<string, unknown> = { row, parentCode: null };
  for (const [field, given] of Object.entries(fields)) readField(field, given, row, read, errors);
  for (const field of Object.keys(REQUIRED))
    if (read[field] === undefined && !errors.slice(before).some((error) => error.field === field))
      errors.push(importError(row, field, 'missing', `Every row needs ${field}. Fill it in.`, { field }));
  checkRow(read, row, errors);
  return errors.length > before ? undefined : (read as unknown as ReadRow);
}

function readField(
  field: string,
  given: unknown,
  row: number,
  read: Record<string, unknown>,
  errors: ImportError[],
): void {
  const reader = READERS[field as keyof typeof READERS];
  if (!reader) {
    errors.push(
      importError(
        row,
        field,
        'unknown_field',
        `There is no field "${field}". Known ones: ${importFields.join(', ')}.`,
        { field, known: importFields.join(', ') },
      ),
    );
    return;
  }
  if (given === null || given === undefined || given === '') return;
  const text = String(given).trim();
  const result = reader(text, given);
  if ('value' in result) read[field] = result.value;
  else
    errors.push(
      importError(row, field, 'malformed', `"${text.slice(0, 60)}" does not fit ${field}. Write ${result.expected}.`, {
        field,
        expected: result.expected,
      }),
    );
}

/** What fields of one row say of each other. */
function checkRow(read: Record<string, unknown>, row: number, errors: ImportError[]): void {
  if (read['level'] === 'city' && read['parentCode'] !== null)
    errors.push(
      importError(row, 'parentCode', 'level_not_below', 'Nothing stands above the city. Leave parentCode empty.', {
        level: 'city',
        parentLevel: '',
      }),
    );
  if (read['level'] !== undefined && read['level'] !== 'city' && read['parentCode'] === null)
    errors.push(
      importError(row, 'parentCode', 'parent_needed', 'Every unit but the city stands below another. Write its code.'),
    );
  if (read['plaque'] === 'open' && read['plaqueSince'] === undefined)
    errors.push(
      importError(row, 'plaqueSince', 'missing', 'A plaque that hangs needs the date since when.', {
        field: 'plaqueSince',
      }),
    );
  if ((read['longitude'] === undefined) !== (read['latitude'] === undefined)) {
    const field = read['longitude'] === undefined ? 'longitude' : 'latitude';
    errors.push(importError(row, field, 'missing', 'Longitude and latitude come together.', { field }));
  }
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
  let unchanged = 0;
  for (const row of rows) {
    const unit = units.get(row.code);
    if (!unit) continue;
    const before = tree?.units.get(unit.id);
    if (!before) created.push(unit);
    else if (sameUnit(before, unit)) unchanged += 1;
    else changed.push({ ...unit, version: before.version + 1 });
    if (before && before.parentId !== unit.parentId)
      moved.push({ unitId: unit.id, from: before.parentId, to: unit.parentId });
  }
  const depth = (unit: Unit) => unitLevels.indexOf(unit.level);
  // Departments hang high and teams may hang below departments: levels in order put every parent first.
  return { created: created.sort((a, b) => depth(a) - depth(b)), changed, moved, unchanged };
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
