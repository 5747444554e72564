import { followerJob, type Job } from '../platform/jobs.ts';
import { tellOf } from './actions.ts';

/** Follows the history of orders and fills the inboxes. */
export const notifyJobs: readonly Job[] = [followerJob('notify.inbox', tellOf)];
