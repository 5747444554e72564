import { type UnitLevel, unitLevels } from '../../shared/units.ts';
import type { ImportError, TreeRow } from '../schema/import.ts';
import type { OpeningHours, Unit } from './tree.ts';

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
export type ReadRow = { row: number; code: string; level: UnitLevel; parentCode: string | null; nameZh: string } & {
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

/** One problem of a row, ready to be shown. */
export function importError(
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
export function readRow(fields: unknown, row: number, errors: ImportError[]): ReadRow | undefined {
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
