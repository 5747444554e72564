import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { isId } from '../../shared/ids.ts';
import { PAGE_LIMIT, type PageOf } from '../../shared/page.ts';
import { Problem } from '../../shared/problem.ts';
import { recordLook } from '../actions.ts';
import { entryOf } from '../rules/entries.ts';
import { lookOf } from '../rules/looks.ts';
import { signingKeyOf, writeVerifierKey } from '../rules/note.ts';
import { nodesOf, tileKey, tilesFor, tileWidth } from '../rules/tiles.ts';
import { consistencyProof, frontierRoot, isConsistent } from '../rules/tree.ts';
import type { AuditEntry, AuditQuery, Compared, LogState, MyLook } from '../schema.ts';
import { loadLastCheckpoint } from '../store/checkpoints.ts';
import { type EntryWithEvent, listEntries, loadLookedAt } from '../store/entries.ts';
import { loadHead, loadTile } from '../store/log.ts';
import { readSigned } from './verify.ts';

/** What the audit needs from higher capabilities, tied in `main`. */
export interface AuditPorts {
  /** Names of people by id; absent for ids nobody has. */
  namesOf(connection: Connection, ids: readonly string[]): Promise<Map<string, { name: string | null }>>;
  /** Which of some orders are petitions now: who stands behind them is in no entry. */
  petitionsAmong(connection: Connection, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** The id of the order with this number; null where none has it. */
  orderNumbered(connection: Connection, number: string): Promise<string | null>;
  /** Whose account has this name; null where nobody's has. */
  personWithAccount(connection: Connection, username: string): Promise<string | null>;
}

/**
 * Who looked at whom, who was refused, who changed whose rights: newest first, as far as numbered (a second behind).
 * Reading is a look too, event `audit.entries_read`, at the person asked for. Of numbers shown before an order became a
 * petition nobody learns whose they were: such entries name no resident, and are absent where a person is asked for.
 * Problem `audit.nobody_named` (404).
 */
export async function readEntries(
  context: Context,
  actor: Actor,
  asked: AuditQuery,
  ports: AuditPorts,
): Promise<PageOf<AuditEntry>> {
  const limit = asked.limit ?? PAGE_LIMIT;
  return context.database.transaction(actor.networkId, async (connection) => {
    const { orderId, ...query } = await findNamed(connection, asked, ports);
    const found = await listEntries(
      connection,
      {
        category: query.category ?? null,
        actorId: query.actor ?? null,
        personId: query.person ?? null,
        orderId,
        looksOfOthers: false,
        from: query.from === undefined ? null : new Date(query.from),
        to: query.to === undefined ? null : new Date(query.to),
        before: query.cursor === undefined ? null : Number(query.cursor),
      },
      limit + 1,
    );
    await recordLook(connection, actor, context.clock.now(), {
      kind: 'audit.entries_read',
      subjectKind: 'network',
      subjectId: actor.networkId,
      look: { what: 'list', outcome: 'shown', why: 'audit', of: query.person === undefined ? [] : [query.person] },
    });
    const shown = found.slice(0, limit);
    const orders = shown.flatMap(({ event }) => (isOfContact(event) ? [event.subjectId] : []));
    const petitions = await ports.petitionsAmong(connection, [...new Set(orders)]);
    const isSealed = ({ event }: EntryWithEvent) => isOfContact(event) && petitions.has(event.subjectId);
    const people = shown.flatMap(({ event }) => [event.actorId, ...(entryOf(event)?.personIds ?? [])]);
    const names = await ports.namesOf(connection, [...new Set(people.filter(isId))]);
    // Asked for by a person, such an entry would say by being there who it is.
    const tells = ({ event }: EntryWithEvent) =>
      query.person !== undefined || (query.actor !== undefined && isByResident(event));
    const items = shown
      .filter((entry) => !isSealed(entry) || !tells(entry))
      .map((entry) => (isSealed(entry) ? withoutPeople(entry, names) : showEntry(entry, names)));
    return { items, nextCursor: found.length > limit ? String(shown.at(-1)?.leaf) : null };
  });
}

/** What is asked for with whoever is named found: an order before an account, since no account is named like one. */
async function findNamed(
  connection: Connection,
  query: AuditQuery,
  ports: AuditPorts,
): Promise<AuditQuery & { orderId: string | null }> {
  if (query.named === undefined) return { ...query, orderId: null };
  const named = query.named.trim();
  const orderId = await ports.orderNumbered(connection, named);
  if (orderId !== null) return { ...query, orderId };
  const person = await ports.personWithAccount(connection, named);
  if (person === null)
    throw new Problem('audit.nobody_named', 404, 'No order has this number, and nobody this account. Write it whole.');
  return { ...query, orderId: null, ...(query.side === 'by' ? { actor: person } : { person }) };
}

/** A number of an order was shown or refused, by name, while it may have been no petition yet. */
function isOfContact({ kind, subjectKind }: EntryWithEvent['event']): boolean {
  return subjectKind === 'order' && kind.startsWith('orders.contact_');
}

/** Whoever asked rings those who come, and nobody else does; staff and those who come ring whoever asked. */
function isByResident({ body }: EntryWithEvent['event']): boolean {
  const parts = body['parts'];
  return !(Array.isArray(parts) && parts.includes('requester'));
}

/** The entry of what became a petition since: that a number was shown, of nobody, and by staff or by nobody. */
function withoutPeople(entry: EntryWithEvent, names: ReadonlyMap<string, { name: string | null }>): AuditEntry {
  const shown = showEntry(entry, names);
  const by = isByResident(entry.event) ? { kind: shown.by.kind, id: entry.event.subjectId, name: null } : shown.by;
  return { ...shown, by, of: [] };
}

function showEntry(entry: EntryWithEvent, names: ReadonlyMap<string, { name: string | null }>): AuditEntry {
  const { event, leaf, category } = entry;
  const look = lookOf(event);
  const role = event.body['role'];
  const nameOf = (id: string) => names.get(id)?.name ?? null;
  return {
    leaf,
    at: event.at.toISOString(),
    category,
    kind: event.kind,
    what: look?.what ?? null,
    why: look?.why ?? null,
    by: {
      kind: event.actorKind as AuditEntry['by']['kind'],
      id: event.actorId,
      name: event.actorKind === 'person' ? nameOf(event.actorId) : null,
    },
    of: (entryOf(event)?.personIds ?? []).map((id) => ({ id, name: nameOf(id) })),
    role: typeof role === 'string' ? role : null,
    unitId: event.unitId,
    subjectKind: event.subjectKind,
    subjectId: event.subjectId,
  };
}

/** Who looked at the actor, or was refused to: newest first, without their own looks. For persons. */
export async function readLooksAtMe(
  context: Context,
  actor: Actor,
  query: { cursor?: string; limit?: number },
  ports: Pick<AuditPorts, 'namesOf'>,
): Promise<PageOf<MyLook>> {
  const limit = query.limit ?? PAGE_LIMIT;
  return context.database.transaction(actor.networkId, async (connection) => {
    const filter = {
      category: null,
      actorId: null,
      from: null,
      to: null,
      personId: actor.id,
      orderId: null,
      looksOfOthers: true,
    };
    const before = query.cursor === undefined ? null : Number(query.cursor);
    const found = await listEntries(connection, { ...filter, before }, limit + 1);
    const shown = found.slice(0, limit);
    const people = shown.map(({ event }) => event.actorId).filter(isId);
    const names = await ports.namesOf(connection, [...new Set(people)]);
    const items = shown.flatMap(({ leaf, event }) => {
      const look = lookOf(event);
      if (!look) return [];
      const { what, outcome, why } = look;
      const by = event.actorKind === 'person' ? (names.get(event.actorId)?.name ?? null) : null;
      const orderId = event.subjectKind === 'order' ? event.subjectId : null;
      return [{ leaf, at: event.at.toISOString(), what, outcome, why, by, orderId }];
    });
    return { items, nextCursor: found.length > limit ? String(shown.at(-1)?.leaf) : null };
  });
}

/**
 * At whom an account looked in a span of time, as far as numbered: people, and petitions whose words or identity it was shown.
 * For who finds out whom a breach concerns.
 */
export async function peopleLookedAtBy(
  connection: Connection,
  actorId: string,
  from: Date,
  to: Date,
): Promise<{ people: string[]; petitions: string[] }> {
  return loadLookedAt(connection, { actorId, from, to });
}

/** How the log stands: what is numbered, what is signed, and with what it is verified. */
export async function readLogState(context: Context, networkId: string): Promise<LogState> {
  const verifierKey = writeVerifierKey(signingKeyOf(context.auditKey, networkId));
  return context.database.transaction(networkId, async (connection) => {
    const head = await loadHead(connection);
    const last = await loadLastCheckpoint(connection);
    const checkpoint = last ? { size: last.size, at: last.at.toISOString(), note: last.note } : null;
    return { leaves: head?.size ?? 0, checkpoint, verifierKey };
  });
}

/**
 * Whether the log of now grew out of a checkpoint that somebody kept: by a consistency proof from the stored hashes (RFC
 * 6962 section 2.1.2). Whether the hashes are those of the events, `linli audit verify` tells.
 */
export async function compareCheckpoint(context: Context, networkId: string, note: string): Promise<Compared> {
  const kept = readSigned(context, networkId, note);
  if (!kept) return { signed: false, size: null, part: false, since: null };
  return context.database.transaction(networkId, async (connection) => {
    const head = (await loadHead(connection)) ?? { size: 0, peaks: [] };
    if (kept.size > head.size) return { signed: true, size: kept.size, part: false, since: null };
    const tiles = new Map<string, Buffer[]>();
    for (const tile of tilesFor((node) => consistencyProof(kept.size, head.size, node)))
      tiles.set(tileKey(tile), await loadTile(connection, tile, tileWidth(tile, head.size)));
    const proof = consistencyProof(kept.size, head.size, nodesOf(tiles));
    const part = isConsistent(kept, { size: head.size, root: frontierRoot(head) }, proof);
    return { signed: true, size: kept.size, part, since: head.size - kept.size };
  });
}
