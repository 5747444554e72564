import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';
import { firstIdAt } from '../../shared/ids.ts';
import type { BatchFigures } from '../rules/batch.ts';

/** Whether, and how often, a centre's orders are solved together. */
export interface BatchSetting {
  unitId: string;
  /** Null: off. */
  everyMinutes: number | null;
  sendsKinds: string[];
  nextAt: Date | null;
  version: number;
}

const SETTING_COLUMNS = `unit_id as "unitId", every_minutes as "everyMinutes", sends_kinds as "sendsKinds",
  next_at as "nextAt", version`;
const SETTING: Statement = {
  name: 'dispatch.batch_setting.read',
  text: `select ${SETTING_COLUMNS} from dispatch_batch_setting where network_id = $1 and unit_id = $2`,
};

/** What a centre has said about batches; undefined when it never did. */
export async function loadBatchSetting(connection: Connection, unitId: string): Promise<BatchSetting | undefined> {
  const rows = await connection.query<BatchSetting & Record<string, unknown>>(SETTING, [connection.networkId, unitId]);
  return rows[0];
}

const SAVE_SETTING: Statement = {
  name: 'dispatch.batch_setting.save',
  text: `with saved as (insert into dispatch_batch_setting (network_id, unit_id, every_minutes, sends_kinds, next_at)
      values ($1, $2, $3::smallint, $4::text[], $5::timestamptz)
      on conflict (network_id, unit_id) do update set every_minutes = excluded.every_minutes,
        sends_kinds = excluded.sends_kinds, next_at = excluded.next_at, version = dispatch_batch_setting.version + 1)
    ${eventInsert(6)}`,
};

/** Writes what a centre wishes from now on. */
export async function saveBatchSetting(
  connection: Connection,
  setting: Omit<BatchSetting, 'version'>,
  events: readonly EventRow[],
): Promise<void> {
  const { unitId, everyMinutes, sendsKinds, nextAt } = setting;
  const values = [connection.networkId, unitId, everyMinutes, sendsKinds, nextAt, JSON.stringify(events)];
  await connection.query(SAVE_SETTING, values);
}

const CLAIM_DUE: Statement = {
  name: 'dispatch.batch_setting.claim_due',
  text: `update dispatch_batch_setting set next_at = $2::timestamptz + make_interval(mins => least(every_minutes, 2))
    where network_id = $1 and unit_id = (select unit_id from dispatch_batch_setting
      where network_id = $1 and next_at <= $2 order by next_at limit 1 for update skip locked)
    returning ${SETTING_COLUMNS}`,
};

/**
 * Takes the centre whose batch has been due longest: of two servers one gets it. It is due again in two minutes, should
 * whoever took it fail or end before `putBatchForward`.
 */
export async function claimDueBatch(connection: Connection, now: Date): Promise<BatchSetting | undefined> {
  const rows = await connection.query<BatchSetting & Record<string, unknown>>(CLAIM_DUE, [connection.networkId, now]);
  return rows[0];
}

const PUT_FORWARD: Statement = {
  name: 'dispatch.batch_setting.put_forward',
  text: `update dispatch_batch_setting set next_at = $4::timestamptz + make_interval(mins => every_minutes)
    where network_id = $1 and unit_id = $2 and next_at = $3`,
};

/** Has the batch of a centre due again as the centre wishes, now that the one claimed at `now` is made; not where the wish changed since. */
export async function putBatchForward(connection: Connection, claimed: BatchSetting, now: Date): Promise<void> {
  await connection.query(PUT_FORWARD, [connection.networkId, claimed.unitId, claimed.nextAt, now]);
}

/** Whom a batch proposes for one place of an order. */
export interface ProposalRow {
  orderId: string;
  place: number;
  personId: string | null;
  teamId: string | null;
  metres: number | null;
  /** One by one would have proposed the same. */
  first: boolean;
  status: 'open' | 'sent' | 'refused' | 'overtaken';
}

/** A batch as it is kept. */
export interface BatchRow {
  id: string;
  unitId: string;
  madeAt: Date;
  orders: number;
  figures: { together: BatchFigures; oneByOne: BatchFigures };
}

const SAVE_BATCH: Statement = {
  name: 'dispatch.batch.save',
  text: `with overtaken as (update dispatch_proposal p set status = 'overtaken', settled_at = $4
      where p.network_id = $1 and p.status = 'open' and p.batch_id in
        (select id from dispatch_batch where network_id = $1 and unit_id = $3)),
    made as (insert into dispatch_batch (network_id, id, unit_id, made_at, orders, figures)
      values ($1, $2, $3, $4, $5, $6::jsonb) returning id),
    proposed as (insert into dispatch_proposal (network_id, batch_id, order_id, place, person_id, team_id, metres, first, status)
      select $1::uuid, (select id from made), p."orderId", p.place, p."personId", p."teamId", p.metres, p.first, 'open'
      from jsonb_to_recordset($7::jsonb) as p("orderId" uuid, place smallint, "personId" uuid, "teamId" uuid, metres int,
        first boolean))
    ${eventInsert(8)}`,
};

