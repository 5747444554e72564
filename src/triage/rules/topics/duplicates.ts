import { plain } from './grams.ts';

/** Hashes a text is kept by, and how many of them make one band. */
const HASHES = 64;
const ROWS = 2;
const BANDS = HASHES / ROWS;
/** Of each band's bucket only the newest are looked at: a look-up stays bounded when thousands copy one letter. */
const NEWEST = 48;
/** The share of equal hashes from which two texts are near-duplicates. Chosen by measuring; see docs/triage-topics.md. */
const NEAR = 0.4;
/** Characters of a text that are read. */
const READ = 4000;

/** A text that is near another one. */
export interface NearText {
  id: string;
  /** Estimated share of three-character runs that both have, of all that either has; 0 to 1. */
  likeness: number;
}

/** Open texts of one network, by MinHash (Broder 1997) in bands; about 420 bytes a text. */
export interface DuplicateIndex {
  ids: string[];
  /** Number by id. */
  numbers: Map<string, number>;
  /** HASHES values of 16 bits a text. */
  signatures: Uint16Array;
  /** For each band: newest text by bucket (number plus one), and for each text the next older of its bucket. */
  heads: Int32Array[];
  older: Int32Array[];
}

const MULTIPLIERS = Uint32Array.from({ length: HASHES }, (_, at) => Math.imul(at * 2 + 1, 0x9e3779b1) | 1);
const ADDENDS = Uint32Array.from({ length: HASHES }, (_, at) => Math.imul(at + 1, 0x85ebca6b));
const BUCKETS = 1 << 16;

/** An index without texts. */
export function openDuplicates(): DuplicateIndex {
  const room = 1024;
  return {
    ids: [],
    numbers: new Map(),
    signatures: new Uint16Array(room * HASHES),
    heads: Array.from({ length: BANDS }, () => new Int32Array(BUCKETS)),
    older: Array.from({ length: BANDS }, () => new Int32Array(room)),
  };
}

/** Keeps a text under its id; one that is known stays as it is. */
export function addText(index: DuplicateIndex, id: string, text: string): void {
  if (index.numbers.has(id)) return;
  const signature = signatureOf(text);
  if (!signature) return;
  const number = index.ids.push(id) - 1;
  index.numbers.set(id, number);
  if (number >= index.older[0]!.length) grow(index);
  index.signatures.set(signature, number * HASHES);
  for (let band = 0; band < BANDS; band++) {
    const bucket = bucketOf(signature, band);
    index.older[band]![number] = index.heads[band]![bucket]!;
    index.heads[band]![bucket] = number + 1;
  }
}

/**
 * The texts near this one, the nearest first, at most `most`: two characters of difference in a copied text, a sentence more,
 * another greeting. Looks at no more than 32 times 48 texts, however many there are. May be empty.
 */
export function nearTexts(index: DuplicateIndex, text: string, most: number): NearText[] {
  const signature = signatureOf(text);
  if (!signature) return [];
  const seen = new Set<number>();
  const near: NearText[] = [];
  for (let band = 0; band < BANDS; band++) {
    let entry = index.heads[band]![bucketOf(signature, band)]!;
    for (let looked = 0; entry !== 0 && looked < NEWEST; looked++) {
      const number = entry - 1;
      entry = index.older[band]![number]!;
      if (seen.has(number)) continue;
      seen.add(number);
      const likeness = likenessTo(index, number, signature);
      if (likeness >= NEAR) near.push({ id: index.ids[number]!, likeness });
    }
  }
  return near.sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1)).slice(0, most);
}

function likenessTo(index: DuplicateIndex, number: number, signature: Uint16Array): number {
  let equal = 0;
  for (let at = 0; at < HASHES; at++) if (index.signatures[number * HASHES + at] === signature[at]) equal++;
  return equal / HASHES;
}

/** The smallest of each hash over a text's three-character runs; null for a text too short to have any. */
function signatureOf(text: string): Uint16Array | null {
  const clean = plain(text.slice(0, READ)).replaceAll(' ', '');
  if (clean.length < 4) return null;
  const smallest = new Uint32Array(HASHES).fill(0xffffffff);
  const seen = new Set<number>();
  for (let at = 0; at + 3 <= clean.length; at++) {
    let key = Math.imul(clean.charCodeAt(at), 0x01000193) ^ Math.imul(clean.charCodeAt(at + 1), 0x85ebca6b);
    key = Math.imul(key ^ (key >>> 15) ^ clean.charCodeAt(at + 2), 0x2c1b3c6d);
    key = (key ^ (key >>> 13)) >>> 0;
    if (seen.has(key)) continue;
    seen.add(key);
    for (let hash = 0; hash < HASHES; hash++) {
      const mixed = Math.imul(key, MULTIPLIERS[hash]!) + ADDENDS[hash]!;
      const value = (mixed ^ (mixed >>> 16)) >>> 0;
      if (value < smallest[hash]!) smallest[hash] = value;
    }
  }
  return Uint16Array.from(smallest, (value) => (Math.imul(value, 0x9e3779b1) >>> 16) & 0xffff);
}

function bucketOf(signature: Uint16Array, band: number): number {
  let key = 0;
  for (let row = 0; row < ROWS; row++) key = Math.imul(key ^ signature[band * ROWS + row]!, 0x01000193) + row;
  return ((key ^ (key >>> 15)) >>> 0) % BUCKETS;
}

function grow(index: DuplicateIndex): void {
  const signatures = new Uint16Array(index.signatures.length * 2);
  signatures.set(index.signatures);
  index.signatures = signatures;
  index.older = index.older.map((each) => {
    const wider = new Int32Array(each.length * 2);
    wider.set(each);
    return wider;
  });
}
