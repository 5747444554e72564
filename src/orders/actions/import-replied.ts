import { centreOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';
import { suggest } from '../../triage/rules/suggest.ts';
import { makeContentKeys } from '../../vault/actions/petition-keys.ts';
import { endOfDays } from '../rules/legal-days.ts';
import { orderNumber } from '../rules/number.ts';
import { BLANK_PETITION } from '../rules/petition.ts';
import { BLANK, type OrderRow, tell } from '../rules/state.ts';
import { submitted } from '../rules/submit.ts';
import { findImported } from '../store/import.ts';
import { findReplies } from '../store/petitions.ts';
import type { OrdersToSave } from '../store/save.ts';
import { type Ground, loadGround } from './ground.ts';
import type { Imported, ImportedMessage } from './import.ts';
import { importer } from './importer.ts';
import { drawNumbers } from './numbers.ts';
import { nothing, writeCommand } from './save-decision.ts';
import { sealedText } from './sealing.ts';
import { unreadable } from './unreadable.ts';

/** A message of another system that a department replied to. */
export interface RepliedMessage extends ImportedMessage {
  reply: string;
  repliedAt: Date;
}

/** Petitions in one statement: their words and replies are long. */
const BATCH = 200;

/**
 * Makes petitions of messages that were replied to, with their real course: submitted and replied at their own times,
 * marked historical, told to nobody. The right to a reconsideration ends when it did (信访工作条例 art. 35): what is past it
 * is closed as unanswered, since nobody said whether it was solved. Messages that were imported before are skipped.
 */
export async function importReplied(
  context: Context,
  actor: Actor,
  messages: readonly RepliedMessage[],
  options: { unitId?: string } = {},
): Promise<Imported> {
  const ground = await loadGround(context, actor.networkId);
  const placeUnitId = options.unitId ?? ground.tree.rootId;
  if (!ground.tree.units.has(placeUnitId)) throw notFound();
  const requesterId = await importer(context, actor.networkId);
  const common = { requesterId, placeUnitId, unitId: centreOf(ground.tree, placeUnitId) };
  let imported = 0;
  for (let start = 0; start < messages.length; start += BATCH) {
    const batch = messages.slice(start, start + BATCH);
    imported += await context.database.transaction(actor.networkId, (connection) =>
      importBatch(context, connection, { ground, actor, common, batch, now: context.clock.now() }),
    );
  }
  return { imported, skipped: messages.length - imported };
}

interface Batch {
  ground: Ground;
  actor: Actor;
  common: Pick<OrderRow, 'requesterId' | 'placeUnitId' | 'unitId'>;
  batch: readonly RepliedMessage[];
  now: Date;
}

async function importBatch(
  context: Context,
  connection: Connection,
  { ground, actor, common, batch, now }: Batch,
): Promise<number> {
  const known = await findImported(
    connection,
    batch.map((each) => each.externalId),
  );
  const fresh = batch.filter((each) => !known.has(each.externalId));
  const [first] = fresh;
  if (!first) return 0;
  const numbers = await drawNumbers(context, connection, fresh.length);
  const save = nothing();
  const ids = fresh.map((message) => newId(message.at));
  // What it says is sealed before it is written. It names nobody, so it has a content key alone.
  const keys = await makeContentKeys(context, connection.networkId, ids);
  for (const [index, message] of fresh.entries()) {
    const id = ids[index] ?? '';
    const key = keys.get(id);
    if (!key) throw unreadable();
    const number = orderNumber(message.at, numbers[index] ?? 0, ground.calendar.offsetMinutes);
    addCourse(save, ground, actor, { ...common, id, number }, message, now);
    save.texts.push(sealedText(connection.networkId, id, key, { words: message.text, wish: null }));
  }
  const [order] = save.orders;
  if (!order) return 0;
  await writeCommand(context, connection, save, { attempt: undefined, status: 201, subjectId: order.id, now });
  return fresh.length;
}

/** Submitted, replied, and closed where its time is over: three rows of history at their own times. */
function addCourse(
  save: OrdersToSave,
  ground: Ground,
  actor: Actor,
  own: Pick<OrderRow, 'requesterId' | 'placeUnitId' | 'unitId' | 'id' | 'number'>,
  message: RepliedMessage,
  now: Date,
): void {
  const { at, repliedAt, likes, externalId } = message;
  const suggestion = suggest(message.text, ground.triageKinds);
  const kind = suggestion.kind === null ? undefined : ground.policies.kinds.get(suggestion.kind);
  const complaint = kind?.nature === 'petition' || kind?.nature === 'complaint' ? kind : undefined;
  const asked: OrderRow = {
    ...BLANK,
    ...own,
    status: 'submitted',
    urgency: 'normal',
    confidential: true,
    placedBy: null,
    source: 'import',
    submittedAt: at,
    statusSince: at,
    historical: true,
    likes,
    externalId,
  };
  const reconsiderBy = endOfDays(ground.clocks.petition.law.askReconsideration, repliedAt, ground.calendar);
  const petition = { ...BLANK_PETITION, repliedAt, reconsiderBy };
  const nature = complaint?.nature ?? 'petition';
  const replied: OrderRow = {
    ...asked,
    status: 'replied',
    nature,
    kind: complaint?.id ?? null,
    statusSince: repliedAt,
  };
  const over = reconsiderBy <= now;
  if (!over) Object.assign(replied, { dueAt: reconsiderBy, warnAt: reconsiderBy });
  const closed: OrderRow = { ...replied, status: 'closed', outcome: 'unanswered', statusSince: reconsiderBy };
  const event = (happened: string, status: string, told: object) => ({
    kind: `orders.${happened}`,
    subjectKind: 'order',
    subjectId: own.id,
    unitId: own.unitId,
    body: { action: 'import', status, confidential: true, ...told },
  });
  save.orders.push(over ? closed : replied);
  save.words.push({
    id: newId(repliedAt),
    orderId: own.id,
    personId: null,
    kind: 'reply',
    words: message.reply,
    sealed: null,
    at: repliedAt,
  });
  save.petitions.push({ ...petition, orderId: own.id });
  save.events.push(
    ...eventRows([submitted(asked, actor.id)], actor, at),
    ...eventRows([event('replied', 'replied', tell(asked, replied, [], [], petition))], actor, repliedAt),
    ...(over
      ? eventRows([event('closed_unanswered', 'closed', tell(replied, closed, [], []))], actor, reconsiderBy)
      : []),
  );
}

/** How soon petitions of one month were first replied to. */
export interface RepliesOfMonth {
  /** `YYYY-MM` in which they were submitted, by the network's zone. */
  month: string;
  replied: number;
  within15: number;
  within60: number;
  later: number;
  medianDays: number;
}

/** First replies within 15 and 60 elapsed days of submission, by month of submission, the oldest first. */
export async function replyTimes(context: Context, networkId: string): Promise<RepliesOfMonth[]> {
  const { calendar } = await loadGround(context, networkId);
  const rows = await context.database.transaction(networkId, findReplies);
  const months = new Map<string, number[]>();
  for (const { submittedAt, repliedAt } of rows) {
    const month = localDate(submittedAt, calendar.offsetMinutes).slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), (repliedAt.getTime() - submittedAt.getTime()) / 86_400_000]);
  }
  return [...months]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([month, days]) => {
      days.sort((a, b) => a - b);
      const within60 = days.filter((each) => each <= 60).length;
      return {
        month,
        replied: days.length,
        within15: days.filter((each) => each <= 15).length,
        within60,
        later: days.length - within60,
        medianDays: Math.round((days[Math.floor((days.length - 1) / 2)] ?? 0) * 10) / 10,
      };
    });
}
