import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TriageKind } from '../rules/suggest.ts';
import { assess } from './assess.ts';
import { likelyOf, readMessage, spokenWords, taxonomyOf, trainKinds } from './kinds.ts';

const seed = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../db/seeds/${name}.json`, import.meta.url), 'utf8'));
const taxonomy = taxonomyOf(seed('needs') as { categories: { id: string; kinds: TriageKind[] }[] });
const { examples } = seed('need-examples') as { examples: Record<string, string[]> };

describe('the example sentences', () => {
  it('are at least twelve of each kind, none twice', () => {
    for (const { id } of taxonomy.kinds) expect(examples[id]?.length, id).toBeGreaterThanOrEqual(12);
    const all = Object.values(examples).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(Object.keys(examples)).toHaveLength(taxonomy.kinds.length);
  });
});

describe('a model of the kinds', () => {
  const model = trainKinds(taxonomy.kinds, examples);
  const network = { kinds: model, ear: null };

  it.each([
    ['老人瘫在床上，想请人给擦擦身子', 'bathing_assistance', 'elderly_disability', 'public_service'],
    ['老板欠我们工钱，电话也打不通', 'wage_arrears', 'rights_policy', 'complaint'],
    ['请问医保报销要带什么材料', 'medical_insurance_consultation', 'health_psychology', 'consultation'],
    ['could somebody fetch my medicine from the pharmacy', 'medicine_pickup', 'elderly_disability', 'public_service'],
  ])('%s', (text, kind, category, nature) => {
    const likely = likelyOf(model, readMessage(text, taxonomy.kinds), taxonomy);
    expect(likely.kinds[0]?.label).toBe(kind);
    expect(likely.categories[0]?.label).toBe(category);
    expect(likely.natures[0]?.label).toBe(nature);
    for (const list of [likely.kinds, likely.categories, likely.natures])
      expect(list.map((each) => each.probability)).toEqual(list.map((each) => each.probability).sort((a, b) => b - a));
  });

  it('says which words spoke for a kind', () => {
    const words = spokenWords(model, '你好，王阿姨家的洗衣机不转了', 'appliance_fix', 'home_haircut');
    expect(words.join()).toContain('不转');
    expect(words.join()).not.toContain('你好');
  });

  it('leaves emergencies to the rules and to a person, and is never sure of a petition', () => {
    expect(assess('我家着火了', taxonomy, network)).toMatchObject({ nature: 'emergency', sure: false });
    for (const id of ['land_house_demolition', 'wage_arrears'])
      for (const text of examples[id] ?? []) expect(assess(text, taxonomy, network).sure, text).toBe(false);
  });

  it('keeps what may be a complaint in confidence', () => {
    expect(assess('来修水管的志愿者收了我三百块，我要投诉', taxonomy, network).confidential).toBe(true);
  });

  it('without a model the rules stand alone', () => {
    expect(assess('老人卧床三年了，想剪个头发', taxonomy, null)).toMatchObject({
      kind: 'home_haircut',
      sure: false,
      likely: null,
    });
  });
});
