import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';
import type { Absence } from '../rules/absence.ts';

const COLUMNS = `order_id as "orderId", person_id as "personId", expected_at as "expectedAt", reported_at as "reportedAt",
  reported_by as "reportedBy", contested_at as "contestedAt", words, decided_at as "decidedAt", stands`;

const REPORT: Statement = {
  name: 'dispatch.absence.report',
  text: `with reported as (
      insert into absence (network_id, order_id, person_id, expected_at, reported_at, reported_by)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1)
    ${eventInsert(7, 'exists (select 1 from reported)')}`,
};

/** Writes that somebody stayed away, with its event; nothing when that stands already. */
export async function insertAbsence(
  connection: Connection,
  absence: Pick<Absence, 'orderId' | 'personId' | 'expectedAt' | 'reportedAt' | 'reportedBy'>,
  events: readonly EventRow[],
): Promise<void> {
  const { orderId, personId, expectedAt, reportedAt, reportedBy } = absence;
  const values = [connection.networkId, orderId, personId, expectedAt, reportedAt, reportedBy];
  await connection.query(REPORT, [...values, JSON.stringify(events)]);
}

const CONTEST: Statement = {
  name: 'dispatch.absence.contest',
  text: `with contested as (
      update absence set contested_at = $4, words = $5
      where network_id = $1 and order_id = $2 and person_id = $3 and contested_at is null and decided_at is null returning 1)
    ${eventInsert(6, 'exists (select 1 from contested)')}`,
};

/** Writes that the person says it was not so; nothing when they did before, or it was decided. */
export async function contest(
  connection: Connection,
  { orderId, personId }: Pick<Absence, 'orderId' | 'personId'>,
  { at, words }: { at: Date; words: string | null },
  events: readonly EventRow[],
): Promise<void> {
  await connection.query(CONTEST, [connection.networkId, orderId, personId, at, words, JSON.stringify(events)]);
}

const DECIDE: Statement = {
  name: 'dispatch.absence.decide',
  text: `with decided as (
      update absence set decided_at = $4, decided_by = $5, stands = $6
      where network_id = $1 and order_id = $2 and person_id = $3 and decided_at is null returning 1)
    ${eventInsert(7, 'exists (select 1 from decided)')}`,
};

/** Writes whether an absence stands; nothing when that was decided before. */
export async function decide(
  connection: Connection,
  { orderId, personId }: Pick<Absence, 'orderId' | 'personId'>,
  { at, by, stands }: { at: Date; by: string; stands: boolean },
  events: readonly EventRow[],
): Promise<void> {
  await connection.query(DECIDE, [connection.networkId, orderId, personId, at, by, stands, JSON.stringify(events)]);
}

const OF_ORDER: Statement = {
  name: 'dispatch.absence.of_order',
  text: `select ${COLUMNS} from absence where network_id = $1 and order_id = $2 order by reported_at, person_id`,
};

/** Who is said to have stayed away from an order, the first reported first; at most as many as had a part in it. */
export function absencesOfOrder(connection: Connection, orderId: string): Promise<Absence[]> {
  return connection.query<Absence & Record<string, unknown>>(OF_ORDER, [connection.networkId, orderId]);
}

const OF_PERSON: Statement = {
  name: 'dispatch.absence.of_person',
  text: `select ${COLUMNS},
      (select o.kind from orders o where o.network_id = $1 and o.id = absence.order_id and not o.confidential) as kind
    from absence where network_id = $1 and person_id = $2 and reported_at > $3 order by reported_at desc`,
};

/** What is said of one person since an instant, newest first, with the kind of help it was. */
export function absencesOfPerson(
  connection: Connection,
  personId: string,
  since: Date,
): Promise<(Absence & { kind: string | null })[]> {
  const values = [connection.networkId, personId, since];
  return connection.query<Absence & { kind: string | null } & Record<string, unknown>>(OF_PERSON, values);
}

const COUNTING = `select person_id as id, count(*)::int as value from absence
  where network_id = $1 and reported_at > $2 and coalesce(stands, contested_at is null)`;
const ALL: Statement = { name: 'dispatch.absence.counting', text: `${COUNTING} group by person_id` };
const OF: Statement = {
  name: 'dispatch.absence.counting_of',
  text: `${COUNTING} and person_id = any($3::uuid[]) group by person_id`,
};

/** How many absences since an instant count, by person; who has none is absent from it. */
export async function countAbsences(
  connection: Connection,
  since: Date,
  ids?: readonly string[],
): Promise<Map<string, number>> {
  const values = [connection.networkId, since, ...(ids ? [ids] : [])];
  const rows = await connection.query<{ id: string; value: number }>(ids ? OF : ALL, values);
  return new Map(rows.map((row) => [row.id, row.value]));
}

const AGED: Statement = {
  name: 'dispatch.absence.aged',
  text: 'select distinct person_id as id from absence where network_id = $1 and reported_at > $2 and reported_at <= $3',
};

/** Of whom something was reported after `from` and not after `to`. */
export async function absentBetween(connection: Connection, from: Date, to: Date): Promise<string[]> {
  return (await connection.query<{ id: string }>(AGED, [connection.networkId, from, to])).map((row) => row.id);
}

const FORGET: Statement = {
  name: 'dispatch.absence.forget',
  text: 'delete from absence where network_id = $1 and reported_at < $2',
};

/** Deletes what was reported before an instant. */
export async function forgetAbsences(connection: Connection, before: Date): Promise<void> {
  await connection.query(FORGET, [connection.networkId, before]);
}

const ERASE: Statement = {
  name: 'dispatch.absence.erase',
  text: 'delete from absence where network_id = $1 and person_id = $2',
};

/** Deletes everything that is said of one person. */
export async function eraseAbsences(connection: Connection, personId: string): Promise<void> {
  await connection.query(ERASE, [connection.networkId, personId]);
}
