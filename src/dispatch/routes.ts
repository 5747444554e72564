import type { FastifyInstance } from 'fastify';
import { absenceRoutes } from './routes/absences.ts';
import { batchRoutes } from './routes/batches.ts';
import { candidateRoutes } from './routes/candidates.ts';
import { gapRoutes } from './routes/gaps.ts';
import { replayRoutes } from './routes/replay.ts';
import { waveRoutes } from './routes/waves.ts';
import { weekAheadRoutes } from './routes/week-ahead.ts';

/** Whom to ask, and what was learned of asking. */
export function dispatchRoutes(app: FastifyInstance): void {
  candidateRoutes(app);
  replayRoutes(app);
  batchRoutes(app);
  waveRoutes(app);
  absenceRoutes(app);
  gapRoutes(app);
  weekAheadRoutes(app);
}
