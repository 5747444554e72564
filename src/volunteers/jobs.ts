import { followerJob, type Job } from '../platform/jobs.ts';
import { expireCredentials, followClosings } from './actions/following.ts';

/** Closing units hand over their volunteers; papers run out. */
export const volunteersJobs: Job[] = [
  followerJob('volunteers.closings', followClosings),
  { name: 'volunteers.expire_credentials', everyMilliseconds: 3_600_000, run: expireCredentials },
];
