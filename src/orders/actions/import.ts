import { centreOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import { eventRows } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound } from '../../shared/problem.ts';
import { suggest } from '../../triage/rules/suggest.ts';
import { makeContentKeys } from '../../vault/actions/petition-keys.ts';
import { clockFor } from '../rules/clocks.ts';
import { orderNumber } from '../rules/number.ts';
import { BLANK, type OrderRow } from '../rules/state.ts';
import { submitted } from '../rules/submit.ts';
import type { Urgency } from '../schema/states.ts';
import { findImported, insertImported, type Manner, type OrderToImport } from '../store/import.ts';
import { type Ground, loadGround } from './ground.ts';
import { importer } from './importer.ts';
import { drawNumbers } from './numbers.ts';
import { sealedText } from './sealing.ts';

/** A message of another system. */
export interface ImportedMessage {
  /** Its id there: the same is never imported twice. */
  externalId: string;
  text: string;
  /** When it was written; the order bears this time. */
  at: Date;
  likes: number;
  /** What triage would suggest; found from the words when absent. */
  suggestion?: { kind: string | null; urgency: Urgency; confidential: boolean };
}

/** What became of the messages. */
export interface Imported {
  imported: number;
  skipped: number;
}

/** Orders in one statement: enough to make the round trip cheap, few enough to stay within the time limit. */
const BATCH = 1_000;

/**
 * Makes orders of messages of another system: at their own times, marked historical, owned by the county centre of the
 * unit (or the city), with clocks that start now. Nothing is sent, and nothing in them is taken for an emergency of
 * today. Messages that were imported before are skipped. Each batch is whole or not there.
 */
export async function importOrders(
  context: Context,
  actor: Actor,
  messages: readonly ImportedMessage[],
  options: { unitId?: string } = {},
): Promise<Imported> {
  const ground = await loadGround(context, actor.networkId);
  const unitId = options.unitId ?? ground.tree.rootId;
  if (!ground.tree.units.has(unitId)) throw notFound();
  const requesterId = await importer(context, actor.networkId);
  let imported = 0;
  // Two at a time: while the database writes one batch, the next is made ready.
  let running: Promise<number> = Promise.resolve(0);
  for (let start = 0; start < messages.length; start += BATCH) {
    const before = running;
    const batch = messages.slice(start, start + BATCH);
    running = importBatch(context, actor, ground, { unitId, requesterId, batch });
    // A batch that fails while the one before is waited for must not be an unhandled rejection.
    running.catch(() => undefined);
    imported += await before;
  }
  imported += await running;
  return { imported, skipped: messages.length - imported };
}

interface Batch {
  unitId: string;
  requesterId: string;
  batch: readonly ImportedMessage[];
}

/** PostgreSQL's code for a unique violation. */
const TAKEN = '23505';

async function importBatch(context: Context, actor: Actor, ground: Ground, batch: Batch): Promise<number> {
  try {
    return await importOnce(context, actor, ground, batch);
  } catch (error) {
    // Another import wrote one of these a moment ago: it is known now, and left out.
    if ((error as { code?: string }).code !== TAKEN) throw error;
    return importOnce(context, actor, ground, batch);
  }
}

async function importOnce(
  context: Context,
  actor: Actor,
  ground: Ground,
  { unitId, requesterId, batch }: Batch,
): Promise<number> {
  const now = context.clock.now();
  const ownerId = centreOf(ground.tree, unitId);
  const common = { requesterId, unitId: ownerId, placeUnitId: unitId, at: now };
  const mannerOf = manners(ground, actor, common);
  return context.database.transaction(actor.networkId, async (connection) => {
    const known = await findImported(
      connection,
      batch.map((each) => each.externalId),
    );
    const fresh = batch.filter((each) => !known.has(each.externalId));
    if (fresh.length === 0) return 0;
    const numbers = await drawNumbers(context, connection, fresh.length);
    const orders = fresh.map((message, index) => {
      const { urgency, confidential } = message.suggestion ?? suggest(message.text, ground.triageKinds);
      return {
        id: newId(message.at),
        number: orderNumber(message.at, numbers[index] ?? 0, ground.calendar.offsetMinutes),
        submittedAt: message.at.toISOString(),
        likes: message.likes,
        externalId: message.externalId,
        networkId: connection.networkId,
        words: message.text,
        eventId: newId(now),
        manner: mannerOf.index(urgency, confidential),
      };
    });
    return insertImported(connection, common, mannerOf.all, await sealed(context, mannerOf.all, orders));
  });
}

/** What is confidential is sealed before it is written. It names nobody, so it has a content key alone. */
async function sealed(
  context: Context,
  all: readonly Manner[],
  orders: readonly (Omit<OrderToImport, 'words' | 'sealed'> & { words: string; networkId: string })[],
): Promise<OrderToImport[]> {
  const isSealed = ({ manner }: { manner: number }) => all[manner]?.row.confidential === true;
  const [first] = orders;
  if (!first) return [];
  const ids = orders.filter(isSealed).map((order) => order.id);
  const keys = await makeContentKeys(context, first.networkId, ids);
  return orders.map(({ networkId, words, ...order }) => {
    const key = keys.get(order.id);
    return key
      ? { ...order, words: null, sealed: sealedText(networkId, order.id, key, { words, wish: null }).sealed }
      : { ...order, words, sealed: null };
  });
}

/**
 * What imported orders of one urgency and confidence have in common is worked out once: a batch has a thousand of them.
 */
function manners(
  ground: Ground,
  actor: Actor,
  { requesterId, unitId, placeUnitId, at }: { requesterId: string; unitId: string; placeUnitId: string; at: Date },
) {
  const all: Manner[] = [];
  const known = new Map<string, number>();
  return {
    all,
    index(urgency: Urgency, confidential: boolean): number {
      const key = `${urgency} ${confidential}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const row: OrderRow = {
        ...BLANK,
        id: '',
        number: '',
        status: 'submitted',
        urgency,
        confidential,
        unitId,
        placeUnitId,
        requesterId,
        placedBy: null,
        source: 'import',
        submittedAt: at,
        statusSince: at,
        historical: true,
      };
      Object.assign(row, clockFor(row, { clocks: ground.clocks, calendar: ground.calendar, now: at }));
      const [event] = eventRows([submitted(row, actor.id)], actor, at);
      if (!event) throw new Error('A submission has an event.');
      known.set(key, all.push({ row, event }) - 1);
      return all.length - 1;
    },
  };
}
