import type { Database, Statement } from './database.ts';

const IDENTITY: Statement = { name: 'platform.keys.identity', text: 'select id from keys_identity' };
const KNOWN: Statement = { name: 'platform.keys.known', text: 'select id from known_keys' };
const REMEMBER: Statement = {
  name: 'platform.keys.remember',
  text: 'insert into known_keys (id, known_since) values ($1, $2) on conflict do nothing',
};
const ACCEPT: Statement = {
  name: 'platform.keys.accept',
  text: `insert into known_keys (id, known_since) values ($1, $2)
    on conflict (one) do update set id = excluded.id, known_since = excluded.known_since`,
};

/**
 * Refuses a database of keys that is not the one which the petitions of the main database were sealed with: with keys of its
 * own each server would seal what the others cannot open, and what is erased on one would stay open on another. The first
 * start writes down which it is. Throws an Error that says what to mend.
 */
export async function demandKnownKeys(database: Database, keys: Database, now: Date): Promise<void> {
  const id = await identityOf(keys);
  if ((await knownTo(database)) === undefined) await database.outside(REMEMBER, [id, now]);
  if ((await knownTo(database)) === id) return;
  throw new Error(
    'The keys of petitions that this server brings are not those which the petitions in its database were sealed with. Give every server the same KEYS_DATABASE_URL, or restore the backup of the keys into LINLI_DATA/keys. Only where those keys are lost for good: `linli vault accept-keys` goes on with these, and what the lost ones sealed stays shut.',
  );
}

/** Goes on with this database of keys instead of the one before. */
export async function acceptKeys(database: Database, keys: Database, now: Date): Promise<void> {
  await database.outside(ACCEPT, [await identityOf(keys), now]);
}

async function identityOf(keys: Database): Promise<string> {
  const [row] = await keys.outside<{ id: string }>(IDENTITY);
  if (!row) throw new Error('The database of keys has lost its identity: restore it from its backup.');
  return row.id;
}

async function knownTo(database: Database): Promise<string | undefined> {
  return (await database.outside<{ id: string }>(KNOWN))[0]?.id;
}
