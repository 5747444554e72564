/** Digits of a receipt's code: 22 random ones, 73 bits, and two that show a slip of the pen. */
export const RECEIPT_DIGITS = 24;
const RANDOM_DIGITS = 22;
/** How many digits name the place at which somebody guesses: whoever saw a part of a code is not let try the rest. */
const PREFIX_DIGITS = 8;

/** Receipts a day that one address (a whole community may share it) and all of a network may take. */
export const RECEIPTS_PER_DAY = { address: 20, network: 2_000 } as const;
/** Wrong codes a day for codes that begin alike, from wherever, after which these are refused. A code is one of 10^22. */
export const RECEIPT_GUESSES_PER_DAY = 10;
/**
 * Wrong codes a day from one address that are written down; from then on the server remembers them itself, so that who
 * guesses all day leaves no more behind. No code is refused for its address: a station's visitors share one.
 */
export const RECEIPT_GUESSES_KEPT = 30;

/**
 * A new code, by digits of `randomBelow` (0 to below its argument). The last two are check digits (ISO/IEC 7064, MOD
 * 97-10, as in an IBAN). Digits alone: an old hand writes and types them. Example: 22 zeros get 98, which by
 * 97 leaves 1, as every code does.
 */
export function drawReceipt(randomBelow: (limit: number) => number): string {
  const drawn = Array.from({ length: RANDOM_DIGITS }, () => String(randomBelow(10))).join('');
  return drawn + String(98 - remainder(`${drawn}00`)).padStart(2, '0');
}

/** The code in what somebody typed, blanks and hyphens and full-width digits forgiven; null when it is none. */
export function readReceipt(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
  if (digits.length !== RECEIPT_DIGITS || !/^\d+$/.test(digits)) return null;
  return remainder(digits) === 1 ? digits : null;
}

/** A code as people read it: six groups of four. */
export function writeReceipt(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join(' ');
}

/** What codes are counted under that begin like this one. */
export function receiptPrefix(code: string): string {
  return code.slice(0, PREFIX_DIGITS);
}

/** Of a long number by 97, digit by digit: old engines know no larger numbers. */
function remainder(digits: string): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}
