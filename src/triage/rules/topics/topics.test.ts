import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsOf } from './clusters.ts';
import { addText, nearTexts, openDuplicates } from './duplicates.ts';
import { growthOf } from './growth.ts';
import { likePairs } from './likeness.ts';
import { mattersNamed } from './phrases.ts';
import { fittedThreshold } from './threshold.ts';
import { TOPIC_THRESHOLD, type TopicMessage, topicsOf } from './topics.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 1);

/** What else people write: every matter at other places, once each. */
const communities = '青石 白杨 云杉 松林 水岸 杏坛 锦绣 和煦 龙泉 清风 北营 滨河 望月 听雨'.split(' ');
const matters = [
  ['路灯坏了没人修', '晚上黑得看不见路，老人摔了两回'],
  ['暖气不热', '屋里只有十四度，打电话说排队'],
  ['垃圾没人清', '垃圾桶满了三天，味道很大'],
  ['电梯老是停', '被困过两次，物业说在等配件'],
  ['噪音扰民', '夜里还在施工，睡不着'],
  ['停车收费不明', '收了钱没有票，也不说标准'],
  ['公交等很久', '早高峰四十分钟才来一趟'],
  ['想办老年食堂', '独居老人多，做饭不方便'],
  ['下水道返味', '一楼返水两个月了'],
  ['孩子放学没人接', '双职工家庭，四点半以后没人管'],
] as const;
const others = communities.flatMap((place) =>
  matters.map(([matter, words]) => [`${place}小区${matter}`, `${place}小区，${words}`, 0, matter] as const),
);

/** Invented messages of an invented city: three matters, two of them alike but for the place, and noise. */
const written: (readonly [title: string, text: string, likes?: number, kind?: string])[] = [
  ['演示湾小区旁搅拌站噪音扰民', '演示湾小区旁边新建了搅拌站，天天夜里轰隆隆，灰也大，老人孩子没法睡'],
  ['投诉演示湾小区旁搅拌站噪音大', '演示湾小区旁边的搅拌站离楼只有一百米，夜里轰隆隆，噪音和灰受不了'],
  ['演示湾小区旁的搅拌站何时搬走', '住在演示湾小区，搅拌站夜里噪音太大，老人孩子没法睡，请管一管', 40],
  ['梨园里小区旁搅拌站噪音扰民', '梨园里小区旁边新建了搅拌站，天天夜里轰隆隆，灰也大，老人孩子没法睡'],
  ['梨园里小区附近的搅拌站该管了', '梨园里小区的居民受不了搅拌站的噪音和粉尘'],
  ['演示湾小区物业断业主的水', '物业为了收费把演示湾小区几户的水停了'],
  ['青演路公交什么时候通', '青演路修好半年了，公交一直没有通，上班要走两公里'],
  ['青演路公交线路何时开通', '请问青演路的公交什么时候开通，居民出行不便', 900],
  ['人才补贴怎么申请', '今年毕业，想问人才补贴怎么申请，要什么材料'],
  ['图书馆周末开门吗', '想周末带孩子去图书馆看书'],
  ['想学用手机', '孩子不在身边，想找人教微信视频'],
  ['志愿者培训', '想当志愿者，请问培训什么时候开'],
];
const messages: TopicMessage[] = [...written, ...others].map(([title, text, likes, kind], number) => ({
  id: `m${number}`,
  title,
  text,
  kind: kind ?? null,
  time: START + number * DAY,
  likes: likes ?? 0,
}));

