import type { Connection, Statement } from '../../platform/database.ts';
import type { GrantedRole } from '../../shared/actor.ts';
import type { SessionTimes } from '../rules/login.ts';
import type { Strength } from '../schema.ts';

/** A session, without its token. */
export interface SessionRow extends SessionTimes {
  id: string;
  personId: string;
  strength: Strength;
  createdAt: Date;
  device: string | null;
  /** When its person last showed that they are there, by the strongest that they had. */
  provedAt: Date | null;
}

const COLUMNS = `s.id, s.person_id as "personId", s.strength, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
  s.idle_seconds as "idleSeconds", s.expires_at as "expiresAt", s.revoked_at as "revokedAt", s.device,
  s.proved_at as "provedAt"`;

const INSERT: Statement = {
  name: 'identity.session.insert',
  text: `insert into session (network_id, id, token_hash, person_id, strength, created_at, last_seen_at, idle_seconds,
      expires_at, device, proved_at) values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)`,
};

/** Writes a session by the hash of its token. */
export async function insertSession(
  connection: Connection,
  session: Omit<SessionRow, 'lastSeenAt' | 'revokedAt'>,
  tokenHash: Buffer,
): Promise<void> {
  const { id, personId, strength, createdAt, idleSeconds, expiresAt, device, provedAt } = session;
  const times = [createdAt, idleSeconds, expiresAt];
  const values = [connection.networkId, id, tokenHash, personId, strength, ...times, device, provedAt];
  await connection.query(INSERT, values);
}

/** A session with what its person may do. */
export interface SessionWithGrants extends SessionRow {
  grants: { id: string; role: GrantedRole; unitId: string }[];
}

const FIND: Statement = {
  name: 'identity.session.find',
  text: `select ${COLUMNS},
      coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'unitId', g.unit_id) order by g.id)
        from role_grant g where g.network_id = s.network_id and g.person_id = s.person_id and g.ended_at is null), '[]') as grants
    from session s where s.network_id = $1 and s.token_hash = $2 and s.revoked_at is null`,
};
const SEEN: Statement = {
  name: 'identity.session.seen',
  text: 'update session set last_seen_at = $3 where network_id = $1 and id = $2 and last_seen_at < $3',
};
const PROVE: Statement = {
  name: 'identity.session.prove',
  text: `update session set proved_at = $3, strength = case when strength = 'password' then coalesce($4, strength) else strength end
    where network_id = $1 and id = $2`,
};
const PROVED: Statement = {
  name: 'identity.session.proved',
  text: 'select proved_at as "provedAt" from session where network_id = $1 and id = $2 and revoked_at is null',
};
const LIST: Statement = {
  name: 'identity.session.list',
  text: `select ${COLUMNS} from session s where s.network_id = $1 and s.person_id = $2 and s.revoked_at is null
      and s.expires_at > $3 order by s.last_seen_at desc, s.id limit 100`,
};
const REVOKE: Statement = {
  name: 'identity.session.revoke',
  text: `update session set revoked_at = $4 where network_id = $1 and person_id = $2 and revoked_at is null
      and ($3::uuid is null or id = $3) and ($5::uuid is null or id <> $5) returning id`,
};

/** The session with this token, unless revoked, with the grants in force of its person. */
export async function findSession(connection: Connection, tokenHash: Buffer): Promise<SessionWithGrants | undefined> {
  const values = [connection.networkId, tokenHash];
  return (await connection.query<SessionWithGrants & Record<string, unknown>>(FIND, values))[0];
}

/** Writes down that a session was used. */
export async function markSeen(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.query(SEEN, [connection.networkId, id, at]);
}

/**
 * Writes down that a session's person has shown that they are there. One begun by password alone becomes as strong as
 * `raised`; null: stays as it is.
 */
export async function markProved(
  connection: Connection,
  id: string,
  at: Date,
  raised: 'password_totp' | 'passkey' | null,
): Promise<void> {
  await connection.query(PROVE, [connection.networkId, id, at, raised]);
}

/** When a session's person last showed that they are there; null: never, or the session has ended. */
export async function provedAt(connection: Connection, id: string): Promise<Date | null> {
  const [row] = await connection.query<{ provedAt: Date | null }>(PROVED, [connection.networkId, id]);
  return row?.provedAt ?? null;
}

/** A person's sessions that may still be alive, last used first, at most 100. */
export function loadSessions(connection: Connection, personId: string, at: Date): Promise<SessionRow[]> {
  return connection.query<SessionRow & Record<string, unknown>>(LIST, [connection.networkId, personId, at]);
}

/** Revokes sessions of a person: one, or with `id` null all, except `but`. Gives the ids revoked now. */
export async function revokeSessions(
  connection: Connection,
  personId: string,
  which: { id: string | null; but: string | null },
  at: Date,
): Promise<string[]> {
  const values = [connection.networkId, personId, which.id, at, which.but];
  return (await connection.query<{ id: string }>(REVOKE, values)).map((row) => row.id);
}

/** Something that changed what a person or key may do. */
export interface RightsChange {
  /** Of this very change: the same one is told again by the next look. */
  id: string;
  actorId: string;
}

const CHANGES: Statement = {
  name: 'identity.session.changes',
  text: `select 'session:' || id as id, person_id as "actorId" from session where network_id = $1 and revoked_at > $2
    union all select 'grant:' || id || (ended_at is null), person_id from role_grant
      where network_id = $1 and coalesce(ended_at, granted_at) > $2
    union all select 'key:' || id, id from api_key where network_id = $1 and revoked_at > $2`,
};

/** Sessions and keys revoked, roles given and ended after `since`, in no order. */
export function loadRightsChanges(connection: Connection, since: Date): Promise<RightsChange[]> {
  return connection.query<RightsChange & Record<string, unknown>>(CHANGES, [connection.networkId, since]);
}
