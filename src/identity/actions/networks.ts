import type { Context } from '../../platform/context.ts';
import type { NetworkRow } from '../../platform/database.ts';

/** Networks come and go by the command line alone, so nobody waits long for one. */
const KEPT_MILLISECONDS = 5_000;

/** All networks, oldest first, as they were at most five seconds ago. */
export function knownNetworks(context: Context): Promise<NetworkRow[]> {
  return context.memo.get('identity.networks', KEPT_MILLISECONDS, () => context.database.networks());
}

/**
 * Whether a network is a demo on a server that runs as one: there codes are shown on screen and roles need no second
 * factor. A city of somebody's own never is, however its server was started.
 */
export async function isDemo(context: Context, networkId: string): Promise<boolean> {
  if (!context.demo) return false;
  return (await knownNetworks(context)).some(({ id, demo }) => id === networkId && demo);
}

/** Whether roles need more than a password. */
export type Factor = 'waived' | 'required';

/** Whether roles of a network need more than a password: in all but demos. */
export async function factorIn(context: Context, networkId: string): Promise<Factor> {
  return (await isDemo(context, networkId)) ? 'waived' : 'required';
}
