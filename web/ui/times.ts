import { languageInUse, t } from './language.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** China has one zone and no summer time. */
const OFFSET = 8 * HOUR;

type Moment = Date | string;

function asDate(moment: Moment): Date {
  return typeof moment === 'string' ? new Date(moment) : moment;
}

/** The instant moved so that its UTC fields read as the network's wall clock. */
function local(moment: Moment): Date {
  return new Date(asDate(moment).getTime() + OFFSET);
}

/** Days since 1970 on the network's calendar. */
function dayNumber(moment: Moment): number {
  return Math.floor((asDate(moment).getTime() + OFFSET) / DAY);
}

/** The instant of a wall-clock time, `minutes` after the midnight that began the day of `moment`. */
export function onDayOf(moment: Moment, minutes: number): Date {
  return new Date(dayNumber(moment) * DAY - OFFSET + minutes * MINUTE);
}

/** `YYYY-MM-DD` on the network's calendar. */
export function dateOf(moment: Moment): string {
  return local(moment).toISOString().slice(0, 10);
}

/** The instant that begins a date `YYYY-MM-DD` of the network's calendar. */
export function startOfDate(date: string): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) - OFFSET);
}

/** An instant as a field of type `datetime-local` holds it, on the network's clock; empty for none. */
export function asLocalInput(at: Moment | null): string {
  return at === null ? '' : local(at).toISOString().slice(0, 16);
}

/** The instant that a field of type `datetime-local` says, on the network's clock whatever the computer's; null when empty. */
export function fromLocalInput(written: string): Date | null {
  return written === '' ? null : new Date(Date.parse(`${written.slice(0, 16)}:00Z`) - OFFSET);
}

const WEEKDAYS = [
  'time.sunday',
  'time.monday',
  'time.tuesday',
  'time.wednesday',
  'time.thursday',
  'time.friday',
  'time.saturday',
] as const;

/** The name of a day of the week, 0 Sunday to 6. */
export function sayWeekday(day: number): string {
  return t(WEEKDAYS[day % 7] ?? 'time.sunday');
}

/** `周日`, `Sun`: the name of a day of the week, 0 Sunday to 6, where there is room for little. */
export function sayShortWeekday(day: number): string {
  // The fourth of January 1970 was a Sunday.
  const one = new Date((3 + (day % 7)) * DAY);
  return new Intl.DateTimeFormat(languageInUse(), { weekday: 'short', timeZone: 'UTC' }).format(one);
}

/** `今天`, `周六`, `11 月 30 日`: a day as people say it within a week of now, else its date. */
export function sayDay(at: Moment, now: Moment): string {
  const distance = dayNumber(at) - dayNumber(now);
  if (distance === 0) return t('time.today');
  if (distance === 1) return t('time.tomorrow');
  if (distance === 2) return t('time.day_after_tomorrow');
  if (distance === -1) return t('time.yesterday');
  if (distance > 2 && distance < 7) return sayWeekday(local(at).getUTCDay());
  return sayDate(at, now);
}

/** `11 月 30 日`, with the year where it is another. */
export function sayDate(at: Moment, now: Moment): string {
  const day = local(at);
  const params = {
    year: day.getUTCFullYear(),
    month: day.getUTCMonth() + 1,
    monthName: monthName(day),
    day: day.getUTCDate(),
  };
  return t(params.year === local(now).getUTCFullYear() ? 'time.date' : 'time.date_with_year', params);
}

function monthName(day: Date): string {
  return new Intl.DateTimeFormat(languageInUse(), { month: 'long', timeZone: 'UTC' }).format(day);
}

/** `2026 年 3 月`, `March 2026`: a month `YYYY-MM` of the calendar. */
export function sayMonth(month: string): string {
  const day = new Date(`${month}-01T00:00:00Z`);
  return t('time.month', { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, monthName: monthName(day) });
}

/** `11/22`, `22 Nov`: a day where there is room for little. */
export function sayShortDate(at: Moment): string {
  const day = local(at);
  const monthName = new Intl.DateTimeFormat(languageInUse(), { month: 'short', timeZone: 'UTC' }).format(day);
  return t('time.short_date', { month: day.getUTCMonth() + 1, day: day.getUTCDate(), monthName });
}

/** 24-hour clock for timelines and tables: `15:00`. */
export function sayClock(at: Moment): string {
  return local(at).toISOString().slice(11, 16);
}

const PERIODS = [
  [5, 'time.before_dawn'],
  [8, 'time.early_morning'],
  [12, 'time.morning'],
  [13, 'time.noon'],
  [18, 'time.afternoon'],
  [24, 'time.evening'],
] as const;

function sayPeriod(hour: number): string {
  return t(PERIODS.find(([until]) => hour < until)?.[1] ?? 'time.evening');
}

