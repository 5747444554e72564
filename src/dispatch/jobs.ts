import { followerJob, type Job } from '../platform/jobs.ts';
import { forgetOldAbsences } from './actions/absences.ts';
import { forgetOldAskings } from './actions/askings.ts';
import { forgetOldBatches, runDueBatch } from './actions/batches.ts';
import { followForIndex, patrolIndex } from './actions/following.ts';
import { tellGaps } from './actions/gaps.ts';
import { runWaves } from './actions/waves.ts';
import { followForWaves } from './actions/waves-following.ts';

/**
 * Each server follows the history for its own index, and looks again at who may have changed without an event. Batches and
 * waves that are due are seen to by whichever server gets to them first.
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
  { name: 'dispatch.waves', everyMilliseconds: 15_000, run: runWaves },
  { name: 'dispatch.gaps', everyMilliseconds: 60_000, run: tellGaps },
  followerJob('dispatch.going_on', followForWaves),
  { name: 'dispatch.askings', everyMilliseconds: 3_600_000, run: forgetOldAskings },
  { name: 'dispatch.forget_batches', everyMilliseconds: 3_600_000, run: forgetOldBatches },
  { name: 'dispatch.absences', everyMilliseconds: 3_600_000, run: forgetOldAbsences },
];
