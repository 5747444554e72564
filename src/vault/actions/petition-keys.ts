import { randomBytes } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import { type KeyPurpose, type MasteredPurpose, rewrapKey, unwrapKey, wrapKey } from '../rules/masters.ts';
import { KEY_BYTES, SealBroken } from '../rules/sealing.ts';
import { type Sender, type SharedKey, shareKey } from '../rules/shares.ts';
import {
  deleteKeys,
  deleteOlderIdentity,
  insertKeys,
  type KeyRow,
  loadKeys,
  lockWrappedBelow,
  subjectsWithKeys,
} from '../store/keys.ts';

/*
 * The three keys of a petition. They are written before what they seal, in another database: a key without its petition is
 * rubbish and swept away; a petition without its key would be lost.
 */

/** Content and contact keys are made once a petition. */
export const FIRST_VERSION = 1;

/** What a fresh petition is sealed with. In memory only. */
export interface FreshKeys {
  content: Buffer;
  contact: Buffer;
  identity: { key: Buffer; version: number };
}

/**
 * Draws the three keys of a petition and keeps them wrapped: content and contact under the master keys, identity for any two
 * of the custodians the sender has agreed with.
 */
export async function makeKeys(
  context: Context,
  networkId: string,
  subjectId: string,
  sender: Sender,
  identityVersion: number = FIRST_VERSION,
): Promise<FreshKeys> {
  const [content, contact, identity] = [randomBytes(KEY_BYTES), randomBytes(KEY_BYTES), randomBytes(KEY_BYTES)];
  const rows = [
    wrappedRow(context, networkId, subjectId, 'content', content),
    wrappedRow(context, networkId, subjectId, 'contact', contact),
    sharedRow(networkId, subjectId, identity, identityVersion, sender),
  ];
  await write(context, networkId, rows);
  return { content, contact, identity: { key: identity, version: identityVersion } };
}

/** Draws content keys of many petitions that name nobody, as imported ones do, and keeps them wrapped. By petition. */
export async function makeContentKeys(
  context: Context,
  networkId: string,
  subjectIds: readonly string[],
): Promise<Map<string, Buffer>> {
  const keys = new Map(subjectIds.map((id) => [id, randomBytes(KEY_BYTES)]));
  const rows = [...keys].map(([id, key]) => wrappedRow(context, networkId, id, 'content', key));
  if (rows.length > 0) await write(context, networkId, rows);
  return keys;
}

/** Draws the next version of a petition's identity key, and keeps it shared. What the older one sealed is to be replaced. */
export async function makeIdentityKey(
  context: Context,
  networkId: string,
  subjectId: string,
  { version, sender }: { version: number; sender: Sender },
): Promise<FreshKeys['identity']> {
  const key = randomBytes(KEY_BYTES);
  await write(context, networkId, [sharedRow(networkId, subjectId, key, version, sender)]);
  return { key, version };
}

/** The keys of one purpose of some petitions, by petition; those that were destroyed, or whose master secret is lost, are missing. */
export async function openKeys(
  context: Context,
  networkId: string,
  subjectIds: readonly string[],
  purpose: MasteredPurpose,
): Promise<Map<string, Buffer>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await context.keys.transaction(networkId, (connection) => loadKeys(connection, subjectIds, purpose));
  const opened = new Map<string, Buffer>();
  for (const { subjectId, version, masterVersion, wrapped } of rows) {
    if (masterVersion === null || wrapped === null) continue;
    try {
      const owner = { networkId, subjectId, purpose, version };
      opened.set(subjectId, unwrapKey(context.masters, owner, { masterVersion, wrapped }));
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      context.log.error(
        { err: error, networkId, orderId: subjectId },
        'a petition’s key does not open: its master secret is missing',
      );
    }
  }
  return opened;
}

/** How the identity key of a version is shared, or null once it was destroyed. */
export async function loadShared(
  context: Context,
  networkId: string,
  subjectId: string,
  version: number,
): Promise<SharedKey | null> {
  const rows = await context.keys.transaction(networkId, (connection) => loadKeys(connection, [subjectId], 'identity'));
  const row = rows.find((each) => each.version === version);
  return row ? readShared(row.shared as StoredShares) : null;
}

