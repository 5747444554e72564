import { forget, forgetDrawer, idsIn, keep, recall } from './device.ts';

/** What was read and when. */
interface Read {
  value: unknown;
  at: Date;
}

const KEPT_MILLISECONDS = 72 * 3_600_000;
/** Who I am, what I have taken on, my orders, and the names they need. Lists of others, messages and history are not kept. */
const KEPT = /^(?:me|tasks|needs|unit:[^:]+|orders:(?!mine$)[^:]+)$/;

/** Whether a reading stays on this phone: never anything confidential, and only what serves without a network. */
export function isKept(key: string, value: unknown): boolean {
  const confidential = typeof value === 'object' && value !== null && 'confidential' in value && value.confidential;
  return KEPT.test(key) && value !== undefined && value !== null && !confidential;
}

/** Whether readings of this key may stay on this phone at all. */
export function isKeepable(key: string): boolean {
  return KEPT.test(key);
}

/** Keeps a reading for three days, for where there is no network. Whoever is signed out leaves none behind. */
export function keepRead(key: string, value: unknown, at: Date): void {
  if (key === 'me' && value === null) forgetRead();
  else if (isKept(key, value)) void keep('read', key, { value, at } satisfies Read);
}

/** What was read last, if that is not older than three days. */
export async function recallRead(key: string, now: Date): Promise<Read | undefined> {
  if (!KEPT.test(key)) return undefined;
  const kept = await recall<Read>('read', key);
  return kept && now.getTime() - kept.at.getTime() <= KEPT_MILLISECONDS ? kept : undefined;
}

/** Forgets what is older than three days: the doors and words of those helped do not stay on a phone that nobody opens them on. */
export async function sweepRead(now: Date): Promise<void> {
  for (const id of await idsIn('read')) if (!(await recallRead(id, now))) await forget('read', id);
}

/** Forgets all of it: another person reads now. */
export function forgetRead(): void {
  void forgetDrawer('read');
}
