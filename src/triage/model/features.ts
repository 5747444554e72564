/** The longest run of tokens that is one feature. */
export const longestGram = 2;

/** Distinct runs of tokens of one text as 32-bit hashes, with how often each occurs. No word can be read from them. */
export interface Grams {
  keys: Uint32Array;
  counts: Uint16Array;
}

/** Runs of a text being counted; reused from text to text. */
export interface GramBag {
  keys: Uint32Array;
  counts: Uint16Array;
  /** How many of `keys` and `counts` are filled. */
  size: number;
  /** Open addressing over `keys`: index plus one, 0 for empty. Always a power of two, at most half full. */
  slots: Int32Array;
  tokens: Tokens;
}

/** A text cut into tokens: a Chinese character, a word of other letters, or a number each. */
export interface Tokens {
  /** The normalised text that `start` and `end` count in. */
  text: string;
  size: number;
  codes: Uint32Array;
  start: Uint32Array;
  end: Uint32Array;
  /** 1 where nothing but a blank between two words stands before it: runs do not cross punctuation. */
  joined: Uint8Array;
}

/** An empty bag. */
export function openBag(): GramBag {
  return {
    keys: new Uint32Array(4096),
    counts: new Uint16Array(4096),
    size: 0,
    slots: new Int32Array(8192),
    tokens: openTokens(2048),
  };
}

function openTokens(room: number): Tokens {
  return {
    text: '',
    size: 0,
    codes: new Uint32Array(room),
    start: new Uint32Array(room),
    end: new Uint32Array(room),
    joined: new Uint8Array(room),
  };
}

/** NFKC, lower case, every run of digits one `0`. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Nd}+/gu, '0');
}

/** Cuts a text, which it normalises first. */
export function cut(given: Tokens, text: string): Tokens {
  const clean = normalise(text);
  const tokens = given.codes.length < clean.length ? openTokens(clean.length * 2) : given;
  tokens.text = clean;
  let size = 0;
  let at = 0;
  while (at < clean.length) {
    const first = clean.charCodeAt(at);
    if (!isLetter(first)) {
      at++;
      continue;
    }
    const start = at++;
    let code = first;
    const spelt = isSpelt(first);
    if (spelt) {
      for (; at < clean.length && isSpelt(clean.charCodeAt(at)); at++)
        code = Math.imul(code ^ clean.charCodeAt(at), 0x01000193);
      code |= 0x80000000;
    }
    tokens.codes[size] = code;
    tokens.start[size] = start;
    tokens.end[size] = at;
    const gap = size === 0 ? 2 : start - tokens.end[size - 1]!;
    const word = spelt && gap === 1 && clean.charCodeAt(start - 1) === 32 && tokens.codes[size - 1]! >= 0x80000000;
    tokens.joined[size++] = gap === 0 || word ? 1 : 0;
  }
  tokens.size = size;
  return tokens;
}

/** Letters of any script and the `0` that stands for numbers; punctuation, signs and blanks are none. */
function isLetter(code: number): boolean {
  if (code < 0xc0) return code === 48 || isSpelt(code);
  return !((code >= 0x2000 && code < 0x3400) || (code >= 0xfe00 && code < 0xfff0));
}

/** Latin letters, which make words. */
function isSpelt(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 0xc0 && code < 0x250);
}

/** The hash of a run of one token, or of two: `before` is 0 for one. */
export function keyOf(before: number, code: number): number {
  let key = Math.imul(before ^ 0x9e3779b9, 0x85ebca6b) ^ code;
  key = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d);
  key = Math.imul(key ^ (key >>> 12), 0x297a2d39);
  return (key ^ (key >>> 15)) >>> 0;
}

/** Fills the bag with the runs of one to `longestGram` tokens of a text. */
export function countGrams(bag: GramBag, text: string): void {
  bag.tokens = cut(bag.tokens, text);
  const { size, codes, joined } = bag.tokens;
  emptyBag(bag, size * longestGram);
  for (let at = 0; at < size; at++) {
    count(bag, keyOf(0, codes[at]!));
    if (joined[at] === 1) count(bag, keyOf(codes[at - 1]!, codes[at]!));
  }
}

function count(bag: GramBag, key: number): void {
  const { keys, counts, slots } = bag;
  const mask = slots.length - 1;
  let slot = key & mask;
  let entry = slots[slot]!;
  while (entry !== 0 && keys[entry - 1] !== key) {
    slot = (slot + 1) & mask;
    entry = slots[slot]!;
  }
  if (entry !== 0) {
    if (counts[entry - 1]! < 65_535) counts[entry - 1]!++;
    return;
  }
  keys[bag.size] = key;
  counts[bag.size] = 1;
  slots[slot] = ++bag.size;
}

function emptyBag(bag: GramBag, most: number): void {
  bag.size = 0;
  if (bag.keys.length < most) {
    bag.keys = new Uint32Array(most);
    bag.counts = new Uint16Array(most);
  }
  let room = 1024;
  while (room < most * 2) room *= 2;
  if (bag.slots.length === room) bag.slots.fill(0);
  else bag.slots = new Int32Array(room);
}

/** What a bag holds now, to be kept. */
export function gramsIn(bag: GramBag): Grams {
  return { keys: bag.keys.slice(0, bag.size), counts: bag.counts.slice(0, bag.size) };
}

/** Six bytes a run, little endian: the hash, then the count. */
export function packGrams({ keys, counts }: Grams): Uint8Array {
  const bytes = Buffer.alloc(keys.length * 6);
  for (const [at, key] of keys.entries()) {
    bytes.writeUInt32LE(key, at * 6);
    bytes.writeUInt16LE(counts[at] ?? 1, at * 6 + 4);
  }
  return bytes;
}

/** What `packGrams` packed. */
export function unpackGrams(packed: Uint8Array): Grams {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const size = bytes.length / 6;
  return {
    keys: Uint32Array.from({ length: size }, (_, at) => bytes.readUInt32LE(at * 6)),
    counts: Uint16Array.from({ length: size }, (_, at) => bytes.readUInt16LE(at * 6 + 4)),
  };
}
