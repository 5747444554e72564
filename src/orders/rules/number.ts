import { createCipheriv } from 'node:crypto';
import { localDate } from '../../shared/time.ts';

/**
 * What people say on the phone: the day, and a number nobody else has, four figures at least. Example: the 42nd number,
 * drawn on 23 November, gives `1123-0042`.
 */
export function orderNumber(at: Date, drawn: number, offsetMinutes: number): string {
  const [, month = '', day = ''] = localDate(at, offsetMinutes).split('-');
  return `${month}${day}-${String(drawn).padStart(4, '0')}`;
}

/** Whether a text could be the number of an order, whether or not any has it. */
export function isOrderNumber(text: string): boolean {
  return /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-\d{4,9}$/.test(text);
}

/** So many numbers are shuffled among themselves. */
export const SHUFFLED = 10_000;

/**
 * The order in which the numbers of one ten thousand are given out: each of 0 to 9,999 once, shuffled (Knuth, The Art of
 * Computer Programming, 3.4.2, algorithm P) by AES-256-CTR under a key that only the server has. Whoever misses a number
 * among those they see cannot tell which orders it came between. Example: a block may begin 7391, 0042, 5127.
 */
export function shuffledNumbers(key: Buffer, block: number): Uint16Array {
  const counter = Buffer.alloc(16);
  counter.writeUInt32BE(block, 0);
  const stream = createCipheriv('aes-256-ctr', key, counter).update(Buffer.alloc(SHUFFLED * 4));
  const numbers = Uint16Array.from({ length: SHUFFLED }, (_, index) => index);
  for (let last = SHUFFLED - 1; last > 0; last--) {
    // Of 2^32 values, so the lean of the remainder is below one in 400,000.
    const other = stream.readUInt32LE(last * 4) % (last + 1);
    const moved = numbers[last] ?? 0;
    numbers[last] = numbers[other] ?? 0;
    numbers[other] = moved;
  }
  return numbers;
}
