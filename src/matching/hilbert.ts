/** Whether the square is turned (bit 0: x and y change places; bit 1: both run backwards), and four bits of x and of y. */
const states = 4;
/** For state * 256 + x * 16 + y: eight bits of the key, and above them the state that the next four bits are read in. */
const steps = stepTable();

/**
 * Place along the Hilbert curve through a square of 65,536 by 65,536: neighbours on the curve are neighbours in the
 * plane, so a run of keys is a compact patch (D. Hilbert, Math. Ann. 38, 1891). Four bits of x and y at a time.
 */
export function hilbertKey(x: number, y: number): number {
  const first = steps[(((x >>> 12) & 15) << 4) | ((y >>> 12) & 15)]!;
  const second = steps[(first & 0x300) | (((x >>> 8) & 15) << 4) | ((y >>> 8) & 15)]!;
  const third = steps[(second & 0x300) | (((x >>> 4) & 15) << 4) | ((y >>> 4) & 15)]!;
  const fourth = steps[(third & 0x300) | ((x & 15) << 4) | (y & 15)]!;
  return (((first & 255) << 24) | ((second & 255) << 16) | ((third & 255) << 8) | (fourth & 255)) >>> 0;
}

function stepTable(): Uint16Array {
  const table = new Uint16Array(states * 256);
  for (let state = 0; state < states; state++) {
    for (let x = 0; x < 16; x++) {
      for (let y = 0; y < 16; y++) table[state * 256 + x * 16 + y] = fourSteps(state, x, y);
    }
  }
  return table;
}

function fourSteps(from: number, x: number, y: number): number {
  let state = from;
  let key = 0;
  for (let bit = 3; bit >= 0; bit--) {
    const isSwapped = (state & 1) !== 0;
    const isBackwards = state >> 1;
    const right = (((isSwapped ? y : x) >> bit) & 1) ^ isBackwards;
    const up = (((isSwapped ? x : y) >> bit) & 1) ^ isBackwards;
    key = (key << 2) | ((3 * right) ^ up);
    if (up === 0) state ^= right === 1 ? 3 : 1;
  }
  return state * 256 + key;
}

/** Indexes in rising order of their keys, equal keys in order of index: a radix sort in three passes of 11 bits. */
export function orderByKey(keys: Uint32Array): Int32Array {
  const count = keys.length;
  let order = new Int32Array(count);
  let next = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  for (let shift = 0; shift < 33; shift += 11) {
    const place = new Int32Array(2049);
    for (let i = 0; i < count; i++) place[((keys[i]! >>> shift) & 2047) + 1]!++;
    for (let digit = 0; digit < 2048; digit++) place[digit + 1]! += place[digit]!;
    for (let i = 0; i < count; i++) {
      const index = order[i]!;
      next[place[(keys[index]! >>> shift) & 2047]!++] = index;
    }
    const swap = order;
    order = next;
    next = swap;
  }
  return order;
}
