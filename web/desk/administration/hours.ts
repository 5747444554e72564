import type { UnitDetail } from '../../../src/organisation/schema.ts';
import { t } from '../../ui/language.ts';
import { sayWeekday } from '../../ui/times.ts';

/** `周一到周五 09:00–17:00`, each span after the other. */
export function hoursText(hours: NonNullable<UnitDetail['openingHours']>): string {
  return hours
    .map((each) => t('desk.unit.hours_span', { days: daysText(each.days), opens: each.opens, closes: each.closes }))
    .join(t('desk.comma'));
}

/** `周一到周五`, or the days one by one where they do not follow each other. */
function daysText(days: readonly number[]): string {
  const sorted = [...days].sort((a, b) => a - b);
  const [first, last] = [sorted[0] ?? 1, sorted.at(-1) ?? 1];
  if (sorted.length > 2 && last - first === sorted.length - 1)
    return t('desk.unit.days', { from: sayWeekday(first), to: sayWeekday(last) });
  return sorted.map(sayWeekday).join(t('desk.list'));
}
