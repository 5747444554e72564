import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Ground, loadGround } from '../../orders/actions/ground.ts';
import { centreOf, isOpen, pathOf, subtreeOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { firstIdAt } from '../../shared/ids.ts';
import { forbidden, notFound } from '../../shared/problem.ts';
import { dateAfter, localDate } from '../../shared/time.ts';
import { daysBetween, historyOf } from '../rules/week-ahead/history.ts';
import { type ExpectedKind, type Ground as WeekGround, weekAhead } from '../rules/week-ahead/week.ts';
import type { WeekAhead, WeekKind } from '../schema/week-ahead.ts';
import { noticesSince } from '../store/weather.ts';
import { type Counting, type CountRow, countKnown, countPast } from '../store/week-ahead.ts';
import { readAcceptance } from './acceptance.ts';
import { indexOf } from './live-index.ts';
import { helpersFor, type Looking } from './week-helpers.ts';

/** The history that is read: a year and what a festival of the moon's year drifts by. */
const HISTORY_DAYS = 400;
const WEEK_DAYS = 7;
/** What was counted of days that are over is kept so long. */
const KEPT_MILLISECONDS = 300_000;
/** Kinds shown with a figure, and as many without; and of either those for which helpers are looked for. */
const SHOWN = 30;
const WITH_HELPERS = 12;
const UNSEEN_WITH_HELPERS = 6;
const LEVELS = ['city', 'centre', 'institute', 'station', 'point'] as const;

/**
 * What a unit should expect in the seven days after today: orders by kind and day with a span, where that comes from, and
 * who could meet them. For its dispatchers and observers and those above. Problems `platform.not_found`, `platform.forbidden`.
 */
export async function readWeekAhead(context: Context, actor: Actor, unitId: string): Promise<WeekAhead> {
  const ground = await loadGround(context, actor.networkId);
  const { tree, calendar } = ground;
  if (!LEVELS.some((level) => level === tree.units.get(unitId)?.level)) throw notFound();
  if (!holdsRole(actor, ['dispatcher', 'observer'], pathOf(tree, unitId))) throw forbidden();
  const now = context.clock.now();
  const centreId = centreOf(tree, unitId);
  const counting = countingOf(ground, unitId, centreId);
  const today = localDate(now, calendar.offsetMinutes);
  const counts = await pastCounts(context, actor.networkId, { unitId, counting, today });
  const held = await indexOf(context, actor.networkId).catchUp();
  return context.database.transaction(actor.networkId, async (connection) => {
    const notices = await noticesSince(connection, pathOf(tree, centreId), dateAfter(today, -HISTORY_DAYS));
    const week = weekAhead({
      ...{ today, calendar },
      history: historyOf(counts, today, calendar),
      ...{ raises: ground.policies.expecting.raises, assumptionWeight: ground.policies.expecting.assumptionWeight },
      weather: notices,
      known: await knownOrders(connection, counting, today),
      ...{ isCounty: counting.placeIds === null, evenShare: evenShare(tree, unitId, centreId, today) },
    });
    const learned = await readAcceptance(connection, ground, now);
    const weekdays = week.days.map((day) => day.weekday);
    const looking = { actor, held, ground, learned, unitId, centreId, now, weekdays };
    return {
      ...{ unitId, centreId, asOf: now.toISOString(), hasHistory: week.hasHistory },
      days: week.days.map(({ date, isHoliday, isMadeUp }) => ({ date, isHoliday, isMadeUp })),
      weather: notices.filter(({ until }) => until >= today),
      mayNote: holdsRole(actor, ['dispatcher'], pathOf(tree, centreId)),
      kinds: await shownKinds(connection, week.kinds, looking),
    };
  });
}

function countingOf(ground: Ground, unitId: string, centreId: string): Counting {
  return {
    centreId,
    placeIds: unitId === centreId ? null : subtreeOf(ground.tree, unitId),
    kinds: [...ground.policies.kinds.values()].filter((kind) => kind.volunteerDispatchable).map((kind) => kind.id),
    offsetMinutes: ground.calendar.offsetMinutes,
  };
}

/** Counts of the days before today, usually from memory: they change no more, but for what is triaged anew. */
function pastCounts(
  context: Context,
  networkId: string,
  { unitId, counting, today }: { unitId: string; counting: Counting; today: string },
): Promise<CountRow[]> {
  const since = firstIdAt(new Date(Date.parse(dateAfter(today, -HISTORY_DAYS))));
  return context.memo.get(`dispatch.week_ahead:${networkId}:${unitId}:${today}`, KEPT_MILLISECONDS, () =>
    context.database.transaction(networkId, (connection) => countPast(connection, counting, since)),
  );
}

async function knownOrders(connection: Connection, counting: Counting, today: string): Promise<WeekGround['known']> {
  const midnight = (date: string) => new Date(Date.parse(date) - counting.offsetMinutes * 60_000);
  const tomorrow = dateAfter(today, 1);
  const span = { from: midnight(tomorrow), until: midnight(dateAfter(tomorrow, WEEK_DAYS)) };
  const known = new Map<string, number[]>();
  for (const { date, kind, unit } of await countKnown(connection, counting, span)) {
    const days = known.get(kind) ?? Array.from({ length: WEEK_DAYS }, () => 0);
    known.set(kind, days);
    days[daysBetween(tomorrow, date)] = unit;
  }
  return known;
}

/** The unit's part of its county's stations; one of them where it has none. */
function evenShare(tree: Tree, unitId: string, centreId: string, today: string): number {
  const stations = (id: string) =>
    subtreeOf(tree, id).filter((each) => {
      const unit = tree.units.get(each);
      return unit?.level === 'station' && isOpen(unit, today);
    }).length;
  return Math.max(1, stations(unitId)) / Math.max(1, stations(centreId));
}

async function shownKinds(
  connection: Connection,
  kinds: readonly ExpectedKind[],
  looking: Looking,
): Promise<WeekKind[]> {
  const shown: WeekKind[] = [];
  const figured = kinds.filter((each) => each.week !== null);
  const others = kinds.filter((each) => each.week === null);
  const few = figured.length > 0 ? UNSEEN_WITH_HELPERS : WITH_HELPERS;
  const looked = new Set([...figured.slice(0, WITH_HELPERS), ...others.slice(0, few)]);
  for (const each of [...figured.slice(0, SHOWN), ...others.slice(0, SHOWN)]) {
    // Each looks at everybody once: a page must not hold up another.
    await nextTurn();
    const { kind, known, days, week, lastYear, lately, reasons } = each;
    shown.push({
      ...{ kind, known, lastYear, lately: oneDecimal(lately) },
      days: days?.map(oneDecimal) ?? null,
      week: week && { ...week, mean: oneDecimal(week.mean) },
      reasons: reasons.map(({ raise: { id, nameZh, nameEn }, times, days: during }) => ({
        ...{ id, nameZh, nameEn, times: Math.round(times * 100) / 100, days: during },
      })),
      helpers: looked.has(each) ? await helpersFor(connection, each, looking) : null,
    });
  }
  return shown;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
