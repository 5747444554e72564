import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { type Actor, grantedRoles } from '../../shared/actor.ts';
import { unitLevels } from '../../shared/units.ts';
import {
  codeHash,
  identityKeys,
  keyedDigest,
  open,
  readToken,
  sameHash,
  seal,
  tokenHash,
  writeToken,
} from './digests.ts';
import { canGrant, grantsOfSession, refusalToChangeGrant, refusalToGrant, roleApartFrom, roleFits } from './grants.ts';
import {
  blockedUntil,
  deviceOf,
  isAlive,
  isSeenLongAgo,
  judgeCode,
  lifetimeOf,
  secondsUntilResend,
  shortened,
} from './login.ts';
import { isAdult, isMinor } from './minors.ts';
import { refusalOfPassword } from './password.ts';
import { isMobile, maskPhone, normalisePhone } from './phone.ts';
import { enrolment, sealSecret, stepOf } from './totp.ts';

const at = new Date('2026-03-02T01:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

describe('phone numbers', () => {
  it.each([
    ['13800000001', '13800000001'],
    ['+86 138-0000-0001', '13800000001'],
    ['0086 138 0000 0001', '13800000001'],
    ['0351-7654321', '03517654321'],
    ['010 8765 4321', '01087654321'],
    ['12345', '12345'],
    ['+44 20 7946 0958', '+442079460958'],
  ])('%s is kept as %s', (text, kept) => {
    expect(normalisePhone(text)).toBe(kept);
  });

  it.each(['', '123', '23800000001', '138000000011', '7654321', '+0123456', 'phone'])('refuses %j', (text) => {
    expect(() => normalisePhone(text)).toThrow(expect.objectContaining({ code: 'identity.phone_malformed' }));
  });

  it('keeping a kept number changes nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (phone) => {
        expect(normalisePhone(normalisePhone(`+86${phone}`))).toBe(phone);
        expect(isMobile(phone)).toBe(true);
      }),
    );
  });

  it('a masked number cannot be called', () => {
    expect(maskPhone('13800000001')).toBe('138****0001');
    expect(maskPhone('12345')).toBe('****');
  });
});

describe('codes', () => {
  const kept = { hash: Buffer.alloc(32), expiresAt: later(300), usedAt: null };

  it.each([
    ['the right code once', kept, true, at, 'right'],
    ['a right code used before is spent', { ...kept, usedAt: at }, true, at, 'spent'],
    ['another code is wrong', kept, false, at, 'wrong'],
    ['a right code after five minutes is wrong', kept, true, later(300), 'wrong'],
    ['any code is wrong where none was sent', undefined, true, at, 'wrong'],
  ] as const)('%s', (_, code, matches, when, judgement) => {
    expect(judgeCode(code, matches, when)).toBe(judgement);
  });

  it('another one is sent after half a minute, or at once when the last was used', () => {
    expect(secondsUntilResend(kept, at)).toBe(30);
    expect(secondsUntilResend(kept, later(29.5))).toBe(1);
    expect(secondsUntilResend(kept, later(30))).toBe(0);
    expect(secondsUntilResend({ ...kept, usedAt: at }, at)).toBe(0);
    expect(secondsUntilResend(undefined, at)).toBe(0);
  });

  it('wrong passwords block from the fifth on, for twice as long each time, an hour at most', () => {
    const minutes = (failures: number) => {
      const until = blockedUntil(failures, at);
      return until === null ? 0 : (until.getTime() - at.getTime()) / 60_000;
    };
    expect([1, 4, 5, 6, 7, 10, 11, 50].map(minutes)).toEqual([0, 0, 1, 2, 4, 32, 60, 60]);
  });
});

