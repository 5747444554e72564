import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CsvError, parse } from 'csv-parse/sync';
import { importTree } from '../../organisation/actions/import.ts';
import { importFields } from '../../organisation/rules/import-row.ts';
import type { ImportError, ImportResult } from '../../organisation/schema.ts';
import type { Context } from '../../platform/context.ts';
import { jobActor } from '../../shared/actor.ts';
import { projectFolder } from '../context.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

/** Errors shown at most: the rest is counted. */
const SHOWN = 50;

const USAGE_TEXT = `linli import tree FILE [--dry-run] [--json]

  FILE  CSV with a line of names, or JSON: a list of units, or {"units": [...]}
        ${importFields.join(', ')}
        code, level and nameZh are needed, parentCode too for every unit but the city.
        Hours are written 1-5 08:00-18:00; 6 09:00-12:00 (1 is Monday).

All or nothing: with one error nothing is written. Units that the file does not name stay as they are.
`;

/** Rows of a file with the line each stands on. */
interface Rows {
  rows: unknown[];
  lines: number[];
}

/** `linli import tree`: 0 written (or, dry, could be), 1 refused with every error by its row, 2 called wrongly. */
export async function importTreeCommand(context: Context, networkId: string, args: string[]): Promise<number> {
  const wish = readArgs(args);
  if (!wish) {
    process.stderr.write(USAGE_TEXT);
    return USAGE;
  }
  let read: Rows;
  try {
    read = readRows(await readFile(wish.file, 'utf8'));
  } catch (error) {
    process.stderr.write(`${wish.file} could not be read: ${reasonOf(error)}\n`);
    return FAILED;
  }
  const { dryRun } = wish;
  const rowOf = (index: number) => read.lines[index] ?? index + 1;
  const result = await importTree(context, jobActor(networkId, 'command_line'), read.rows, { dryRun, rowOf });
  if (wish.json) process.stdout.write(`${JSON.stringify({ dryRun, ...result })}\n`);
  else await report(result, dryRun);
  return result.errors.length > 0 ? FAILED : DONE;
}

function readArgs(args: string[]): { file: string; dryRun: boolean; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    return file === undefined || more.length > 0 ? null : { file, dryRun: values['dry-run'], json: values.json };
  } catch {
    return null;
  }
}

/** Reads CSV or JSON, told apart by the first character. Throws an Error that says what is wrong, with the line. */
export function readRows(text: string): Rows {
  const content = text.replace(/^\uFEFF/, '');
  return /^\s*[[{]/.test(content) ? readJson(content) : readCsv(content);
}

function readJson(content: string): Rows {
  const parsed: unknown = JSON.parse(content);
  const rows = Array.isArray(parsed) ? parsed : (parsed as { units?: unknown }).units;
  if (!Array.isArray(rows)) throw new Error('JSON is a list of units, or an object with the list under "units".');
  return { rows, lines: rows.map((_, index) => index + 1) };
}

function readCsv(content: string): Rows {
  // With `info` each record comes with the line it ends on.
  const records = parse(content, { columns: true, info: true, skip_empty_lines: true, trim: true }) as unknown as {
    record: Record<string, string>;
    info: { lines: number };
  }[];
  if (records.length === 0) throw new Error('There is no row below the names of the columns.');
  return { rows: records.map(({ record }) => record), lines: records.map(({ info }) => info.lines) };
}

function reasonOf(error: unknown): string {
  if (error instanceof CsvError)
    return `${error.message} Mend that line; a comma inside a value needs quotation marks.`;
  return error instanceof Error ? error.message : String(error);
}

async function report({ created, changed, unchanged, errors }: ImportResult, dryRun: boolean): Promise<void> {
  const say = await words();
  for (const error of errors.slice(0, SHOWN)) process.stderr.write(`${say.error(error)}\n`);
  if (errors.length > SHOWN) process.stderr.write(`${say.more(errors.length - SHOWN)}\n`);
  if (errors.length > 0) process.stderr.write(`${say.refused(errors.length)}\n`);
  else process.stdout.write(`${say.done(dryRun, { created, changed, unchanged })}\n`);
}

/** What the command says, in one language. */
interface Words {
  error(error: ImportError): string;
  more(count: number): string;
  refused(count: number): string;
  done(dryRun: boolean, counts: Omit<ImportResult, 'errors'>): string;
}

const english: Words = {
  error: ({ row, field, message }) => `row ${row}${field && `, ${field}`}: ${message}`,
  more: (count) => `and ${count} more`,
  refused: (count) => `${count} errors: nothing was written`,
  done(dryRun, { created, changed, unchanged }) {
    const verb = dryRun ? 'would be ' : '';
    return `${verb}created ${created}, ${verb}changed ${changed}, unchanged ${unchanged}`;
  },
};

/** The language of the terminal. */
async function words(): Promise<Words> {
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  if (!locale.startsWith('zh')) return english;
  const file = join(projectFolder, 'messages/zh-CN/problems.json');
  const texts = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  const fill = ({ code, message, params }: ImportError) =>
    texts[`problem.${code}`]?.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)) ?? message;
  return {
    error: (error) => `第 ${error.row} 行${error.field && `，${error.field}`}：${fill(error)}`,
    more: (count) => `还有 ${count} 处`,
    refused: (count) => `有 ${count} 处错误，没有写入任何内容`,
    done: (dryRun, { created, changed, unchanged }) =>
      `${dryRun ? '将' : ''}新增 ${created}，修改 ${changed}，不变 ${unchanged}`,
  };
}
