import type { Connection, Statement } from '../../platform/database.ts';
import type { GrantedRole } from '../../shared/actor.ts';

/** A role over the whole network that one administrator wants to give. */
export interface WishRow {
  id: string;
  personId: string;
  role: GrantedRole;
  unitId: string;
  askedBy: string;
  askedAt: Date;
  endedBy: string | null;
  agreed: boolean | null;
}

const COLUMNS = `id, person_id as "personId", role, unit_id as "unitId", asked_by as "askedBy", asked_at as "askedAt",
  ended_by as "endedBy", agreed`;
type Row = WishRow & Record<string, unknown>;

const INSERT: Statement = {
  name: 'identity.grant_wish.insert',
  text: `insert into grant_wish (network_id, id, person_id, role, unit_id, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6, $7)`,
};
const LOCK: Statement = {
  name: 'identity.grant_wish.lock',
  text: `select ${COLUMNS} from grant_wish where network_id = $1 and id = $2 for update`,
};
const WAITING: Statement = {
  name: 'identity.grant_wish.waiting',
  text: `select ${COLUMNS} from grant_wish where network_id = $1 and ended_by is null and asked_at > $2 order by id limit 200`,
};
const END: Statement = {
  name: 'identity.grant_wish.end',
  text: 'update grant_wish set ended_by = $3, agreed = $4, ended_at = $5 where network_id = $1 and id = $2',
};

/** Writes a wish. */
export async function insertWish(connection: Connection, wish: Omit<WishRow, 'endedBy' | 'agreed'>): Promise<void> {
  const { id, personId, role, unitId, askedBy, askedAt } = wish;
  await connection.query(INSERT, [connection.networkId, id, personId, role, unitId, askedBy, askedAt]);
}

/** A wish, kept from others' changes, or undefined. */
export async function lockWish(connection: Connection, id: string): Promise<WishRow | undefined> {
  return (await connection.query<Row>(LOCK, [connection.networkId, id]))[0];
}

/** Wishes that wait, made after an instant; oldest first, at most 200. */
export function loadWishes(connection: Connection, after: Date): Promise<WishRow[]> {
  return connection.query<Row>(WAITING, [connection.networkId, after]);
}

/** Ends a wish: agreed to, or not. */
export async function endWish(
  connection: Connection,
  id: string,
  end: { by: string; agreed: boolean; at: Date },
): Promise<void> {
  await connection.query(END, [connection.networkId, id, end.by, end.agreed, end.at]);
}
