import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import highsLoader from 'highs';
import { emptyInstance } from '../../src/matching/instance.ts';
import type { Instance } from '../../src/matching/schema.ts';

const folder = join(process.cwd(), '.linli', 'bench', 'matching');

/** Path in the folder that keeps generated cases and the built reference between runs. */
export function keptPath(name: string): string {
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}

const parts = (instance: Instance) => [
  instance.demand,
  instance.unmetCost,
  instance.windowStart,
  instance.windowEnd,
  instance.arcStart,
  instance.arcVolunteer,
  instance.arcCost,
  instance.capacity,
  instance.load,
];

export function writeInstance(path: string, instance: Instance): void {
  const { requestCount, volunteerCount, loadPrice } = instance;
  const head = Int32Array.from([requestCount, volunteerCount, instance.arcVolunteer.length, loadPrice]);
  const bytes = [head, ...parts(instance)].map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength));
  writeFileSync(path, Buffer.concat(bytes));
}

export function readInstance(path: string): Instance {
  const file = readFileSync(path);
  const numbers = new Int32Array(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
  const instance = emptyInstance(numbers[0]!, numbers[1]!, numbers[2]!);
  instance.loadPrice = numbers[3]!;
  let at = 4;
  for (const part of parts(instance)) {
    part.set(numbers.subarray(at, at + part.length));
    at += part.length;
  }
  return instance;
}

/** The LEMON program, built when liblemon-dev and g++ are there; null, and why on stderr, when they are not. */
export function buildLemon(): string | null {
  const source = join(import.meta.dirname, 'lemon', 'simplex.cpp');
  const program = keptPath('simplex');
  if (existsSync(program) && statSync(program).mtimeMs > statSync(source).mtimeMs) return program;
  try {
    execFileSync('g++', ['-O3', '-march=native', '-o', program, source], { stdio: ['ignore', 'ignore', 'pipe'] });
    return program;
  } catch {
    process.stderr.write('LEMON is left out: it needs g++ and liblemon-dev (apt-get install g++ liblemon-dev).\n');
    return null;
  }
}

/** Milliseconds of processor time of one LEMON run, building its graph included, and the optimum it finds. */
export function runLemon(program: string, path: string): { milliseconds: number; objective: number } {
  const [build, solve, objective] = execFileSync(program, [path, '1']).toString().trim().split(' ').map(Number);
  return { milliseconds: build! + solve!, objective: objective! };
}

/** Milliseconds of processor time HiGHS (WASM) takes, reading the program included, and the optimum it finds. */
export async function runHighs(instance: Instance): Promise<{ milliseconds: number; objective: number }> {
  const program = linearProgram(instance);
  const highs = await highsLoader();
  const before = process.cpuUsage();
  const solution = highs.solve(program);
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: (user + system) / 1000, objective: Math.round(solution.ObjectiveValue) };
}

function linearProgram(instance: Instance): string {
  const objective: string[] = [];
  const rules: string[] = [];
  const bounds: string[] = [];
  const into = Array.from({ length: instance.volunteerCount }, () => [] as string[]);
  for (let r = 0; r < instance.requestCount; r++) {
    const row = [`u${r}`];
    objective.push(`+ ${instance.unmetCost[r]} u${r}`);
    for (let arc = instance.arcStart[r]!; arc < instance.arcStart[r + 1]!; arc++) {
      row.push(`x${arc}`);
      into[instance.arcVolunteer[arc]!]!.push(`x${arc}`);
      objective.push(`+ ${instance.arcCost[arc]} x${arc}`);
      bounds.push(`x${arc} <= 1`);
    }
    rules.push(`${wrapped(row, ' + ')} = ${instance.demand[r]}`);
  }
  for (let v = 0; v < instance.volunteerCount; v++) {
    const slots: string[] = [];
    for (let j = 0; j < instance.capacity[v]!; j++) {
      objective.push(`+ ${instance.loadPrice * (2 * (instance.load[v]! + j) + 1)} s${v}_${j}`);
      bounds.push(`s${v}_${j} <= 1`);
      slots.push(` - s${v}_${j}`);
    }
    if (into[v]!.length > 0) rules.push(`${wrapped(into[v]!, ' + ')}${slots.join('')} = 0`);
  }
  const rows = rules.map((rule, i) => ` c${i}: ${rule}`).join('\n');
  return `Minimize\n obj: ${wrapped(objective, ' ')}\nSubject To\n${rows}\nBounds\n ${bounds.join('\n ')}\nEnd\n`;
}

function wrapped(terms: string[], joint: string): string {
  const lines: string[] = [];
  for (let i = 0; i < terms.length; i += 12) lines.push(terms.slice(i, i + 12).join(joint));
  return lines.join(`${joint}\n `);
}
