/** The longest run of characters that is one feature. */
export const longestGram = 3;

/** Distinct character n-grams of one text as 32-bit hashes with how often each occurs; reused from text to text. */
export interface GramBag {
  keys: Uint32Array;
  counts: Int32Array;
  /** How many of `keys` and `counts` are filled. */
  size: number;
  /** Open addressing over `keys`: index plus one, 0 for empty. Always a power of two, at most half full. */
  slots: Int32Array;
}

/** An empty bag. */
export function openBag(): GramBag {
  return { keys: new Uint32Array(4096), counts: new Int32Array(4096), size: 0, slots: new Int32Array(8192) };
}

/** NFKC, lower case, every run of digits one `0`, every run of white space one blank. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Nd}+/gu, '0')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Fills the bag with the n-grams (one to `longestGram` UTF-16 units) of a text, which it normalises first. */
export function countGrams(bag: GramBag, text: string): void {
  const clean = normalise(text);
  emptyBag(bag, clean.length * longestGram);
  const { keys, counts, slots } = bag;
  const mask = slots.length - 1;
  let size = 0;
  for (let start = 0; start < clean.length; start++) {
    let rolling = 0x811c9dc5;
    const end = Math.min(clean.length, start + longestGram);
    for (let at = start; at < end; at++) {
      rolling = Math.imul(rolling ^ clean.charCodeAt(at), 0x01000193);
      rolling ^= rolling >>> 15;
      let key = Math.imul(rolling ^ (at - start + 1), 0x85ebca6b);
      key = (key ^ (key >>> 13)) >>> 0;
      let slot = key & mask;
      let entry = slots[slot]!;
      while (entry !== 0 && keys[entry - 1] !== key) {
        slot = (slot + 1) & mask;
        entry = slots[slot]!;
      }
      if (entry === 0) {
        keys[size] = key;
        counts[size] = 1;
        slots[slot] = ++size;
      } else counts[entry - 1]!++;
    }
  }
  bag.size = size;
}

function emptyBag(bag: GramBag, most: number): void {
  bag.size = 0;
  if (bag.keys.length < most) {
    bag.keys = new Uint32Array(most);
    bag.counts = new Int32Array(most);
  }
  let room = 1024;
  while (room < most * 2) room *= 2;
  if (bag.slots.length === room) bag.slots.fill(0);
  else bag.slots = new Int32Array(room);
}

/** Numbers for hashes: `find` answers the number a key was given, or -1. */
export interface KeyTable {
  keys: Uint32Array;
  size: number;
  slots: Int32Array;
}

/** A table with room for this many keys before it grows. */
export function openTable(room: number): KeyTable {
  let slots = 1024;
  while (slots < room * 2) slots *= 2;
  return { keys: new Uint32Array(slots / 2), size: 0, slots: new Int32Array(slots) };
}

/** The number of a key, or -1. */
export function findKey(table: KeyTable, key: number): number {
  const mask = table.slots.length - 1;
  let slot = key & mask;
  let entry = table.slots[slot]!;
  while (entry !== 0 && table.keys[entry - 1] !== key) {
    slot = (slot + 1) & mask;
    entry = table.slots[slot]!;
  }
  return entry - 1;
}

/** The number of a key, which gets the next one if it is new. Doubles the table when it is half full. */
export function addKey(table: KeyTable, key: number): number {
  const known = findKey(table, key);
  if (known >= 0) return known;
  if (table.size === table.keys.length) growTable(table);
  const number = table.size++;
  table.keys[number] = key;
  place(table, number);
  return number;
}

function growTable(table: KeyTable): void {
  const keys = new Uint32Array(table.keys.length * 2);
  keys.set(table.keys);
  table.keys = keys;
  table.slots = new Int32Array(keys.length * 2);
  for (let number = 0; number < table.size; number++) place(table, number);
}

function place(table: KeyTable, number: number): void {
  const mask = table.slots.length - 1;
  let slot = table.keys[number]! & mask;
  while (table.slots[slot] !== 0) slot = (slot + 1) & mask;
  table.slots[slot] = number + 1;
}
