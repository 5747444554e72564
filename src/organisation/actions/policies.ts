import { Errors } from 'typebox/value';
import type { Context } from '../../platform/context.ts';
import { eventRows } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { forgetOrganisation, readPolicies, readTree } from '../actions.ts';
import { type Policies, type PolicyName, policyShapes } from '../policies/schema.ts';
import { seeds } from '../policies/seeds.ts';
import { demandAdministrator, versionConflict } from '../rules/changes.ts';
import { assemblePolicies, policyFaults } from '../rules/policies.ts';
import { insertPolicy, loadPolicyVersions, type PolicyRow } from '../store/policies.ts';
import { policyEvent } from './networks.ts';

/** A version of a policy, as it was saved. */
export type SavedPolicy = PolicyRow;

/** Versions that a page of a policy's history shows at most. */
const HISTORY_LIMIT = 50;

/** The policy's name, if there is one of it. Problem `organisation.policy_unknown` (404). */
export function policyNamed(name: string): PolicyName {
  if (name in policyShapes) return name as PolicyName;
  throw new Problem('organisation.policy_unknown', 404, 'There is no policy of this name.', {
    allowed: Object.keys(policyShapes),
  });
}

/** The version of a policy that is in force. Problem `organisation.policy_unknown` (404). */
export async function readPolicy(context: Context, networkId: string, name: string): Promise<PolicyRow> {
  const [newest] = await readPolicyHistory(context, networkId, name, 1);
  if (!newest) throw new Error(`The network has no policy ${name}, although it was made with one.`);
  return newest;
}

/** The newest versions of a policy, newest first. Saving an old body anew rolls back. Problem as `readPolicy`. */
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
  // A network made before the policy was thought of goes by its seed until it saves its own.
  const seed = { name: known, version: 0, body: seeds[known], effectiveAt: new Date(0), actorId: 'seed' };
  return rows.length > 0 ? rows : [seed];
}

/**
 * Puts a new version of a policy in force; the others stay in its history. Needs an administrator of the city, and the
 * number of the version it was made from. Problems `organisation.policy_unknown` (404), `policy_invalid` (422, naming the
 * field), `version_conflict` (412).
 */
export async function savePolicy(
  context: Context,
  actor: Actor,
  policy: { name: string; body: unknown; ifMatch: number | undefined },
  attempt?: Attempt,
): Promise<PolicyRow> {
  const name = policyNamed(policy.name);
  demandShape(name, policy.body);
  const at = context.clock.now();
  const saved = await context.database.transaction(actor.networkId, async (connection) => {
    demandAdministrator(actor, [(await readTree(connection)).rootId]);
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: null, at });
    const [newest] = await loadPolicyVersions(connection, name, 1);
    if (first && newest) return newest;
    const version = (newest?.version ?? 0) + 1;
    if (policy.ifMatch !== undefined && policy.ifMatch !== version - 1) throw versionConflict();
    const { policies } = await readPolicies(connection);
    demandCoherent({ ...policies, [name]: policy.body } as Policies, policies);
    const row = { name, version, body: policy.body, effectiveAt: at, actorId: actor.id };
    const events = eventRows([policyEvent(actor.networkId, name, version)], actor, at);
    if (!(await insertPolicy(connection, row, events))) throw versionConflict();
    return row;
  });
  forgetOrganisation(context, actor.networkId);
  return saved;
}

function demandShape(name: PolicyName, body: unknown): void {
  const [fault] = Errors(policyShapes[name], body);
  if (fault)
    throw new Problem('organisation.policy_invalid', 422, `${fault.instancePath || 'The policy'} ${fault.message}.`, {
      field: fault.instancePath,
      params: { reason: fault.keyword, value: '' },
    });
}

function demandCoherent(after: Policies, before: Policies): void {
  const [fault] = policyFaults(assemblePolicies(after), before);
  if (fault)
    throw new Problem('organisation.policy_invalid', 422, `${fault.field}: ${fault.value} (${fault.reason}).`, {
      field: fault.field,
      params: { reason: fault.reason, value: fault.value },
    });
}
