/** Parts of a day that people name, with their hours. */
export const weekParts = [
  { part: 'morning', from: 8, to: 12 },
  { part: 'afternoon', from: 12, to: 18 },
  { part: 'evening', from: 18, to: 21 },
] as const;
export type WeekPart = (typeof weekParts)[number];

const HOURS = 168;

function firstHour(day: number, part: WeekPart): number {
  return day * 24 + part.from;
}

/** Whether every hour of a part of a day (0 Monday) is free in a week of 168 zeros and ones, Monday 00:00 first. */
export function isFree(week: string, day: number, part: WeekPart): boolean {
  const hours = week.slice(firstHour(day, part), firstHour(day, part) + part.to - part.from);
  return hours.length > 0 && !hours.includes('0');
}

/** The week with one part of a day turned from free to not, or back. Other hours stay as they are. */
export function turnPart(week: string, day: number, part: WeekPart): string {
  const whole = week.padEnd(HOURS, '0').slice(0, HOURS);
  const from = firstHour(day, part);
  const to = from + part.to - part.from;
  return whole.slice(0, from) + (isFree(whole, day, part) ? '0' : '1').repeat(to - from) + whole.slice(to);
}