describe('sessions', () => {
  const session = { lastSeenAt: at, idleSeconds: 3600, expiresAt: later(43_200), revokedAt: null };

  it('end when idle, when too old, and when revoked', () => {
    expect(isAlive(session, later(3599))).toBe(true);
    expect(isAlive(session, later(3600))).toBe(false);
    expect(isAlive({ ...session, lastSeenAt: later(43_000) }, later(43_200))).toBe(false);
    expect(isAlive({ ...session, revokedAt: at }, at)).toBe(false);
  });

  it('are written down as seen once in a twelfth of their idle time', () => {
    expect(isSeenLongAgo(session, later(300))).toBe(false);
    expect(isSeenLongAgo(session, later(301))).toBe(true);
  });

  it('of staff last a shift, of a phone half a year', () => {
    const shift = { idleSeconds: 3600, absoluteSeconds: 43_200 };
    expect(lifetimeOf('password_totp', ['dispatcher'])).toEqual(shift);
    expect(lifetimeOf('password_totp', [])).toEqual(shift);
    expect(lifetimeOf('code', ['observer'])).toEqual({ idleSeconds: 2_592_000, absoluteSeconds: 15_552_000 });
  });

  it('of who is observer alone last a month, until they are given more', () => {
    const month = { idleSeconds: 259_200, absoluteSeconds: 2_592_000 };
    expect(lifetimeOf('password', ['observer', 'observer'])).toEqual(month);
    const shift = lifetimeOf('password', ['observer', 'auditor']);
    expect(shift).toEqual({ idleSeconds: 3600, absoluteSeconds: 43_200 });
    const wall = { ...session, createdAt: at, idleSeconds: 259_200, expiresAt: later(2_592_000) };
    expect(shortened(wall, shift)).toMatchObject({ idleSeconds: 3600, expiresAt: later(43_200) });
    expect(shortened(wall, month)).toEqual(wall);
  });

  it('are told apart by browser and system', () => {
    expect(deviceOf('Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/126 Mobile Safari')).toBe('Chrome, Android');
    expect(deviceOf('Mozilla/5.0 (Linux; Android 14) Chrome/86 MicroMessenger/8.0')).toBe('WeChat, Android');
    expect(deviceOf('curl/8')).toBeNull();
    expect(deviceOf(undefined)).toBeNull();
  });
});

describe('roles', () => {
  const city = 'city';
  const path = ['station', 'institute', 'centre', city];
  const admin = (unitId: string): Actor => ({
    kind: 'person',
    id: 'admin',
    networkId: 'n',
    grants: [{ role: 'administrator', unitId }],
  });
  const wish = { personId: 'someone', role: 'dispatcher', level: 'station', unitPath: path } as const;

  it.each([
    ['at the unit itself', 'station', null],
    ['from above', 'institute', null],
    ['from the city', city, null],
    ['from beside', 'other station', 'identity.grant_above'],
    ['from below', 'point', 'identity.grant_above'],
  ])('an administrator gives a role %s', (_, unitId, code) => {
    expect(refusalToGrant(admin(unitId), wish)?.code ?? null).toBe(code);
    expect(refusalToChangeGrant(admin(unitId), wish)?.code ?? null).toBe(code);
  });

  it('nobody but an administrator gives roles', () => {
    for (const role of grantedRoles) {
      const actor: Actor = { ...admin(city), grants: [{ role, unitId: city }] };
      expect(canGrant(actor, wish)).toBe(role === 'administrator');
    }
  });

  it('nobody gives a role to themselves or ends their own', () => {
    expect(refusalToGrant(admin(city), { ...wish, personId: 'admin' })?.code).toBe('identity.grant_to_self');
    expect(refusalToChangeGrant(admin(city), { ...wish, personId: 'admin' })?.code).toBe('identity.grant_to_self');
  });

  it('a role is given at its own levels only', () => {
    expect(refusalToGrant(admin(city), { ...wish, role: 'petition_clerk' })?.code).toBe('identity.role_not_at_level');
    expect(refusalToGrant(admin(city), { ...wish, role: 'team_leader', level: 'team' })).toBeNull();
    for (const role of grantedRoles) expect(unitLevels.some((level) => roleFits(role, level))).toBe(true);
    expect(unitLevels.filter((level) => roleFits('petition_clerk', level))).toEqual(['city', 'centre']);
    expect(unitLevels.filter((level) => roleFits('department_officer', level))).toEqual(['department']);
  });

  it('whoever watches is not among the watched', () => {
    expect(roleApartFrom('auditor', ['observer', 'petition_clerk'])).toBe('petition_clerk');
    expect(roleApartFrom('administrator', ['auditor'])).toBe('auditor');
    expect(roleApartFrom('auditor', ['observer', 'team_leader'])).toBeNull();
    expect(roleApartFrom('dispatcher', ['administrator'])).toBeNull();
  });

  it('a code by phone carries no office, a password alone only in a demo', () => {
    const grants = grantedRoles.map((role) => ({ role, unitId: city }));
    const roles = (...args: Parameters<typeof grantsOfSession>) => grantsOfSession(...args).map((grant) => grant.role);
    expect(roles(grants, 'code', 'waived')).toEqual(['team_leader']);
    expect(roles(grants, 'password', 'required')).toEqual([]);
    expect(roles(grants, 'password', 'waived')).toEqual([...grantedRoles]);
    expect(roles(grants, 'password_totp', 'required')).toEqual([...grantedRoles]);
  });
});

