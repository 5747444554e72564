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

const usage = `Usage:
  linli match solve INSTANCE [--windows] [--budget-ms N] --out RESULT
  linli match verify INSTANCE RESULT
`;

/** `linli match`: 0 done or proved, 1 refused or refuted, 2 usage or unreadable. */
export async function matchCommand(args: string[]): Promise<number> {
  const [action, ...rest] = args;
  if (action === 'solve') return solveCommand(rest);
  if (action === 'verify') return verifyCommand(rest);
  process.stderr.write(usage);
  return 2;
}

async function solveCommand(args: string[]): Promise<number> {
  const read = readOptions(args);
  if (read === null) {
    process.stderr.write(usage);
    return 2;
  }
  let instance: Instance;
  try {
    instance = parseInstance(await readJson(read.path));
  } catch (error) {
    process.stderr.write(`${read.path}: ${reasonOf(error)}\n`);
    return 1;
  }
  const began = performance.now();
  const budget: Budget = read.budget === null ? {} : { isTimeUp: deadline(began + read.budget) };
  const result = read.isWindows ? solveWindows(instance, budget) : resultOf(solve(instance, budget), 0);
  result.milliseconds = Math.round((performance.now() - began) * 1000) / 1000;
  try {
    await writeFile(read.out, `${JSON.stringify(result)}\n`);
  } catch (error) {
    process.stderr.write(`${read.out}: ${reasonOf(error)}\n`);
    return 1;
  }
  const unmet = result.unmet.reduce((sum, places) => sum + places, 0);
  process.stdout.write(
    `objective ${result.objective}, bound ${result.lowerBound}, ${result.assignments.length} assigned, ${unmet} unmet, ${result.milliseconds} ms\n`,
  );
  return 0;
}

async function verifyCommand(args: string[]): Promise<number> {
  const [instancePath, resultPath, ...more] = args;
  if (instancePath === undefined || resultPath === undefined || more.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  let instance: unknown;
  let result: unknown;
  try {
    instance = await readJson(instancePath);
    parseInstance(instance);
    result = await readJson(resultPath);
  } catch (error) {
    process.stderr.write(`unreadable: ${reasonOf(error)}\n`);
    return 2;
  }
  if (!Compile(ResultFile).Check(result)) {
    process.stderr.write(`unreadable: ${resultPath} is not a result of version 1\n`);
    return 2;
  }
  const verdict = verify(instance as InstanceFile, result as ResultFile);
  if (!verdict.isProved) {
    process.stderr.write(`refuted: ${verdict.reason}\n`);
    return 1;
  }
  const gap = verdict.objective - verdict.lowerBound;
  process.stdout.write(
    gap === 0
      ? `proved: ${verdict.objective} is optimal\n`
      : `proved: ${verdict.objective} is allowed and at most ${gap} above the optimum\n`,
  );
  return 0;
}

interface SolveOptions {
  path: string;
  out: string;
  isWindows: boolean;
  budget: number | null;
}

function readOptions(args: string[]): SolveOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { windows: { type: 'boolean' }, 'budget-ms': { type: 'string' }, out: { type: 'string' } },
    });
    const budget = values['budget-ms'] === undefined ? null : Number(values['budget-ms']);
    const path = positionals[0];
    if (positionals.length !== 1 || path === undefined || values.out === undefined) return null;
    if (budget !== null && !(budget >= 0)) return null;
    return { path, out: values.out, isWindows: values.windows === true, budget };
  } catch {
    return null;
  }
}

function deadline(at: number): () => boolean {
  return () => performance.now() >= at;
}

async function readJson(path: string): Promise<unknown> {
  const bytes = await readFile(path);
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return JSON.parse((isZipped ? gunzipSync(bytes) : bytes).toString('utf8'));
}

function reasonOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return error instanceof Error ? error.message : String(error);
}
