import { beforeEach, describe, expect, it } from 'vitest';
import en from '../../messages/en/common.json' with { type: 'json' };
import zh from '../../messages/zh-CN/common.json' with { type: 'json' };
import { setMessages } from './language.ts';
import {
  asLocalInput,
  fromLocalInput,
  onDayOf,
  sayAgo,
  sayDay,
  sayDistance,
  sayDuration,
  sayShortDate,
  sayShortWeekday,
  sayTime,
  sayWindow,
  sayWindowAlone,
} from './times.ts';

// Monday 23 November 2026, 09:40 in Taiyuan.
const now = new Date('2026-11-23T01:40:00Z');
const at = (local: string) => new Date(`${local}:00+08:00`);

describe('a field for a time', () => {
  it('holds and says times of Taiyuan, whatever the zone of the computer, with seconds or without', () => {
    expect(asLocalInput('2026-11-23T16:30:00Z')).toBe('2026-11-24T00:30');
    expect(fromLocalInput('2026-11-24T00:30')).toEqual(new Date('2026-11-23T16:30:00Z'));
    expect(fromLocalInput('2026-11-24T00:30:59')).toEqual(new Date('2026-11-23T16:30:00Z'));
    expect([asLocalInput(null), fromLocalInput('')]).toEqual(['', null]);
  });
});

describe('times in Chinese', () => {
  beforeEach(() => setMessages('zh-CN', zh));

  it.each([
    ['2026-11-23T15:00', '今天下午 3 点'],
    ['2026-11-23T09:05', '今天上午 9 点 05 分'],
    ['2026-11-24T08:30', '明天上午 8 点半'],
    ['2026-11-25T12:00', '后天中午 12 点'],
    ['2026-11-28T19:00', '周六晚上 7 点'],
    ['2026-11-30T10:00', '11 月 30 日上午 10 点'],
    ['2026-11-22T06:00', '昨天早上 6 点'],
    ['2027-01-04T03:00', '2027 年 1 月 4 日凌晨 3 点'],
    ['2026-11-24T00:00', '明天零点'],
  ])('%s is said as %s', (local, said) => {
    expect(sayTime(at(local), now)).toBe(said);
  });

  it('a day is that of Taiyuan, also where the device keeps another zone', () => {
    expect(sayDay('2026-11-23T16:30:00Z', now)).toBe('明天');
  });

  it.each([
    ['2026-11-24T08:00', '2026-11-24T20:00', '明天'],
    ['2026-11-24T08:00', '2026-11-24T12:00', '明天上午'],
    ['2026-11-24T12:00', '2026-11-24T18:00', '明天下午'],
    ['2026-11-24T18:00', '2026-11-24T21:00', '明天晚上'],
    ['2026-11-24T14:00', '2026-11-24T16:00', '明天下午 2 点到 4 点'],
    ['2026-11-23T10:00', '2026-11-26T20:00', '今天到周四'],
    // It has begun: what is over is not said.
    ['2026-11-21T14:07', '2026-11-26T20:00', '今天到周四'],
    ['2026-11-22T08:00', '2026-11-23T20:00', '今天晚上 8 点以前'],
    ['2026-11-23T09:07', '2026-11-23T16:00', '今天下午 4 点以前'],
    ['2026-11-23T08:00', '2026-11-23T12:00', '今天上午'],
    // It is over: then it is said as it was.
    ['2026-11-20T08:00', '2026-11-22T20:00', '11 月 20 日到昨天'],
  ])('a window from %s to %s is %s', (from, to, said) => {
    expect(sayWindow(at(from), at(to), now)).toBe(said);
  });

  it('a window open at one end says which, and nothing said is nothing', () => {
    expect(sayWindow(null, at('2026-11-26T20:00'), now)).toBe('周四以前');
    expect(sayWindow(at('2026-11-26T14:00'), null, now)).toBe('周四下午 2 点以后');
    expect(sayWindow(null, null, now)).toBeNull();
    // The part of the day is said once.
    expect(sayWindow(at('2026-11-26T09:00'), at('2026-11-26T11:00'), now)).toBe('周四上午 9 点到 11 点');
    expect(sayWindow(at('2026-11-26T11:30'), at('2026-11-26T13:30'), now)).toBe('周四上午 11 点半到下午 1 点半');
  });

  it('says how long ago and how long', () => {
    expect(sayAgo(new Date(now.getTime() - 20_000), now)).toBe('刚刚');
    expect(sayAgo(new Date(now.getTime() - 5 * 60_000), now)).toBe('5 分钟前');
    expect(sayAgo(at('2026-11-23T06:40'), now)).toBe('3 小时前');
    expect(sayAgo(at('2026-11-22T15:00'), now)).toBe('昨天下午 3 点');
    expect(sayDuration(40 * 60_000)).toBe('40 分钟');
    expect(sayDuration(50 * 3_600_000)).toBe('2 天');
  });

  it('never says a distance closer than a hundred metres', () => {
    expect(sayDistance(20)).toBe('约 100 米');
    expect(sayDistance(640)).toBe('约 600 米');
    expect(sayDistance(1240)).toBe('约 1.2 公里');
    expect(sayDistance(12_400)).toBe('约 12 公里');
  });

  it('has a short date for where there is little room', () => {
    expect(sayShortDate(at('2026-11-22T15:00'))).toBe('11/22');
  });

  it('has a short name of each weekday', () => {
    expect([0, 1, 6, 7].map(sayShortWeekday)).toEqual(['周日', '周一', '周六', '周日']);
  });

  it('finds the instant of an hour of a day', () => {
    expect(onDayOf(now, 20 * 60).toISOString()).toBe('2026-11-23T12:00:00.000Z');
  });
});

describe('times in English', () => {
  beforeEach(() => setMessages('en', en));

  it.each([
    ['2026-11-23T15:00', 'today at 3\u00a0pm'],
    ['2026-11-24T08:30', 'tomorrow at 8:30\u00a0am'],
    ['2026-11-28T19:00', 'Saturday at 7\u00a0pm'],
    ['2026-11-30T10:00', '30 November at 10\u00a0am'],
    ['2026-11-25T12:00', 'the day after tomorrow at noon'],
    ['2026-11-25T12:15', 'the day after tomorrow at 12:15\u00a0pm'],
  ])('%s is said as %s', (local, said) => {
    expect(sayTime(at(local), now)).toBe(said);
  });

  it('have short weekdays for the heads of columns', () => {
    expect([0, 3].map(sayShortWeekday)).toEqual(['Sun', 'Wed']);
  });

  it('says what has begun from now on', () => {
    expect(sayWindow(at('2026-11-21T14:07'), at('2026-11-26T20:00'), now)).toBe('today to Thursday');
    expect(sayWindow(at('2026-11-23T09:07'), at('2026-11-23T16:00'), now)).toBe('today by 4\u00a0pm');
  });

  it('begins a window that stands alone as a sentence begins', () => {
    expect(sayWindowAlone(at('2026-11-24T09:00'), at('2026-11-24T11:00'), now)).toBe(
      'Tomorrow, 9\u00a0am to 11\u00a0am',
    );
    expect(sayWindowAlone(null, null, now)).toBeNull();
  });

  it('knows a singular', () => {
    expect(sayAgo(new Date(now.getTime() - 60_000), now)).toBe('1 minute ago');
    expect(sayDuration(2 * 3_600_000)).toBe('2 hours');
  });
});
