import { loadTree } from '../../organisation/actions.ts';
import { pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import { eventRows } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import { daysBetween } from '../rules/week-ahead/history.ts';
import type { WeatherInput, WeatherNotice } from '../schema/week-ahead.ts';
import { findNotice, insertNotice, withdrawNotice } from '../store/weather.ts';

/** A notice spans at most so many days: more is a season, and stands in the calendar. */
const MOST_DAYS = 31;

/**
 * Notes weather that is coming or came, for the city or a centre and all below it: by a dispatcher there or above, a person or
 * another system's key. Event `dispatch.weather_noted`. Problems `platform.not_found`, `platform.forbidden`,
 * `dispatch.weather_unit`, `dispatch.weather_days` (422).
 */
export async function noteWeather(
  context: Context,
  actor: Actor,
  { unitId, weather, from, until }: WeatherInput & { unitId: string },
  attempt?: Attempt,
): Promise<WeatherNotice> {
  const unit = mayNote(await loadTree(context, actor.networkId), actor, unitId);
  if (unit.level !== 'city' && unit.level !== 'centre')
    throw new Problem('dispatch.weather_unit', 422, 'Weather is noted for the city or for a county’s centre.');
  const days = daysBetween(from, until) + 1;
  if (days < 1 || days > MOST_DAYS)
    throw new Problem('dispatch.weather_days', 422, 'The last day comes after the first, and at most 31 days later.', {
      field: '/until',
    });
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const notice = { id: newId(at), unitId, weather, from, until };
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: notice.id, at });
    if (first) return (await findNotice(connection, first.subjectId ?? '')) ?? notice;
    const event = { kind: 'dispatch.weather_noted', subjectKind: 'weather', subjectId: notice.id, unitId };
    await insertNotice(connection, notice, eventRows([{ ...event, body: { weather, from, until } }], actor, at));
    return notice;
  });
}

/**
 * Says that noted weather does not come or did not: by whoever may note it. What it would have brought is not expected, and
 * nothing is learned from it. Event `dispatch.weather_withdrawn`. Problems `platform.not_found`, `platform.forbidden`.
 */
export async function withdrawWeather(context: Context, actor: Actor, id: string, attempt?: Attempt): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: id, at })) return;
    const notice = await findNotice(connection, id);
    if (!notice) throw notFound();
    mayNote(tree, actor, notice.unitId);
    const event = { kind: 'dispatch.weather_withdrawn', subjectKind: 'weather', subjectId: id, unitId: notice.unitId };
    await withdrawNotice(connection, id, at, eventRows([event], actor, at));
  });
}

function mayNote(tree: Tree, actor: Actor, unitId: string) {
  const unit = tree.units.get(unitId);
  if (!unit) throw notFound();
  if (!holdsRole(actor, ['dispatcher'], pathOf(tree, unitId))) throw forbidden();
  return unit;
}