/** `下午 3 点半`: a time of day as people say it. */
export function sayHour(at: Moment): string {
  const time = local(at);
  const hour = time.getUTCHours();
  const minute = time.getUTCMinutes();
  const params = {
    period: sayPeriod(hour),
    hour: hour % 12 === 0 ? 12 : hour % 12,
    minute: String(minute).padStart(2, '0'),
  };
  if (hour === 0 && minute === 0) return t('time.midnight');
  if (hour === 12 && minute === 0) return t('time.midday');
  if (minute === 0) return t('time.hour', params);
  return t(minute === 30 ? 'time.half_hour' : 'time.hour_minute', params);
}

/** An hour after another of the same part of the day, which Chinese does not say twice: `上午 9 点到 11 点`. */
function sayHourAfter(at: Moment, before: Moment): string {
  const period = sayPeriod(local(at).getUTCHours());
  const said = sayHour(at);
  const once = languageInUse() === 'zh-CN' && period === sayPeriod(local(before).getUTCHours());
  return once && said.startsWith(period) ? said.slice(period.length) : said;
}

/** `今天下午 3 点`: when something is, as people say it. */
export function sayTime(at: Moment, now: Moment): string {
  return t('time.day_and_hour', { day: sayDay(at, now), hour: sayHour(at) });
}

/** `明天下午`, `今天到周四`, `周四以前`, `今天晚上 9 点以前`: a wished or agreed window. Null when nothing was said. */
export function sayWindow(earliest: Moment | null, latest: Moment | null, now: Moment): string | null {
  if (!earliest && !latest) return null;
  if (!earliest) return latest ? t('time.before_day', { day: sayDay(latest, now) }) : null;
  if (!latest) return t('time.from_time', { time: sayTime(earliest, now) });
  // What has begun is not said from a day that is over: it goes on from today.
  const begun = dayNumber(earliest) < dayNumber(now) && asDate(latest) > asDate(now);
  const day = sayDay(begun ? now : earliest, now);
  if (begun && dayNumber(now) === dayNumber(latest)) return t('time.before_time', { day, hour: sayHour(latest) });
  if (dayNumber(earliest) !== dayNumber(latest)) return t('time.days', { from: day, to: sayDay(latest, now) });
  const part = partOfDay(earliest, latest);
  if (part === 'day') return day;
  if (part) return t('time.part_of_day', { day, part: t(part) });
  if (runs(earliest, latest, now)) return t('time.before_time', { day, hour: sayHour(latest) });
  return t('time.hours', { day, from: sayHour(earliest), to: sayHourAfter(latest, earliest) });
}

/** `Tomorrow, 9 am to 11 am`: a window that stands alone and not within a sentence. */
export function sayWindowAlone(earliest: Moment | null, latest: Moment | null, now: Moment): string | null {
  const said = sayWindow(earliest, latest, now);
  return said === null ? null : said.charAt(0).toUpperCase() + said.slice(1);
}

/** Whether most of a day's window still lies ahead, though it has begun: from which minute on interests nobody. */
function runs(earliest: Moment, latest: Moment, now: Moment): boolean {
  const [from, to, at] = [earliest, latest, now].map((moment) => asDate(moment).getTime()) as [number, number, number];
  return from <= at && at < to && to - from > 2 * HOUR;
}

/** A window that people name by the part of the day rather than by its hours. */
function partOfDay(earliest: Moment, latest: Moment) {
  const [from, to] = [local(earliest).getUTCHours(), local(latest).getUTCHours()];
  const hours = (asDate(latest).getTime() - asDate(earliest).getTime()) / HOUR;
  if (hours <= 2) return null;
  if (hours >= 9) return 'day' as const;
  if (to <= 12) return 'time.part_morning' as const;
  if (from >= 18) return 'time.part_evening' as const;
  return from >= 12 && to <= 18 ? ('time.part_afternoon' as const) : null;
}

/** `刚刚`, `5 分钟前`, `昨天上午 9 点`: how long ago something was. */
export function sayAgo(at: Moment, now: Moment): string {
  const past = asDate(now).getTime() - asDate(at).getTime();
  if (past < MINUTE) return t('time.just_now');
  if (past < HOUR) return t('time.minutes_ago', { count: Math.floor(past / MINUTE) });
  if (dayNumber(at) === dayNumber(now)) return t('time.hours_ago', { count: Math.floor(past / HOUR) });
  return sayTime(at, now);
}

/** `40 分钟`, `3 小时`, `2 天`: how long something takes or has taken. */
export function sayDuration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < HOUR) return t('time.minutes', { count: Math.floor(span / MINUTE) });
  if (span < 2 * DAY) return t('time.hours_long', { count: Math.floor(span / HOUR) });
  return t('time.days_long', { count: Math.floor(span / DAY) });
}

/** `约 600 米`, `约 1.2 公里`: a distance, never closer than a hundred metres. */
export function sayDistance(metres: number): string {
  if (metres < 1000) return t('distance.metres', { count: Math.max(100, Math.round(metres / 100) * 100) });
  const kilometres =
    metres < 10_000 ? (metres / 1000).toFixed(1).replace(/\.0$/, '') : String(Math.round(metres / 1000));
  return t('distance.kilometres', { count: kilometres });
}
