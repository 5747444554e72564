import type { Connection } from '../../platform/database.ts';
import { firstIdAt } from '../../shared/ids.ts';
import { agedBetween, busyBetween, loadsSince, peopleIn, reviewsSince, type Since } from '../store/serving.ts';

/** How long an order counts for fairness, and a review for its term of the score. */
const LOAD_DAYS = 28;
const REVIEW_DAYS = 180;
const DAY = 86_400_000;

/** What people and teams have served lately, by id; who has nothing of a kind is absent. */
export interface Serving {
  /** Orders on hand, or served in the last 28 days. */
  loads: ReadonlyMap<string, number>;
  /** Reviews of the last 180 days, 0 to 100, drawn to 50 where there are few. */
  reviews: ReadonlyMap<string, number>;
}

function sinceAt(at: Date): Since {
  const before = (days: number) => firstIdAt(new Date(at.getTime() - days * DAY));
  return { loads: before(LOAD_DAYS), reviews: before(REVIEW_DAYS) };
}

/** What everybody has served lately, or those asked for. */
export async function readServing(connection: Connection, at: Date, ids?: readonly string[]): Promise<Serving> {
  const since = sinceAt(at);
  return {
    loads: await loadsSince(connection, since, ids),
    reviews: await reviewsSince(connection, since, ids),
  };
}

/** For whom something counted at `from` that does not count at `to` any more. */
export function servingAged(connection: Connection, from: Date, to: Date): Promise<string[]> {
  return agedBetween(connection, sinceAt(from), sinceAt(to));
}

/** Everybody who has or had a part in one of these orders. */
export function peopleInOrders(connection: Connection, orderIds: readonly string[]): Promise<string[]> {
  return peopleIn(connection, orderIds);
}

/** Which of these people have promised another order a time that overlaps this one. */
export function busyDuring(
  connection: Connection,
  personIds: readonly string[],
  span: { from: Date; to: Date },
): Promise<string[]> {
  return busyBetween(connection, personIds, span.from, span.to);
}
