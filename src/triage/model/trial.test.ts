import { describe, expect, it } from 'vitest';
import { countGrams, gramsIn, openBag, packGrams, unpackGrams } from './features.ts';
import { readMessage, trainKinds } from './kinds.ts';
import { tryOn } from './trial.ts';

const kinds = [
  { id: 'haircut', nature: 'public_service', urgency: 'normal', words: ['理发'] },
  { id: 'noise', nature: 'complaint', urgency: 'normal', words: ['噪音'] },
] as const;
const examples = {
  haircut: ['想请人上门理发', '老人理发不方便', '给我爸理个发', '头发太长了想理发', '能来家里理发吗', '理发理发'],
  noise: ['楼上噪音太大', '半夜噪音', '工地噪音扰民', '噪音吵得睡不着', '广场噪音没完没了', '噪音噪音'],
};
const packed = (text: string) => packGrams(readMessage(text, kinds));

describe('a trial on what was held back', () => {
  const model = trainKinds(kinds, examples);

  it('says how often the kind, one of three, the nature were right, and the mean F1', () => {
    const heldBack = [
      { kind: 'haircut', grams: packed('请人理发') },
      { kind: 'haircut', grams: packed('噪音大') },
      { kind: 'noise', grams: packed('噪音扰民') },
    ];
    const trial = tryOn(model, { kinds }, heldBack);
    expect(trial).toMatchObject({ tried: 3, topThree: 1 });
    expect(trial.kind).toBeCloseTo(2 / 3);
    expect(trial.nature).toBeCloseTo(2 / 3);
    // Each of both kinds has one hit, and one of them a miss: F1 is 2/3 twice.
    expect(trial.macroF1).toBeCloseTo(2 / 3);
  });

  it('leaves out kinds that the taxonomy no longer has, and says zero of nothing', () => {
    const gone = [{ kind: 'gone', grams: packed('理发') }];
    const nothing = { tried: 0, kind: 0, topThree: 0, nature: 0, macroF1: 0, decided: 0, decidedRight: 0 };
    expect(tryOn(model, { kinds }, gone)).toEqual(nothing);
    expect(tryOn(model, { kinds }, [])).toEqual(nothing);
  });
});

describe('packed counts', () => {
  it('come back as they were', () => {
    const bag = openBag();
    countGrams(bag, '想请人想请人来理发');
    const grams = gramsIn(bag);
    expect(unpackGrams(packGrams(grams))).toEqual(grams);
    expect(unpackGrams(packGrams({ keys: new Uint32Array(), counts: new Uint16Array() })).keys).toHaveLength(0);
  });
});
