import { createHash, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Entry, type History, isDone, isRefused } from './history.ts';

/** After this a client gives up waiting: what it asked for may have happened. */
export const PATIENCE_MILLISECONDS = 8_000;
/** Between two times of sending the same. */
const PAUSE_MILLISECONDS = 40;
const TOO_MANY_REQUESTS = 429;

/** Where the server is, and since when clients keep sending no more. */
export interface Target {
  url: string;
  /** Set when the drill ends: what is not answered by then stays open. */
  over: boolean;
  /** A connection of its own for each request, as through a balancer that keeps none. */
  fresh?: boolean;
}

/** Somebody who can be logged in as. */
export interface Person {
  id: string;
  cookie: string;
}

/** What came back. */
export interface Answer {
  status: number;
  body: string;
}

interface Sending {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: unknown;
  key?: string;
  /** How long the client waits, where not as usual. */
  patienceMilliseconds?: number;
  fresh?: boolean | undefined;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const freshAgent = new Agent({ keepAlive: false });

/** Sends one request; null when no whole answer came. Says of pages of our own what a browser says. */
export function send(url: string, person: Person | null, sending: Sending): Promise<Answer | null> {
  const { method, path, body, key, fresh, patienceMilliseconds = PATIENCE_MILLISECONDS } = sending;
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve) => {
    const outgoing = request(
      url + path,
      {
        method,
        agent: fresh ? freshAgent : agent,
        timeout: patienceMilliseconds,
        headers: {
          'sec-fetch-site': 'same-origin',
          ...(person ? { cookie: person.cookie } : {}),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
        incoming.on('error', () => resolve(null));
        incoming.on('aborted', () => resolve(null));
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('No answer came in time.')));
    outgoing.on('error', () => resolve(null));
    outgoing.end(text);
  });
}

/** Sends one write or read and writes down what came of it. */
export async function sendNoted(
  history: History,
  url: string,
  person: Person,
  what: Pick<Entry, 'op' | 'orderId'>,
  sending: Sending,
): Promise<Entry> {
  const isWrite = sending.key !== undefined;
  const sent = history.now();
  if (isWrite) history.openWrites++;
  const answer = await send(url, person, sending);
  if (isWrite) history.openWrites--;
  const thing = answer && readThing(answer.body);
  const entry: Entry = {
    client: person.id,
    op: what.op,
    key: sending.key ?? null,
    orderId: what.orderId ?? (answer && answer.status < 300 ? (thing?.id ?? null) : null),
    sent,
    answered: answer ? history.now() : null,
    status: answer?.status ?? null,
    code: thing?.code ?? null,
    version: thing?.version ?? null,
    digest: answer && createHash('sha256').update(answer.body).digest().toString('hex', 0, 8),
  };
  history.add(entry);
  return entry;
}

function readThing(body: string): { id?: string; version?: number; code?: string } | null {
  try {
    return body.startsWith('{') ? (JSON.parse(body) as { id?: string; version?: number; code?: string }) : null;
  } catch {
    return null;
  }
}

/** Does a write once whatever happens: the same key again until an answer is sure, or the drill is over (null). */
export async function insist(
  history: History,
  target: Target,
  person: Person,
  what: Pick<Entry, 'op' | 'orderId'>,
  sending: Omit<Sending, 'method' | 'key'> & { method?: 'PUT' },
): Promise<Entry | null> {
  const key = randomUUID();
  while (!target.over) {
    const body = what.op === 'submit' ? markedBy(sending.body, key) : sending.body;
    const entry = await sendNoted(history, target.url, person, what, {
      ...{ method: 'POST' as const, ...sending, body, key, fresh: target.fresh },
    });
    if (isDone(entry)) return entry;
    if (isRefused(entry) && entry.status !== TOO_MANY_REQUESTS) return entry;
    await sleep(PAUSE_MILLISECONDS);
  }
  return null;
}

/** A submission says its key, so that the rows it has made are known again. */
function markedBy(body: unknown, key: string): unknown {
  return { ...(body as { text: string }), text: `${(body as { text: string }).text} ${key}` };
}

/** Does an action to an order. */
export function act(
  history: History,
  target: Target,
  person: Person,
  orderId: string,
  action: string,
  body: unknown = {},
): Promise<Entry | null> {
  const path = `/api/v1/orders/${orderId}/actions/${action}`;
  return insist(history, target, person, { op: action, orderId }, { path, body });
}

/** Reads an order, until there is an answer that says something; null when the drill is over. */
export async function read(
  history: History,
  target: Target,
  person: Person,
  orderId: string,
  op: 'read' | 'foreign read' = 'read',
): Promise<Entry | null> {
  while (!target.over) {
    const path = `/api/v1/orders/${orderId}`;
    const entry = await sendNoted(
      history,
      target.url,
      person,
      { op, orderId },
      {
        ...{ method: 'GET' as const, path, fresh: target.fresh },
      },
    );
    if (isDone(entry) || (isRefused(entry) && entry.status !== TOO_MANY_REQUESTS)) return entry;
    await sleep(PAUSE_MILLISECONDS);
  }
  return null;
}
