import { beforeEach, describe, expect, it } from 'vitest';
import commonEn from '../../messages/en/common.json' with { type: 'json' };
import residentEn from '../../messages/en/resident.json' with { type: 'json' };
import common from '../../messages/zh-CN/common.json' with { type: 'json' };
import resident from '../../messages/zh-CN/resident.json' with { type: 'json' };
import { openSoonest } from '../../src/orders/rules/soonest.ts';
import { statuses } from '../../src/orders/schema/states.ts';
import type { OrderDetail, OrderEvent, OrderSummary } from '../../src/orders/schema/views.ts';
import { setMessages } from '../ui/language.ts';
import { nameOf, sayOrder, stepsOf } from './sentences.ts';

// Monday 23 November 2026, 09:40 in Taiyuan.
const now = new Date('2026-11-23T01:40:00Z');
const at = (local: string) => new Date(`${local}:00+08:00`).toISOString();

const person = (name: string | null, status: OrderDetail['assignments'][number]['status'] = 'accepted') => ({
  personId: 'p',
  name,
  teamId: null,
  status,
  acceptedAt: at('2026-11-23T09:10'),
  startedAt: null,
  finishedAt: null,
});

function order(change: Partial<OrderDetail>): OrderSummary & Pick<OrderDetail, 'assignments' | 'callFirst'> {
  return {
    id: 'o',
    number: '1123-0001',
    status: 'submitted',
    nature: 'public_service',
    kind: 'home_haircut',
    urgency: 'normal',
    confidential: false,
    text: '想请人上门理发',
    unitId: 'u',
    placeUnitId: 's',
    submittedAt: at('2026-11-23T08:40'),
    statusSince: at('2026-11-23T08:40'),
    warnAt: null,
    dueAt: at('2026-11-23T16:00'),
    escalations: 0,
    supervisedBy: null,
    teamId: null,
    places: 1,
    assigned: 0,
    homeVisit: true,
    reopened: 0,
    earliestAt: null,
    latestAt: null,
    wish: null,
    outcome: null,
    historical: false,
    likes: 0,
    version: 1,
    assignments: [],
    callFirst: null,
    ...change,
  };
}

/** As much of a petition as its sentences need. */
const petition = (known: Partial<NonNullable<OrderDetail['petition']>>) =>
  ({ objections: 0, disputes: 0, noticeBy: null, ...known }) as NonNullable<OrderDetail['petition']>;

