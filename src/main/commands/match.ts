import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Compile } from 'typebox/compile';
import { parseInstance } from '../../matching/instance.ts';
import { resultOf } from '../../matching/result.ts';
import { type Instance, type InstanceFile, ResultFile } from '../../matching/schema.ts';
import { type Budget, solve } from '../../matching/solve.ts';
import { verify } from '../../matching/verify.ts';
import { solveWindows } from '../../matching/windows.ts';
import { Problem } from '../../shared/problem.ts';
import { type FileFault, type MatchWords, matchWords } from './match-words.ts';

const DONE = 0;
const FAILED = 1;
const UNREADABLE = 2;
const USAGE = 2;

/** `linli match`: 0 done or proved, 1 refused or refuted, 2 usage or, of `verify`, unreadable. */
export async function matchCommand(args: string[]): Promise<number> {
  const words = matchWords();
  const [action, ...rest] = args;
  if (action === 'solve') return solveCommand(rest, words);
  if (action === 'verify') return verifyCommand(rest, words);
  process.stderr.write(words.usage);
  return USAGE;
}

async function solveCommand(args: string[], words: MatchWords): Promise<number> {
  const wish = readSolveArgs(args);
  if (wish === null) {
    process.stderr.write(words.usage);
    return USAGE;
  }
  let instance: Instance;
  try {
    instance = parseInstance(await readJson(wish.path));
  } catch (error) {
    process.stderr.write(`${sentenceOf(wish.path, error, words)}\n`);
    return FAILED;
  }
  const result = solveWithin(instance, wish);
  try {
    await writeFile(wish.out, `${JSON.stringify(result)}\n`);
  } catch (error) {
    process.stderr.write(`${words.notWritten(wish.out, messageOf(error))}\n`);
    return FAILED;
  }
  const { objective, lowerBound, assignments, milliseconds } = result;
  const unmet = result.unmet.reduce((sum, places) => sum + places, 0);
  process.stdout.write(
    `${words.solved({ objective, lowerBound, assigned: assignments.length, unmet, milliseconds })}\n`,
  );
  if (!wish.isWindows && objective !== lowerBound)
    process.stderr.write(`${words.notOptimal(objective - lowerBound)}\n`);
  return DONE;
}

/** Milliseconds a candidate that it takes to choose and write down the best answer so far: kept back from the time allowed. */
const closingTime = 0.000_15;

function solveWithin(instance: Instance, { isWindows, budget }: SolveWish): ResultFile {
  const began = performance.now();
  const kept = Math.min((budget ?? 0) / 2, instance.arcVolunteer.length * closingTime);
  const limit: Budget = budget === null ? {} : { isTimeUp: () => performance.now() >= began + budget - kept };
  const result = isWindows ? solveWindows(instance, limit) : resultOf(solve(instance, limit), 0);
  result.milliseconds = Math.round((performance.now() - began) * 1000) / 1000;
  return result;
}

async function verifyCommand(args: string[], words: MatchWords): Promise<number> {
  const [instancePath, resultPath, ...more] = args;
  if (instancePath === undefined || resultPath === undefined || more.length > 0 || instancePath.startsWith('--')) {
    process.stderr.write(words.usage);
    return USAGE;
  }
  let path = instancePath;
  let instance: unknown;
  let result: unknown;
  try {
    instance = await readJson(path);
    parseInstance(instance);
    path = resultPath;
    result = await readJson(path);
  } catch (error) {
    process.stderr.write(`${sentenceOf(path, error, words)}\n`);
    return UNREADABLE;
  }
  const shape = Compile(ResultFile);
  if (!shape.Check(result)) {
    process.stderr.write(`${words.badResult(resultPath, shape.Errors(result)[0]?.instancePath ?? '')}\n`);
    return UNREADABLE;
  }
  const verdict = verify(instance as InstanceFile, result);
  if (!verdict.isProved) {
    process.stderr.write(`${words.refuted(verdict.reason ?? '')}\n`);
    return FAILED;
  }
  const gap = verdict.objective - verdict.lowerBound;
  process.stdout.write(`${gap === 0 ? words.optimal(verdict.objective) : words.allowed(verdict.objective, gap)}\n`);
  return DONE;
}

interface SolveWish {
  path: string;
  out: string;
  isWindows: boolean;
  /** Milliseconds, or null for as long as it takes. */
  budget: number | null;
}

function readSolveArgs(args: string[]): SolveWish | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { windows: { type: 'boolean' }, 'budget-ms': { type: 'string' }, out: { type: 'string' } },
    });
    const budget = values['budget-ms'];
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0 || !values.out) return null;
    if (budget !== undefined && !/^\d+(\.\d+)?$/.test(budget)) return null;
    const isWindows = values.windows === true;
    return { path, out: values.out, isWindows, budget: budget === undefined ? null : Number(budget) };
  } catch {
    return null;
  }
}

/** Why a file could not be read. */
class Unreadable extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault, cause: unknown) {
    super(messageOf(cause), { cause });
    this.fault = fault;
  }
}

async function readJson(path: string): Promise<unknown> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Unreadable(faultOf(error), error);
  });
  const text = textOf(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unreadable('not_json', error);
  }
}

function textOf(bytes: Buffer): string {
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  let unpacked = bytes;
  try {
    if (isZipped) unpacked = gunzipSync(bytes);
  } catch (error) {
    throw new Unreadable(codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'not_gzip', error);
  }
  try {
    return unpacked.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Unreadable('too_large', error);
  }
}

function faultOf(error: unknown): FileFault {
  const faults: Record<string, FileFault> = {
    ENOENT: 'absent',
    EISDIR: 'folder',
    EACCES: 'forbidden',
    ERR_FS_FILE_TOO_LARGE: 'too_large',
  };
  return faults[codeOf(error)] ?? 'other';
}

function sentenceOf(path: string, error: unknown, words: MatchWords): string {
  if (error instanceof Problem) return words.badInstance(path, error);
  if (error instanceof Unreadable) return words.file(path, error.fault, error.message);
  throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
