import type { Context } from '../../platform/context.ts';
import { localDate } from '../../shared/time.ts';
import { loadPolicies } from '../actions.ts';
import { calendarOf, missingYears } from '../rules/calendar.ts';

/** A network, and the years ahead of which it does not know what was announced. */
export interface UnknownYears {
  id: string;
  code: string;
  years: number[];
}

/** Of each network that is no demo, the years ahead whose holidays it does not know; mostly none. `now`: seen from then. */
export async function readUnknownYears(context: Context, now = context.clock.now()): Promise<UnknownYears[]> {
  const networks = (await context.database.networks()).filter(({ demo }) => !demo);
  return Promise.all(
    networks.map(async ({ id, code }) => {
      const { calendar } = await loadPolicies(context, id);
      return { id, code, years: missingYears(localDate(now, calendarOf(calendar).offsetMinutes), calendar.dates) };
    }),
  );
}