describe('minors', () => {
  it('with the year alone, the year of the 18th birthday does not count yet; unknown is neither', () => {
    expect(isAdult(2007, at)).toBe(true);
    expect(isAdult(2008, at)).toBe(false);
    expect(isMinor(2008, at)).toBe(true);
    expect(isAdult(null, at)).toBe(false);
    expect(isMinor(null, at)).toBe(false);
  });
});

describe('passwords', () => {
  it.each([
    'short',
    'elevenchars',
    'password1234',
    'P@ssw0rd2024!',
    'qwertyuiop123',
    '1qaz2wsx3edc',
    'iloveyou2024!',
    'woaini5201314',
    '123456789012',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'Linli-admin-2026',
    'Taiyuan2026!!',
    'adminadmin123',
    'zhang.san-2026',
    'abcdefghijklm',
  ])('refuses %s', (password) => {
    expect(refusalOfPassword(password, 'zhang.san')?.code).toBe('identity.password_weak');
  });

  it.each([
    'correct horse battery staple',
    'kettle-marble-orchid',
    '柳巷的老槐树下有三只猫呀',
    'x7#Kq9!mZp2vRt',
    'quiet rivers turn at dusk',
  ])('takes %s', (password) => {
    expect(refusalOfPassword(password, 'zhang.san')).toBeNull();
  });

  it('takes nearly every random one', () => {
    let refused = 0;
    for (let n = 0; n < 500; n++)
      if (refusalOfPassword(randomBytes(12).toString('base64url'), 'zhang.san')) refused += 1;
    expect(refused).toBeLessThan(5);
  });
});

describe('digests', () => {
  const keys = identityKeys(Buffer.alloc(32, 7));
  const others = identityKeys(Buffer.alloc(32, 8));

  it('of another secret, use, network or phone are others', () => {
    const hashes = [
      codeHash(keys, 'n', '13800000001', '123456'),
      codeHash(others, 'n', '13800000001', '123456'),
      codeHash(keys, 'm', '13800000001', '123456'),
      codeHash(keys, 'n', '13800000002', '123456'),
      keyedDigest(keys, 'phone', 'n', '13800000001'),
      keyedDigest(keys, 'address', 'n', '13800000001'),
    ].map((hash) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(sameHash(codeHash(keys, 'n', 'p', 'c'), codeHash(keys, 'n', 'p', 'c'))).toBe(true);
  });

  it('a token names its network and the hash it is kept under, and nothing else is one', () => {
    const networkId = randomUUID();
    const random = randomBytes(32);
    const token = writeToken(networkId, random);
    expect(readToken(token)).toEqual({ networkId, hash: tokenHash(random) });
    for (const wrong of ['', token.slice(1), `${token}A`, token.replace(/.$/, '=')])
      expect(readToken(wrong)).toBeNull();
  });

  it('what is sealed opens for its owner alone', () => {
    const sealed = seal(keys, 'one', randomBytes(12), Buffer.from('secret'));
    expect(open(keys, 'one', sealed).toString()).toBe('secret');
    expect(() => open(keys, 'two', sealed)).toThrow();
    expect(() => open(others, 'one', sealed)).toThrow();
    const bent = Buffer.from(sealed);
    bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
    expect(() => open(keys, 'one', bent)).toThrow();
  });

  it('the code of an authenticator app belongs to a step of half a minute, one early or late included', () => {
    const owner = { networkId: 'n', personId: 'p' };
    const secret = randomBytes(20);
    const sealed = sealSecret(keys, owner, secret, randomBytes(12));
    const { uri, secret: base32 } = enrolment(secret, 'zhang.san');
    expect(uri).toMatch(/^otpauth:\/\/totp\/Linli:zhang\.san\?/);
    const app = new TOTP({ secret: Secret.fromBase32(base32) });
    const code = (seconds: number) => app.generate({ timestamp: later(seconds).getTime() });
    const now = Math.floor(at.getTime() / 30_000);
    expect(stepOf(keys, owner, sealed, code(0), at)).toBe(now);
    expect(stepOf(keys, owner, sealed, code(-30), at)).toBe(now - 1);
    expect(stepOf(keys, owner, sealed, code(30), at)).toBe(now + 1);
    expect(stepOf(keys, owner, sealed, code(-90), at)).toBeNull();
  });
});
