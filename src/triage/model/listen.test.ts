import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { suggest } from '../rules/suggest.ts';
import { assess, listen } from './assess.ts';
import { type KindExamples, taxonomyOf, trainKinds } from './kinds.ts';
import type { Model } from './model.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const taxonomy = taxonomyOf(JSON.parse(read('db/seeds/needs.json')) as Parameters<typeof taxonomyOf>[0]);
const { examples } = JSON.parse(read('db/seeds/need-examples.json')) as { examples: KindExamples };
const cases = read('tests/triage/emergencies.txt')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ number: line.slice(0, line.indexOf(' ')), text: line.slice(line.indexOf(' ') + 1) }));
const isEmergency = (text: string, model: Model | null) => listen(text, taxonomy, model).nature === 'emergency';
const natureOf = new Map<string, string>(taxonomy.kinds.map((kind) => [kind.id, kind.nature]));
const sentences = Object.entries(examples).flatMap(([kind, texts]) => texts.map((text, at) => ({ kind, text, at })));

let seeds: Model;
/** Has not read every fifth sentence of each kind. */
let without: Model;

beforeAll(() => {
  seeds = trainKinds(taxonomy.kinds, examples);
  const kept = Object.entries(examples).map(([kind, texts]) => [kind, texts.filter((_, at) => at % 5 !== 0)] as const);
  without = trainKinds(taxonomy.kinds, Object.fromEntries(kept));
}, 60_000);

describe('rules and the model together', () => {
  it('hear every written emergency, and few where people only speak of them', () => {
    const real = cases.filter((each) => each.number !== '-');
    const near = cases.filter((each) => each.number === '-');
    expect(real.filter(({ text }) => !isEmergency(text, seeds))).toEqual([]);
    const wrong = near.filter(({ text }) => isEmergency(text, seeds)).map(({ text }) => text);
    expect(real.length / (real.length + wrong.length), wrong.join('\n')).toBeGreaterThan(0.95);
  });

  it('hear whatever the rules alone hear, and more; in sentences that the model has not read they alarm nobody for nothing', () => {
    const unread = sentences.filter(({ at }) => at % 5 === 0);
    const urgent = sentences.filter(({ kind }) => natureOf.get(kind) === 'emergency');
    const byRules = urgent.filter(({ text }) => isEmergency(text, null));
    expect(byRules.filter(({ text }) => !isEmergency(text, without))).toEqual([]);
    expect(byRules.length / urgent.length).toBeGreaterThan(0.95);
    expect(urgent.filter(({ text }) => isEmergency(text, seeds)).length).toBeGreaterThan(byRules.length);
    const calm = unread.filter(({ kind }) => natureOf.get(kind) !== 'emergency');
    const alarmed = calm.filter(({ text }) => isEmergency(text, without) && !isEmergency(text, null));
    expect(alarmed.length / calm.length).toBeLessThan(0.02);
  });

  it('say one thing: what is heard on arrival is what the desk is told', () => {
    const heard = '胶皮管让老鼠咬了，满屋子气味';
    expect(suggest(heard, taxonomy.kinds).nature).not.toBe('emergency');
    expect(listen(heard, taxonomy, seeds)).toMatchObject({
      nature: 'emergency',
      urgency: 'critical',
      callFirst: '119',
    });
    expect(assess(heard, taxonomy, seeds)).toMatchObject({ nature: 'emergency', kind: 'gas_co_leak', sure: false });
  });
});
