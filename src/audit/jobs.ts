import type { Job } from '../platform/jobs.ts';
import { isUnnumbered, sequenceAndSign, sequenceEvents, signCheckpoint } from './actions/sequence.ts';

/** The sequencer of the audit log, and its checkpoints: every minute when something is new, and on shutdown. */
export const auditJobs: readonly Job[] = [
  { name: 'audit.sequence', everyMilliseconds: 1_000, run: sequenceEvents, behind: isUnnumbered },
  {
    name: 'audit.checkpoint',
    everyMilliseconds: 60_000,
    async run(context, networkId) {
      await signCheckpoint(context, networkId);
      return false;
    },
    atStop: sequenceAndSign,
  },
];
