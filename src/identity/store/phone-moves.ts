import type { Connection, Statement } from '../../platform/database.ts';

/** A phone number that somebody is about to have. */
export interface PhoneMoveRow {
  personId: string;
  phone: string;
  askedBy: string;
  askedAt: Date;
  dueAt: Date;
}

const COLUMNS = `person_id as "personId", phone, asked_by as "askedBy", asked_at as "askedAt", due_at as "dueAt"`;
type Row = PhoneMoveRow & Record<string, unknown>;

const KEEP: Statement = {
  name: 'identity.phone_move.keep',
  text: `insert into phone_move (network_id, person_id, phone, asked_by, asked_at, due_at)
    select $1, $2, $3, $4, $5, $6 where not exists (select from phone_move where network_id = $1 and phone = $3 and person_id <> $2)
    on conflict (network_id, person_id) do update
    set phone = excluded.phone, asked_by = excluded.asked_by, asked_at = excluded.asked_at, due_at = excluded.due_at
    returning 1 as one`,
};
const OF_PERSON: Statement = {
  name: 'identity.phone_move.of_person',
  text: `select ${COLUMNS} from phone_move where network_id = $1 and person_id = $2`,
};
const BY_PHONE: Statement = {
  name: 'identity.phone_move.by_phone',
  text: `select ${COLUMNS} from phone_move where network_id = $1 and phone = $2`,
};
const DELETE: Statement = {
  name: 'identity.phone_move.delete',
  text: 'delete from phone_move where network_id = $1 and person_id = $2 returning 1 as one',
};
// Two servers take different ones; a row that is gone was done.
const TAKE_DUE: Statement = {
  name: 'identity.phone_move.take_due',
  text: `delete from phone_move where network_id = $1 and person_id = (select person_id from phone_move
      where network_id = $1 and due_at <= $2 order by due_at limit 1 for update skip locked) returning ${COLUMNS}`,
};

/** Keeps a move until it is due, in place of one before. False: the number waits for somebody else. */
export async function keepMove(connection: Connection, move: PhoneMoveRow): Promise<boolean> {
  const { personId, phone, askedBy, askedAt, dueAt } = move;
  return (await connection.query(KEEP, [connection.networkId, personId, phone, askedBy, askedAt, dueAt])).length > 0;
}

/** What somebody waits for, or undefined. */
export async function loadMove(connection: Connection, personId: string): Promise<PhoneMoveRow | undefined> {
  return (await connection.query<Row>(OF_PERSON, [connection.networkId, personId]))[0];
}

/** Whom a number waits for, or undefined. */
export async function findMove(connection: Connection, phone: string): Promise<PhoneMoveRow | undefined> {
  return (await connection.query<Row>(BY_PHONE, [connection.networkId, phone]))[0];
}

/** Forgets what somebody waits for. False: nothing waited. */
export async function deleteMove(connection: Connection, personId: string): Promise<boolean> {
  return (await connection.query(DELETE, [connection.networkId, personId])).length > 0;
}

/** Takes one move that is due away, for this transaction to do; undefined: none is, or others have it. */
export async function takeDueMove(connection: Connection, at: Date): Promise<PhoneMoveRow | undefined> {
  return (await connection.query<Row>(TAKE_DUE, [connection.networkId, at]))[0];
}