/** Writes a batch with its proposals; those of the centre's batches before that nobody settled are overtaken. */
export async function saveBatch(
  connection: Connection,
  batch: BatchRow,
  proposals: readonly Omit<ProposalRow, 'status'>[],
  events: readonly EventRow[],
): Promise<void> {
  const { id, unitId, madeAt, orders, figures } = batch;
  const values = [connection.networkId, id, unitId, madeAt, orders, JSON.stringify(figures)];
  await connection.query(SAVE_BATCH, [...values, JSON.stringify(proposals), JSON.stringify(events)]);
}

const BATCH_COLUMNS = 'id, unit_id as "unitId", made_at as "madeAt", orders, figures';
const LAST: Statement = {
  name: 'dispatch.batch.last',
  text: `select ${BATCH_COLUMNS} from dispatch_batch where network_id = $1 and unit_id = $2 order by id desc limit 1`,
};
const BY_ID: Statement = {
  name: 'dispatch.batch.by_id',
  text: `select ${BATCH_COLUMNS} from dispatch_batch where network_id = $1 and id = $2`,
};

/** The newest batch of a centre; undefined before the first. */
export async function loadLastBatch(connection: Connection, unitId: string): Promise<BatchRow | undefined> {
  return (await connection.query<BatchRow & Record<string, unknown>>(LAST, [connection.networkId, unitId]))[0];
}

/** A batch by its id. */
export async function loadBatch(connection: Connection, id: string): Promise<BatchRow | undefined> {
  return (await connection.query<BatchRow & Record<string, unknown>>(BY_ID, [connection.networkId, id]))[0];
}

const PROPOSALS: Statement = {
  name: 'dispatch.proposal.of_batch',
  text: `select order_id as "orderId", place, person_id as "personId", team_id as "teamId", metres, first, status
    from dispatch_proposal where network_id = $1 and batch_id = $2 order by order_id, place`,
};

/** What a batch proposed, by order and place. */
export function loadProposals(connection: Connection, batchId: string): Promise<ProposalRow[]> {
  return connection.query<ProposalRow & Record<string, unknown>>(PROPOSALS, [connection.networkId, batchId]);
}

const PROPOSALS_PAGE: Statement = {
  name: 'dispatch.proposal.page',
  text: `with listed as (select order_id, bool_and(coalesce(settled_at < $3::timestamptz, false)) as past
      from dispatch_proposal where network_id = $1 and batch_id = $2 group by order_id),
    page as (select * from listed where $4::boolean is null or (past, order_id) > ($4, $5::uuid)
      order by past, order_id limit $6)
    select p.order_id as "orderId", p.place, p.person_id as "personId", p.team_id as "teamId", p.metres, p.first, p.status,
      page.past from page join dispatch_proposal p on p.network_id = $1 and p.batch_id = $2 and p.order_id = page.order_id
    order by page.past, p.order_id, p.place`,
};

/** Where a page of proposals ended. */
export interface ProposalPlace {
  past: boolean;
  orderId: string;
}

/**
 * What a batch proposed for at most `limit` orders, by order and place; what was settled before an instant stands last. Whatever is
 * settled after it keeps its place.
 */
export function listProposals(
  connection: Connection,
  page: { batchId: string; settledBefore: Date | null; after: ProposalPlace | null; limit: number },
): Promise<(ProposalRow & { past: boolean })[]> {
  const { batchId, settledBefore, after, limit } = page;
  const values = [connection.networkId, batchId, settledBefore, after?.past ?? null, after?.orderId ?? null, limit];
  return connection.query<ProposalRow & { past: boolean } & Record<string, unknown>>(PROPOSALS_PAGE, values);
}

const COUNT: Statement = {
  name: 'dispatch.proposal.count',
  text: `select count(distinct order_id)::int as proposed, (count(distinct order_id) filter (where status = 'open'))::int as open
    from dispatch_proposal where network_id = $1 and batch_id = $2`,
};

/** For how many orders a batch proposed somebody, and how many of these nobody has settled. */
export async function countProposals(
  connection: Connection,
  batchId: string,
): Promise<{ proposed: number; open: number }> {
  const rows = await connection.query<{ proposed: number; open: number }>(COUNT, [connection.networkId, batchId]);
  return rows[0] ?? { proposed: 0, open: 0 };
}

const SETTLE: Statement = {
  name: 'dispatch.proposal.settle',
  text: `update dispatch_proposal set status = $4, settled_at = $5
    where network_id = $1 and batch_id = $2 and order_id = $3 and status = 'open'`,
};

/** Says what became of the proposals for an order. */
export async function settleProposals(
  connection: Connection,
  settled: { batchId: string; orderId: string; status: 'sent' | 'refused'; at: Date },
): Promise<void> {
  const { batchId, orderId, status, at } = settled;
  await connection.query(SETTLE, [connection.networkId, batchId, orderId, status, at]);
}

const FORGET: Statement = {
  name: 'dispatch.batch.forget',
  text: `with old as (select id from dispatch_batch where network_id = $1 and id < $2::uuid order by id limit $3),
      proposals as (delete from dispatch_proposal where network_id = $1 and batch_id in (select id from old))
    delete from dispatch_batch where network_id = $1 and id in (select id from old) returning 1 as one`,
};

/** Deletes the oldest batches of before an instant with what they proposed, at most `limit`; gives how many. */
export async function forgetBatches(connection: Connection, before: Date, limit: number): Promise<number> {
  return (await connection.query(FORGET, [connection.networkId, firstIdAt(before), limit])).length;
}
