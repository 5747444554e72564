import type { Job } from '../platform/jobs.ts';
import { runDueBatch } from './actions/batches.ts';
import { followForIndex, patrolIndex } from './actions/following.ts';

/**
 * Each server follows the history for its own index, and looks again at who may have changed without an event. Batches that
 * are due are solved by whichever server gets to them first.
 */
export const dispatchJobs: Job[] = [
  {
    name: 'dispatch.follow',
    everyMilliseconds: 250,
    async run(context, networkId) {
      await followForIndex(context, networkId);
      return false;
    },
  },
  {
    name: 'dispatch.patrol',
    everyMilliseconds: 30_000,
    async run(context, networkId) {
      await patrolIndex(context, networkId);
      return false;
    },
  },
  { name: 'dispatch.batches', everyMilliseconds: 15_000, run: runDueBatch },
];
