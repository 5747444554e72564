import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type EmergencyKind, emergencyOf } from './emergencies.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const kinds = (
  JSON.parse(read('db/seeds/needs.json')) as { categories: { kinds: EmergencyKind[] }[] }
).categories.flatMap((category) => category.kinds);
const cases = read('tests/triage/emergencies.txt')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ number: line.slice(0, line.indexOf(' ')), text: line.slice(line.indexOf(' ') + 1) }));
const real = cases.filter((each) => each.number !== '-');
const near = cases.filter((each) => each.number === '-');

describe('emergencies', () => {
  it('are all heard, each with the number that must be offered', () => {
    expect(real.length).toBeGreaterThanOrEqual(100);
    const missed = real.filter(({ number, text }) => !emergencyOf(text, kinds)?.numbers.includes(number));
    expect(missed.map(({ number, text }) => `${number} ${text}: ${emergencyOf(text, kinds)?.numbers}`)).toEqual([]);
  });

  it('are seldom heard where people only speak of them', () => {
    expect(near.length).toBeGreaterThanOrEqual(100);
    const wrong = near.filter(({ text }) => emergencyOf(text, kinds));
    const precision = real.length / (real.length + wrong.length);
    expect(
      precision,
      wrong.map(({ text }) => `${text}: ${emergencyOf(text, kinds)?.words}`).join('\n'),
    ).toBeGreaterThan(0.98);
  });

  it.each([
    ['我妈晕倒了叫不醒', 'medical_emergency', ['120']],
    ['三楼着火了快来人', 'fire_alarm', ['119']],
    ['我不想活了', 'self_harm_risk', ['12356', '110']],
    ['我喝了农药，后悔了', 'self_harm_risk', ['120', '12356']],
    ['同学留了遗书联系不上他', 'self_harm_risk', ['110', '12356']],
    ['有个姑娘站在楼顶边上', 'self_harm_risk', ['110', '12356']],
    ['楼里煤气中毒，两个人叫不醒', 'gas_co_leak', ['119', '120']],
  ])('of %s are %s, with the numbers in order', (text, kind, numbers) => {
    expect(emergencyOf(text, kinds)).toMatchObject({ kind, numbers });
  });

  it('are also heard by the model where the rules are silent, and need a surer one where the rules read practice', () => {
    const voice = (probability: number) => ({ kind: 'medical_emergency', probability });
    expect(emergencyOf('奶奶好像不太对劲', kinds, voice(0.85))).toEqual({
      kind: 'medical_emergency',
      numbers: ['120'],
      words: [],
    });
    expect(emergencyOf('奶奶好像不太对劲', kinds, voice(0.7))).toBeNull();
    expect(emergencyOf('想学心肺复苏，去年有人晕倒', kinds, voice(0.85))).toBeNull();
    expect(emergencyOf('想学心肺复苏，去年有人晕倒', kinds, voice(0.95))).not.toBeNull();
  });

  it('name the words that spoke for them, at most six', () => {
    expect(emergencyOf('我家厨房着火了', kinds)?.words).toContain('着火');
    expect(emergencyOf(real.map((each) => each.text).join('，'), kinds)?.words).toHaveLength(6);
  });
});
