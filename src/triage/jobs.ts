import type { Job } from '../platform/jobs.ts';
import { ensureModel } from './actions/trained.ts';

/** Sees that every network has a model: at the first start, and soon after a network is made. */
export const triageJobs: readonly Job[] = [
  {
    name: 'triage.model',
    everyMilliseconds: 10_000,
    atStart: true,
    async run(context, networkId) {
      await ensureModel(context, networkId);
      return false;
    },
  },
];
