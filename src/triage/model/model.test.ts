import { describe, expect, test } from 'vitest';
import { countGrams, normalise, openBag } from './features.ts';
import { decodeModel, encodeModel, mostFeatures } from './file.ts';
import { correct, predict } from './model.ts';
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
  test('width, case, digits and blanks make no difference', () => {
    expect(normalise(' ＡＢｃ  １２３号楼\n4单元 ')).toBe('abc 0号楼 0单元');
  });

  test('every run of one to three characters is counted', () => {
    const bag = openBag();
    countGrams(bag, '水水水');
    expect([...bag.counts.subarray(0, bag.size)].sort()).toEqual([1, 2, 3]);
    countGrams(bag, '');
    expect(bag.size).toBe(0);
    countGrams(bag, '长'.repeat(9000));
    expect(bag.size).toBe(3);
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
    const before = predict(taught, text).top.find((one) => one.label === 'repair')!.probability;
    correct(taught, text, 'repair');
    expect(predict(taught, text).top.find((one) => one.label === 'repair')!.probability).toBeGreaterThan(before);
    expect(() => correct(taught, text, 'weather')).toThrow(expect.objectContaining({ code: 'triage.unknown_label' }));
  });

  test('unlabelled texts change how much a feature counts, and nothing else is needed of them', () => {
    const wider = train(examples, ['小区', '小区里', '小区外']);
    expect(wider.table.size).toBe(model.table.size);
    expect(wider.idf).not.toEqual(model.idf);
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
