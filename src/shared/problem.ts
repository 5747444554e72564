/** What goes beside a problem for the reader and the page: the field it concerns, the words its sentence needs. */
export interface ProblemDetails {
  /** Name of the input field, JSON pointer style (`/text`), where one field is to blame. */
  field?: string;
  /** Values the translated sentence fills in. Never free text of a person. */
  params?: Record<string, string | number>;
  /** What is allowed instead, by action or value name. */
  allowed?: string[];
  /** Seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
}

/**
 * What a user can cause. `code` is stable, `<capability>.<reason>`; the message says in English what happened and what
 * can be done now; people read its translation, found under `problem.<code>`. Sent as `application/problem+json`
 * (RFC 9457).
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(code: string, status: number, message: string, details: ProblemDetails = {}) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** The answer for a thing the caller may not know of, the same as for one that does not exist. */
export function notFound(): Problem {
  return new Problem('platform.not_found', 404, 'There is nothing here for you. Check the address or go back.');
}

/** The answer for something the caller may see but not do. */
export function forbidden(): Problem {
  return new Problem('platform.forbidden', 403, 'Your roles do not cover this. Ask the administrator of your unit.');
}

/** The answer for who asks too often; with how long to wait. */
export function tooManyRequests(milliseconds: number): Problem {
  return new Problem('platform.too_many_requests', 429, 'Too many requests at once. Wait a moment and try again.', {
    retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)),
  });
}
