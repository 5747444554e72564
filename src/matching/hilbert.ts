/**
 * Place along the Hilbert curve through a square of 65,536 by 65,536: neighbours on the curve are neighbours in the
 * plane, so a run of keys is a compact patch (D. Hilbert, Math. Ann. 38, 1891).
 */
export function hilbertKey(x: number, y: number): number {
  let key = 0;
  let a = x;
  let b = y;
  for (let side = 1 << 15; side > 0; side >>= 1) {
    const right = (a & side) !== 0 ? 1 : 0;
    const up = (b & side) !== 0 ? 1 : 0;
    key = (key << 2) | ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        a = 65_535 - a;
        b = 65_535 - b;
      }
      const swap = a;
      a = b;
      b = swap;
    }
  }
  return key >>> 0;
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
