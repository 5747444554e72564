import { type Site, say } from './shapes.ts';

/** A date `YYYY-MM-DD` as one reads it, in one line. */
export function sayDate(site: Site, date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return inOneLine(say(site, 'site.date', { ...monthOf(site, day), day: day.getUTCDate() }));
}

/** `2026 年 3 月`, `March 2026`: a month `YYYY-MM`, in one line. */
export function sayMonth(site: Site, month: string): string {
  return inOneLine(say(site, 'site.month', monthOf(site, new Date(`${month}-01T00:00:00Z`))));
}

function monthOf(site: Site, day: Date): { year: number; month: string | number } {
  const inEnglish = () => new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(day);
  return { year: day.getUTCFullYear(), month: site.language === 'en' ? inEnglish() : day.getUTCMonth() + 1 };
}

function inOneLine(words: string): string {
  return words.replaceAll(' ', '\u00a0');
}
