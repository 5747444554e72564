import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from '../../shared/problem.ts';

/** Rows of a file with the line each stands on. */
export interface FileRows {
  rows: unknown[];
  lines: number[];
}

/**
 * Reads the text of a file of units, CSV or JSON, told apart by the first character: CSV with a line of names, JSON a list
 * or `{"units": [...]}`. A row's line is its place in a JSON list from 1. Problems `organisation.import_json`,
 * `organisation.import_not_a_list`, `organisation.import_csv`, `organisation.import_no_rows` (all 422).
 */
export function readFileRows(text: string): FileRows {
  const content = text.replace(/^\uFEFF/, '');
  return /^\s*[[{]/.test(content) ? readJson(content) : readCsv(content);
}

function readJson(content: string): FileRows {
  const parsed = parseJson(content);
  const rows = Array.isArray(parsed) ? parsed : (parsed as { units?: unknown }).units;
  if (!Array.isArray(rows))
    throw new Problem(
      'organisation.import_not_a_list',
      422,
      'JSON is a list of units, or an object with it as "units".',
    );
  return { rows, lines: rows.map((_, index) => index + 1) };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem('organisation.import_json', 422, `This is no JSON: ${reason}.`, { params: { reason } });
  }
}

function readCsv(content: string): FileRows {
  const records = parseCsv(content);
  if (records.length === 0)
    throw new Problem('organisation.import_no_rows', 422, 'There is no row below the names of the columns.');
  return { rows: records.map(({ record }) => record), lines: records.map(({ info }) => info.lines) };
}

function parseCsv(content: string): { record: Record<string, string>; info: { lines: number } }[] {
  try {
    // With `info` each record comes with the line it ends on.
    const records: unknown = parse(content, { columns: true, info: true, skip_empty_lines: true, trim: true });
    return records as { record: Record<string, string>; info: { lines: number } }[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason = error.message;
    throw new Problem(
      'organisation.import_csv',
      422,
      `${reason} Mend that line; a comma inside a value needs quotation marks.`,
      { params: { reason } },
    );
  }
}