describe('topics', () => {
  it('put one matter at one place together, and the same complaint about another place apart', () => {
    const together = topicsOf(messages)
      .filter((topic) => topic.messages > 1)
      .map((topic) => topic.ids);
    expect(together).toEqual([
      ['m0', 'm1', 'm2'],
      ['m6', 'm7'],
      ['m3', 'm4'],
    ]);
  });

  it('count messages and likes apart, and give the first and the last day', () => {
    expect(topicsOf(messages).find((topic) => topic.ids.includes('m6'))).toEqual({
      topic: '青演路公交什么时候通',
      ids: ['m6', 'm7'],
      messages: 2,
      likes: 900,
      first: START + 6 * DAY,
      last: START + 7 * DAY,
    });
  });

  it('keep what people put together together, and what they took apart apart', () => {
    const said = topicsOf(messages, undefined, [
      { one: 'm0', other: 'm2', same: false },
      { one: 'm8', other: 'm9', same: true },
    ]);
    const topicOf = (id: string) => said.find((topic) => topic.ids.includes(id));
    expect(topicOf('m0')).not.toBe(topicOf('m2'));
    expect(topicOf('m8')).toBe(topicOf('m9'));
  });

  it('never join two kinds, however alike the words', () => {
    const kinds = messages.map((message, number) => ({ ...message, kind: number === 0 ? 'noise' : 'dust' }));
    expect(topicsOf(kinds).find((topic) => topic.ids.includes('m0'))?.ids).toEqual(['m0']);
  });

  it('begin anew when a year has passed', () => {
    const later = messages.map((message, number) => (number === 7 ? { ...message, time: START + 500 * DAY } : message));
    expect(topicsOf(later).find((topic) => topic.ids.includes('m6'))?.ids).toEqual(['m6']);
  });

  it('hold every message exactly once, whatever the messages', () => {
    const words = fc.array(fc.constantFrom('演示湾', '搅拌站', '噪音', '路灯', 'A3', '公交', '的', '。', ''), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 25 }), (texts) => {
        const asked = texts.map((parts, number) => ({
          id: `${number}`,
          title: '',
          text: parts.join(''),
          time: number,
          likes: number,
        }));
        const ids = topicsOf(asked).flatMap((topic) => topic.ids);
        expect(ids.sort()).toEqual(asked.map((message) => message.id).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('come out the same whichever message is read first', () => {
    const sorted = (list: readonly TopicMessage[]) =>
      topicsOf(list)
        .map((topic) => topic.ids.join())
        .sort();
    expect(sorted([...messages].reverse())).toEqual(sorted(messages));
  });
});

describe('groups', () => {
  const pair = (one: number, other: number, likeness: number) => ({ one, other, likeness });

  it('ask more of two texts alone than of one that three speak for', () => {
    const many = [pair(0, 1, 0.9), pair(0, 2, 0.9), pair(1, 2, 0.9)];
    const late = [pair(0, 3, 0.25), pair(1, 3, 0.25), pair(2, 3, 0.25)];
    expect(groupsOf(6, [...many, ...late, pair(4, 5, 0.25)], 0.22)).toEqual([[0, 1, 2, 3], [4], [5]]);
  });

  it('let one stray pair join nothing', () => {
    const left = [pair(0, 1, 0.9), pair(0, 2, 0.9), pair(1, 2, 0.9)];
    const right = [pair(3, 4, 0.9), pair(3, 5, 0.9), pair(4, 5, 0.9)];
    expect(groupsOf(6, [...left, ...right, pair(2, 3, 0.9)], 0.22)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  it('take in all that stands with a text that people put together with another, though it is like none of those', () => {
    const many = [0, 1, 2, 3, 4, 5].flatMap((one, at, all) => all.slice(at + 1).map((other) => pair(one, other, 0.9)));
    const two = [pair(6, 7, 0.35)];
    expect(groupsOf(8, [...many, ...two], 0.22)).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7],
    ]);
    expect(groupsOf(8, [...many, ...two], 0.22, [{ one: 0, other: 6, same: true }])).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7],
    ]);
  });
});

it('the likeness of a copied text about another place is lessened', () => {
  const likeness = (title: string) =>
    likePairs([
      { title: '演示湾小区油烟扰民', text: '餐馆油烟直排，违反条例第八十一条，请依法查处' },
      { title, text: '餐馆油烟直排，违反条例第八十一条，请依法查处' },
      ...messages,
    ]).find((pair) => pair.one === 0 && pair.other === 1)?.likeness ?? 0;
  expect(likeness('梨园里小区油烟扰民')).toBeLessThan(likeness('演示湾小区油烟太大') * 0.6);
});

