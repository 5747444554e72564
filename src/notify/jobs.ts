import { followerJob, type Job } from '../platform/jobs.ts';
import { forgetOldNotifications, tellOf } from './actions.ts';

/** Follows the history of orders and fills the inboxes; forgets what is older than a year. */
export const notifyJobs: readonly Job[] = [
  followerJob('notify.inbox', tellOf),
  { name: 'notify.forget', everyMilliseconds: 3_600_000, run: forgetOldNotifications },
];
