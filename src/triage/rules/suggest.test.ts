import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { suggest, type TriageKind } from './suggest.ts';

interface Seeds {
  categories: { kinds: TriageKind[] }[];
}
const seeds = JSON.parse(readFileSync(new URL('../../../db/seeds/needs.json', import.meta.url), 'utf8')) as Seeds;
const kinds = seeds.categories.flatMap((category) => category.kinds);

describe('what a message seems to be', () => {
  it.each([
    ['老人卧床三年了，想剪个头发', 'public_service', 'home_haircut'],
    ['厨房水龙头一直滴水，关不上', 'public_service', 'plumbing_electric_minor'],
    ['我妈明早要去山大一院复查，没人陪着看病', 'public_service', 'medical_escort'],
    ['想学用手机跟外孙女视频', 'public_service', 'smartphone_teaching'],
    ['请问医保报销需要什么材料', 'consultation', 'medical_insurance_consultation'],
    ['楼下烧烤摊半夜吵得睡不着，没人管', 'complaint', 'noise_nuisance'],
  ])('%s', (text, nature, kind) => {
    expect(suggest(text, kinds)).toMatchObject({ nature, kind });
  });

  it('one word of an emergency is enough, and brings the number to call', () => {
    expect(suggest('我家着火了', kinds)).toMatchObject({ nature: 'emergency', callFirst: '119' });
    expect(suggest('老爷子突然晕倒了，叫不醒', kinds)).toMatchObject({ nature: 'emergency', callFirst: '120' });
  });

  it('what is taught or long past is no emergency', () => {
    expect(suggest('想请人来社区讲一次消防培训', kinds).nature).not.toBe('emergency');
  });

  it('whoever is unsure between a service and a complaint is in confidence', () => {
    expect(suggest('来修水管的志愿者收了我三百块，我要投诉', kinds).confidential).toBe(true);
  });

  it('without a single known word a complaint is still in confidence, and a question a consultation', () => {
    expect(suggest('他们就是不作为', kinds)).toMatchObject({ nature: 'complaint', confidential: true });
    expect(suggest('请问周末开门吗', kinds).nature).toBe('consultation');
  });
});
