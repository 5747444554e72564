import { activeAssignments, openOffers, type Replayed } from '../src/orders/rules/state.ts';
import { mustAct } from '../src/orders/rules/transitions.ts';
import type { GrantedRole } from '../src/shared/actor.ts';

/** A unit as the tree shows it. */
export interface TownUnit {
  id: string;
  level: string;
  name: string;
  parentId: string | null;
}

/** Who stands where: units, and who holds which role at them. */
export interface Town {
  units: ReadonlyMap<string, TownUnit>;
  holders: readonly { personId: string; role: GrantedRole; unitId: string; name: string }[];
}

/** Who must act on an order now. */
export interface Owner {
  /** The unit that answers for it. */
  unit: string;
  role: 'dispatcher' | 'petition_clerk' | 'department_officer' | 'volunteer' | 'resident';
  /** The one who holds the role; empty for residents and volunteers, who are not named. */
  name: string;
}

/**
 * Who must act on an open order, as its history tells it: the owner's staff, or those above where nobody holds the role;
 * who was asked or has accepted; the resident; who supervises. Null when there is nobody: that must never be.
 */
export function ownerOf(order: Replayed, town: Town): Owner | null {
  const unit = town.units.get(order.unitId);
  if (!unit) return null;
  const who = mustAct[order.status];
  switch (who) {
    case 'dispatcher':
      return staffFrom(town, order.unitId, order.confidential);
    case 'clerk':
      return staffFrom(town, order.unitId, true);
    case 'department':
      return officerOf(town, order.departmentId) ?? staffFrom(town, order.unitId, true);
    case 'supervisor':
      return order.supervisedBy === null ? null : staffFrom(town, order.supervisedBy, order.confidential);
    case 'volunteer': {
      const waiting = order.status === 'dispatched' ? openOffers(order).length : 0;
      const somebody = waiting + activeAssignments(order).length > 0;
      return somebody ? { unit: unit.name, role: 'volunteer', name: '' } : null;
    }
    case 'resident':
      return { unit: unit.name, role: 'resident', name: '' };
    case null:
      return null;
    default:
      return who satisfies never;
  }
}

/** The officer of the department that has a petition; null where nobody is one: then its clerks hear of it. */
function officerOf(town: Town, departmentId: string | null): Owner | null {
  const held = town.holders.find((each) => each.unitId === departmentId && each.role === 'department_officer');
  const unit = departmentId === null ? undefined : town.units.get(departmentId);
  return held && unit ? { unit: unit.name, role: 'department_officer', name: held.name } : null;
}

function staffFrom(town: Town, unitId: string, confidential: boolean): Owner | null {
  const roles: readonly GrantedRole[] = confidential ? ['petition_clerk'] : ['dispatcher', 'department_officer'];
  for (let unit = town.units.get(unitId); unit; unit = town.units.get(unit.parentId ?? '')) {
    const { id, name } = unit;
    const held = town.holders.find((each) => each.unitId === id && roles.includes(each.role));
    if (held) return { unit: name, role: held.role as Owner['role'], name: held.name };
  }
  return null;
}