describe('how it stands with one’s order', () => {
  beforeEach(() => setMessages('zh-CN', { ...common, ...resident }));

  it.each<[Partial<OrderDetail>, string, string | null]>([
    [{}, '收到了，中心还没看。', '最晚今天下午 4 点有人看。'],
    [{ dueAt: at('2026-11-23T09:00') }, '收到了，中心还没看。', '超时了，已经报给上一级催办。'],
    [{ confidential: true }, '收到了，等信访专员看。', '最晚今天下午 4 点有人看。'],
    [{ confidential: true, dueAt: at('2026-11-23T09:00') }, '收到了，等信访专员看。', '超时了，已经报给上一级催办。'],
    [
      { confidential: true, status: 'triaged' },
      '信访专员看过了，正在办。',
      '到今天下午 4 点还没转给负责的部门，就报给上一级。',
    ],
    [
      { confidential: true, status: 'forwarded', petition: petition({ noticeBy: at('2026-12-08T18:00') }) },
      '转给负责的部门了，等它签收。它只看到专员遮好的文字，不知道您是谁。',
      '12 月 8 日以前书面告诉您受理不受理。',
    ],
    [
      { confidential: true, status: 'signed_for', petition: petition({ noticeBy: at('2026-11-20T18:00') }) },
      '部门签收了，正在看归不归它管。',
      '超时了，已经报给上一级催办。',
    ],
    [
      { confidential: true, status: 'forwarded', petition: petition({}) },
      '转给负责的部门了，等它签收。它只看到专员遮好的文字，不知道您是谁。',
      null,
    ],
    [{ status: 'triaged', reopened: 1 }, '您说没解决，中心正在重新找人。', '到今天下午 4 点还没派出去，就报给上一级。'],
    [{ status: 'dispatched' }, '派出去了，还没有人接。', '到今天下午 4 点还没人接，就换人再派。'],
    [
      { status: 'dispatched', places: 2, assigned: 1, assignments: [person('李秀英')] },
      '李秀英接了，还差 1 位。',
      '到今天下午 4 点还没人接，就换人再派。',
    ],
    [
      {
        status: 'accepted',
        assignments: [person('李秀英')],
        earliestAt: at('2026-11-23T12:00'),
        latestAt: at('2026-11-23T18:00'),
      },
      '李秀英接了，今天下午上门。',
      '人来之前，都可以改，也可以不要。',
    ],
    [
      { status: 'accepted', assignments: [person(null), person('张三', 'returned')] },
      '志愿者接了，还没定时间。',
      '人来之前，都可以改，也可以不要。',
    ],
    [
      { status: 'redirected', callFirst: '119' },
      '这是急事，请先打 119。',
      '值班的人已经知道了，会跟您联系，确认平安。',
    ],
    [{ status: 'closed', outcome: 'unanswered' }, '问过您两次，没有回音，这一单先结束了。', null],
  ])('%j is said in plain words', (change, present, next) => {
    expect(sayOrder(order(change), now)).toMatchObject({ now: present, next });
  });

  it('says who sees a complaint until a department has it, beside what comes next', () => {
    expect(sayOrder(order({ confidential: true }), now).seenBy).toBe(resident['resident.who_sees']);
    expect(sayOrder(order({ confidential: true, status: 'admitted' }), now).seenBy).toBeNull();
    expect(sayOrder(order({}), now).seenBy).toBeNull();
  });

  it('has a sentence for every state in both languages, with nothing left unfilled', () => {
    for (const [language, messages] of [
      ['zh-CN', { ...common, ...resident }],
      ['en', { ...commonEn, ...residentEn }],
    ] as const) {
      setMessages(language, messages);
      for (const status of statuses) {
        const said = sayOrder(order({ status, assignments: [person('李秀英')] }), now);
        expect(`${said.now} ${said.next ?? ''}`, `${language} ${status}`).not.toMatch(/[{}]|resident\./);
      }
    }
  });
});

describe('the steps of an order', () => {
  beforeEach(() => setMessages('zh-CN', { ...common, ...resident }));
  const event = (kind: string, local: string): OrderEvent => ({
    id: kind + local,
    at: at(local),
    kind,
    by: null,
    status: null,
    unitId: null,
    dueAt: null,
  });
  const events = [
    event('orders.submitted', '2026-11-22T15:00'),
    event('orders.dispatched', '2026-11-23T08:00'),
    event('orders.dispatched', '2026-11-23T09:00'),
    event('orders.accepted', '2026-11-23T09:10'),
  ];

  it('carry the time of the last try, and the wished day for what is to come', () => {
    const steps = stepsOf(order({ status: 'accepted', earliestAt: at('2026-11-23T15:00') }), events, now);
    expect(steps.map(({ name, time, state }) => [name, time, state])).toEqual([
      ['点单', '11/22', 'passed'],
      ['派单', '09:00', 'passed'],
      ['接单', '09:10', 'now'],
      ['上门', '15:00', 'ahead'],
      ['评价', null, 'ahead'],
    ]);
  });

  it('are not shown where an order goes another way', () => {
    expect(stepsOf(order({ status: 'redirected' }), events, now)).toEqual([]);
    expect(stepsOf(order({ confidential: true }), events, now)).toEqual([]);
  });
});

it('an order without a kind is called by the beginning of its words', () => {
  expect(nameOf({ text: '水管\n漏了', number: '7' }, null)).toBe('水管');
  expect(nameOf({ text: null, number: '1123-0001' }, null)).toBe('1123-0001');
});

describe('the order that matters now', () => {
  it('is danger, then who is there or comes, then what waits, newest first', () => {
    const orders = (
      ['submitted', 'dispatched', 'withdrawn', 'accepted', 'served', 'redirected', 'closed', 'in_service'] as const
    ).map((status) => ({ status }));
    expect(openSoonest(orders).map((order) => order.status)).toEqual([
      'redirected',
      'in_service',
      'served',
      'accepted',
      'submitted',
      'dispatched',
    ]);
  });
});
