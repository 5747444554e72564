import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { Problem } from '../../shared/problem.ts';
import { decodeModel, encodeModel } from '../../triage/model/file.ts';
import { type Model, predict } from '../../triage/model/model.ts';
import { type Labelled, train } from '../../triage/model/train.ts';
import { topicsCommand } from './triage-topics.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

/** What the command says, in the language of the terminal. */
interface Words {
  usage: string;
  line(source: string, line: number, why: 'json' | 'text' | 'id'): string;
  problem(source: string, problem: Problem): string;
  learned(texts: number, labels: number, bytes: number, milliseconds: number): string;
}

const calls = `  linli triage train FILE [--unlabelled FILE] --model OUT
  linli triage predict --model M
  linli triage topics FILE
`;

const english: Words = {
  usage: `Usage:\n${calls}`,
  line(source, line, why) {
    const reasons = { json: 'not a JSON object', text: 'has no text', id: 'has no id' };
    return `${source}, line ${line}: ${reasons[why]}`;
  },
  problem: (source, problem) => `${source}: ${problem.message}`,
  learned: (texts, labels, bytes, milliseconds) =>
    `learned ${labels} labels from ${texts} texts in ${milliseconds} ms, ${bytes} bytes`,
};

const chinese: Words = {
  usage: `用法：\n${calls}`,
  line(source, line, why) {
    const reasons = { json: '不是 JSON 对象', text: '没有 text', id: '没有 id' };
    return `${source} 第 ${line} 行：${reasons[why]}`;
  },
  problem(source, problem) {
    if (problem.code === 'triage.too_few_labels') return `${source}：训练至少要有两种不同的标签。`;
    if (problem.code === 'triage.bad_model')
      return `${source}：不是能用的模型文件，或者已经损坏。请用 linli triage train 重新训练。`;
    return `${source}：${problem.message}`;
  },
  learned: (texts, labels, bytes, milliseconds) =>
    `从 ${texts} 条文字学会 ${labels} 种标签，用时 ${milliseconds} 毫秒，${bytes} 字节`,
};

/** Where the command reads and writes; tests give their own. */
export interface Streams {
  input: Readable;
  output: Writable;
  errors: Writable;
}

/** `linli triage train`, `predict` and `topics`: 0 done, 1 refused or failed (why, on stderr), 2 called wrongly. No database. */
export async function triageCommand(args: string[], streams: Streams = standardStreams()): Promise<number> {
  if (args[0] === 'topics') return topicsCommand(args.slice(1), streams);
  const words = wordsOfTerminal();
  const wish = readArgs(args);
  if (!wish) {
    streams.errors.write(words.usage);
    return USAGE;
  }
  try {
    if (wish.action === 'train') await trainTo(wish, words, streams);
    else await predictAll(await loadModel(wish.model, words), words, streams);
    return DONE;
  } catch (error) {
    streams.errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return FAILED;
  }
}

type Wish =
  | { action: 'train'; file: string; unlabelled: string | undefined; model: string }
  | { action: 'predict'; model: string };

function readArgs(args: string[]): Wish | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { unlabelled: { type: 'string' }, model: { type: 'string' } },
    });
    const [action, file, ...more] = positionals;
    const { model, unlabelled } = values;
    if (!model || more.length > 0) return null;
    if (action === 'train' && file !== undefined) return { action, file, unlabelled, model };
    if (action === 'predict' && file === undefined && unlabelled === undefined) return { action, model };
    return null;
  } catch {
    return null;
  }
}

async function trainTo(wish: Extract<Wish, { action: 'train' }>, words: Words, { output }: Streams): Promise<void> {
  const labelled: Labelled[] = [];
  const others: string[] = [];
  for await (const { row, line } of rowsOf(createReadStream(wish.file), wish.file, words)) {
    const text = textOf(row, wish.file, line, words);
    if (typeof row['label'] === 'string' && row['label'] !== '') labelled.push({ text, label: row['label'] });
    else others.push(text);
  }
  if (wish.unlabelled !== undefined) {
    for await (const { row, line } of rowsOf(createReadStream(wish.unlabelled), wish.unlabelled, words))
      others.push(textOf(row, wish.unlabelled, line, words));
  }
  const began = performance.now();
  const model = named(wish.file, words, () => train(labelled, others));
  const bytes = encodeModel(model);
  await writeFile(wish.model, bytes);
  const milliseconds = Math.round(performance.now() - began);
  output.write(`${words.learned(labelled.length, model.labels.length, bytes.length, milliseconds)}\n`);
}

async function loadModel(path: string, words: Words): Promise<Model> {
  const bytes = await readFile(path);
  return named(path, words, () => decodeModel(bytes));
}

async function predictAll(model: Model, words: Words, { input, output }: Streams): Promise<void> {
  for await (const { row, line } of rowsOf(input, 'stdin', words)) {
    const text = textOf(row, 'stdin', line, words);
    const id = row['id'];
    if (typeof id !== 'string' && typeof id !== 'number') throw new Error(words.line('stdin', line, 'id'));
    const answer = `${JSON.stringify({ id, ...predict(model, text) })}\n`;
    if (!output.write(answer)) await new Promise((resolve) => output.once('drain', resolve));
  }
}

async function* rowsOf(
  input: Readable,
  source: string,
  words: Words,
): AsyncGenerator<{ row: Record<string, unknown>; line: number }> {
  let line = 0;
  for await (const content of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (content.trim() === '') continue;
    yield { row: parsed(content.replace(/^\uFEFF/, '')) ?? fail(words.line(source, line, 'json')), line };
  }
}

function parsed(content: string): Record<string, unknown> | null {
  try {
    const row: unknown = JSON.parse(content);
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function textOf(row: Record<string, unknown>, source: string, line: number, words: Words): string {
  return typeof row['text'] === 'string' ? row['text'] : fail(words.line(source, line, 'text'));
}

function fail(message: string): never {
  throw new Error(message);
}

function named<T>(source: string, words: Words, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof Problem) throw new Error(words.problem(source, error));
    throw error;
  }
}

function wordsOfTerminal(): Words {
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  return locale.startsWith('zh') ? chinese : english;
}

function standardStreams(): Streams {
  return { input: process.stdin, output: process.stdout, errors: process.stderr };
}
