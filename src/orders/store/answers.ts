import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';
import { LAST } from './list.ts';

/** What is published of one petition. */
export interface AnswerRow {
  id: string;
  orderId: string;
  kind: string | null;
  departmentId: string | null;
  question: string;
  answer: string;
  /** `YYYY-MM`, local. */
  month: string;
  publishedAt: Date;
  publishedBy: string;
}

const PUBLISH: Statement = {
  name: 'orders.answers.publish',
  text: `with saved as (
      insert into published_answer (network_id, id, order_id, kind, department_id, question, answer, month, published_at, published_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      on conflict (network_id, order_id) do update set question = excluded.question, answer = excluded.answer,
        month = excluded.month, published_at = excluded.published_at, published_by = excluded.published_by returning 1),
    told as (${eventInsert(11)})
    select count(*) from saved`,
};

/** Publishes the question and answer of a petition, in place of what was published of it before. */
export async function publish(connection: Connection, row: AnswerRow, events: readonly EventRow[]): Promise<void> {
  await connection.query(PUBLISH, [
    connection.networkId,
    row.id,
    row.orderId,
    row.kind,
    row.departmentId,
    row.question,
    row.answer,
    row.month,
    row.publishedAt,
    row.publishedBy,
    JSON.stringify(events),
  ]);
}

const WITHDRAW: Statement = {
  name: 'orders.answers.withdraw',
  text: `delete from published_answer where network_id = $1 and order_id = any($2::uuid[]) returning order_id as "orderId"`,
};

/** Takes publications back: nothing of them is kept. Gives those that were there. */
export async function unpublish(connection: Connection, orderIds: readonly string[]): Promise<string[]> {
  const rows = await connection.query<{ orderId: string }>(WITHDRAW, [connection.networkId, orderIds]);
  return rows.map((row) => row.orderId);
}

const OF_ORDER: Statement = {
  name: 'orders.answers.of_order',
  text: `select question, answer, published_at as "publishedAt" from published_answer where network_id = $1 and order_id = $2`,
};

type FoundPublication = Pick<AnswerRow, 'question' | 'answer' | 'publishedAt'>;

/** What is published of a petition, or null. */
export async function findPublication(connection: Connection, orderId: string): Promise<FoundPublication | null> {
  const [row] = await connection.query<FoundPublication>(OF_ORDER, [connection.networkId, orderId]);
  return row ?? null;
}

const LIST: Statement = {
  name: 'orders.answers.list',
  text: `select id, kind, department_id as "departmentId", question, answer, month from published_answer
    where network_id = $1 and (month, id) < ($2, $3::uuid) and ($4::text is null or kind = $4)
    order by month desc, id desc limit $5`,
};

/** What everybody may see of a publication. */
type ShownAnswer = Pick<AnswerRow, 'id' | 'kind' | 'departmentId' | 'question' | 'answer' | 'month'>;

/** A place in the list of what is public. */
export type AnswerPlace = Pick<AnswerRow, 'month' | 'id'>;

/** Published answers after a place, the newest month first and in no order within it; of one kind where one is named. */
export function listPublished(
  connection: Connection,
  after: AnswerPlace | null,
  kind: string | null,
  limit: number,
): Promise<ShownAnswer[]> {
  const { month = '9999-99', id = LAST } = after ?? {};
  const values = [connection.networkId, month, id, kind, limit];
  return connection.query<ShownAnswer & Record<string, unknown>>(LIST, values);
}
