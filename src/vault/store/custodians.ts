import type { Connection, Statement } from '../../platform/database.ts';
import type { CustodianKey } from '../rules/shares.ts';

const USABLE: Statement = {
  name: 'vault.custodian.usable',
  text: `select id, public_key as "publicKey" from custodian_key
    where network_id = $1 and ended_at is null and used_at is null
      and (person_id = any($2::uuid[]) or (unit_id = any($3::uuid[]) and confirmed_by is not null)) order by id`,
};

/** Keys that may hold a share: of these people, and confirmed recovery keys of these units that were never used. By id. */
export function loadUsableKeys(
  connection: Connection,
  personIds: readonly string[],
  unitIds: readonly string[],
): Promise<CustodianKey[]> {
  return connection.query<CustodianKey & Record<string, unknown>>(USABLE, [connection.networkId, personIds, unitIds]);
}

/** A custodian's own key, as its row holds it. */
export interface OwnKey {
  id: string;
  personId: string;
  publicKey: Buffer;
  enrolledAt: Date;
}

const END_OWN: Statement = {
  name: 'vault.custodian.end_own',
  text: `update custodian_key set ended_at = $3 where network_id = $1 and person_id = $2 and ended_at is null`,
};
const ENROL: Statement = {
  name: 'vault.custodian.enrol',
  text: `insert into custodian_key (network_id, id, person_id, public_key, enrolled_by, enrolled_at)
    values ($1, $2, $3, $4, $3, $5)`,
};

/** Writes a person's key; the one they had ends. */
export async function enrolKey(connection: Connection, key: OwnKey): Promise<void> {
  const { networkId } = connection;
  await connection.query(END_OWN, [networkId, key.personId, key.enrolledAt]);
  await connection.query(ENROL, [networkId, key.id, key.personId, key.publicKey, key.enrolledAt]);
}

const OF_PEOPLE: Statement = {
  name: 'vault.custodian.of_people',
  text: `select id, person_id as "personId", public_key as "publicKey", enrolled_at as "enrolledAt" from custodian_key
    where network_id = $1 and person_id = any($2::uuid[]) and ended_at is null order by id`,
};

/** The keys in use of some people, by id. */
export function loadKeysOf(connection: Connection, personIds: readonly string[]): Promise<OwnKey[]> {
  return connection.query<OwnKey & Record<string, unknown>>(OF_PEOPLE, [connection.networkId, personIds]);
}
