import chineseDays from 'chinese-days';
import { dateAfter } from '../../shared/time.ts';

/**
 * Whether the law itself makes a day (`YYYY-MM-DD`) free for everybody: 1 January; the eve of the lunar new year and its first
 * three days; Qingming, the Dragon Boat and the Mid-Autumn Festival; 1 and 2 May; 1 to 3 October (全国年节及纪念日放假办法
 * art. 2, State Council decree 795, in force since 1 January 2025). Which days are free in addition, and which of a weekend are
 * worked for them, is announced each autumn for the year to come.
 */
export function isStatutoryHoliday(date: string): boolean {
  const monthDay = date.slice(5);
  if (OF_THE_SUN.has(monthDay)) return true;
  if (isOfTheMoon(date, OF_THE_MOON) || isOfTheMoon(dateAfter(date, 1), ['1-1'])) return true;
  return chineseDays.getSolarTerms(date, date).some(({ term }) => term === 'pure_brightness');
}

const OF_THE_SUN = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);
/** Month and day: the first three of the year, the Dragon Boat, the Mid-Autumn Festival. */
const OF_THE_MOON = ['1-1', '1-2', '1-3', '5-5', '8-15'];

function isOfTheMoon(date: string, days: readonly string[]): boolean {
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(date);
  return !isLeap && days.includes(`${lunarMon}-${lunarDay}`);
}
