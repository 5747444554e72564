import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { localDate } from '../../shared/time.ts';
import { identityKeys, keyedDigest } from '../rules/digests.ts';
import { OFFSET_MINUTES } from '../rules/login.ts';
import { type Counted, count, peekCount, readCount } from '../store/login.ts';

/** Something that whoever is not logged in may do so many times a day, counted under a keyed digest of `subject`. */
export interface Tries {
  scope: Extract<Counted['scope'], `receipt${string}`>;
  /** An address, the beginning of a code, the network. */
  subject: string;
  most: number;
}

/** Whether one more may be tried; locked until the transaction ends, so that no two at once pass the limit. */
export async function mayTry(context: Context, connection: Connection, tries: Tries): Promise<boolean> {
  return (await readCount(connection, countedOf(context, connection, tries))).attempts < tries.most;
}

/** Whether none more may be tried, as it was a moment ago: nothing is locked. */
export async function isSpent(context: Context, connection: Connection, tries: Tries): Promise<boolean> {
  return (await peekCount(connection, countedOf(context, connection, tries))) >= tries.most;
}

/** Counts one more. False when the limit was reached, and nothing was counted. */
export async function countTry(context: Context, connection: Connection, tries: Tries): Promise<boolean> {
  return (await count(connection, countedOf(context, connection, tries), tries.most)) !== null;
}

function countedOf(context: Context, { networkId }: Connection, { scope, subject }: Tries): Counted {
  const digest = keyedDigest(identityKeys(context.secret), scope, networkId, subject);
  return { scope, subject: digest, day: localDate(context.clock.now(), OFFSET_MINUTES) };
}
