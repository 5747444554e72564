import { beforeEach, describe, expect, it } from 'vitest';
import en from '../../messages/en/notify.json' with { type: 'json' };
import zh from '../../messages/zh-CN/notify.json' with { type: 'json' };
import resident from '../../messages/zh-CN/resident.json' with { type: 'json' };
import type { AskableNeeds } from '../../src/organisation/policies/schema/needs.ts';
import { setMessages } from '../ui/language.ts';
import { addressOf, sentenceOf } from './inbox.ts';

const escort = { id: 'medical_escort', nameZh: '陪同就医', nameEn: 'Going along to hospital', askZh: '陪我去医院' };
const needs = { categories: [{ kinds: [escort] }] } as unknown as AskableNeeds;

const PLAIN = { orderKind: null, orderNumber: '1123-0001', confidential: false, question: false };

describe('what I was told', () => {
  beforeEach(() => setMessages('zh-CN', zh));

  it('speaks of what somebody else asked for in words that are not theirs', () => {
    const offer = { ...PLAIN, kind: 'offer', orderKind: 'medical_escort' } as const;
    expect(sentenceOf(offer, needs)).toBe('有人要陪同就医，您方便去吗？');
    expect(sentenceOf({ ...offer, orderKind: null }, needs)).toBe('有人要服务，您方便去吗？');
    setMessages('en', en);
    expect(sentenceOf(offer, needs)).toBe('Someone needs help: Going along to hospital. Could you go?');
  });

  it('does not tell who complained, or asked something, that somebody is looked for', () => {
    const read = { ...PLAIN, kind: 'order_triaged' } as const;
    expect(sentenceOf(read, needs)).toBe('您要的服务，中心看过了，正在找人。');
    expect(sentenceOf({ ...read, confidential: true }, needs)).toBe('您反映的事，信访专员看过了，正在办。');
    expect(sentenceOf({ ...read, question: true }, needs)).toBe('您问的事，中心看过了，正在找能答的人。');
    const replied = { ...read, kind: 'petition_replied', confidential: true } as const;
    expect(sentenceOf(replied, needs)).toBe('您反映的事，部门答复了。解决了吗？');
  });

  it.each([
    ['phone_moving', null, '/me'],
    ['phone_corrected', null, '/me'],
    ['phone_not_moved', null, '/me'],
    ['authenticators_taken', null, '/me'],
    ['breach_told', null, '/me/notices'],
    ['absence_reported', 'o', '/volunteer'],
    ['offer', 'o', '/offers'],
    ['task_gone', 'o', '/tasks/o'],
    ['order_accepted', 'o', '/orders/o'],
    ['team_message', null, '/tasks'],
  ] as const)('%s leads to where something can be done about it', (kind, orderId, address) => {
    expect(addressOf({ kind, orderId })).toBe(address);
  });

  it('names the very button that keeps the number', () => {
    expect(zh['notify.phone_moving']).toContain(`“${resident['resident.me.moving_no']}”`);
  });
});
