import type { Job } from '../platform/jobs.ts';
import { movePhones } from './actions/phone-moves.ts';
import { sweepLogins } from './actions/sweep.ts';

/** Timers of identity. */
export const identityJobs: Job[] = [
  {
    name: 'identity.sweep',
    everyMilliseconds: 3_600_000,
    run: (context, networkId) => sweepLogins(context, networkId),
  },
  {
    name: 'identity.phone_moves',
    everyMilliseconds: 60_000,
    run: (context, networkId) => movePhones(context, networkId),
  },
];
