import type { Status } from '../schema/states.ts';

/** Whether an order in this state still asks something of the team it is with: that somebody takes it, goes, or comes back. */
export function asksTeam(status: Status): boolean {
  return status === 'dispatched' || status === 'accepted' || status === 'in_service';
}
