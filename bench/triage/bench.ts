import { readFileSync } from 'node:fs';
import { encodeModel } from '../../src/triage/model/file.ts';
import { correct, type Model, predict } from '../../src/triage/model/model.ts';
import { randomOf } from '../../src/triage/model/randomness.ts';
import { train } from '../../src/triage/model/train.ts';
import { median, printFigure } from '../figure.ts';
import { printDuplicates } from './duplicates.ts';
import { foldsOf, type Message } from './groups.ts';

/** What the model said of a message while it was held back, and the threshold fixed without its fold. */
interface Judged {
  right: string;
  said: string;
  second: string;
  probability: number;
  threshold: number;
}

/**
 * `npm run bench -- triage`: quality by five folds of alike messages on the file that `LINLI_LABELLED` names (JSON lines
 * `id, text, label`), never part of this repository; speeds on the same, or on generated text without it; near-duplicates on a
 * set generated from the project's own sentences.
 */
export async function run(options: { size: number; full: boolean }): Promise<void> {
  const path = process.env['LINLI_LABELLED'];
  let messages: Message[];
  if (path === undefined) {
    process.stderr.write('LINLI_LABELLED names no file of labelled messages: only speeds, on generated text.\n');
    messages = generated(Math.round(6000 * options.size));
  } else {
    const read = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    messages = read.map((line) => JSON.parse(line) as Message);
    printQuality(judge(messages));
  }
  printSpeed(messages);
  printDuplicates(options.size);
}

function judge(messages: readonly Message[]): Judged[] {
  const folds = foldsOf(messages);
  const answers = heldBack(messages, folds);
  const judged: Judged[] = [];
  for (let fold = 0; fold < 5; fold++) {
    const training = messages.filter((_, at) => folds[at] !== fold);
    const inner = folds.filter((other) => other !== fold);
    const threshold = thresholdFor(heldBack(training, inner).filter((answer) => answer !== undefined));
    process.stderr.write(`fold ${fold}: ${training.length} to learn from, decided from ${threshold.toFixed(3)} on\n`);
    for (const [at, answer] of answers.entries()) {
      if (folds[at] === fold) judged.push({ ...answer, threshold });
    }
  }
  return judged;
}

/** Predictions of every message by a model that learned from the other folds. */
function heldBack(messages: readonly Message[], folds: Int32Array): Omit<Judged, 'threshold'>[] {
  const answers: Omit<Judged, 'threshold'>[] = [];
  for (const fold of new Set(folds)) {
    const model = train(messages.filter((_, at) => folds[at] !== fold));
    for (const [at, { text, label }] of messages.entries()) {
      if (folds[at] !== fold) continue;
      const { top } = predict(model, text, 2);
      answers[at] = { right: label, said: top[0]!.label, second: top[1]!.label, probability: top[0]!.probability };
    }
  }
  return answers;
}

/** The lowest probability from which on 95 % of what was said is right. */
function thresholdFor(answers: readonly Omit<Judged, 'threshold'>[]): number {
  const sorted = [...answers].sort((a, b) => b.probability - a.probability);
  let right = 0;
  let threshold = 1;
  for (const [at, answer] of sorted.entries()) {
    if (answer.right === answer.said) right++;
    if (right / (at + 1) >= 0.95) threshold = answer.probability;
  }
  return threshold;
}

function printQuality(judged: readonly Judged[]): void {
  const scores = [...new Set(judged.map((one) => one.right))].map((label) => f1(judged, label));
  const decided = judged.filter((one) => one.probability >= one.threshold);
  const accuracy = share(decided, (one) => one.right === one.said);
  const figures: [string, number, number, 'atLeast' | 'atMost'][] = [
    ['macro_f1', scores.reduce((sum, one) => sum + one, 0) / scores.length, 0.9, 'atLeast'],
    ['lowest_class_f1', Math.min(...scores), 0.8, 'atLeast'],
    ['top2', share(judged, (one) => one.right === one.said || one.right === one.second), 0.98, 'atLeast'],
    ['ece', calibrationError(judged), 0.03, 'atMost'],
    ['coverage95', decided.length / judged.length, 0.85, 'atLeast'],
  ];
  for (const [name, value, target, direction] of figures)
    printFigure({ name, value, unit: 'share', target, direction });
  process.stderr.write(`accuracy of what was decided: ${accuracy.toFixed(4)}\n`);
}

function f1(judged: readonly Judged[], label: string): number {
  const hits = judged.filter((one) => one.right === label && one.said === label).length;
  const misses = judged.filter((one) => (one.right === label) !== (one.said === label)).length;
  return (2 * hits) / (2 * hits + misses);
}

/** Expected calibration error of the likeliest label over fifteen equal bins. */
function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 15 }, () => ({ right: 0, said: 0 }));
  for (const one of judged) {
    const bin = bins[Math.min(14, Math.floor(one.probability * 15))]!;
    bin.said += one.probability;
    if (one.right === one.said) bin.right++;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.said), 0) / judged.length;
}

function share<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.filter(is).length / all.length;
}

function printSpeed(messages: readonly Message[]): void {
  let model: Model | undefined;
  const training = timed(() => {
    model = train(messages);
  });
  if (model === undefined) return;
  const ready = model;
  for (const { text } of messages.slice(0, 1000)) predict(ready, text, 3);
  const predictions = messages.map(({ text }) => timed(() => void predict(ready, text, 3)) * 1000);
  const sorted = Float64Array.from(predictions).sort();
  const mean = sorted.reduce((sum, one) => sum + one, 0) / sorted.length;
  const p99 = sorted[Math.floor(sorted.length * 0.99)]!;
  const size = encodeModel(ready).length / 1e6;
  const corrections = messages.slice(0, 2000).map(({ text, label }) => timed(() => correct(ready, text, label)) * 1000);
  printFigure({ name: 'predict.mean', value: mean, unit: 'us', target: 200, direction: 'atMost' });
  printFigure({ name: 'predict.p99', value: p99, unit: 'us', target: 1000, direction: 'atMost' });
  printFigure({ name: 'train', value: training / 1000, unit: 's', target: 15, direction: 'atMost' });
  printFigure({ name: 'correct', value: median(corrections), unit: 'us', target: 100, direction: 'atMost' });
  printFigure({ name: 'model.size', value: size, unit: 'MB', target: 8, direction: 'atMost' });
}

/** Milliseconds of processor time: on a busy machine the clock would measure who else is there. */
function timed(act: () => void): number {
  const began = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** Characters at random, some of them likelier under one label: as long as messages are, and as many features. */
function generated(count: number): Message[] {
  const random = randomOf(7);
  return Array.from({ length: count }, (_, at) => {
    const label = random(7);
    const characters = Array.from({ length: 60 + random(600) }, () => {
      const own = random(5) === 0 ? label * 40 : 0;
      return String.fromCharCode(0x4e00 + own + Math.floor(random(3000) * (random(1000) / 1000)));
    });
    return { id: `generated-${at}`, text: characters.join(''), label: `label ${label}` };
  });
}
