import { describe, expect, it } from 'vitest';
import { answerOf, type Refusal } from './api.ts';
import { allSentences, chooseLanguage, languageInUse, say, startLanguage } from './language.ts';

const of = (zh: Record<string, string>, en: Record<string, string>) => ({
  'zh-CN': async () => ({ default: zh }),
  en: async () => ({ default: en }),
});
const first = of({ 'a.first': '先' }, { 'a.first': 'first' });
const later = of(
  { 'a.later': '后', 'problem.orders.full': '人满了。' },
  { 'a.later': 'later', 'problem.orders.full': 'It is full.' },
);

describe('sentences that come later', () => {
  it('are there once they were waited for, and the first ones stay', async () => {
    await startLanguage('zh-CN', first, later);
    expect([say('a.first'), say('a.later')]).toEqual(['先', undefined]);
    await allSentences();
    expect([say('a.first'), say('a.later')]).toEqual(['先', '后']);
  });

  it('come with a language that is chosen', async () => {
    await startLanguage('zh-CN', first, later);
    await chooseLanguage('en');
    expect([say('a.first'), say('a.later')]).toEqual(['first', 'later']);
  });

  it('are those of the language that was chosen while they were on their way', async () => {
    let arrive = () => {};
    const onItsWay = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await startLanguage('zh-CN', first, {
      ...later,
      'zh-CN': async () => {
        await onItsWay;
        return later['zh-CN']();
      },
    });
    const waiting = allSentences();
    await chooseLanguage('en');
    arrive();
    await waiting;
    expect([languageInUse(), say('a.later')]).toEqual(['en', 'later']);
  });

  it('are waited for by a refusal, which says at once what happened', async () => {
    await startLanguage('zh-CN', first, later);
    const refused = answerOf(
      Promise.resolve({ error: { code: 'orders.full' }, response: new Response(null, { status: 409 }) }),
    );
    const refusal: Refusal = await refused.then(
      () => expect.fail('It was not refused.'),
      (error) => error,
    );
    expect(refusal.sentence).toBe('人满了。');
  });

  it('leave a refusal as it is where they cannot be fetched', async () => {
    const away = async () => Promise.reject(new Error('no network'));
    await startLanguage('zh-CN', of({ 'problem.unknown': '出错了。' }, {}), { 'zh-CN': away, en: away });
    await expect(
      answerOf(Promise.resolve({ error: { code: 'orders.full' }, response: new Response(null, { status: 409 }) })),
    ).rejects.toMatchObject({ code: 'orders.full', sentence: '出错了。' });
  });
});
