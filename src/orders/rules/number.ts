import { localDate } from '../../shared/time.ts';

/**
 * What people say on the phone: the day, and a number nobody else has, four figures at least. Example: the 42nd number,
 * drawn on 23 November, gives `1123-0042`.
 */
export function orderNumber(at: Date, drawn: number, offsetMinutes: number): string {
  const [, month = '', day = ''] = localDate(at, offsetMinutes).split('-');
  return `${month}${day}-${String(drawn).padStart(4, '0')}`;
}
