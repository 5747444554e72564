/** What is asked of a passkey is good for five minutes: time enough to find the key in a bag. */
export const CHALLENGE_SECONDS = 300;
export const CHALLENGE_BYTES = 32;
/** Passkeys a person; a phone, a computer and two keys in a drawer leave room. */
export const MOST_PASSKEYS = 10;
/** So long after somebody showed that they are there, nobody asks them again. */
export const PROOF_SECONDS = 300;

/** For whom a passkey signs: the site's name without port, and the pages' address. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/**
 * The relying party (WebAuthn Level 3, 5.1.2): the configured address of the pages, else `localhost`, which browsers trust
 * without TLS; null by any other name, since a passkey bound to whatever a request calls us is bound to nobody. Example:
 * `https://linli.example` gives the id `linli.example`.
 */
export function relyingParty(
  configured: string | undefined,
  asked: { protocol: string; host: string },
): RelyingParty | null {
  const address = configured ?? `${asked.protocol}://${asked.host}`;
  if (!URL.canParse(address)) return null;
  const { hostname, origin } = new URL(address);
  return configured !== undefined || hostname === 'localhost' ? { id: hostname, origin } : null;
}

/** Whether somebody showed so lately that they are there, that grave things may be done without asking again. */
export function isFresh(provedAt: Date | null, at: Date): boolean {
  return provedAt !== null && at.getTime() - provedAt.getTime() < PROOF_SECONDS * 1000;
}

/** By what somebody can show that they are there. */
export type Proof = 'passkey' | 'totp' | 'password';

/**
 * What proves that it is really them: what they have set up, passkey or authenticator app, either of the two; the password
 * again only for who has neither.
 */
export function proofsOf(has: { passkeys: number; totp: boolean }): Proof[] {
  const strong: Proof[] = [
    ...(has.passkeys > 0 ? (['passkey'] as const) : []),
    ...(has.totp ? (['totp'] as const) : []),
  ];
  return strong.length > 0 ? strong : ['password'];
}

/**
 * Whether an authenticator's count may follow the one before (WebAuthn Level 3, 7.2 step 22): greater, or both nought,
 * where it does not count. A count that does not rise means that there are two of it.
 */
export function countRises(before: number, told: number): boolean {
  return told > before || (told === 0 && before === 0);
}

/** The challenge that an answer says it signed; null for what is none. */
export function challengeIn(clientDataJSON: string): Buffer | null {
  try {
    const told: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString());
    const challenge = (told as { challenge?: unknown } | null)?.challenge;
    const bytes = typeof challenge === 'string' ? Buffer.from(challenge, 'base64url') : null;
    return bytes?.length === CHALLENGE_BYTES ? bytes : null;
  } catch {
    return null;
  }
}
