import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A passkey in software, as small as one can be: ES256, no attestation. What browsers and devices do, for tests. */
export interface SoftPasskey {
  id: string;
  /** Answers a wish to make it, as the browser's JSON. */
  make(wanted: Wanted, changes?: Changes): Made;
  /** Signs what is asked, as the browser's JSON; each time its count rises by one. */
  sign(wanted: Wanted, changes?: Changes): Signed;
  /** The count that the next signature tells. */
  count: number;
}

type Wanted = Record<string, unknown>;
/** What goes wrong on purpose. */
interface Changes {
  origin?: string;
  rpId?: string;
  /** The device did not verify who holds it. */
  unverified?: boolean;
  challenge?: string;
  userHandle?: string;
}
interface Made {
  id: string;
  rawId: string;
  type: 'public-key';
  response: { clientDataJSON: string; attestationObject: string; transports: string[] };
  clientExtensionResults: Record<string, never>;
}
interface Signed {
  id: string;
  rawId: string;
  type: 'public-key';
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string };
  clientExtensionResults: Record<string, never>;
}

const PRESENT = 1;
const VERIFIED = 4;
const WITH_KEY = 64;

/** A new passkey for pages at `origin`. */
export function softPasskey(origin = 'http://localhost:8080'): SoftPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const credentialId = randomBytes(32);
  const id = credentialId.toString('base64url');
  let owner: string | undefined;
  const passkey: SoftPasskey = {
    id,
    count: 0,
    make(wanted, changes = {}) {
      owner = (wanted['user'] as { id: string }).id;
      const rpId = changes.rpId ?? (wanted['rp'] as { id: string }).id;
      const length = Buffer.from([0, credentialId.length]);
      const key = Buffer.concat([Buffer.alloc(16), length, credentialId, coseOf(publicKey)]);
      const authData = Buffer.concat([headOf(rpId, passkey.count, changes, WITH_KEY), key]);
      // CBOR: a map of fmt "none", attStmt {}, authData bytes.
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        bytes(authData),
      ]);
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: clientData('webauthn.create', wanted, { origin, ...changes }).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
        clientExtensionResults: {},
      };
    },
    sign(wanted, changes = {}) {
      passkey.count += 1;
      const authData = headOf(changes.rpId ?? String(wanted['rpId']), passkey.count, changes, 0);
      const client = clientData('webauthn.get', wanted, { origin, ...changes });
      const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()]);
      const userHandle = changes.userHandle ?? owner;
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
          ...(userHandle ? { userHandle } : {}),
        },
        clientExtensionResults: {},
      };
    },
  };
  return passkey;
}

function headOf(rpId: string, count: number, { unverified }: Changes, more: number): Buffer {
  const flags = PRESENT | (unverified ? 0 : VERIFIED) | more;
  const counted = Buffer.alloc(4);
  counted.writeUInt32BE(count);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counted]);
}

function clientData(type: string, wanted: Wanted, { origin, challenge }: Changes): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge: challenge ?? wanted['challenge'], origin, crossOrigin: false }));
}

/** An ES256 key in COSE (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseOf(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const part = (value: string) => bytes(Buffer.from(value, 'base64url'));
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    part(x),
    Buffer.from([0x22]),
    part(y),
  ]);
}

const text = (words: string) => Buffer.concat([Buffer.from([0x60 + words.length]), Buffer.from(words)]);
const bytes = (content: Buffer) =>
  Buffer.concat([content.length < 256 ? Buffer.from([0x58, content.length]) : wide(content.length), content]);
const wide = (length: number) => Buffer.from([0x59, length >> 8, length & 255]);
