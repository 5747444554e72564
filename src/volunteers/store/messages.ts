import type { Connection, Statement } from '../../platform/database.ts';

const SAVE: Statement = {
  name: 'volunteers.message.save',
  text: `insert into team_message (network_id, id, team_id, author_id, words, at) values ($1, $2, $3, $4, $5, $6)`,
};

/** A message to a team as it is written. */
export interface TeamMessageRow {
  id: string;
  teamId: string;
  authorId: string;
  words: string;
  at: Date;
}

/** Writes a message to a team. */
export async function insertTeamMessage(connection: Connection, message: TeamMessageRow): Promise<void> {
  const { id, teamId, authorId, words, at } = message;
  await connection.query(SAVE, [connection.networkId, id, teamId, authorId, words, at]);
}

const LOAD: Statement = {
  name: 'volunteers.message.load',
  text: `select id, team_id as "teamId", author_id as "authorId", words, at from team_message
    where network_id = $1 and id = any($2::uuid[])`,
};

/** Messages by id; those whose time has run out are missing. */
export function loadTeamMessages(connection: Connection, ids: readonly string[]): Promise<TeamMessageRow[]> {
  return connection.query<TeamMessageRow & Record<string, unknown>>(LOAD, [connection.networkId, ids]);
}

const SWEEP: Statement = {
  name: 'volunteers.message.sweep',
  text: `delete from team_message where network_id = $1 and at < $2`,
};

/** Forgets the messages written before an instant. */
export async function deleteTeamMessages(connection: Connection, before: Date): Promise<void> {
  await connection.query(SWEEP, [connection.networkId, before]);
}
