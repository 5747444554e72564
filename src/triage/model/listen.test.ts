import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { suggest } from '../rules/suggest.ts';
import { assess, listen } from './assess.ts';
import type { DangerExamples } from './danger.ts';
import { type KindExamples, taxonomyOf } from './kinds.ts';
import { decodeNetwork, encodeNetwork, learnNetwork, type NetworkModel } from './network.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const taxonomy = taxonomyOf(JSON.parse(read('db/seeds/needs.json')) as Parameters<typeof taxonomyOf>[0]);
const { examples } = JSON.parse(read('db/seeds/need-examples.json')) as { examples: KindExamples };
const danger = JSON.parse(read('db/seeds/danger-examples.json')) as DangerExamples;
const linesOf = (path: string) =>
  read(path)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ first: line.slice(0, line.indexOf(' ')), text: line.slice(line.indexOf(' ') + 1) }));
const cases = linesOf('tests/triage/emergencies.txt');
const unforeseen = linesOf('tests/triage/emergencies-unforeseen.txt');
const isEmergency = (text: string, model: NetworkModel | null) => listen(text, taxonomy, model).nature === 'emergency';
const isAsked = (text: string, model: NetworkModel) => listen(text, taxonomy, model).callFirst !== null;

let seeds: NetworkModel;
beforeAll(() => {
  seeds = learnNetwork(taxonomy, { kinds: examples, danger }, []);
}, 120_000);

describe('what teaches to hear danger', () => {
  it('is of every kind of emergency, calm as often, and nowhere twice; nothing of it is tried on', () => {
    const kinds = taxonomy.kinds.filter(({ nature }) => nature === 'emergency').map(({ id }) => id);
    expect(Object.keys(danger.danger).sort()).toEqual(kinds.sort());
    const taught = [...Object.values(danger.danger).flat(), ...danger.calm];
    expect(taught.length).toBeGreaterThan(1400);
    expect(danger.calm.length / taught.length).toBeGreaterThan(0.5);
    expect(new Set(taught).size).toBe(taught.length);
    const tried = new Set([...cases, ...unforeseen].map(({ text }) => text));
    expect(taught.filter((text) => tried.has(text))).toEqual([]);
  });
});

describe('rules and the model together', () => {
  it('hear every written emergency, and few where people only speak of them', () => {
    const real = cases.filter((each) => each.first !== '-');
    const near = cases.filter((each) => each.first === '-');
    expect(real.filter(({ text }) => !isEmergency(text, seeds))).toEqual([]);
    const wrong = near.filter(({ text }) => isEmergency(text, seeds)).map(({ text }) => text);
    expect(real.length / (real.length + wrong.length), wrong.join('\n')).toBeGreaterThan(0.95);
  });

  it('hear most of what nobody foresaw, and leave nearly all of it a number to call', () => {
    const real = unforeseen.filter((each) => each.first !== 'calm');
    const calm = unforeseen.filter((each) => each.first === 'calm');
    expect([real.length, calm.length]).toEqual([130, 70]);
    const count = (among: typeof real, heard: (text: string) => boolean) =>
      among.filter(({ text }) => heard(text)).length;
    // The rules alone: a quarter of it.
    expect(count(real, (text) => isEmergency(text, null))).toBeLessThan(40);
    expect(count(real, (text) => isEmergency(text, seeds))).toBeGreaterThanOrEqual(105);
    expect(count(real, (text) => isAsked(text, seeds))).toBeGreaterThanOrEqual(125);
    expect(count(calm, (text) => isEmergency(text, seeds))).toBeLessThanOrEqual(14);
    expect(count(calm, (text) => isAsked(text, seeds))).toBeLessThanOrEqual(20);
  });

  it('leave a doubt as what it seems to be, but urgent and with a number', () => {
    const doubtful = unforeseen.filter(({ text }) => !isEmergency(text, seeds) && isAsked(text, seeds));
    expect(doubtful.length).toBeGreaterThan(5);
    for (const { text } of doubtful) {
      const heard = listen(text, taxonomy, seeds);
      expect(heard).toMatchObject({ urgency: 'urgent', callFirst: expect.stringMatching(/^(110|119|120|12356)$/) });
      expect(heard.nature).toBe(suggest(text, taxonomy.kinds).nature);
      expect(assess(text, taxonomy, seeds).urgency).toBe('urgent');
    }
  });

  it('believe one word of danger in a long story only where it sounds like danger', () => {
    const story = '去年装修的时候物业说线路老化容易起火，要我们每户交八百块，收据也不给，问了三回都说在研究。';
    const told = `${story}${'我们整栋楼的业主都签了名，材料交过两次，一次说丢了，一次说领导不在。'.repeat(4)}`;
    expect(told.length).toBeGreaterThan(150);
    expect(isEmergency(told, seeds)).toBe(false);
    expect(isEmergency(`${told}救命，现在我家厨房着火了出不去！`, seeds)).toBe(true);
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

  it('come back from their bytes as they were, and from the file of a version that had no ear', () => {
    const again = decodeNetwork(encodeNetwork(seeds));
    for (const { text } of unforeseen) expect(listen(text, taxonomy, again)).toEqual(listen(text, taxonomy, seeds));
    const deaf = decodeNetwork(encodeNetwork({ kinds: seeds.kinds, ear: null }));
    expect(deaf.ear).toBeNull();
  });
});
