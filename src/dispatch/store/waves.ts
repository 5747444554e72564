import type { Connection, Statement } from '../../platform/database.ts';
import type { AcceptanceCell, DistanceBand, Tally } from '../rules/acceptance.ts';
import type { WavePlan } from '../rules/plan.ts';

const PLAN = `order_id as "orderId", round, wave, asked, spent, chance, started_at as "startedAt", started_by as "startedBy",
  fill_by as "fillBy", next_at as "nextAt", over`;

const ONE_AT_A_TIME: Statement = {
  name: 'dispatch.waves.one_at_a_time',
  text: `select pg_advisory_xact_lock(hashtextextended('dispatch.waves ' || $1::uuid, 0))`,
};

/**
 * Lets nobody else of the network decide whom to ask until the transaction ends: two waves that did not see each other's
 * messages would ask somebody beyond those of the week.
 */
export async function decideAlone(connection: Connection): Promise<void> {
  await connection.query(ONE_AT_A_TIME, [connection.networkId]);
}

const DUE: Statement = {
  name: 'dispatch.waves.due',
  text: `select w.order_id as "orderId" from wave_plan w join orders o on o.network_id = $1 and o.id = w.order_id
    where w.network_id = $1 and w.next_at is not null and (w.next_at <= $2 or (o.status <> 'dispatched' and w.wave > 0))
    order by w.next_at limit $3`,
};

/**
 * Orders whose next wave is due, the longest due first, and those that went out of the state in which waves are sent. Locks
 * nothing.
 */
export async function listDuePlans(connection: Connection, now: Date, limit: number): Promise<string[]> {
  const rows = await connection.query<{ orderId: string }>(DUE, [connection.networkId, now, limit]);
  return rows.map((row) => row.orderId);
}

const LOCK: Statement = {
  name: 'dispatch.waves.lock',
  text: `select ${PLAN} from wave_plan where network_id = $1 and order_id = $2 and next_at is not null for update skip locked`,
};

/** Locks the plan of an order whose waves go on; undefined when they do not, or another server has it. */
export async function lockPlan(connection: Connection, orderId: string): Promise<WavePlan | undefined> {
  return (await connection.query<WavePlan & Record<string, unknown>>(LOCK, [connection.networkId, orderId]))[0];
}

const FIND: Statement = {
  name: 'dispatch.waves.find',
  text: `select ${PLAN} from wave_plan where network_id = $1 and order_id = $2`,
};

/** The plan of an order's waves, going on or over; undefined when it never had one. */
export async function findPlan(connection: Connection, orderId: string): Promise<WavePlan | undefined> {
  return (await connection.query<WavePlan & Record<string, unknown>>(FIND, [connection.networkId, orderId]))[0];
}

const SAVE: Statement = {
  name: 'dispatch.waves.save',
  text: `insert into wave_plan (network_id, order_id, round, wave, asked, spent, chance, started_at, started_by, fill_by, next_at, over)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict (network_id, order_id) do update set round = excluded.round, wave = excluded.wave, asked = excluded.asked,
      spent = excluded.spent, chance = excluded.chance, started_at = excluded.started_at, started_by = excluded.started_by,
      fill_by = excluded.fill_by, next_at = excluded.next_at, over = excluded.over`,
};

/** Writes the plan of an order's waves, new or changed. */
export async function savePlan(connection: Connection, plan: WavePlan): Promise<void> {
  const { orderId, round, wave, asked, spent, chance, startedAt, startedBy, fillBy, nextAt, over } = plan;
  const values = [orderId, round, wave, asked, spent, chance, startedAt, startedBy, fillBy, nextAt, over];
  await connection.query(SAVE, [connection.networkId, ...values]);
}

const PUT_OFF: Statement = {
  name: 'dispatch.waves.put_off',
  text: 'update wave_plan set next_at = $3 where network_id = $1 and order_id = $2 and next_at is not null',
};

/** Looks at the plan of an order again at another time, if its waves go on. */
export async function putOff(connection: Connection, orderId: string, nextAt: Date): Promise<void> {
  await connection.query(PUT_OFF, [connection.networkId, orderId, nextAt]);
}

/** Somebody who was asked in a wave, or considered and not asked. */
export interface Asking extends AcceptanceCell {
  orderId: string;
  round: number;
  personId: string;
  wave: number | null;
  place: number;
  whyNot: 'spent' | 'further' | null;
  distanceMetres: number | null;
  score: number;
  terms: { name: string; points: number }[];
}

const ASK: Statement = {
  name: 'dispatch.waves.ask',
  text: `insert into asking (network_id, order_id, round, person_id, wave, place, why_not, at, kind, hour_band, distance_band,
      distance_metres, score, terms)
    select $1, a."orderId", a."round", a."personId", a."wave", a."place", a."whyNot", $3, a."kind", a."hour", a."distance",
      a."distanceMetres", a."score", a."terms"
    from jsonb_to_recordset($2::jsonb) as a("orderId" uuid, "round" smallint, "personId" uuid, "wave" smallint,
      "place" smallint, "whyNot" text, "kind" text, "hour" text, "distance" text, "distanceMetres" int, "score" int, "terms" jsonb)
    on conflict (network_id, order_id, round, person_id) do update set wave = excluded.wave, place = excluded.place,
      why_not = excluded.why_not, at = excluded.at, distance_metres = excluded.distance_metres, score = excluded.score,
      terms = excluded.terms where asking.wave is null`,
};

