import { followerJob, type Job } from '../platform/jobs.ts';
import { followConsent } from './actions/answers.ts';
import { runClocks } from './actions/clock.ts';
import { followForKeys, sweepKeys } from './actions/keys.ts';
import { adoptOrphans, followMoves } from './actions/orphans.ts';
import { forgetWaitingPhotos } from './actions/photos.ts';
import { eraseOldPetitions } from './actions/retention.ts';
import { followForTriage } from './actions/teach.ts';
import { followForSearch } from './actions/tokens.ts';

/** Clocks, search, and what follows when the tree changes. */
export const ordersJobs: readonly Job[] = [
  { name: 'orders.clock', everyMilliseconds: 1_000, run: runClocks },
  followerJob('orders.search', (_context, connection, events) => followForSearch(connection, events)),
  followerJob('orders.triage', followForTriage),
  followerJob('orders.moves', (_context, connection, events) => followMoves(connection, events)),
  followerJob('orders.keys', followForKeys),
  // Often enough where a server is restarted daily, and never at once: who has just restored a wrong moment may still stop it.
  { name: 'orders.swept_keys', everyMilliseconds: 6 * 3_600_000, run: sweepKeys },
  followerJob('orders.publication', followConsent),
  { name: 'orders.orphans', everyMilliseconds: 60_000, run: adoptOrphans },
  { name: 'orders.retention', everyMilliseconds: 3_600_000, run: eraseOldPetitions },
  { name: 'orders.photos', everyMilliseconds: 3_600_000, run: forgetWaitingPhotos },
];
