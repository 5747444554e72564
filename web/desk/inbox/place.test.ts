import { describe, expect, it } from 'vitest';
import type { GrantedRole } from '../../../src/shared/actor.ts';
import { placeOf } from './place.ts';

const who = (...roles: GrantedRole[]) => ({
  grants: roles.map((role) => ({ id: role, role, unitId: 'unit' })),
  volunteer: null,
});

describe('where a message of the inbox leads', () => {
  it.each([
    ['an officer, of a petition', who('department_officer'), true, '/register'],
    ['an officer, of a consultation', who('department_officer'), false, '/queue'],
    ['a clerk, of a petition', who('petition_clerk'), true, '/register'],
    ['a clerk who dispatches, of a petition', who('dispatcher', 'petition_clerk'), true, '/register'],
    ['a clerk who dispatches, of a service', who('dispatcher', 'petition_clerk'), false, '/queue'],
    ['a leader of a team', who('team_leader'), false, '/team'],
    ['somebody without such a page', who('auditor'), false, null],
  ])('%s', (_whom, me, confidential, place) => {
    expect(placeOf({ confidential }, me)).toBe(place);
  });
});
