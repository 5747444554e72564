import { type Actor, type Grant, holdsRole } from '../../shared/actor.ts';
import type { Sight, SightGround } from '../schema/sight.ts';
import { isEnd } from '../schema/states.ts';
import type { ConflictGround } from './conflict.ts';
import { isDepartmentOf, isFollowerOf, isResidentOf, isTypedBy, offerTo, type Standing } from './permissions.ts';
import type { OrderState } from './state.ts';
import { leadsTeamOf, mayList, viewOf } from './visibility.ts';

/**
 * Whether somebody may ask who sees an order: of a petition, who has it in their own lists, so that nobody learns of one by
 * asking; of any other also who administers the unit that has it.
 */
export function mayAskWhoSees(order: OrderState, asker: Actor, standing: Standing): boolean {
  if (standing.conflicted) return false;
  return (
    mayList(order, asker, standing) || (!order.confidential && holdsRole(asker, ['administrator'], standing.unitPath))
  );
}

/**
 * How much of an order a person sees and everything that it rests on, by the rules that decide it. Of a petition it never
 * says whether it is theirs or was joined to one of theirs: that stays sealed, whoever asks.
 */
export function sightOf(
  whole: OrderState,
  person: Actor,
  { unitPath, conflicts }: { unitPath: readonly string[]; conflicts: readonly ConflictGround[] },
): Pick<Sight, 'view' | 'grounds'> {
  const order = whole.confidential ? withoutPetitioner(whole) : whole;
  const standing = { unitPath, conflicted: conflicts.length > 0 };
  const view = viewOf(order, person, standing);
  if (view !== null) return { view, grounds: groundsFor(order, person, standing) };
  const grounds = conflicts.length > 0 ? conflicts.map(ofConflict) : groundsAgainst(order, person, unitPath);
  return { view, grounds };
}

function withoutPetitioner(order: OrderState): OrderState {
  const placedBy = order.source === 'desk' ? order.placedBy : null;
  return { ...order, requesterId: order.id, placedBy, followers: [] };
}

const plain = (ground: SightGround['ground'], unitId: string | null = null): SightGround => ({
  ground,
  role: null,
  unitId,
});
const byGrant = (ground: SightGround['ground'], { role, unitId }: Grant): SightGround => ({ ground, role, unitId });

function groundsFor(order: OrderState, person: Actor, standing: Standing): SightGround[] {
  const grounds: SightGround[] = [];
  if (isResidentOf(order, person)) grounds.push(plain(order.requesterId === person.id ? 'requester' : 'placer'));
  if (standing.conflicted) return grounds;
  for (const grant of person.grants) {
    const alone = { ...person, grants: [grant] };
    if (mayList(order, alone, standing)) grounds.push(byGrant('role', grant));
    else if (isDepartmentOf(order, alone)) grounds.push(byGrant('department', grant));
  }
  const part = order.assignments.filter((each) => each.personId === person.id).at(-1);
  const serves = part?.status === 'accepted' || part?.status === 'in_service';
  if (part && serves) grounds.push(plain('serving', part.teamId));
  const offer = order.confidential ? undefined : offerTo(order, person);
  if (offer) grounds.push(offer.personId === person.id ? plain('offered') : plain('team_offered', offer.teamId));
  if (isTypedBy(order, person) && !isEnd(order.status)) grounds.push(plain('typed'));
  if (part && !serves && !order.confidential) grounds.push(plain('served'));
  if (isFollowerOf(order, person)) grounds.push(plain('follower'));
  if (!order.confidential && leadsTeamOf(order, person)) grounds.push(plain('team_led', order.teamId));
  return grounds;
}

function groundsAgainst(order: OrderState, person: Actor, unitPath: readonly string[]): SightGround[] {
  const grounds = person.grants.map((grant) => byGrant(whyNot(order, grant, unitPath), grant));
  const wasAsked = offerTo(order, person) || order.assignments.some((each) => each.personId === person.id);
  if (wasAsked) grounds.push(plain('asked_before'));
  return grounds.length > 0 ? grounds : [plain('nothing')];
}

function ofConflict(conflict: ConflictGround): SightGround {
  switch (conflict.by) {
    case 'name':
      return plain('complained_of');
    case 'post':
      return plain('post_complained_of');
    case 'role':
      return byGrant('role_complained_of', conflict.grant);
    default:
      return conflict satisfies never;
  }
}

/** Roles that show orders at all, where they reach. */
const SHOWING: readonly Grant['role'][] = ['dispatcher', 'petition_clerk', 'department_officer', 'team_leader'];

/** Why a role shows nothing of an order that is not there for who holds it. */
function whyNot(order: OrderState, { role, unitId }: Grant, unitPath: readonly string[]): SightGround['ground'] {
  if (!SHOWING.includes(role)) return 'other_role';
  if (!unitPath.includes(unitId)) return 'elsewhere';
  if (role === 'petition_clerk' && order.confidential) return 'unmarked';
  return order.confidential ? 'sealed' : 'other_role';
}
