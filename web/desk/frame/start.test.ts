import { describe, expect, it } from 'vitest';
import type { GrantedRole } from '../../../src/shared/actor.ts';
import { doorsOf } from './start.ts';

const somebody = (...roles: GrantedRole[]) => ({
  grants: roles.map((role, index) => ({ id: String(index), role, unitId: 'unit' })),
  volunteer: null,
});

describe('where somebody starts at the desk', () => {
  it.each([
    ['a dispatcher', ['dispatcher'], ['queue']],
    ['an officer, with consultations after petitions', ['department_officer'], ['register', 'queue']],
    ['a petition clerk', ['petition_clerk'], ['register']],
    ['a custodian', ['custodian'], ['custody']],
    ['an auditor', ['auditor'], ['audit']],
    ['a dispatcher who is a clerk too', ['petition_clerk', 'dispatcher'], ['queue', 'register']],
    ['an officer who keeps identities too', ['custodian', 'department_officer'], ['register', 'queue', 'custody']],
    ['an observer, who has the wall', ['observer'], []],
  ] as const)('%s', (_who, roles, doors) => {
    expect(doorsOf(somebody(...roles))).toEqual(doors);
  });
});
