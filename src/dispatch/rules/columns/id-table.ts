const idBytes = 16;

/**
 * Ids of a city's people and teams, sixteen bytes each, numbered in the order in which they came: half a million take
 * 16 MB, where texts in a map would take 80. An id keeps its number for as long as the table stands.
 */
export class IdTable {
  #count = 0;
  #bytes: Buffer;
  /** Open addressing: number + 1 of who stands here, 0 for nobody. */
  #places: Int32Array;

  constructor(expected = 16) {
    this.#bytes = Buffer.alloc(idBytes * Math.max(16, expected));
    this.#places = new Int32Array(placesFor(expected));
  }

  /** How many ids there are; numbers are 0 to one less. */
  get count(): number {
    return this.#count;
  }

  /** The number of the id at `at` of these bytes; given one when it is new. */
  add(bytes: Buffer, at = 0): number {
    const place = this.#placeOf(bytes, at);
    const known = this.#places[place]!;
    if (known > 0) return known - 1;
    if ((this.#count + 1) * idBytes > this.#bytes.length) this.#grow();
    bytes.copy(this.#bytes, this.#count * idBytes, at, at + idBytes);
    this.#places[this.#placeOf(bytes, at)] = ++this.#count;
    return this.#count - 1;
  }

  /** The number of the id at `at` of these bytes, or -1. */
  find(bytes: Buffer, at = 0): number {
    return this.#places[this.#placeOf(bytes, at)]! - 1;
  }

  /** The number of an id as text, or -1. */
  numberOf(id: string): number {
    return this.find(bytesOfId(id));
  }

  /** The id of a number, as text. */
  idAt(number: number): string {
    const hex = this.#bytes.toString('hex', number * idBytes, (number + 1) * idBytes);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** Where the id stands, or the free place where it would. Fibonacci hashing of the random half of an id, high bits mixed in. */
  #placeOf(bytes: Buffer, at: number): number {
    const mask = this.#places.length - 1;
    const mixed = Math.imul(bytes.readUInt32LE(at + 12) ^ bytes.readUInt32LE(at + 8), 0x9e3779b1);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    for (; ; place = (place + 1) & mask) {
      const known = this.#places[place]!;
      if (known === 0) return place;
      const from = (known - 1) * idBytes;
      if (this.#bytes.compare(bytes, at, at + idBytes, from, from + idBytes) === 0) return place;
    }
  }

  #grow(): void {
    const room = Math.ceil(this.#count * 1.3) + 64;
    const larger = Buffer.alloc(room * idBytes);
    this.#bytes.copy(larger);
    this.#bytes = larger;
    if (placesFor(room) === this.#places.length) return;
    this.#places = new Int32Array(placesFor(room));
    for (let number = 0; number < this.#count; number++)
      this.#places[this.#placeOf(larger, number * idBytes)] = number + 1;
  }
}

/** At most half of the places are taken. */
function placesFor(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(64, 2 * count)));
}

/** The sixteen bytes of an id. */
export function bytesOfId(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
