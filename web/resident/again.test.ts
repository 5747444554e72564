import { beforeEach, describe, expect, it } from 'vitest';
import common from '../../messages/zh-CN/common.json' with { type: 'json' };
import type { AskableKind } from '../../src/organisation/policies/schema/needs.ts';
import { setMessages } from '../ui/language.ts';
import { draftAgain, stepAgain, wouldLose } from './again.ts';
import { blankDraft } from './draft.ts';

const haircut = { id: 'home_haircut', askZh: '上门理发', askEn: 'a haircut at home' } as AskableKind;
const own = {
  text: '想理发，头发长了',
  placeUnitId: 'station',
  place: '3 号楼 2 单元',
  forOther: false,
  requesterName: '王秀英',
};

describe('asking the same again', () => {
  beforeEach(() => setMessages('zh-CN', common));

  it('takes the words, the place and the door of the last time, and asks only for the day', () => {
    const anew = draftAgain(haircut, own, 'home');
    expect(anew).toEqual({
      kind: 'home_haircut',
      text: '想理发，头发长了',
      placeUnitId: 'station',
      place: '3 号楼 2 单元',
      forName: null,
    });
    expect(stepAgain(anew)).toBe('/order/when');
  });

  it('asks first for whom it is when it was for somebody else', () => {
    const anew = draftAgain(haircut, { ...own, forOther: true }, 'home');
    expect(anew.forName).toBe('王秀英');
    expect(stepAgain(anew)).toBe('/order/whom');
    // Whoever was named to nobody is still somebody else.
    expect(stepAgain(draftAgain(haircut, { ...own, forOther: true, requesterName: null }, 'home'))).toBe('/order/whom');
  });

  it('begins what was never asked for with its name, at home, or asks where', () => {
    expect(draftAgain(haircut, undefined, 'home')).toMatchObject({ text: '上门理发', placeUnitId: 'home', place: '' });
    expect(stepAgain(draftAgain(haircut, undefined, 'home'))).toBe('/order/when');
    expect(stepAgain(draftAgain(haircut, undefined, null))).toBe('/order/where');
  });

  it.each([
    ['nothing begun', {}, false],
    ['the very same begun', { kind: 'home_haircut', text: '想理发，头发长了' }, false],
    ['the same with a photo', { kind: 'home_haircut', text: '想理发，头发长了', photos: ['a'] }, true],
    ['other words', { text: '水管漏了' }, true],
    ['a photo alone', { photos: ['a'] }, true],
  ])('throws away something of one’s own or not: %s', (_what, begun, loses) => {
    expect(wouldLose({ ...blankDraft(), ...begun }, draftAgain(haircut, own, 'home'))).toBe(loses);
  });
});
