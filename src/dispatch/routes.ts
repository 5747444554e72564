import type { FastifyInstance } from 'fastify';
import { batchRoutes } from './routes/batches.ts';
import { candidateRoutes } from './routes/candidates.ts';
import { replayRoutes } from './routes/replay.ts';

/** Whom to ask, and what was learned of asking. */
export function dispatchRoutes(app: FastifyInstance): void {
  candidateRoutes(app);
  replayRoutes(app);
  batchRoutes(app);
}
