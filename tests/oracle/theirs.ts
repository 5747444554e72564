import { readFileSync } from 'node:fs';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { Actor, GrantedRole } from '../../src/shared/actor.ts';
import { type Case, pathOf, questions, tree } from './world.ts';

/** The policies as they stand. */
export const policiesText = readFileSync(new URL('./rights.cedar', import.meta.url), 'utf8');

/**
 * Reads policies under a name, for each question those alone that speak of it: the others could not change its answer, and
 * cost most of the time. Throws with what is wrong with them.
 */
export function readPolicies(name: string, text: string): void {
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === 'failure') throw new Error(JSON.stringify(parts.errors));
  const policies = parts.policies.map((policy) => ({ policy, actions: actionsOf(policy) }));
  for (const question of questions) {
    const speaking = policies.filter(({ actions }) => actions === null || actions.includes(question));
    const answer = cedar.preparsePolicySet(`${name} ${question}`, {
      staticPolicies: speaking.map(({ policy }) => policy).join('\n'),
    });
    if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
  }
}

/** Of which actions a policy speaks; null: of all. */
function actionsOf(policy: string): string[] | null {
  const parsed = cedar.policyToJson(policy);
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors));
  const { action } = parsed.json;
  if (action.op === 'All') return null;
  const named = 'entity' in action ? [action.entity] : 'entities' in action ? action.entities : null;
  if (!named) throw new Error(`A policy names its actions in a way that is not understood: ${policy}`);
  return named.map((each) => ('id' in each ? each.id : each.__entity.id));
}

/** What the policies of that name answer. Throws where one of them could not be judged. */
export function theirsAllow(asked: Case, name: string): boolean {
  const answer = cedar.statefulIsAuthorized({
    principal: { type: 'Person', id: principalOf(asked) },
    action: { type: 'Action', id: asked.question },
    resource: asked.question === 'grant' ? { type: 'Wish', id: 'wish' } : { type: 'Order', id: 'order' },
    context: {},
    preparsedPolicySetId: `${name} ${asked.question}`,
    entities: entitiesOf(asked),
  });
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
  return decision === 'allow';
}

/** Whoever shows a receipt is nobody by name. */
const principalOf = ({ actor }: Case) => (actor.receipt ? 'holder' : actor.id);

type Entity = cedar.EntityJson;
const uid = (type: string, id: string) => ({ type, id });
const to = (type: string, id: string) => ({ __entity: { type, id } });
const all = (type: string, ids: Iterable<string>) => [...new Set(ids)].map((id) => to(type, id));

const unitEntities = new Map<string, Entity>(
  Object.entries(tree).map(([id, { above }]) => [
    id,
    {
      uid: uid('Unit', id),
      attrs: above === null ? {} : { above: to('Unit', above) },
      parents: above === null ? [] : [uid('Unit', above)],
    },
  ]),
);

/** Who asks and what of; of the tree only what lies above them. */
function entitiesOf(asked: Case): Entity[] {
  const { actor, order, wish, question } = asked;
  const places = [question === 'grant' ? wish.unit : order.unitId, ...actor.grants.map(({ unitId }) => unitId)];
  const needed = [...new Set(places.flatMap(pathOf))].flatMap((id) => unitEntities.get(id) ?? []);
  return [...needed, personOf(asked), question === 'grant' ? wishOf(asked) : orderOf(asked)];
}

const ROLES = ['administrator', 'dispatcher', 'petition_clerk', 'department_officer', 'custodian'] as const;

function personOf(asked: Case): Entity {
  const { actor, heldLately, order } = asked;
  const teams = actor.volunteer?.teams ?? [];
  return {
    uid: uid('Person', principalOf(asked)),
    attrs: {
      ...(actor.receipt ? { receiptOf: to('Order', actor.id === order.id ? 'order' : actor.id) } : {}),
      ...Object.fromEntries(ROLES.map((role) => [role, all('Unit', unitsWith(actor, role))])),
      heldLately: all('Unit', heldLately),
      teams: all(
        'Unit',
        teams.map(({ teamId }) => teamId),
      ),
      leads: all(
        'Unit',
        teams.filter(({ leader }) => leader).map(({ teamId }) => teamId),
      ),
    },
    parents: [...new Set(actor.grants.map(({ unitId }) => unitId))].map((id) => uid('Unit', id)),
  };
}

