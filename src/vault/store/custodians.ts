import type { Connection, Statement } from '../../platform/database.ts';
import type { CustodianKey } from '../rules/shares.ts';

const USABLE: Statement = {
  name: 'vault.custodian.usable',
  text: `select id, public_key as "publicKey" from custodian_key
    where network_id = $1 and ended_at is null
      and (person_id = any($2::uuid[]) or (unit_id = any($3::uuid[]) and confirmed_by is not null)) order by id`,
};

/** Keys that may hold a share: of these people, and confirmed recovery keys of these units. By id. */
export function loadUsableKeys(
  connection: Connection,
  personIds: readonly string[],
  unitIds: readonly string[],
): Promise<CustodianKey[]> {
  return connection.query<CustodianKey & Record<string, unknown>>(USABLE, [connection.networkId, personIds, unitIds]);
}
