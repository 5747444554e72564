import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MaskedMessage, type PetitionTopic, petitionTopics } from './petition-topics.ts';

const NOW = Date.UTC(2026, 2, 2);
const text = '演示村小加工厂夜里偷排黑烟，气味刺鼻，反映多次没人管，联系13800001234王建国';
const said = (households: (string | null)[]): MaskedMessage[] =>
  households.map((household, at) => ({ id: `p${at}`, text, kind: null, household, time: NOW - at * 3_600_000 }));

/** What a list of topics of petitions gives away; empty is good. */
function givenAway(topics: readonly (PetitionTopic & { cases?: unknown })[]): string[] {
  return topics.flatMap((topic) => [
    ...(topic.households < 5 ? [`${topic.households} households`] : []),
    ...(topic.recent !== null && topic.recent > 0 && topic.recent < 5 ? [`${topic.recent} in a week`] : []),
    ...(topic.cases === undefined ? [] : ['cases']),
    ...(/1380|王建国/.test(topic.topic) ? ['a person'] : []),
  ]);
}

describe('topics of petitions', () => {
  it('are watched by a check that finds what is planted', () => {
    const few = {
      topic: '王建国投诉',
      households: 4,
      messages: 4,
      recent: 2,
      alarm: false,
      first: 0,
      last: 0,
      cases: [],
    };
    expect(givenAway([few])).toEqual(['4 households', '2 in a week', 'cases', 'a person']);
  });

  it('begin at five households; whoever nobody knows is none', () => {
    expect(petitionTopics(said(['a', 'b', 'c', 'd', 'd', 'd', null, null]), NOW)).toEqual([]);
    expect(petitionTopics(said(['a', 'b', 'c', 'd', 'e']), NOW)).toMatchObject([
      { households: 5, messages: 5, recent: 5, alarm: true },
    ]);
  });

  it('give nothing away, whoever says what how often', () => {
    const message = fc.record({
      household: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', null),
      text: fc.constantFrom(text, '演示小区垃圾没人清，王建国13800001234', '演示路修了两年还没修好，灰大'),
      daysAgo: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (all) => {
        const messages = all.map(({ daysAgo, ...each }, at) => ({
          ...each,
          id: `p${at}`,
          kind: null,
          time: NOW - daysAgo * 86_400_000,
        }));
        expect(givenAway(petitionTopics(messages, NOW))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