const unitsWith = (actor: Actor, role: GrantedRole) =>
  actor.grants.filter((grant) => grant.role === role).map(({ unitId }) => unitId);

/** The facts of an order: who has to do with it, and where it stands in the tree. */
function orderOf({ order, actor, proposer }: Case): Entity {
  const open = order.offers.filter(({ status }) => status === 'open');
  const offeredTeams = open.flatMap(({ teamId }) => teamId ?? []);
  const byName = open.flatMap(({ personId }) => personId ?? []);
  const isMember = actor.volunteer?.teams.some(({ teamId }) => offeredTeams.includes(teamId)) === true;
  const path = pathOf(order.unitId);
  const up = (levels: number) => path[Math.min(levels, path.length - 1)] ?? order.unitId;
  const marked = order.complainedUnits ?? [];
  // What somebody does now is their last part in it.
  const serving = order.assignments.filter(({ status }) => status === 'accepted' || status === 'in_service');
  return {
    uid: uid('Order', 'order'),
    attrs: {
      owner: to('Unit', order.unitId),
      oneUp: to('Unit', up(1)),
      twoUp: to('Unit', up(2)),
      confidential: order.confidential,
      status: order.status,
      objections: order.petition?.objections ?? 0,
      // Who asked, and who placed it on a phone of their own for somebody.
      residents: all('Person', [
        order.requesterId,
        ...(order.source === 'phone_web' && order.placedBy ? [order.placedBy] : []),
      ]),
      followers: all(
        'Person',
        order.followers.map(({ requesterId }) => requesterId),
      ),
      mergedHere: all(
        'Order',
        order.followers.map(({ orderId }) => orderId),
      ),
      offered: all('Person', [...byName, ...(isMember ? [actor.id] : [])]),
      offeredByName: all('Person', byName),
      offeredTeams: all('Unit', offeredTeams),
      typedAtDesk: order.source === 'desk',
      ...(order.source === 'desk' && order.placedBy ? { typist: to('Person', order.placedBy) } : {}),
      served: all(
        'Person',
        order.assignments.map(({ personId }) => personId),
      ),
      ...(order.teamId ? { team: to('Unit', order.teamId) } : {}),
      serving: all(
        'Person',
        serving.map(({ personId }) => personId),
      ),
      ...(order.departmentId ? { department: to('Unit', order.departmentId) } : {}),
      complainedUnits: all('Unit', marked),
      unmarked:
        order.confidential &&
        order.complainedUnits === null &&
        (['submitted', 'triaged', 'merged', 'withdrawn'].includes(order.status) || order.outcome === 'other_door'),
      asked: all('Unit', askedBefore(order.unitId, order.supervisedBy)),
      calledIn: all('Unit', askedBefore(order.unitId, order.supervisedBy).slice(1)),
      complainedPeople: all('Person', order.complainedPeople ?? []),
      complainedSuperiors: all(
        'Unit',
        marked.flatMap((unit) => tree[unit]?.above ?? []),
      ),
      ...(proposer ? { proposer: to('Person', proposer) } : {}),
    },
    parents: [],
  };
}

function wishOf({ wish }: Case): Entity {
  return {
    uid: uid('Wish', 'wish'),
    attrs: {
      role: wish.role,
      unit: to('Unit', wish.unit),
      receiver: to('Person', wish.receiver),
      held: wish.held,
      ...(wish.asker ? { asker: to('Person', wish.asker) } : {}),
    },
    parents: [],
  };
}

/** The owner, and those up to whoever was called in from above. */
function askedBefore(owner: string, calledIn: string | null): string[] {
  const path = pathOf(owner);
  return path.slice(0, Math.max(0, calledIn === null ? 0 : path.indexOf(calledIn)) + 1);
}