describe('a matter named by itself', () => {
  it('is a phrase that a few titles share, whatever else they say', () => {
    expect(
      mattersNamed(['星河币案件立案半年了', '请查处星河币案件', '星河币案件的受害者', '路灯坏了']).map((each) => [
        ...each,
      ]),
    ).toEqual([['星河币案', '河币案件'], ['星河币案', '河币案件'], ['星河币案', '河币案件'], []]);
  });

  it('is not what is said of one place after another, nor a place', () => {
    expect(
      mattersNamed(['青石小区噪音扰民', '白杨小区噪音扰民', '云杉小区噪音扰民']).every((each) => each.size === 0),
    ).toBe(true);
    expect(mattersNamed(['望月新城停水', '望月新城丢狗', '望月新城种树']).every((each) => each.size === 0)).toBe(true);
  });
});

describe('growth', () => {
  const now = START + 60 * DAY;
  const daysAgo = (...days: number[]) => days.map((day) => now - day * DAY);

  it.each([
    ['six in a week after one a week is an alarm', daysAgo(0, 1, 2, 3, 4, 5, 9, 16, 23, 30), true],
    ['five in the first week is an alarm', daysAgo(0, 1, 2, 3, 4), true],
    ['four never are', daysAgo(0, 1, 2, 3), false],
    ['seven a week all along is none', daysAgo(...Array.from({ length: 35 }, (_, day) => day)), false],
    ['what is over is none', daysAgo(20, 21, 22, 23, 24, 25), false],
  ])('%s', (_, times, alarm) => {
    expect(growthOf(times, now).alarm).toBe(alarm);
  });
});

describe('the threshold of a network', () => {
  const verdict = (one: string, other: string, same: boolean) => ({ one, other, same });

  it('stays without verdicts, and when they agree with it', () => {
    expect(fittedThreshold(messages, [])).toBe(TOPIC_THRESHOLD);
    expect(fittedThreshold(messages, [verdict('m0', 'm1', true), verdict('m0', 'm9', false)])).toBe(TOPIC_THRESHOLD);
  });

  it('rises when people take apart what was just alike enough, by no more than 0.08', () => {
    const apart = messages
      .slice(0, 40)
      .flatMap((one, at) => messages.slice(at + 1, 40).map((other) => verdict(one.id, other.id, false)));
    const risen = fittedThreshold(messages, apart);
    expect(risen).toBeGreaterThan(TOPIC_THRESHOLD);
    expect(risen).toBeLessThanOrEqual(TOPIC_THRESHOLD + 0.0801);
  });
});

describe('near-duplicates on arrival', () => {
  const index = openDuplicates();
  for (const message of messages) addText(index, message.id, `${message.title}。${message.text}`);

  it('are found when a copy has another greeting and a sentence more', () => {
    const copy = `您好，${messages[0]?.title}。${messages[0]?.text}。谢谢`;
    expect(nearTexts(index, copy, 3)[0]?.id).toBe('m0');
    expect(nearTexts(index, '想请人来教老人们唱晋剧，每周三下午在活动室', 3)).toEqual([]);
    expect(nearTexts(index, '', 3)).toEqual([]);
  });

  it('are at most as many as asked for, the nearest first, and a text is kept once', () => {
    addText(index, 'm0', '另外的话');
    const near = nearTexts(index, `${messages[0]?.title}。${messages[0]?.text}`, 2);
    expect(near.length).toBeLessThanOrEqual(2);
    expect(near[0]).toEqual({ id: 'm0', likeness: 1 });
  });

  it('are found among thousands that grew the index', () => {
    const large = openDuplicates();
    for (let number = 0; number < 3000; number++)
      addText(large, `x${number}`, `${messages[number % messages.length]?.text}，第${number}件，${number * 7919}号`);
    addText(large, 'y', '桥头的栏杆断了一截，孩子们天天从那里走，请快来修一修');
    expect(nearTexts(large, '桥头的栏杆断了一截，孩子们天天从那里走，请来修一修', 1)[0]?.id).toBe('y');
  });
});
