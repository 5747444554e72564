/** Most tokens kept of one order: about the first 200 characters of its words. */
const MOST_TOKENS = 200;

/** Letters and figures that stand together, in small letters and plain width. */
function runsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/**
 * The tokens under which an order is found by its words: each two neighbouring characters, once. Example: 修水管 gives
 * 修水 and 水管. At most 200; empty for words without letters.
 */
export function tokensOfWords(words: string): string[] {
  const tokens = new Set<string>();
  for (const run of runsOf(words)) {
    const characters = [...run];
    for (let index = 0; index + 1 < characters.length && tokens.size < MOST_TOKENS; index++)
      tokens.add(`${characters[index]}${characters[index + 1]}`);
  }
  return [...tokens];
}

/** The tokens of an order's number and of the phones that belong to it: whole number, and last four figures of each. */
export function tokensOfNumbers(number: string, phones: readonly string[]): string[] {
  const fours = [number, ...phones]
    .map((each) => each.replace(/\D/g, '').slice(-4))
    .filter((each) => each.length === 4);
  return [...new Set([`n:${number}`, ...fours.map((each) => `d:${each}`)])];
}

/** What somebody typed into the search box, as tokens that all must be there, and the words to check at the end. */
export interface Search {
  tokens: string[];
  /** Lower case; null when the tokens decide by themselves. */
  words: string | null;
}

/**
 * How to look for a text, best way first: an order's number, the last four figures of a number or phone, then words.
 * Empty when nothing can be looked for (a single character).
 */
export function searchesFor(text: string): Search[] {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (/^\d{4}-\d{4,}$/.test(typed)) return [{ tokens: [`n:${typed}`], words: null }];
  const searches: Search[] = /^\d{4}$/.test(typed) ? [{ tokens: [`d:${typed}`], words: null }] : [];
  const tokens = tokensOfWords(typed);
  // The words are compared as they stand, full-width marks included.
  if (tokens.length > 0) searches.push({ tokens, words: text.trim().toLowerCase() });
  return searches;
}
