import type { Connection, Statement } from '../../platform/database.ts';
import type { SealedTo } from '../schema.ts';

/** A proposal to open an identity, as its row holds it. */
export interface OpeningRow {
  id: string;
  subjectId: string;
  identityVersion: number;
  reason: string;
  proposedBy: string;
  proposerKey: string;
  proposedAt: Date;
  handed: (SealedTo & { keyId: string })[] | null;
  endedBy: string | null;
  agreed: boolean | null;
  endedAt: Date | null;
  closesAt: Date | null;
}

const COLUMNS = `id, subject_id as "subjectId", identity_version as "identityVersion", reason, proposed_by as "proposedBy",
  proposer_key as "proposerKey", proposed_at as "proposedAt", handed, ended_by as "endedBy", agreed, ended_at as "endedAt",
  closes_at as "closesAt"`;

const INSERT: Statement = {
  name: 'vault.opening.insert',
  text: `insert into vault_opening (network_id, id, subject_id, identity_version, reason, proposed_by, proposer_key, proposed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
};

/** Writes a proposal. */
export async function insertOpening(
  connection: Connection,
  opening: Pick<
    OpeningRow,
    'id' | 'subjectId' | 'identityVersion' | 'reason' | 'proposedBy' | 'proposerKey' | 'proposedAt'
  >,
): Promise<void> {
  const { id, subjectId, identityVersion, reason, proposedBy, proposerKey, proposedAt } = opening;
  const values = [id, subjectId, identityVersion, reason, proposedBy, proposerKey, proposedAt];
  await connection.query(INSERT, [connection.networkId, ...values]);
}

const LOCK: Statement = {
  name: 'vault.opening.lock',
  text: `select ${COLUMNS} from vault_opening where network_id = $1 and id = $2 for update`,
};

/** A proposal, kept from others' changes, or null. */
export async function lockOpening(connection: Connection, id: string): Promise<OpeningRow | null> {
  const [row] = await connection.query<OpeningRow & Record<string, unknown>>(LOCK, [connection.networkId, id]);
  return row ?? null;
}

const WAITING: Statement = {
  name: 'vault.opening.waiting',
  text: `select ${COLUMNS} from vault_opening where network_id = $1 and ended_by is null and proposed_at > $2
    order by proposed_at desc limit 200`,
};

/** Proposals that wait, made after an instant; newest first, at most 200. */
export function loadWaiting(connection: Connection, after: Date): Promise<OpeningRow[]> {
  return connection.query<OpeningRow & Record<string, unknown>>(WAITING, [connection.networkId, after]);
}

const AGREED: Statement = {
  name: 'vault.opening.agreed',
  text: `select ${COLUMNS} from vault_opening where network_id = $1 and subject_id = $2 and agreed order by ended_at`,
};

/** The openings of a petition that two custodians made, oldest first. */
export function loadAgreed(connection: Connection, subjectId: string): Promise<OpeningRow[]> {
  return connection.query<OpeningRow & Record<string, unknown>>(AGREED, [connection.networkId, subjectId]);
}

const HAND: Statement = {
  name: 'vault.opening.hand',
  text: `update vault_opening set handed = $3 where network_id = $1 and id = $2`,
};

/** Keeps the proposer's share, sealed to others. */
export async function handShares(connection: Connection, id: string, handed: OpeningRow['handed']): Promise<void> {
  await connection.query(HAND, [connection.networkId, id, JSON.stringify(handed)]);
}

const END: Statement = {
  name: 'vault.opening.end',
  text: `update vault_opening set ended_by = $3, agreed = $4, ended_at = $5, closes_at = $6, handed = null
    where network_id = $1 and id = $2`,
};

/** Ends a proposal: agreed to, and shown until an instant; or refused, with null. The handed share is forgotten. */
export async function endOpening(
  connection: Connection,
  id: string,
  end: { by: string; at: Date; closesAt: Date | null },
): Promise<void> {
  await connection.query(END, [connection.networkId, id, end.by, end.closesAt !== null, end.at, end.closesAt]);
}

const FORGET: Statement = {
  name: 'vault.opening.forget',
  text: `delete from vault_opening where network_id = $1 and subject_id = any($2::uuid[])`,
};

/** Deletes what was ever proposed for these petitions. */
export async function deleteOpenings(connection: Connection, subjectIds: readonly string[]): Promise<void> {
  await connection.query(FORGET, [connection.networkId, subjectIds]);
}
