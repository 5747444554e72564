import { describe, expect, it } from 'vitest';
import { challengeIn, countRises, isFresh, proofsOf, relyingParty } from './passkeys.ts';

describe('whom a passkey is bound to', () => {
  it.each([
    ['https://linli.example', 'http', '10.0.0.7:8080', { id: 'linli.example', origin: 'https://linli.example' }],
    ['https://linli.example:8443/', 'http', 'x', { id: 'linli.example', origin: 'https://linli.example:8443' }],
    [undefined, 'http', 'localhost:8080', { id: 'localhost', origin: 'http://localhost:8080' }],
    [undefined, 'http', '127.0.0.1:8080', null],
    [undefined, 'https', 'elsewhere.example', null],
    [undefined, 'http', ':::', null],
  ])('configured %s, asked by %s as %s', (configured, protocol, host, expected) => {
    expect(relyingParty(configured, { protocol, host })).toEqual(expected);
  });
});

describe('having shown who one is', () => {
  const at = new Date('2026-03-02T01:00:00Z');
  const ago = (seconds: number) => new Date(at.getTime() - seconds * 1000);

  it('is good for five minutes', () => {
    expect(isFresh(ago(299), at)).toBe(true);
    expect(isFresh(ago(300), at)).toBe(false);
    expect(isFresh(null, at)).toBe(false);
  });

  it('is by what was set up; by the password only for who has nothing else', () => {
    expect(proofsOf({ passkeys: 2, totp: true })).toEqual(['passkey', 'totp']);
    expect(proofsOf({ passkeys: 1, totp: false })).toEqual(['passkey']);
    expect(proofsOf({ passkeys: 0, totp: true })).toEqual(['totp']);
    expect(proofsOf({ passkeys: 0, totp: false })).toEqual(['password']);
  });
});

describe('what an authenticator tells', () => {
  it.each([
    [0, 0, true],
    [0, 1, true],
    [4, 5, true],
    [5, 5, false],
    [5, 4, false],
    [5, 0, false],
  ])('counted %i before and %i now: %s', (before, told, rises) => {
    expect(countRises(before, told)).toBe(rises);
  });

  it('names the challenge it signed, or is nothing', () => {
    const challenge = Buffer.alloc(32, 3);
    const write = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
    expect(challengeIn(write({ challenge: challenge.toString('base64url') }))).toEqual(challenge);
    for (const content of [{ challenge: 'AAAA' }, { challenge: 7 }, null, 'text', {}])
      expect(challengeIn(write(content))).toBeNull();
    expect(challengeIn('no JSON at all')).toBeNull();
  });
});
