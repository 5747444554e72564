import { randomBytes } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { ActingVolunteer, Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound } from '../../shared/problem.ts';
import { readToken, TOKEN_BYTES, tokenHash, writeToken } from '../rules/digests.ts';
import { grantsOfSession } from '../rules/grants.ts';
import { isAlive, isSeenLongAgo, lifetimeOf, shortened } from '../rules/login.ts';
import type { Strength } from '../schema.ts';
import { findKey, loadGrantsOfPeople } from '../store/grants.ts';
import { loadPasskeys } from '../store/passkeys.ts';
import {
  findSession,
  insertSession,
  loadRightsChanges,
  loadSessions,
  markSeen,
  type RightsChange,
  revokeSessions,
  type SessionRow,
} from '../store/sessions.ts';
import { type Caller, callersOf, forgetActor } from './callers.ts';
import { type Factor, factorIn } from './networks.ts';

/** What a session's actor needs from higher capabilities. */
export interface CallerPorts {
  volunteerOf(connection: Connection, personId: string): Promise<ActingVolunteer | undefined>;
}

/** A session just begun. The token is shown this once. */
export interface NewSession {
  token: string;
  sessionId: string;
  expiresAt: Date;
}

/** Begins a session for a person who has shown who they are, inside the transaction that says so. */
export async function beginSession(
  connection: Connection,
  session: { personId: string; strength: Strength; device: string | null; at: Date },
): Promise<NewSession> {
  const { personId, strength, device, at } = session;
  const provedAt = (await showsMost(connection, personId, strength)) ? at : null;
  const random = randomBytes(TOKEN_BYTES);
  const roles = (await loadGrantsOfPeople(connection, [personId])).map(({ role }) => role);
  const { idleSeconds, absoluteSeconds } = lifetimeOf(strength, roles);
  const expiresAt = new Date(at.getTime() + absoluteSeconds * 1000);
  const id = newId(at);
  await insertSession(
    connection,
    { id, personId, strength, createdAt: at, idleSeconds, expiresAt, device, provedAt },
    tokenHash(random),
  );
  const actor: Actor = { kind: 'person', id: personId, networkId: connection.networkId, grants: [] };
  await recordEvents(connection, actor, at, [
    { kind: 'identity.logged_in', subjectKind: 'person', subjectId: personId, body: { strength, sessionId: id } },
  ]);
  return { token: writeToken(connection.networkId, random), sessionId: id, expiresAt };
}

/** Whether logging in so shows the most that a person has: a code never does, a password only for who has no more. */
async function showsMost(connection: Connection, personId: string, strength: Strength): Promise<boolean> {
  if (strength === 'password') return (await loadPasskeys(connection, personId)).length === 0;
  return strength !== 'code';
}

/** Who calls with a session's token: kept in memory, else read from the database. Undefined: nobody. */
export async function callerOfSession(
  context: Context,
  ports: CallerPorts,
  token: string,
): Promise<Caller | undefined> {
  const read = readToken(token);
  if (!read) return undefined;
  const { networkId, hash } = read;
  const caller = await callersOf(context).get(
    networkId,
    `s${hash.toString('base64')}`,
    async () => {
      const factor = await factorIn(context, networkId);
      return context.database.transaction(networkId, (connection) =>
        readSession({ context, ports, factor }, connection, hash),
      );
    },
    () => lookForChanges(context, networkId),
  );
  // A kept session still ends at its time.
  return caller?.endsAt && caller.endsAt <= context.clock.now() ? undefined : caller;
}

async function readSession(
  { context, ports, factor }: { context: Context; ports: CallerPorts; factor: Factor },
  connection: Connection,
  hash: Buffer,
): Promise<Caller | undefined> {
  const at = context.clock.now();
  const found = await findSession(connection, hash);
  if (!found) return undefined;
  const roles = found.grants.map(({ role }) => role);
  const session = shortened(found, lifetimeOf(found.strength, roles));
  if (!isAlive(session, at)) return undefined;
  if (isSeenLongAgo(session, at)) await markSeen(connection, session.id, at);
  const volunteer = await ports.volunteerOf(connection, session.personId);
  const grants = grantsOfSession(session.grants, session.strength, factor);
  const actor: Actor = {
    kind: 'person',
    id: session.personId,
    networkId: connection.networkId,
    grants: grants.map(({ role, unitId }) => ({ role, unitId })),
    sessionId: session.id,
    ...(volunteer ? { volunteer } : {}),
  };
  const { strength, provedAt, expiresAt: endsAt } = session;
  return { actor, grants, strength, provedAt, endsAt };
}

/** Other servers' clocks, and transactions that take long to commit, are off by less than this. */
const LOOK_BACK_MILLISECONDS = 300_000;

function lookForChanges(context: Context, networkId: string): Promise<RightsChange[]> {
  const since = new Date(context.clock.now().getTime() - LOOK_BACK_MILLISECONDS);
  return context.database.transaction(networkId, (connection) => loadRightsChanges(connection, since));
}

/** Who calls with an API key, kept like a session. Undefined: no such key, or revoked. */
export async function callerOfKey(context: Context, key: string): Promise<Caller | undefined> {
  const read = key.startsWith('linli_') ? readToken(key.slice('linli_'.length)) : null;
  if (!read) return undefined;
  const { networkId, hash } = read;
  return callersOf(context).get(
    networkId,
    `k${hash.toString('base64')}`,
    () => context.database.transaction(networkId, (connection) => readKey(connection, hash)),
    () => lookForChanges(context, networkId),
  );
}

async function readKey(connection: Connection, hash: Buffer): Promise<Caller | undefined> {
  const found = await findKey(connection, hash);
  if (!found) return undefined;
  const { id, role, unitId } = found;
  const actor: Actor = { kind: 'key', id, networkId: connection.networkId, grants: [{ role, unitId }] };
  return { actor, grants: [{ id, role, unitId }], strength: null, provedAt: null, endsAt: null };
}

/** The actor's own sessions that are alive, last used first. */
export async function listSessions(context: Context, actor: Actor): Promise<SessionRow[]> {
  const at = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) =>
    (await loadSessions(connection, actor.id, at)).filter((session) => isAlive(session, at)),
  );
}

/** Ends the session that the actor calls with. */
export async function logOut(context: Context, actor: Actor): Promise<void> {
  const id = actor.sessionId;
  if (!id) return;
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, (connection) =>
    endSession(connection, actor, { id, kind: 'identity.logged_out' }, at),
  );
  forgetActor(context, actor.id);
}

/** Ends one session of the actor's own. Problem `platform.not_found` (404). */
export async function revokeSession(
  context: Context,
  actor: Actor,
  sessionId: string,
  attempt?: Attempt,
): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: sessionId, at })) return;
    const session = { id: sessionId, kind: 'identity.session_revoked' };
    if (!(await endSession(connection, actor, session, at))) throw notFound();
  });
  forgetActor(context, actor.id);
}

async function endSession(
  connection: Connection,
  actor: Actor,
  { id, kind }: { id: string; kind: string },
  at: Date,
): Promise<boolean> {
  const ids = await revokeSessions(connection, actor.id, { id, but: null }, at);
  const events = ids.map((sessionId) => ({ kind, subjectKind: 'person', subjectId: actor.id, body: { sessionId } }));
  await recordEvents(connection, actor, at, events);
  return ids.length > 0;
}
