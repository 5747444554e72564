import { setTimeout as sleep } from 'node:timers/promises';
import { isUnnumbered, sequenceEvents } from '../src/audit/actions/sequence.ts';
import type { Context } from '../src/platform/context.ts';

/** Has all that happened so far in the audit log: it waits for transactions that others still have open in the same cluster. */
export async function numberAll(context: Context, networkId: string): Promise<void> {
  do {
    while (await sequenceEvents(context, networkId));
  } while ((await isUnnumbered(context, networkId)) && (await sleep(20, true)));
}