/** Destroys all keys of some petitions: nobody reads what they sealed, in whatever copy of the main database. */
export async function destroyKeys(context: Context, networkId: string, subjectIds: readonly string[]): Promise<void> {
  if (subjectIds.length === 0) return;
  await context.keys.transaction(networkId, (connection) => deleteKeys(connection, subjectIds));
}

/** Destroys what an identity was sealed with before a version. */
export async function destroyOlderIdentity(
  context: Context,
  networkId: string,
  subjectId: string,
  version: number,
): Promise<void> {
  await context.keys.transaction(networkId, (connection) => deleteOlderIdentity(connection, subjectId, version));
}

/** Petitions with keys made before an instant, by id after one of them; at most `limit`. For those who sweep. */
export function petitionsWithKeys(
  context: Context,
  networkId: string,
  { before, after, limit }: { before: Date; after: string; limit: number },
): Promise<string[]> {
  return context.keys.transaction(networkId, (connection) => subjectsWithKeys(connection, before, after, limit));
}

const REWRAPPED_AT_ONCE = 500;

/**
 * Wraps every key of a network anew under the newest master secret, some hundred at a time. What they sealed stays as it is.
 * Gives how many there were. Throws `SealBroken` when an older secret is missing: nothing may be forgotten then.
 */
export async function rewrapKeys(context: Context, networkId: string): Promise<number> {
  const newest = Math.max(...context.masters.map((each) => each.version));
  for (let total = 0; ; ) {
    const count = await context.keys.transaction(networkId, async (connection) => {
      const rows = await lockWrappedBelow(connection, newest, REWRAPPED_AT_ONCE);
      if (rows.length === 0) return 0;
      await insertKeys(
        connection,
        rows.map((row) => rewrapped(context, networkId, row)),
        context.clock.now(),
      );
      return rows.length;
    });
    if (count === 0) return total;
    total += count;
  }
}

function rewrapped(context: Context, networkId: string, row: KeyRow): KeyRow {
  const { subjectId, version, masterVersion, wrapped } = row;
  if (row.purpose === 'identity' || masterVersion === null || wrapped === null) return row;
  const owner = { networkId, subjectId, purpose: row.purpose, version };
  return { ...row, ...rewrapKey(context.masters, owner, { masterVersion, wrapped }, randomBytes) };
}

function write(context: Context, networkId: string, rows: readonly KeyRow[]): Promise<void> {
  return context.keys.transaction(networkId, (connection) => insertKeys(connection, rows, context.clock.now()));
}

function wrappedRow(
  context: Context,
  networkId: string,
  subjectId: string,
  purpose: Exclude<KeyPurpose, 'identity'>,
  key: Buffer,
): KeyRow {
  const owner = { networkId, subjectId, purpose, version: FIRST_VERSION };
  const { masterVersion, wrapped } = wrapKey(context.masters, owner, key, randomBytes);
  return { subjectId, purpose, version: FIRST_VERSION, masterVersion, wrapped, shared: null };
}

function sharedRow(networkId: string, subjectId: string, key: Buffer, version: number, sender: Sender): KeyRow {
  const shared = writeShared(shareKey({ networkId, subjectId, version }, key, sender, randomBytes));
  return { subjectId, purpose: 'identity', version, masterVersion: null, wrapped: null, shared };
}

/** A shared key as its row keeps it: bytes as base64. */
interface StoredShares {
  ephemeral: string;
  shares: { keyId: string; sealed: string }[];
  pairs: { first: string; second: string; wrapped: string }[];
}

function writeShared({ ephemeral, shares, pairs }: SharedKey): StoredShares {
  return {
    ephemeral: ephemeral.toString('base64'),
    shares: shares.map(({ keyId, sealed }) => ({ keyId, sealed: sealed.toString('base64') })),
    pairs: pairs.map(({ first, second, wrapped }) => ({ first, second, wrapped: wrapped.toString('base64') })),
  };
}

function readShared({ ephemeral, shares, pairs }: StoredShares): SharedKey {
  return {
    ephemeral: Buffer.from(ephemeral, 'base64'),
    shares: shares.map(({ keyId, sealed }) => ({ keyId, sealed: Buffer.from(sealed, 'base64') })),
    pairs: pairs.map(({ first, second, wrapped }) => ({ first, second, wrapped: Buffer.from(wrapped, 'base64') })),
  };
}
