/** Numbers for hashes: `findKey` answers the number a key was given, or -1. */
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
