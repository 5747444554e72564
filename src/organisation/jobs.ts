import type { Job } from '../platform/jobs.ts';
import { closeDueUnits } from './actions/closing.ts';

/** Timers of this capability: units whose last day has come are told as closed, once. */
export const organisationJobs: Job[] = [
  { name: 'organisation.closing', everyMilliseconds: 60_000, run: closeDueUnits },
];