/** Writes who was asked and who was considered; who was asked once in the round stays so. */
export async function saveAskings(connection: Connection, askings: readonly Asking[], at: Date): Promise<void> {
  await connection.query(ASK, [connection.networkId, JSON.stringify(askings), at]);
}

const WAITING: Statement = {
  name: 'dispatch.waves.waiting',
  text: `select coalesce(a.distance_band, 'unknown') as distance, f.offered_at as "askedAt"
    from order_offer f left join asking a on a.network_id = $1 and a.order_id = f.order_id and a.round = f.round
      and a.person_id = f.person_id
    where f.network_id = $1 and f.order_id = $2 and f.status = 'open' and f.person_id is not null`,
};

/** Those asked by name about an order who have not answered: when, and how far they live as far as it is known. */
export function listWaiting(
  connection: Connection,
  orderId: string,
): Promise<{ distance: DistanceBand; askedAt: Date }[]> {
  return connection.query(WAITING, [connection.networkId, orderId]);
}

const COUNT: Statement = {
  name: 'dispatch.waves.count',
  text: `with told as (
      update asking a set counted = true where a.network_id = $1 and a.order_id = $2 and not a.counted and a.wave is not null
      returning a.round, a.person_id, a.kind, a.hour_band, a.distance_band),
    answered as (
      select t.*, f.status = 'accepted' as yes, extract(epoch from f.answered_at - f.offered_at) / 60 as minutes
      from told t join order_offer f on f.network_id = $1 and f.order_id = $2 and f.round = t.round and f.person_id = t.person_id),
    tallied as (
      insert into acceptance_tally as b (network_id, month, kind, hour_band, distance_band, asked, accepted)
      select $1::uuid, $3::date, kind, hour_band, distance_band, count(*), count(*) filter (where yes) from answered
      group by kind, hour_band, distance_band
      on conflict (network_id, month, kind, hour_band, distance_band) do update
        set asked = b.asked + excluded.asked, accepted = b.accepted + excluded.accepted)
    insert into acceptance_prompt as p (network_id, month, within, accepted)
    select $1::uuid, $3::date, width_bucket(minutes::float8, $4::float8[]), count(*) from answered where yes group by 3
    on conflict (network_id, month, within) do update set accepted = p.accepted + excluded.accepted`,
};

/**
 * Counts what came of an order's messages, each once, in the month that begins on `month` (local date). `steps` are the
 * minutes by which yeses are told apart.
 */
export async function countAnswers(
  connection: Connection,
  orderId: string,
  month: string,
  steps: readonly number[],
): Promise<void> {
  await connection.query(COUNT, [connection.networkId, orderId, month, steps]);
}

const TALLIES: Statement = {
  name: 'dispatch.waves.tallies',
  text: `select kind, hour_band as hour, distance_band as distance, sum(asked)::int as asked, sum(accepted)::int as accepted
    from acceptance_tally where network_id = $1 and month >= $2::date group by kind, hour_band, distance_band`,
};
const PROMPT: Statement = {
  name: 'dispatch.waves.prompt',
  text: `select within, sum(accepted)::int as accepted from acceptance_prompt where network_id = $1 and month >= $2::date
    group by within order by within`,
};

/** What came of messages since the month that begins on `since` (local date): by cell, and how soon yeses came. */
export async function loadTallies(
  connection: Connection,
  since: string,
): Promise<{ tallies: (AcceptanceCell & Tally)[]; prompt: { within: number; accepted: number }[] }> {
  const values = [connection.networkId, since];
  return {
    tallies: await connection.query<AcceptanceCell & Tally & Record<string, unknown>>(TALLIES, values),
    prompt: await connection.query<{ within: number; accepted: number }>(PROMPT, values),
  };
}

const FORGET: Statement = {
  name: 'dispatch.waves.forget',
  text: `with gone as (delete from asking where network_id = $1 and (order_id, round, person_id) in (
      select order_id, round, person_id from asking where network_id = $1 and at < $2 limit $3) returning 1)
    select count(*)::int as gone from gone`,
};

/** Deletes why people were asked before an instant, at most `limit`; gives how many. */
export async function forgetAskings(connection: Connection, before: Date, limit: number): Promise<number> {
  const [row] = await connection.query<{ gone: number }>(FORGET, [connection.networkId, before, limit]);
  return row?.gone ?? 0;
}

const EXPORT: Statement = {
  name: 'dispatch.waves.export',
  text: `select order_id as "orderId", wave is not null as asked, why_not as "whyNot", at, terms from asking
    where network_id = $1 and person_id = $2 order by at`,
};

/** Everything that says why one person was or was not asked, oldest first. */
export function exportAskings(connection: Connection, personId: string): Promise<Record<string, unknown>[]> {
  return connection.query(EXPORT, [connection.networkId, personId]);
}

const ERASE: Statement = {
  name: 'dispatch.waves.erase',
  text: 'delete from asking where network_id = $1 and person_id = $2',
};

/** Deletes everything that says why one person was or was not asked. */
export async function eraseAskings(connection: Connection, personId: string): Promise<void> {
  await connection.query(ERASE, [connection.networkId, personId]);
}
