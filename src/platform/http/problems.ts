import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../shared/problem.ts';
import type { Context } from '../context.ts';
import { unavailable } from '../database.ts';
import { READS } from './in-time.ts';

/** Answers a thrown error as `application/problem+json` (RFC 9457). What is no Problem is a bug: logged, 500 with an id. */
export function answerProblem(
  context: Context,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = asProblem(error);
  if (!problem) {
    const id = randomUUID();
    context.log.error(
      { err: error, requestId: id, method: request.method, route: request.routeOptions.url },
      'a request failed by a bug of ours',
    );
    return send(
      reply,
      new Problem(
        'platform.unexpected',
        500,
        `Something went wrong here, not with you. Say this number when you report it: ${id}`,
        { params: { id } },
      ),
    );
  }
  // Whoever only reads has done nothing that may have happened.
  return send(
    reply,
    problem.code === 'platform.outcome_unknown' && READS.has(request.method) ? unavailable() : problem,
  );
}

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  const { retryAfterSeconds, ...details } = problem.details;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({
      type: `/problems/${problem.code}`,
      title: problem.message,
      status: problem.status,
      code: problem.code,
      ...details,
    });
}

/** Fastify's own complaints, in our words. */
function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const { code, validation, validationContext, statusCode } = error as FastifyError;
  if (validation) {
    const first = validation[0];
    const missing = first?.keyword === 'required' ? `/${String(first.params['missingProperty'])}` : '';
    return new Problem(
      'platform.invalid',
      400,
      `The ${validationContext ?? 'request'} is not as it should be: ${first?.instancePath ?? ''} ${first?.message ?? ''}.`,
      {
        field: `${first?.instancePath ?? ''}${missing}`,
      },
    );
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Problem('platform.too_large', 413, 'This is too large to send.');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Problem('platform.media_type', 415, 'Send JSON (application/json).');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem('platform.invalid', statusCode, 'The request could not be read. Check that it is valid JSON.');
  return undefined;
}
