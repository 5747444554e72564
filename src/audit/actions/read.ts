import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { isId } from '../../shared/ids.ts';
import { PAGE_LIMIT, type PageOf } from '../../shared/page.ts';
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
}

/**
 * Who looked at whom, who was refused, who changed whose rights: newest first, as far as numbered (a second behind).
 * Reading is a look too, event `audit.entries_read`, at the person asked for.
 */
export async function readEntries(
  context: Context,
  actor: Actor,
  query: AuditQuery,
  ports: AuditPorts,
): Promise<PageOf<AuditEntry>> {
  const limit = query.limit ?? PAGE_LIMIT;
  return context.database.transaction(actor.networkId, async (connection) => {
    const found = await listEntries(
      connection,
      {
        category: query.category ?? null,
        actorId: query.actor ?? null,
        personId: query.person ?? null,
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
    const people = shown.flatMap(({ event }) => [event.actorId, ...(entryOf(event)?.personIds ?? [])]);
    const names = await ports.namesOf(connection, [...new Set(people.filter(isId))]);
    const items = shown.map((entry) => showEntry(entry, names));
    return { items, nextCursor: found.length > limit ? String(shown.at(-1)?.leaf) : null };
  });
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
  ports: AuditPorts,
): Promise<PageOf<MyLook>> {
  const limit = query.limit ?? PAGE_LIMIT;
  return context.database.transaction(actor.networkId, async (connection) => {
    const filter = { category: null, actorId: null, from: null, to: null, personId: actor.id, looksOfOthers: true };
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
