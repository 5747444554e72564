import { Errors } from 'typebox/value';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { forgetOrganisation, policiesOf, readTree } from '../actions.ts';
import { type Policies, type PolicyName, policyShapes } from '../policies/schema/policies.ts';
import { seeds } from '../policies/seeds.ts';
import { demandAdministrator, versionConflict } from '../rules/changes.ts';
import { assemblePolicies, effectFault, type PolicyFault, policyFaults } from '../rules/policies.ts';
import {
  insertPolicy,
  loadLatestPolicyRows,
  loadPolicyRows,
  loadPolicyVersions,
  type PolicyRow,
} from '../store/policies.ts';
import { policyEvent } from './networks.ts';

/** A version of a policy, as it was saved. */
export type SavedPolicy = PolicyRow;

/** Versions that a page of a policy's history shows at most. */
const HISTORY_LIMIT = 50;

/** Places of a policy that are told at most, when it is not as it should be. */
const FAULT_LIMIT = 50;

/** The policy's name, if there is one of it. Problem `organisation.policy_unknown` (404). */
export function policyNamed(name: string): PolicyName {
  if (Object.hasOwn(policyShapes, name)) return name as PolicyName;
  throw new Problem('organisation.policy_unknown', 404, 'There is no policy of this name.', {
    allowed: Object.keys(policyShapes),
  });
}

/** The version of a policy that is in force now. Problem `organisation.policy_unknown` (404). */
export async function readPolicy(context: Context, networkId: string, name: string): Promise<PolicyRow> {
  const known = policyNamed(name);
  const rows = await context.database.transaction(networkId, (connection) =>
    loadPolicyRows(connection, context.clock.now()),
  );
  return rows.find((row) => row.name === known) ?? seedOf(known);
}

/** A network made before the policy was thought of goes by its seed until it saves its own. */
function seedOf(name: PolicyName): PolicyRow {
  return { name, version: 0, body: seeds[name], effectiveAt: new Date(0), scheduledAt: null, actorId: 'seed' };
}

/**
 * The newest versions of a policy, newest first, those whose time has not come among them. Saving an old body anew rolls
 * back. Problem as `readPolicy`.
 */
export async function readPolicyHistory(
  context: Context,
  networkId: string,
  name: string,
  limit: number = HISTORY_LIMIT,
): Promise<PolicyRow[]> {
  const known = policyNamed(name);
  const rows = await context.database.transaction(networkId, (connection) =>
    loadPolicyVersions(connection, known, limit),
  );
  return rows.length > 0 ? rows : [seedOf(known)];
}

/** A new version of a policy, as somebody wishes it. */
export interface PolicyWish {
  name: string;
  body: unknown;
  /** The number of the newest version when it was begun. */
  ifMatch: number | undefined;
  /** From when on it is in force; at once if absent. */
  effectiveAt?: Date | undefined;
}

/**
 * Saves a new version of a policy, in force at once or from a time on; the others stay in its history. One that is saved
 * later takes the place of one whose time has not come. Needs an administrator of the city, and the number of the newest
 * version. Problems `organisation.policy_unknown` (404), `policy_invalid` (422, naming the field), `policy_time` (422),
 * `version_conflict` (412).
 */
export async function savePolicy(
  context: Context,
  actor: Actor,
  wish: PolicyWish,
  attempt?: Attempt,
): Promise<PolicyRow> {
  const name = policyNamed(wish.name);
  refuseFirst(shapeFaults(name, wish.body));
  const at = context.clock.now();
  const saved = await context.database.transaction(actor.networkId, async (connection) => {
    demandAdministrator(actor, [(await readTree(connection)).rootId]);
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: null, at });
    const [newest] = await loadPolicyVersions(connection, name, 1);
    if (first && newest) return newest;
    const wrongTime = effectFault(wish.effectiveAt, at);
    if (wrongTime) throw wrongTime;
    const version = (newest?.version ?? 0) + 1;
    if (wish.ifMatch !== undefined && wish.ifMatch !== version - 1) throw versionConflict();
    const effectiveAt = wish.effectiveAt ?? at;
    refuseFirst(await coherenceFaults(connection, name, wish.body, effectiveAt));
    const row = { name, version, body: wish.body, effectiveAt, scheduledAt: wish.effectiveAt ? at : null };
    const events = eventRows([policyEvent(actor.networkId, name, version)], actor, at);
    if (!(await insertPolicy(connection, { ...row, actorId: actor.id }, events))) throw versionConflict();
    return { ...row, actorId: actor.id };
  });
  forgetOrganisation(context, actor.networkId);
  return saved;
}

/**
 * Everything that would keep a body from being saved as a policy, at most fifty places; empty when nothing would. Needs
 * an administrator of the city; saves nothing. Problem `organisation.policy_unknown` (404).
 */
export async function checkPolicy(
  context: Context,
  actor: Actor,
  wish: Pick<PolicyWish, 'name' | 'body' | 'effectiveAt'>,
): Promise<PolicyFault[]> {
  const name = policyNamed(wish.name);
  return context.database.transaction(actor.networkId, async (connection) => {
    demandAdministrator(actor, [(await readTree(connection)).rootId]);
    const shape = shapeFaults(name, wish.body);
    if (shape.length > 0) return shape;
    return coherenceFaults(connection, name, wish.body, wish.effectiveAt ?? context.clock.now());
  });
}

function shapeFaults(name: PolicyName, body: unknown): PolicyFault[] {
  return Errors(policyShapes[name], body)
    .slice(0, FAULT_LIMIT)
    .map((fault) => ({ field: fault.instancePath, reason: fault.keyword, value: '' }));
}

/** What does not fit the other policies: as they will be then, and as they will be once all that is planned has come. */
async function coherenceFaults(
  connection: Connection,
  name: PolicyName,
  body: unknown,
  effectiveAt: Date,
): Promise<PolicyFault[]> {
  const faultsBeside = (others: Policies) =>
    policyFaults(assemblePolicies({ ...others, [name]: body } as Policies), others);
  const then = faultsBeside(policiesOf(await loadPolicyRows(connection, effectiveAt)));
  if (then.length > 0) return then.slice(0, FAULT_LIMIT);
  return faultsBeside(policiesOf(await loadLatestPolicyRows(connection))).slice(0, FAULT_LIMIT);
}

function refuseFirst([fault]: readonly PolicyFault[]): void {
  if (fault)
    throw new Problem('organisation.policy_invalid', 422, `${fault.field || '/'} ${fault.value} (${fault.reason}).`, {
      field: fault.field,
      params: { reason: fault.reason, value: fault.value },
    });
}
