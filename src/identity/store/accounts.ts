import type { Connection, Statement } from '../../platform/database.ts';

/** Password and second factor of a member of staff. */
export interface AccountRow {
  personId: string;
  username: string;
  passwordHash: string;
  totpSecret: Buffer | null;
  totpConfirmedAt: Date | null;
  totpLastStep: number | null;
}

const COLUMNS = `person_id as "personId", username, password_hash as "passwordHash", totp_secret as "totpSecret",
  totp_confirmed_at as "totpConfirmedAt", totp_last_step as "totpLastStep"`;
type Row = AccountRow & Record<string, unknown>;

const INSERT: Statement = {
  name: 'identity.account.insert',
  text: `insert into staff_account (network_id, person_id, username, password_hash, password_changed_at)
    values ($1, $2, $3, $4, $5) on conflict do nothing returning 1 as one`,
};
const BY_USERNAME: Statement = {
  name: 'identity.account.by_username',
  text: `select ${COLUMNS} from staff_account where network_id = $1 and username = $2`,
};
const OF_PERSON: Statement = {
  name: 'identity.account.of_person',
  text: `select ${COLUMNS} from staff_account where network_id = $1 and person_id = $2`,
};
const USERNAMES: Statement = {
  name: 'identity.account.usernames',
  text: 'select person_id as id, username from staff_account where network_id = $1 and person_id = any($2::uuid[])',
};
const PASSWORD: Statement = {
  name: 'identity.account.password',
  text: 'update staff_account set password_hash = $3, password_changed_at = $4 where network_id = $1 and person_id = $2',
};
const SECRET: Statement = {
  name: 'identity.account.secret',
  text: `update staff_account set totp_secret = $3, totp_confirmed_at = null, totp_last_step = null
    where network_id = $1 and person_id = $2`,
};
const STEP: Statement = {
  name: 'identity.account.step',
  text: `update staff_account set totp_last_step = $3, totp_confirmed_at = coalesce(totp_confirmed_at, $4)
    where network_id = $1 and person_id = $2 and coalesce(totp_last_step, -1) < $3 returning 1 as one`,
};
const DELETE: Statement = {
  name: 'identity.account.delete',
  text: `with keys as (delete from passkey where network_id = $1 and person_id = $2),
      challenges as (delete from passkey_challenge where network_id = $1 and person_id = $2)
    delete from staff_account where network_id = $1 and person_id = $2`,
};

/** Writes an account. False when the person or the username has one. */
export async function insertAccount(
  connection: Connection,
  account: { personId: string; username: string; passwordHash: string; at: Date },
): Promise<boolean> {
  const values = [connection.networkId, account.personId, account.username, account.passwordHash, account.at];
  return (await connection.query(INSERT, values)).length > 0;
}

/** The account with this username, or undefined. */
export async function findAccount(connection: Connection, username: string): Promise<AccountRow | undefined> {
  return (await connection.query<Row>(BY_USERNAME, [connection.networkId, username]))[0];
}

/** A person's account, or undefined. */
export async function loadAccount(connection: Connection, personId: string): Promise<AccountRow | undefined> {
  return (await connection.query<Row>(OF_PERSON, [connection.networkId, personId]))[0];
}

/** Usernames of those of these people who have an account. */
export function loadUsernames(
  connection: Connection,
  personIds: readonly string[],
): Promise<{ id: string; username: string }[]> {
  return connection.query(USERNAMES, [connection.networkId, personIds]);
}

/** Sets a new password. */
export async function setPassword(connection: Connection, personId: string, hash: string, at: Date): Promise<void> {
  await connection.query(PASSWORD, [connection.networkId, personId, hash, at]);
}

/** Sets the sealed secret of an authenticator app, not yet confirmed; null takes it away. */
export async function setSecret(connection: Connection, personId: string, sealed: Buffer | null): Promise<void> {
  await connection.query(SECRET, [connection.networkId, personId, sealed]);
}

/** Spends a time step of the app, which also confirms it. False when this step or a later one was spent. */
export async function spendStep(connection: Connection, personId: string, step: number, at: Date): Promise<boolean> {
  return (await connection.query(STEP, [connection.networkId, personId, step, at])).length > 0;
}

/** Deletes a person's account, their passkeys with it. */
export async function deleteAccount(connection: Connection, personId: string): Promise<void> {
  await connection.query(DELETE, [connection.networkId, personId]);
}
