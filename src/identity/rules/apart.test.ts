import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type GrantedRole, grantedRoles } from '../../shared/actor.ts';
import { isForKeys, roleApartFrom } from './grants.ts';

it('nobody is administrator and custodian at once, in whatever order roles are wished for and ended', () => {
  const step = fc.record({ role: fc.constantFrom(...grantedRoles), end: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const held = new Set<GrantedRole>();
      for (const { role, end } of steps) {
        if (end) held.delete(role);
        else if (roleApartFrom(role, [...held]) === null) held.add(role);
        expect(held.has('administrator') && held.has('custodian')).toBe(false);
      }
    }),
  );
});

it('names the role that stands in the way, both ways round', () => {
  expect(roleApartFrom('custodian', ['administrator'])).toBe('administrator');
  expect(roleApartFrom('administrator', ['observer', 'custodian'])).toBe('custodian');
  expect(roleApartFrom('custodian', ['dispatcher'])).toBeNull();
});

it('a custodian is a person, never a key', () => {
  expect(grantedRoles.filter((role) => !isForKeys(role))).toEqual(['custodian']);
});
