import { followerJob, type Job } from '../platform/jobs.ts';
import { expireCredentials, followClosings } from './actions/following.ts';
import { forgetTeamMessages } from './actions/messages.ts';

/** Closing units hand over their volunteers; papers run out; what teams were told is forgotten. */
export const volunteersJobs: Job[] = [
  followerJob('volunteers.closings', followClosings),
  { name: 'volunteers.expire_credentials', everyMilliseconds: 3_600_000, run: expireCredentials },
  { name: 'volunteers.forget_messages', everyMilliseconds: 3_600_000, run: forgetTeamMessages },
];
