import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';

const SET: Statement = {
  name: 'volunteers.personal_matching.set',
  text: `with changed as (update volunteer set personal_matching = $3, version = version + 1
      where network_id = $1 and person_id = $2 and personal_matching <> $3 returning 1)
    ${eventInsert(4, 'exists (select 1 from changed)')}`,
};

/** Turns personal matching of a volunteer on or off; nothing is written when it was so already. */
export async function setPersonalMatching(
  connection: Connection,
  personId: string,
  on: boolean,
  events: readonly EventRow[],
): Promise<void> {
  await connection.query(SET, [connection.networkId, personId, on, JSON.stringify(events)]);
}
