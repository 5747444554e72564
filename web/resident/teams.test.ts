import { beforeEach, describe, expect, it } from 'vitest';
import commonEn from '../../messages/en/common.json' with { type: 'json' };
import residentEn from '../../messages/en/resident.json' with { type: 'json' };
import common from '../../messages/zh-CN/common.json' with { type: 'json' };
import resident from '../../messages/zh-CN/resident.json' with { type: 'json' };
import { setMessages } from '../ui/language.ts';
import { sayAway } from './teams.ts';

// Monday 23 November 2026, 09:40 in Taiyuan.
const now = new Date('2026-11-23T01:40:00Z');

describe('a member who is away', () => {
  beforeEach(() => setMessages('zh-CN', { ...common, ...resident }));

  it('is said to be so until the day they named, as one reads a day, and no longer', () => {
    expect(sayAway({ awayUntil: '2026-11-30' }, now)).toBe('出门到 11 月 30 日');
    expect(sayAway({ awayUntil: '2026-11-23' }, now)).toBe('出门到 11 月 23 日');
    expect(sayAway({ awayUntil: '2026-11-22' }, now)).toBeNull();
    expect(sayAway({ awayUntil: null }, now)).toBeNull();
  });

  it('is so in English too', () => {
    setMessages('en', { ...commonEn, ...residentEn });
    expect(sayAway({ awayUntil: '2027-01-02' }, now)).toContain('2 January 2027');
  });
});
