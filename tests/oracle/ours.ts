import { needsSecond, refusalToAgree, refusalToGrant, roleApartFrom } from '../../src/identity/rules/grants.ts';
import { isInConflict, unitsInConflict } from '../../src/orders/rules/conflict.ts';
import { isResidentOf, reasonAgainst, type Standing } from '../../src/orders/rules/permissions.ts';
import { mayShowContact, viewOf } from '../../src/orders/rules/visibility.ts';
import { holdsRole } from '../../src/shared/actor.ts';
import { type Case, pathOf, tree } from './world.ts';

/** The rules of the program that are compared; a fault can be planted in each. */
export interface Rules {
  reasonAgainst: typeof reasonAgainst;
  viewOf: typeof viewOf;
  isInConflict: typeof isInConflict;
}
export const ourRules: Rules = { reasonAgainst, viewOf, isInConflict };

/** What the program's rules answer, put together as its actions do: what one may not see, one may not do. */
export function oursAllows(asked: Case, rules: Rules = ourRules): boolean {
  const { question, actor, order } = asked;
  if (question === 'grant') return grants(asked);
  const standing = standingOf(asked, rules);
  const isSeen = rules.viewOf(order, actor, standing);
  switch (question) {
    case 'see':
      return isSeen !== null;
    case 'read_words':
      return isSeen === 'whole' || isSeen === 'service' || isSeen === 'typed';
    case 'see_contact':
      return mayShowContact(order, actor, standing);
    case 'propose_opening':
      return opens(asked, standing);
    case 'agree_opening':
      return opens(asked, standing) && asked.proposer !== actor.id;
    default:
      return isSeen !== null && rules.reasonAgainst(order, question, actor, standing) === null;
  }
}

function standingOf({ order, actor, heldLately }: Case, rules: Rules): Standing {
  const postUnits = unitsInConflict(order, { pathOf });
  const formerHolders = new Set(heldLately.some((unit) => postUnits.includes(unit)) ? [actor.id] : []);
  return {
    unitPath: pathOf(order.unitId),
    conflicted: rules.isInConflict(order, actor, { pathOf }, formerHolders),
  };
}

/** As `reaches` in the action that opens: confidential, not one's own, not complained of, a custodian there or above. */
function opens({ order, actor }: Case, standing: Standing): boolean {
  if (!order.confidential || isResidentOf(order, actor) || standing.conflicted) return false;
  return holdsRole(actor, ['custodian'], standing.unitPath);
}

function grants({ actor, wish }: Case): boolean {
  const unitPath = pathOf(wish.unit);
  const level = tree[wish.unit]?.level ?? 'point';
  const asked = { personId: wish.receiver, role: wish.role, level, unitPath };
  const refusal = refusalToGrant(actor, asked);
  // At which levels a role is given is the tree's matter, not one of rights.
  if (refusal && refusal.code !== 'identity.role_not_at_level') return false;
  if (roleApartFrom(wish.role, wish.held) !== null) return false;
  if (!needsSecond(wish.role, level)) return true;
  // Every role that needs a second one is given at the city: so the level says nothing here either.
  return wish.asker !== null && refusalToAgree(actor, { ...asked, level: 'city', askedBy: wish.asker }) === null;
}
