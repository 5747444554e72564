import type { Connection, Statement } from '../../platform/database.ts';

/** A passkey as the database holds it. */
export interface PasskeyRow {
  id: string;
  personId: string;
  credentialId: Buffer;
  publicKey: Buffer;
  signCount: number;
  transports: string[];
  label: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

const COLUMNS = `id, person_id as "personId", credential_id as "credentialId", public_key as "publicKey",
  sign_count::float8 as "signCount", transports, label, created_at as "createdAt", last_used_at as "lastUsedAt"`;
type Row = PasskeyRow & Record<string, unknown>;

const INSERT: Statement = {
  name: 'identity.passkey.insert',
  text: `insert into passkey (network_id, id, person_id, credential_id, public_key, sign_count, transports, label, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (network_id, credential_id) do nothing returning 1 as one`,
};
const OF_PERSON: Statement = {
  name: 'identity.passkey.of_person',
  text: `select ${COLUMNS} from passkey where network_id = $1 and person_id = $2 order by id`,
};
const BY_CREDENTIAL: Statement = {
  name: 'identity.passkey.by_credential',
  text: `select ${COLUMNS} from passkey where network_id = $1 and credential_id = $2`,
};
// Two answers at once must not both count as the next one.
const USE: Statement = {
  name: 'identity.passkey.use',
  text: `update passkey set sign_count = $3, last_used_at = $4 where network_id = $1 and id = $2
    and (sign_count < $3 or (sign_count = 0 and $3 = 0)) returning 1 as one`,
};
const RENAME: Statement = {
  name: 'identity.passkey.rename',
  text: 'update passkey set label = $4 where network_id = $1 and id = $2 and person_id = $3 returning 1 as one',
};
const DELETE: Statement = {
  name: 'identity.passkey.delete',
  text: `delete from passkey where network_id = $1 and person_id = $2 and ($3::uuid is null or id = $3) returning id`,
};

/** Writes a passkey. False when its credential is somebody's already. */
export async function insertPasskey(connection: Connection, passkey: Omit<PasskeyRow, 'lastUsedAt'>): Promise<boolean> {
  const { id, personId, credentialId, publicKey, signCount, transports, label, createdAt } = passkey;
  const values = [connection.networkId, id, personId, credentialId, publicKey, signCount, transports, label, createdAt];
  return (await connection.query(INSERT, values)).length > 0;
}

/** A person's passkeys, oldest first; may be empty. */
export function loadPasskeys(connection: Connection, personId: string): Promise<PasskeyRow[]> {
  return connection.query<Row>(OF_PERSON, [connection.networkId, personId]);
}

/** The passkey of this credential, or undefined. */
export async function findPasskey(connection: Connection, credentialId: Buffer): Promise<PasskeyRow | undefined> {
  return (await connection.query<Row>(BY_CREDENTIAL, [connection.networkId, credentialId]))[0];
}

/** Writes down that a passkey signed, with its count. False when the count did not rise. */
export async function usePasskey(connection: Connection, id: string, signCount: number, at: Date): Promise<boolean> {
  return (await connection.query(USE, [connection.networkId, id, signCount, at])).length > 0;
}

/** Gives a passkey of a person another name. False: they have none with this id. */
export async function renamePasskeyRow(
  connection: Connection,
  passkey: { id: string; personId: string; label: string },
): Promise<boolean> {
  const values = [connection.networkId, passkey.id, passkey.personId, passkey.label];
  return (await connection.query(RENAME, values)).length > 0;
}

/** Deletes one passkey of a person, or with null all of them. Gives the ids deleted. */
export async function deletePasskeys(connection: Connection, personId: string, id: string | null): Promise<string[]> {
  return (await connection.query<{ id: string }>(DELETE, [connection.networkId, personId, id])).map((row) => row.id);
}

/** What a passkey is asked to sign, and whose answer it takes. */
export interface Challenge {
  challenge: Buffer;
  purpose: 'add' | 'log_in' | 'prove';
  personId: string | null;
}

const KEEP_CHALLENGE: Statement = {
  name: 'identity.passkey.keep_challenge',
  text: `insert into passkey_challenge (network_id, challenge, purpose, person_id, expires_at) values ($1, $2, $3, $4, $5)`,
};
const TAKE_CHALLENGE: Statement = {
  name: 'identity.passkey.take_challenge',
  text: `delete from passkey_challenge where network_id = $1 and challenge = $2 and purpose = $3
    and person_id is not distinct from $4 returning expires_at > $5 as good`,
};
const SWEEP: Statement = {
  name: 'identity.passkey.sweep',
  text: 'delete from passkey_challenge where network_id = $1 and expires_at < $2',
};

/** Keeps a challenge until it is answered. */
export async function keepChallenge(connection: Connection, kept: Challenge, expiresAt: Date): Promise<void> {
  const values = [connection.networkId, kept.challenge, kept.purpose, kept.personId, expiresAt];
  await connection.query(KEEP_CHALLENGE, values);
}

/** Takes a challenge away, whatever comes of the answer. True: it was ours, for this purpose and person, and in time. */
export async function takeChallenge(connection: Connection, asked: Challenge, at: Date): Promise<boolean> {
  const values = [connection.networkId, asked.challenge, asked.purpose, asked.personId, at];
  return (await connection.query<{ good: boolean }>(TAKE_CHALLENGE, values))[0]?.good === true;
}

/** Deletes challenges that nobody answered in time. */
export async function sweepChallenges(connection: Connection, at: Date): Promise<void> {
  await connection.query(SWEEP, [connection.networkId, at]);
}
