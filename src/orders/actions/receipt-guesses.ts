import { countTry, isSpent, mayTry, type Tries } from '../../identity/actions/tries.ts';
import { identityKeys, keyedDigest } from '../../identity/rules/digests.ts';
import { secondsUntilTomorrow } from '../../identity/rules/login.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { Tally } from '../../platform/tally.ts';
import { Problem } from '../../shared/problem.ts';
import { RECEIPT_GUESSES_KEPT, RECEIPT_GUESSES_PER_DAY, readReceipt, receiptPrefix } from '../rules/receipts.ts';
import { markReceiptUsed } from '../store/receipts.ts';

/**
 * The petition that a code opens. Wrong ones are counted by how they begin, and after too many every code that begins so is
 * refused alike: who saw a part of one is not let try the rest. A code is never refused for the address alone, which a
 * whole station may share. Problems `orders.receipt_unknown` (401), `orders.receipt_guesses` (429).
 */
export async function petitionOfCode(
  context: Context,
  networkId: string,
  { code: typed, address }: { code: string; address: string },
): Promise<string> {
  const code = readReceipt(typed);
  if (code === null) throw receiptUnknown();
  const guess = { networkId, code, address };
  const remembered = await guessesOf(context);
  const at = context.clock.now();
  const isRemembered = remembered.read(addressName(guess), at.getTime()) > 0;
  const found = await (isRemembered ? lookOnly : lookAndCount)(context, remembered, guess);
  if (found === 'too_many') throw tooManyGuesses(at);
  if (found === 'wrong') throw receiptUnknown();
  return found.orderId;
}

interface Guess {
  networkId: string;
  code: string;
  address: string;
}
type Found = { orderId: string } | 'wrong' | 'too_many';

/** Looks a code up, and writes a wrong one down. That is the point, so it is committed whatever comes out. */
async function lookAndCount(context: Context, remembered: Tally, guess: Guess): Promise<Found> {
  const { networkId, code, address } = guess;
  const alike = alikeTries(code);
  const from: Tries = { scope: 'receipt:address', subject: address, most: RECEIPT_GUESSES_KEPT };
  let isFull = false;
  const found = await context.database.transaction<Found>(networkId, async (connection) => {
    if (!(await mayTry(context, connection, alike))) return 'too_many';
    const orderId = await markReceiptUsed(connection, hashOfReceipt(context, connection, code));
    if (orderId !== undefined) return { orderId };
    // Always in this order, so that two requests never wait for each other; what many share last, held shortest.
    await countTry(context, connection, alike);
    isFull = !(await countTry(context, connection, from));
    return 'wrong';
  });
  if (isFull) remembered.count(addressName(guess), context.clock.now().getTime());
  return found;
}

/** Looks a code up from an address whose wrong ones are written down no more: nothing is locked or written. */
async function lookOnly(context: Context, remembered: Tally, guess: Guess): Promise<Found> {
  const { networkId, code } = guess;
  const at = context.clock.now().getTime();
  const alike = `${networkId} ${receiptPrefix(code)}`;
  // Counted before it is looked up, so that many at once gain nothing.
  if (remembered.count(alike, at) > RECEIPT_GUESSES_PER_DAY) return 'too_many';
  const found = await context.database.transaction<Found>(networkId, async (connection) => {
    if (await isSpent(context, connection, alikeTries(code))) return 'too_many';
    const orderId = await markReceiptUsed(connection, hashOfReceipt(context, connection, code));
    return orderId === undefined ? 'wrong' : { orderId };
  });
  if (typeof found === 'object') remembered.takeBack(alike, at);
  return found;
}

function alikeTries(code: string): Tries {
  return { scope: 'receipt:prefix', subject: receiptPrefix(code), most: RECEIPT_GUESSES_PER_DAY };
}

/** A day's wrong codes that this server remembers itself: some two megabytes at most. */
const REMEMBERED = { mostNames: 20_000, milliseconds: 86_400_000 };

function guessesOf(context: Context): Promise<Tally> {
  return context.memo.get('orders.receipt_guesses', Number.POSITIVE_INFINITY, async () => new Tally(REMEMBERED));
}

function addressName({ networkId, address }: Guess): string {
  return `${networkId} from ${address}`;
}

/** As what a code is kept. */
export function hashOfReceipt(context: Context, { networkId }: Connection, code: string): Buffer {
  return keyedDigest(identityKeys(context.secret), 'receipt', networkId, code);
}

/** The answer for a code that opens nothing, whatever the reason. */
export function receiptUnknown(): Problem {
  return new Problem('orders.receipt_unknown', 401, 'No petition has this code. Look at each digit again.', {
    field: '/code',
  });
}

function tooManyGuesses(at: Date): Problem {
  return new Problem(
    'orders.receipt_guesses',
    429,
    'Too many wrong codes today. Try tomorrow, or call the petition clerks.',
    { retryAfterSeconds: secondsUntilTomorrow(at) },
  );
}
