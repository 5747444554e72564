import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importFirstTree, importTree } from '../../organisation/actions/import.ts';
import { type FileRows, readFileRows } from '../../organisation/rules/import-file.ts';
import { importFields } from '../../organisation/rules/import-row.ts';
import { textOfFile } from '../../organisation/rules/import-text.ts';
import type { ImportError, ImportResult } from '../../organisation/schema/import.ts';
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
In a database without a network a file with a city begins one, named as that city.
`;

/** How it is called, where these words are none that it understands; else undefined. Asked before anything is opened. */
export function importTreeUsage(args: string[]): string | undefined {
  return readArgs(args) ? undefined : USAGE_TEXT;
}

/** The small demo's city: a file with this one is for that demo. */
const SMALL_CITY = '9900';

/** Whether the file brings a city of its own, for which no demo is to be made. One that cannot be read brings none. */
export async function bringsCity(args: string[]): Promise<boolean> {
  const file = readArgs(args)?.file;
  try {
    const { rows } = readFileRows(textOfFile(await readFile(file ?? '')));
    return (rows as { level?: string; code?: string }[]).some(
      ({ level, code }) => level === 'city' && code !== SMALL_CITY,
    );
  } catch {
    return false;
  }
}

/**
 * `linli import tree`: 0 written (or, dry, could be), 1 refused with every error by its row, 2 called wrongly. Without a
 * network (null) the file begins one.
 */
export async function importTreeCommand(context: Context, networkId: string | null, args: string[]): Promise<number> {
  const wish = readArgs(args);
  if (!wish) {
    process.stderr.write(USAGE_TEXT);
    return USAGE;
  }
  let read: FileRows;
  try {
    read = readFileRows(textOfFile(await readFile(wish.file)));
  } catch (error) {
    process.stderr.write(`${wish.file} could not be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return FAILED;
  }
  const { dryRun } = wish;
  const options = { dryRun, rowOf: (index: number) => read.lines[index] ?? index + 1 };
  const result =
    networkId === null
      ? await importFirstTree(context, read.rows, options)
      : await importTree(context, jobActor(networkId, 'command_line'), read.rows, options);
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

async function report({ errors, ...counts }: ImportResult, dryRun: boolean): Promise<void> {
  const say = await words();
  for (const error of errors.slice(0, SHOWN)) process.stderr.write(`${say.error(error)}\n`);
  if (errors.length > SHOWN) process.stderr.write(`${say.more(errors.length - SHOWN)}\n`);
  if (errors.length > 0) process.stderr.write(`${say.refused(errors.length)}\n`);
  else process.stdout.write(`${say.done(dryRun, counts)}\n`);
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
