import createClient from 'openapi-fetch';
import type { paths } from './api.gen.ts';
import { allSentences, languageInUse, say, t } from './language.ts';

/** What the server refused, or what kept us from reaching it (`web.offline`, `web.slow`; status 0). */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  /** The input to blame, as a JSON pointer: `/text`. */
  readonly field: string | undefined;
  readonly params: Record<string, string | number>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, status: number, details: RefusalDetails = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.field = details.field;
    this.params = details.params ?? {};
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  /** What happened and what can be done, in the reader's language. */
  get sentence(): string {
    return sayProblem(this.code, this.params) ?? t('problem.unknown');
  }
}

/** What a problem says: to residents in their own words where the desk's would not do. */
export function sayProblem(code: string, params: Record<string, string | number> = {}): string | undefined {
  return say(`resident.problem.${code}`, params) ?? say(`problem.${code}`, params);
}

interface RefusalDetails {
  field?: string | undefined;
  params?: Record<string, string | number> | undefined;
  retryAfterSeconds?: number | undefined;
}

/** The refusal that an error thrown by a call is; a bug of ours becomes `unknown` and stays in the console. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  console.error(error);
  return new Refusal('unknown', 0);
}

/** A key for one attempt of the reader, however often it is sent. Works also where the page is not served over TLS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const PATIENCE_MILLISECONDS = 15_000;
/** For the few requests that the server takes half a minute for. */
const LONG_PATIENCE_MILLISECONDS = 35_000;
const PAUSES = [400, 1200, 3000];
/** The server behind is away for a moment; it has not done anything. */
const AWAY = new Set([502, 503, 504]);

/** Whether the device says that it may have a network; true where it cannot tell. */
export function hasNetwork(): boolean {
  return globalThis.navigator?.onLine !== false;
}

/**
 * Sends a request again, with the same key, when the network or the server behind it fails for a moment. Only what is
 * safe to send twice is sent twice.
 */
export async function sendSafely(
  request: Request,
  send: (request: Request, init?: RequestInit) => Promise<Response> = fetch,
  pauses: readonly number[] = PAUSES,
  patience: number = PATIENCE_MILLISECONDS,
): Promise<Response> {
  const repeatable = request.method === 'GET' || request.headers.has('idempotency-key');
  for (let attempt = 0; ; attempt++) {
    // What is read without a network is read anew once there is one; to repeat it now only keeps its reader waiting.
    const hopeless = request.method === 'GET' && !hasNetwork();
    const pause = repeatable && !hopeless ? pauses[attempt] : undefined;
    try {
      const response = await once(request, send, patience);
      if (pause === undefined || !AWAY.has(response.status)) return response;
    } catch (error) {
      if (request.signal.aborted) throw error;
      if (pause === undefined) throw error instanceof Refusal ? error : new Refusal('web.offline', 0);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function once(
  request: Request,
  send: (request: Request, init?: RequestInit) => Promise<Response>,
  milliseconds: number,
): Promise<Response> {
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  request.signal.addEventListener('abort', giveUp);
  const timer = setTimeout(giveUp, milliseconds);
  try {
    return await send(request.clone(), { signal: patience.signal });
  } catch (error) {
    if (patience.signal.aborted && !request.signal.aborted) throw new Refusal('web.slow', 0);
    throw error;
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', giveUp);
  }
}

type AskForProof = () => Promise<boolean>;
let askForProof: AskForProof | undefined;
let asking: Promise<boolean> | undefined;

/** Says who asks a person to show again that it is them. Gives what takes it back. */
export function whenProofIsNeeded(ask: AskForProof): () => void {
  askForProof = ask;
  return () => {
    if (askForProof === ask) askForProof = undefined;
  };
}

/**
 * Sends a request; where the server first wants to know again who is there, asks them, once for all that wait for it,
 * and then sends the very same request again: nothing of what was being done is lost.
 */
export async function sendProven(
  request: Request,
  send: (request: Request) => Promise<Response> = sendSafely,
): Promise<Response> {
  const response = await send(request);
  if (response.status !== 403 || !askForProof) return response;
  const problem: { code?: string } = await response
    .clone()
    .json()
    .catch(() => ({}));
  if (problem.code !== 'platform.proof_needed') return response;
  asking ??= askForProof().finally(() => {
    asking = undefined;
  });
  return (await asking) ? send(request) : response;
}

/** The keys of writes whose answer was lost, by what was sent. */
const unanswered = new Map<string, string>();

/**
 * Sends a write under a key. Whoever presses again after a lost answer sends the very same: it keeps its key and is done once.
 * Once a write was answered, the same one again is a new wish. Who brings a key of their own keeps it.
 */
export async function sendOnce(
  request: Request,
  send: (request: Request) => Promise<Response> = sendProven,
): Promise<Response> {
  if (request.method === 'GET' || request.headers.has('idempotency-key')) return send(request);
  const what = `${request.method} ${request.url} ${await request.clone().text()}`;
  const key = unanswered.get(what) ?? newKey();
  request.headers.set('idempotency-key', key);
  try {
    const response = await send(request);
    if (response.status >= 500) unanswered.set(what, key);
    // What was done since may make the same write another one: marked, unmarked, and marked again.
    else unanswered.clear();
    return response;
  } catch (error) {
    unanswered.set(what, key);
    throw error;
  }
}

/** How a request is sent that the server may work at for half a minute: `api.POST(…, { …, fetch: sendPatiently })`. */
export const sendPatiently = (request: Request): Promise<Response> =>
  sendOnce(request, (once) => sendProven(once, (each) => sendSafely(each, fetch, PAUSES, LONG_PATIENCE_MILLISECONDS)));

/** The open API, typed by its own document. */
export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? 'http://localhost' : location.origin,
  fetch: (request) => sendOnce(request),
});

api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', languageInUse());
    return request;
  },
});

/** What a call answers; throws a `Refusal` when the server says no. */
export async function answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  // What it says may not have come yet; where it does not come now, that something went wrong is said all the same.
  await allSentences().catch(() => undefined);
  throw refusalOf(error, response);
}

/** Reads `application/problem+json` (RFC 9457); anything else is told by its status alone. */
export function refusalOf(error: unknown, response: Response): Refusal {
  const problem: RefusalDetails & { code?: string } = typeof error === 'object' && error !== null ? error : {};
  const retryAfter = Number(response.headers.get('retry-after'));
  return new Refusal(problem.code ?? (AWAY.has(response.status) ? 'web.slow' : 'unknown'), response.status, {
    field: problem.field,
    params: problem.params,
    retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
  });
}
