import type { Job } from '../platform/jobs.ts';
import { ensureModel } from './actions/models.ts';

/** Sees that every network has a model. */
export const triageJobs: readonly Job[] = [
  {
    name: 'triage.model',
    everyMilliseconds: 60_000,
    async run(context, networkId) {
      await ensureModel(context, networkId);
      return false;
    },
  },
];
