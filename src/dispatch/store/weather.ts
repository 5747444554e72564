import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';
import type { WeatherNotice } from '../schema/week-ahead.ts';

type Row = WeatherNotice & Record<string, unknown>;

const COLUMNS = `id, unit_id as "unitId", weather, from_date::text as "from", until_date::text as "until"`;

const INSERT: Statement = {
  name: 'dispatch.weather.insert',
  text: `with noted as (
      insert into weather_notice (network_id, id, unit_id, weather, from_date, until_date)
      values ($1, $2, $3, $4, $5::date, $6::date) returning 1)
    ${eventInsert(7, 'exists (select 1 from noted)')}`,
};

/** Writes that weather is coming or came, with its event. */
export async function insertNotice(
  connection: Connection,
  { id, unitId, weather, from, until }: WeatherNotice,
  events: readonly EventRow[],
): Promise<void> {
  await connection.query(INSERT, [connection.networkId, id, unitId, weather, from, until, JSON.stringify(events)]);
}

const WITHDRAW: Statement = {
  name: 'dispatch.weather.withdraw',
  text: `with withdrawn as (
      update weather_notice set withdrawn_at = $3 where network_id = $1 and id = $2 and withdrawn_at is null returning 1)
    ${eventInsert(4, 'exists (select 1 from withdrawn)')}`,
};

/** Takes a notice back, with its event; nothing when that was done before. */
export async function withdrawNotice(
  connection: Connection,
  id: string,
  at: Date,
  events: readonly EventRow[],
): Promise<void> {
  await connection.query(WITHDRAW, [connection.networkId, id, at, JSON.stringify(events)]);
}

const ONE: Statement = {
  name: 'dispatch.weather.one',
  text: `select ${COLUMNS} from weather_notice where network_id = $1 and id = $2`,
};

/** One notice, those taken back too; undefined: there is none of this id. */
export async function findNotice(connection: Connection, id: string): Promise<WeatherNotice | undefined> {
  return (await connection.query<Row>(ONE, [connection.networkId, id]))[0];
}

const SINCE: Statement = {
  name: 'dispatch.weather.since',
  text: `select ${COLUMNS} from weather_notice where network_id = $1 and unit_id = any($2::uuid[]) and withdrawn_at is null
    and until_date >= $3::date order by from_date, id`,
};

/** Notices of some units that stand and end on a local date or later, by their first day. */
export function noticesSince(
  connection: Connection,
  unitIds: readonly string[],
  since: string,
): Promise<WeatherNotice[]> {
  return connection.query<Row>(SINCE, [connection.networkId, unitIds, since]);
}
