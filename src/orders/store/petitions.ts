import type { Connection, Statement } from '../../platform/database.ts';
import type { Nature, Status, Urgency } from '../schema/states.ts';
import { besideComplaints, type ClockPlace, type NotAbout, notAboutValues } from './list.ts';

/** A row of the register or the inbox, as it is read. */
export interface ListedPetition {
  id: string;
  number: string;
  status: Status;
  nature: Nature | null;
  kind: string | null;
  urgency: Urgency | null;
  /** What was last masked for the department; null: nothing yet. */
  masked: { id: string; words: string | null; sealed: Buffer | null } | null;
  unitId: string;
  departmentId: string | null;
  submittedAt: Date;
  statusSince: Date;
  warnAt: Date | null;
  dueAt: Date | null;
  noticeBy: Date | null;
  resolveBy: Date | null;
  objections: number;
  disputes: number;
  extensionAsked: number;
  questionOpen: boolean;
  instructionDueBy: Date | null;
  escalations: number;
  outcome: string | null;
  historical: boolean;
}

const SHOWN = `o.id, o.number, o.status, o.nature, o.kind, o.urgency, o.unit_id as "unitId", o.department_id as "departmentId",
  o.submitted_at as "submittedAt", o.status_since as "statusSince", o.warn_at as "warnAt", o.due_at as "dueAt", o.escalations,
  o.outcome, o.historical, p.notice_by as "noticeBy", p.resolve_by as "resolveBy", coalesce(p.objections, 0) as objections,
  coalesce(p.disputes, 0) as disputes, coalesce(p.extension_asked, 0) as "extensionAsked",
  coalesce(p.question_open, false) as "questionOpen", p.instruction_due_by as "instructionDueBy",
  m.id as "maskedId", m.words as "maskedWords", m.sealed as "maskedSealed"
  from page l join orders o on o.network_id = $1 and o.id = l.order_id
  left join petition p on p.network_id = $1 and p.order_id = o.id
  left join lateral (select w.id, w.words, w.sealed from order_word w where w.network_id = $1 and w.order_id = o.id
    and w.kind = 'masked' order by w.at desc limit 1) as m on true`;

/** Left out of what `l` lists: what its caller must not know of. */
function unlisted(first: number): string {
  return `exists (select from orders f where f.network_id = $1 and f.id = l.order_id and ${besideComplaints(first)})`;
}

type Row = Omit<ListedPetition, 'masked'> & {
  maskedId: string | null;
  maskedWords: string | null;
  maskedSealed: Buffer | null;
} & Record<string, unknown>;

function toListed({ maskedId, maskedWords, maskedSealed, ...row }: Row): ListedPetition {
  const masked = maskedId === null ? null : { id: maskedId, words: maskedWords, sealed: maskedSealed };
  return { ...(row as Omit<ListedPetition, 'masked'>), masked };
}

/*
 * The listing has a row for the clerks' unit, each one above it and the department that has the petition, so a page of any
 * of them is a few ranges of one index. $2 unit, $3 states, $4 limit, $5 and $6 the place after which it goes on, $7 now,
 * to list only what is late.
 */
const BY_CLOCK: Statement = {
  name: 'orders.petitions.by_clock',
  text: `with page as (
    select each.order_id from unnest($3::text[]) as s(status) cross join lateral (
      select l.order_id, l.due_at from order_listing l where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = true
        and l.status = s.status and l.due_at is not null and (l.due_at, l.order_id) > ($5::timestamptz, $6::uuid)
        and ($7::timestamptz is null or l.escalated or l.due_at <= $7) and ${unlisted(8)}
      order by l.due_at, l.order_id limit $4) as each
    order by each.due_at, each.order_id limit $4)
  select ${SHOWN} order by o.due_at, o.id`,
};

const ENDED: Statement = {
  name: 'orders.petitions.ended',
  text: `with page as (
    select each.order_id from unnest($3::text[]) as s(status) cross join lateral (
      select l.order_id from order_listing l where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = true
        and l.status = s.status and l.order_id < $5::uuid and ${unlisted(6)} order by l.order_id desc limit $4) as each
    order by each.order_id desc limit $4)
  select ${SHOWN} order by o.id desc`,
};

/** Which page of which unit. */
export interface PetitionScope {
  unitId: string;
  statuses: readonly Status[];
  limit: number;
  notAbout: NotAbout;
}

/** Petitions of a unit whose clock runs, the nearest end first, after a place in that order; late ones alone if `lateAt`. */
export async function listPetitions(
  connection: Connection,
  { unitId, statuses, limit, notAbout }: PetitionScope,
  after: ClockPlace,
  lateAt: Date | null,
): Promise<ListedPetition[]> {
  const values = [connection.networkId, unitId, statuses, limit, after.dueAt, after.id, lateAt];
  const about = notAboutValues(notAbout);
  return (await connection.query<Row>(BY_CLOCK, [...values, ...about])).map(toListed);
}

/** Petitions of a unit that have ended, the newest first, before an id. */
export async function listEndedPetitions(
  connection: Connection,
  { unitId, statuses, limit, notAbout }: PetitionScope,
  before: string,
): Promise<ListedPetition[]> {
  const values = [connection.networkId, unitId, statuses, limit, before, ...notAboutValues(notAbout)];
  return (await connection.query<Row>(ENDED, values)).map(toListed);
}

/** What one department received, replied to and how. */
export interface DepartmentCounts {
  departmentId: string;
  received: number;
  replied: number;
  onTime: number;
  disputed: number;
  reopened: number;
  medianDays: number | null;
}

const REPORT: Statement = {
  name: 'orders.petitions.report',
  text: `select f.department_id as "departmentId", count(*)::int as received, count(p.replied_at)::int as replied,
      count(*) filter (where p.replied_at <= p.resolve_by)::int as "onTime", count(*) filter (where p.disputes > 0)::int as disputed,
      count(*) filter (where p.disputes > 0 or (p.stage > 0 and f.status = 'admitted'))::int as reopened,
      percentile_cont(0.5) within group (order by extract(epoch from p.replied_at - p.forwarded_at) / 86400)
        filter (where p.replied_at is not null) as "medianDays"
    from petition p join orders f on f.network_id = $1 and f.id = p.order_id
      join org_unit_ancestor a on a.network_id = $1 and a.unit_id = f.unit_id and a.ancestor_id = $2
    where p.network_id = $1 and p.forwarded_at >= $3 and p.forwarded_at < $4 and f.department_id is not null and f.confidential
      and ${besideComplaints(5)}
    group by 1 order by 2 desc, 1`,
};

/** By department, what the clerks of a subtree forwarded to it from one instant on and before another. */
export function countByDepartment(
  connection: Connection,
  { unitId, start, end, notAbout }: { unitId: string; start: Date; end: Date; notAbout: NotAbout },
): Promise<DepartmentCounts[]> {
  const values = [connection.networkId, unitId, start, end, ...notAboutValues(notAbout)];
  return connection.query<DepartmentCounts & Record<string, unknown>>(REPORT, values);
}

const REPLIES: Statement = {
  name: 'orders.petitions.replies',
  text: `select o.submitted_at as "submittedAt", p.replied_at as "repliedAt" from petition p
    join orders o on o.network_id = $1 and o.id = p.order_id where p.network_id = $1 and p.replied_at is not null`,
};

/** When each petition that was replied to was submitted, and when it was. */
export function findReplies(connection: Connection): Promise<{ submittedAt: Date; repliedAt: Date }[]> {
  return connection.query<{ submittedAt: Date; repliedAt: Date }>(REPLIES, [connection.networkId]);
}
