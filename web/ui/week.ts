import { dateOf } from './times.ts';

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

/** The parts of a day (0 Monday) in which somebody said that they have time. */
export function freeParts(week: string, day: number): WeekPart['part'][] {
  return weekParts.filter((part) => isFree(week, day, part)).map(({ part }) => part);
}

interface Dated {
  earliestAt: string | null;
}

/** One day of the calendar with what falls on it. */
export interface Day<Task> {
  /** YYYY-MM-DD */
  date: string;
  at: Date;
  /** 0 Monday */
  weekday: number;
  tasks: Task[];
}

/** Today and the six days after it, each with the tasks that begin on it, earliest first. What began before today is today's. */
export function daysFrom<Task extends Dated>(now: Date, tasks: readonly Task[]): Day<Task>[] {
  return [0, 1, 2, 3, 4, 5, 6].map((ahead) => {
    const at = new Date(now.getTime() + ahead * 86_400_000);
    const date = dateOf(at);
    const falls = ({ earliestAt }: Task) => {
      if (earliestAt === null) return false;
      const begins = dateOf(new Date(earliestAt));
      return begins === date || (ahead === 0 && begins < date);
    };
    const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
    const found = tasks.filter(falls).sort((a, b) => (a.earliestAt ?? '').localeCompare(b.earliestAt ?? ''));
    return { date, at, weekday, tasks: found };
  });
}
