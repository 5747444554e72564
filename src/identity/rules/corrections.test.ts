import { describe, expect, it } from 'vitest';
import type { Actor, GrantedRole } from '../../shared/actor.ts';
import { type CorrectedPerson, refusalToCorrect } from './corrections.ts';

const holder = (role: GrantedRole, unitId: string): Actor => ({
  kind: 'person',
  id: 'staff',
  networkId: 'n',
  grants: [{ role, unitId }],
});
const person = (more: Partial<CorrectedPerson> = {}): CorrectedPerson => ({
  id: 'p',
  homePath: ['station', 'centre', 'city'],
  claimed: false,
  hasAccount: false,
  rolePaths: [],
  ...more,
});
const code = (actor: Actor, whose: CorrectedPerson, phone = false) => refusalToCorrect(actor, whose, { phone })?.code;

describe('staff correcting a record', () => {
  it.each([
    ['administrator', 'station', undefined],
    ['administrator', 'city', undefined],
    ['dispatcher', 'centre', undefined],
    ['dispatcher', 'beside', 'platform.not_found'],
    ['administrator', 'beside', 'platform.not_found'],
    ['petition_clerk', 'city', 'platform.not_found'],
    ['team_leader', 'station', 'platform.not_found'],
    ['department_officer', 'city', 'platform.not_found'],
    ['observer', 'city', 'platform.not_found'],
  ] as const)('%s at %s: %s', (role, unit, refused) => {
    expect(code(holder(role, unit), person())).toBe(refused);
  });

  it('is the city’s where nobody knows where the person lives', () => {
    expect(code(holder('dispatcher', 'station'), person({ homePath: ['city'] }))).toBe('platform.not_found');
    expect(code(holder('dispatcher', 'city'), person({ homePath: ['city'] }))).toBeUndefined();
  });

  it('leaves the phone of a record in use to administrators', () => {
    expect(code(holder('dispatcher', 'station'), person(), true)).toBeUndefined();
    expect(code(holder('dispatcher', 'station'), person({ claimed: true }))).toBeUndefined();
    expect(code(holder('dispatcher', 'city'), person({ claimed: true }), true)).toBe('identity.phone_by_administrator');
    expect(code(holder('administrator', 'centre'), person({ claimed: true }), true)).toBeUndefined();
  });

  it('leaves the phone of somebody with roles to who could end them all', () => {
    const officer = person({ rolePaths: [['station', 'centre', 'city'], ['city']] });
    expect(code(holder('administrator', 'centre'), officer, true)).toBe('identity.grant_above');
    expect(code(holder('administrator', 'centre'), officer)).toBeUndefined();
    expect(code(holder('administrator', 'city'), officer, true)).toBeUndefined();
  });

  it('leaves the phone of a colleague with an account to that colleague, whoever asks', () => {
    for (const claimed of [true, false]) {
      const colleague = person({ claimed, hasAccount: true });
      expect(code(holder('administrator', 'city'), colleague, true)).toBe('identity.phone_of_account');
      expect(code(holder('administrator', 'city'), colleague)).toBeUndefined();
    }
  });

  it('is nobody’s own business', () => {
    expect(code(holder('administrator', 'city'), person({ id: 'staff' }))).toBe('identity.correct_own');
  });
});
