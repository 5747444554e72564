import type { FastifyRequest } from 'fastify';
import { Problem } from '../../shared/problem.ts';
import type { Context } from '../context.ts';
import { outcomeUnknown, unavailable } from '../database.ts';

/**
 * Whoever asks is answered within five seconds: the rest is for the way there and back. The clock runs while something is
 * done for the request, not while its own body is still on the way.
 */
const MOST_MILLISECONDS = 4_700;
/** Methods that change nothing. */
export const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

declare module 'fastify' {
  interface FastifyRequest {
    /** Milliseconds that have been spent on it so far. */
    spent: number;
  }
}

/**
 * Does a part of what a request asks for, with what is left of its time; the parts follow one another. When the time is
 * over it stops waiting: problem `platform.database_unavailable` (503) for a read, `platform.outcome_unknown` (503) for a
 * write. The work itself is not torn off: each statement has its own limit, and what a slow line has nearly brought to its
 * end is found done when the same is sent again with the same key.
 */
export async function inTime<T>(
  context: Context,
  request: FastifyRequest,
  work: () => Promise<T>,
  most = context.answerMilliseconds ?? MOST_MILLISECONDS,
): Promise<T> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        isLate = true;
        reject(READS.has(request.method) ? unavailable() : outcomeUnknown());
      },
      Math.max(0, most - request.spent),
    );
  });
  const done = work();
  done.catch((error: unknown) => {
    // Nobody waits for it any more, and still a bug is told.
    if (isLate && !(error instanceof Problem))
      context.log.error({ err: error, route: request.routeOptions.url }, 'a request failed after it was answered');
  });
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
    request.spent += performance.now() - began;
  }
}
