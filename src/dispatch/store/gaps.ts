import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';
import type { WavesOver } from '../rules/plan.ts';

/** An order below a unit that volunteers were asked about and that has empty places. */
export interface EmptyRow {
  kind: string | null;
  placeUnitId: string;
  earliestAt: Date | null;
  chance: number;
  over: WavesOver | null;
}

const EMPTY: Statement = {
  name: 'dispatch.gaps.empty',
  text: `select o.kind, o.place_unit_id as "placeUnitId", o.earliest_at as "earliestAt", w.chance, w.over
    from order_listing l join wave_plan w on w.network_id = $1 and w.order_id = l.order_id
      and (w.next_at is not null or w.over in ('exhausted', 'late'))
    join orders o on o.network_id = $1 and o.id = l.order_id
    where l.network_id = $1 and l.ancestor_id = $2 and not l.confidential and l.status in ('triaged', 'dispatched')
    order by l.order_id limit $3`,
};

/** Orders below a unit whose waves go on or ended without filling them, the oldest first, at most `limit`. */
export function listEmpty(connection: Connection, unitId: string, limit: number): Promise<EmptyRow[]> {
  return connection.query<EmptyRow & Record<string, unknown>>(EMPTY, [connection.networkId, unitId, limit]);
}

const FLOW: Statement = {
  name: 'dispatch.gaps.flow',
  text: `select
      (select count(*)::int from order_listing l where l.network_id = $1 and l.ancestor_id = $2 and not l.confidential
        and l.order_id >= $3::uuid) as "cameIn",
      (select count(distinct a.order_id)::int from assignment a join order_listing l on l.network_id = $1
        and l.order_id = a.order_id and l.ancestor_id = $2 and not l.confidential
        where a.network_id = $1 and a.id >= $3::uuid) as taken,
      (select count(*)::int from order_listing l where l.network_id = $1 and l.ancestor_id = $2 and not l.confidential
        and l.status in ('submitted', 'triaged', 'dispatched')) as waiting`,
};

/** Orders below a unit that came in and that were taken since an id, and how many have nobody yet. */
export async function countFlow(
  connection: Connection,
  unitId: string,
  since: string,
): Promise<{ cameIn: number; taken: number; waiting: number }> {
  const values = [connection.networkId, unitId, since];
  const [row] = await connection.query<{ cameIn: number; taken: number; waiting: number }>(FLOW, values);
  return row ?? { cameIn: 0, taken: 0, waiting: 0 };
}

const TOLD: Statement = {
  name: 'dispatch.gaps.told',
  text: 'select level, at from gap_told where network_id = $1 and unit_id = $2',
};

/** What a centre was told last of its gap: level, and when it grew to it; level 0 where it never was. */
export async function loadTold(connection: Connection, unitId: string): Promise<{ level: number; at: Date | null }> {
  const [row] = await connection.query<{ level: number; at: Date }>(TOLD, [connection.networkId, unitId]);
  return row ?? { level: 0, at: null };
}

const TELL: Statement = {
  name: 'dispatch.gaps.tell',
  text: `with told as (
      insert into gap_told as t (network_id, unit_id, level, at) values ($1, $2, $3, $4)
      on conflict (network_id, unit_id) do update set level = excluded.level, at = excluded.at
        where t.level = $5 returning 1)
    ${eventInsert(6, 'exists (select 1 from told)')}`,
};

/** Writes what a centre is told now, with its event; nothing when another server did since `before` was read. */
export async function saveTold(
  connection: Connection,
  { unitId, level, before, at }: { unitId: string; level: number; before: number; at: Date },
  events: readonly EventRow[],
): Promise<void> {
  await connection.query(TELL, [connection.networkId, unitId, level, at, before, JSON.stringify(events)]);
}

const BUSY: Statement = {
  name: 'dispatch.gaps.centres',
  text: `select distinct l.ancestor_id as id from wave_plan w join order_listing l on l.network_id = $1
      and l.order_id = w.order_id and l.ancestor_id = any($2::uuid[])
    where w.network_id = $1 and (w.next_at is not null or (w.over in ('exhausted', 'late') and w.fill_by > $3))
    union select unit_id from gap_told where network_id = $1 and level > 0 and unit_id = any($2::uuid[])`,
};

/** Which of these units have orders that people are asked about, or were told of a gap. */
export async function unitsAsking(connection: Connection, unitIds: readonly string[], since: Date): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(BUSY, [connection.networkId, unitIds, since]);
  return rows.map((row) => row.id);
}
