import type {
  ActionInput,
  ActionName,
  Candidate,
  NewOrder,
  OrderDetail,
  OrderEvent,
  OrderFigures,
  OrderFilter,
  OrderSummary,
  TriageSuggestion,
} from '../../src/orders/schema.ts';
import type { Static } from 'typebox';
import type { GrantedRole } from '../../src/shared/actor.ts';
import type { PageOf } from '../../src/shared/page.ts';
import type { UnitLevel } from '../../src/shared/units.ts';

/** What the server refused, or that it could not be reached (`platform.unreachable`, status 0). */
export class Refused extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly params: Record<string, string | number>;

  constructor(status: number, answer: { code?: string; field?: string; title?: string; params?: Record<string, string | number> }) {
    super(answer.title ?? answer.code ?? String(status));
    this.code = answer.code ?? 'platform.unexpected';
    this.status = status;
    this.field = answer.field;
    this.params = answer.params ?? {};
  }
}

type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

interface Sending {
  query?: Query;
  body?: unknown;
  /** The version that the person has before them. */
  version?: number;
  signal?: AbortSignal;
}

function search(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    if (typeof value === 'object') for (const each of value) params.append(name, each);
    else params.set(name, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Sends one request of the open API. A write carries a key of its own, so that sending it again does nothing twice. */
async function call<T>(method: string, path: string, { query = {}, body, version, signal }: Sending = {}): Promise<T> {
  const headers: Record<string, string> = { 'accept-language': document.documentElement.lang };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET') headers['idempotency-key'] = crypto.randomUUID();
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  const response = await fetch(`/api/v1${path}${search(query)}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refused(0, { code: 'platform.unreachable' });
  });
  if (!response.ok) throw new Refused(response.status, await response.json().catch(() => ({})));
  return response.status === 204 ? (undefined as T) : response.json();
}
