import type { Context } from '../../platform/context.ts';
import { eventRows } from '../../platform/events.ts';
import { jobActor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { seeds } from '../policies/seeds.ts';
import { insertNetwork } from '../store/networks.ts';
import { insertPolicy } from '../store/policies.ts';

/** A network to be made. */
export interface NewNetwork {
  /** Short name for addresses and files: lower case, digits, hyphens. */
  code: string;
  nameZh: string;
  nameEn: string;
  zone?: string;
  /** Code of the city in the national statistical divisions. */
  divisionCode?: string | null;
  /** Pages say so. */
  demo?: boolean;
}

/**
 * Makes a network with the policies of the seed files and gives its id. Its tree comes by `importTree`. Problem
 * `organisation.network_code_taken` (409).
 */
export async function createNetwork(context: Context, network: NewNetwork): Promise<string> {
  const at = context.clock.now();
  const networkId = newId(at);
  const actor = jobActor(networkId, 'organisation.create_network');
  await context.database.transaction(networkId, async (connection) => {
    const row = { zone: 'Asia/Shanghai', divisionCode: null, demo: false, ...network, createdAt: at };
    if (!(await insertNetwork(connection, row)))
      throw new Problem('organisation.network_code_taken', 409, 'Another network has this code. Choose another.', {
        field: '/code',
      });
    for (const [name, body] of Object.entries(seeds)) {
      const policy = { name, version: 1, body, effectiveAt: at, scheduledAt: null, actorId: actor.id };
      await insertPolicy(connection, policy, eventRows([policyEvent(networkId, name, 1)], actor, at));
    }
  });
  return networkId;
}

/** What is told of a new version of a policy. */
export function policyEvent(networkId: string, name: string, version: number) {
  const body = { name, version };
  return { kind: 'organisation.policy_saved', subjectKind: 'network', subjectId: networkId, body };
}
