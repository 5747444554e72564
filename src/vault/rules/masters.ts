import { createHmac, hkdfSync } from 'node:crypto';
import { KEY_BYTES, openBytes, type Randomness, SealBroken, sealBytes } from './sealing.ts';

/** What a key opens. The identity's has no master: custodians hold it. */
export type MasteredPurpose = 'content' | 'contact';
export type KeyPurpose = MasteredPurpose | 'identity';

/** One version of the secret that master keys are drawn from; 32 bytes, never in a database. */
export interface MasterSecret {
  version: number;
  secret: Buffer;
}

/** All versions the server has. The highest wraps; the others open what they wrapped. */
export type MasterSecrets = readonly MasterSecret[];

/** Whose key it is. */
export interface KeyOwner {
  networkId: string;
  /** The petition. */
  subjectId: string;
  purpose: KeyPurpose;
  /** Version of the petition's own key. */
  version: number;
}

/** A petition's key under a master key. */
export interface WrappedKey {
  masterVersion: number;
  wrapped: Buffer;
}

/** The secret that wraps now. Throws when there is none. */
export function currentMaster(secrets: MasterSecrets): MasterSecret {
  const [newest] = [...secrets].sort((a, b) => b.version - a.version);
  if (!newest) throw new Error('No master secret is known: nothing can be sealed.');
  return newest;
}

const drawn = new WeakMap<Buffer, Map<string, Buffer>>();

/** The master key of a purpose, by HKDF-SHA-256 (RFC 5869) from one version of the secret. */
export function masterKey({ version, secret }: MasterSecret, purpose: MasteredPurpose): Buffer {
  const known = drawn.get(secret) ?? new Map<string, Buffer>();
  drawn.set(secret, known);
  const name = `linli vault master ${purpose} ${version}`;
  const key = known.get(name) ?? Buffer.from(hkdfSync('sha256', secret, '', name, KEY_BYTES));
  known.set(name, key);
  return key;
}

function bound({ networkId, subjectId, purpose, version }: KeyOwner, masterVersion: number): Buffer {
  return Buffer.from(JSON.stringify(['linli wrap', networkId, subjectId, purpose, version, masterVersion]));
}

/** Wraps a petition's key under the newest master key of its purpose. */
export function wrapKey(
  secrets: MasterSecrets,
  owner: KeyOwner & { purpose: MasteredPurpose },
  key: Buffer,
  random: Randomness,
): WrappedKey {
  const master = currentMaster(secrets);
  const wrapped = sealBytes(masterKey(master, owner.purpose), bound(owner, master.version), key, random);
  return { masterVersion: master.version, wrapped };
}

/** Opens a wrapped key. Throws `SealBroken`, also when its master secret is lost. */
export function unwrapKey(
  secrets: MasterSecrets,
  owner: KeyOwner & { purpose: MasteredPurpose },
  { masterVersion, wrapped }: WrappedKey,
): Buffer {
  const master = secrets.find((each) => each.version === masterVersion);
  if (!master) throw new SealBroken();
  return openBytes(masterKey(master, owner.purpose), bound(owner, masterVersion), wrapped);
}

/**
 * The same key under the newest master key, or null when it is there already. What the key has sealed stays untouched:
 * that is all that rotation does. Throws `SealBroken`.
 */
export function rewrapKey(
  secrets: MasterSecrets,
  owner: KeyOwner & { purpose: MasteredPurpose },
  old: WrappedKey,
  random: Randomness,
): WrappedKey | null {
  if (old.masterVersion === currentMaster(secrets).version) return null;
  return wrapKey(secrets, owner, unwrapKey(secrets, owner, old), random);
}

/**
 * The keyed digest by which somebody's own petitions are found again: HMAC-SHA-256 under HKDF of the server's secret, as
 * base64url. Without the secret it names nobody; with it, it can be tried for each account.
 */
export function ownerDigest(secret: Buffer, networkId: string, personId: string): string {
  const known = drawn.get(secret) ?? new Map<string, Buffer>();
  drawn.set(secret, known);
  const name = 'linli vault owner';
  const key = known.get(name) ?? Buffer.from(hkdfSync('sha256', secret, '', name, KEY_BYTES));
  known.set(name, key);
  return createHmac('sha256', key).update(`${networkId}\0${personId}`).digest('base64url');
}
