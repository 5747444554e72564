import { Problem } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';

/** The months that a report counts, both included, and the instants that bound them: from `start`, before `end`. */
export interface ReportMonths {
  from: string;
  to: string;
  start: Date;
  end: Date;
}

/**
 * The span of a report: whole calendar months of the network's zone, the last three with the running one where none are
 * named. Free instants could be slid until a figure stepped, and told of a single petition when it was forwarded. Example:
 * asked on 4 March 2026, that is `2026-01` to `2026-03`, from 31 December 16:00 UTC on. Problem `orders.report_months` (422).
 */
export function reportMonths(
  asked: { from?: string | undefined; to?: string | undefined },
  now: Date,
  offsetMinutes: number,
): ReportMonths {
  const running = localDate(now, offsetMinutes).slice(0, 7);
  const to = asked.to ?? running;
  if (!isMonth(to)) throw noMonths();
  const from = asked.from ?? monthAfter(to, -2);
  if (!isMonth(from) || from > to || to > running) throw noMonths();
  const startOf = (month: string) => new Date(Date.parse(`${month}-01T00:00:00Z`) - offsetMinutes * 60_000);
  return { from, to, start: startOf(from), end: startOf(monthAfter(to, 1)) };
}

/** The month so many after one, before it if negative. Example: two before `2026-01` is `2025-11`. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

function isMonth(text: string): boolean {
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(text);
}

function noMonths(): Problem {
  return new Problem(
    'orders.report_months',
    422,
    'A report counts whole months, the first not after the last and none to come. Write them as 2026-03.',
    { field: '/from' },
  );
}
