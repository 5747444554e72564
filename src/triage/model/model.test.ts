import { describe, expect, test } from 'vitest';
import { countGrams, gramsIn, normalise, openBag } from './features.ts';
import { decodeModel, encodeModel, mostFeatures } from './file.ts';
import { correct, predict } from './model.ts';
import { countTexts, worthOf } from './rows.ts';
import { train } from './train.ts';

const places = ['柳巷', '桃园', '北塔', '南桥', '东湖', '西坡', '杏林', '槐街'];
const wishes = {
  repair: ['水龙头一直滴水', '灯泡坏了要换', '门锁拧不动', '厨房下水堵了'],
  company: ['想有人陪着散步', '一个人住想聊聊天', '陪我去医院复查', '想听人读报纸'],
  noise: ['半夜唱歌吵得睡不着', '工地清早就打桩', '楼上整晚拖椅子', '喇叭从早响到晚'],
};
const examples = Object.entries(wishes).flatMap(([label, sentences]) =>
  sentences.flatMap((sentence) => places.map((place) => ({ label, text: `${place}小区，${sentence}` }))),
);

describe('features of a text', () => {
  test('width, case and digits make no difference', () => {
    expect(normalise('ＡＢｃ１２３号楼')).toBe('abc0号楼');
  });

  test.each([
    ['水水水', [2, 3]],
    ['水，水', [2]],
    ['a tap drips', [1, 1, 1, 1, 1]],
    ['a tap, drips', [1, 1, 1, 1]],
    ['修tap', [1, 1, 1]],
    ['', []],
    ['。！？…', []],
  ])('%s: a character, a word or a number each, and pairs that no punctuation parts', (text, counts) => {
    const bag = openBag();
    countGrams(bag, text);
    expect([...gramsIn(bag).counts].sort()).toEqual(counts);
  });

  test('a long text after a short one finds room', () => {
    const bag = openBag();
    countGrams(bag, '水');
    countGrams(bag, '长'.repeat(9000));
    expect([...gramsIn(bag).counts].sort()).toEqual([8999, 9000]);
  });
});

describe('the worth of a feature', () => {
  const grams = (...keys: number[]) => ({ keys: Uint32Array.from(keys), counts: new Uint16Array(keys.length).fill(1) });
  // Two labels of 29 texts; key 1 in four of the first alone, key 2 in four of each.
  const texts = Array.from({ length: 58 }, (_, at) => {
    if (at < 4) return grams(1, 2);
    return at >= 29 && at < 33 ? grams(2) : grams();
  });
  const counted = countTexts(texts, [], 100);
  const classOf = Int32Array.from(texts, (_, at) => (at < 29 ? 0 : 1));

  test('is its rarity times how unevenly the labels use it', () => {
    const [uneven, even] = worthOf(counted, classOf, Int32Array.from(classOf.keys()), 2);
    expect(uneven! / (Math.log(59 / 5) + 1)).toBeCloseTo(0.729, 3);
    expect(even).toBe(0);
  });

  test('is learned from the chosen rows alone', () => {
    const others = Int32Array.from(classOf.keys()).filter((row) => row % 29 > 3);
    expect(worthOf(counted, classOf, others, 2)[0]).toBe(0);
  });
});

describe('a model', () => {
  const model = train(examples);

  test('tells what it was not told, with probabilities that fall and sum to one', () => {
    for (const [text, label] of [
      ['我家在青石巷，水龙头滴水', 'repair'],
      ['想找人陪我聊天', 'company'],
      ['吵得整晚睡不着', 'noise'],
    ] as const) {
      const answer = predict(model, text);
      expect(answer.label).toBe(label);
      expect(answer.top[0]).toEqual({ label, probability: answer.probability });
      expect(answer.top.reduce((sum, one) => sum + one.probability, 0)).toBeCloseTo(1, 9);
      expect(answer.top.map((one) => one.probability)).toEqual(
        answer.top.map((one) => one.probability).sort((a, b) => b - a),
      );
    }
    expect(predict(model, '', 2).top).toHaveLength(2);
  });

  test('is the same for the same texts, and the same again from its file', () => {
    const bytes = encodeModel(model);
    expect(Buffer.compare(bytes, encodeModel(train(examples)))).toBe(0);
    const read = decodeModel(bytes);
    expect(Buffer.compare(encodeModel(read), bytes)).toBe(0);
    for (const { text } of examples) expect(predict(read, text)).toEqual(predict(model, text));
  });

  test('learns from a correction at once, and from a correction of a label it does not know not at all', () => {
    const taught = decodeModel(encodeModel(model));
    const text = '东湖小区，喇叭坏了';
    const chance = () => predict(taught, text).top.find((one) => one.label === 'company')!.probability;
    const before = chance();
    correct(taught, text, 'company');
    expect(chance()).toBeGreaterThan(before);
    expect(() => correct(taught, text, 'weather')).toThrow(expect.objectContaining({ code: 'triage.unknown_label' }));
  });

  test('unlabelled texts change how much a feature counts, and nothing else is needed of them', () => {
    const wider = train(examples, ['小区', '小区里', '小区外']);
    expect(wider.table.size).toBe(model.table.size);
    expect(wider.worth).not.toEqual(model.worth);
  });

  test('with more labels has fewer features, so that its file stays small', () => {
    for (const classes of [2, 7, 100]) expect(mostFeatures(classes) * (6 + classes)).toBeLessThan(8_000_000);
  });

  test('needs two labels', () => {
    expect(() => train([{ text: '一', label: 'a' }])).toThrow(
      expect.objectContaining({ code: 'triage.too_few_labels' }),
    );
  });

  test('is refused when its file is damaged, cut off or something else', () => {
    const bytes = encodeModel(model);
    const damaged = bytes.slice();
    damaged[500]! ^= 1;
    const wrong = [damaged, bytes.subarray(0, bytes.length - 40), Buffer.from('{"labels": []}'), new Uint8Array()];
    for (const one of wrong)
      expect(() => decodeModel(one)).toThrow(expect.objectContaining({ code: 'triage.bad_model' }));
  });
});
