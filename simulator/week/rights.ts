import { available } from '../../src/orders/rules/decide.ts';
import type { Surroundings } from '../../src/orders/rules/decision.ts';
import type { OrderState } from '../../src/orders/rules/state.ts';
import { viewOf } from '../../src/orders/rules/visibility.ts';
import type { Actor } from '../../src/shared/actor.ts';
import type { Town } from '../owners.ts';

/**
 * Whether somebody has anything to do with an order, told in plain relations and not by the rules that are watched: they
 * asked for it or follow it; they were asked or have taken it on; they sit at a desk of its unit or above (a clerk of what
 * is confidential, a dispatcher of the rest); their department has it.
 */
export function isNear(order: OrderState, actor: Actor, unitPath: readonly string[]): boolean {
  if (actor.kind === 'job') return true;
  if (order.requesterId === actor.id || order.placedBy === actor.id) return true;
  if (order.followers.some((each) => each.requesterId === actor.id)) return true;
  if (order.offers.some((each) => each.personId === actor.id)) return true;
  if (order.assignments.some((each) => each.personId === actor.id)) return true;
  return actor.grants.some(({ role, unitId }) => {
    if (role === 'department_officer') return order.departmentId === unitId || order.unitId === unitId;
    return role === (order.confidential ? 'petition_clerk' : 'dispatcher') && unitPath.includes(unitId);
  });
}

/** What somebody who has nothing to do with an order could see or do all the same; empty as it must be. */
export function rightsExceeded(order: OrderState, stranger: Actor, around: Surroundings, { units }: Town): string[] {
  const path: string[] = [];
  for (let unit = units.get(order.unitId); unit; unit = units.get(unit.parentId ?? '')) path.push(unit.id);
  if (isNear(order, stranger, path)) return [];
  const view = viewOf(order, stranger, around);
  const deeds = available(order, stranger, around).filter(({ allowed }) => allowed);
  return [
    ...(view === null ? [] : [`${order.number}: ${stranger.id}, who has nothing to do with it, sees it (${view})`]),
    ...deeds.map(({ name }) => `${order.number}: ${stranger.id}, who has nothing to do with it, may ${name}`),
  ];
}
