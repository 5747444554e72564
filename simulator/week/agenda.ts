/** Clocks ring before people act. */
export type Turn = 'clock' | 'people';

interface Entry {
  at: number;
  turn: Turn;
  /** Of two at the same instant the one that was planned first comes first. */
  nth: number;
  act: () => void;
}

/** What will happen, the earliest first: a binary heap, since a week of a city plans half a million things. */
export class WeekAgenda {
  readonly #heap: Entry[] = [];
  #planned = 0;

  /** Plans something at an instant, in milliseconds since 1970. */
  plan(at: number, turn: Turn, act: () => void): void {
    const heap = this.#heap;
    const entry = { at, turn, nth: this.#planned++, act };
    let hole = heap.length;
    heap.push(entry);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent];
      if (!above || !isBefore(entry, above)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = entry;
  }

  /** When the next thing happens; infinity: nothing does. */
  next(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Takes the next thing out. Undefined when nothing is planned. */
  take(): Entry | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first && last && heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let hole = 0;
    for (;;) {
      const left = heap[2 * hole + 1];
      const right = heap[2 * hole + 2];
      if (!left) break;
      const child = right && isBefore(right, left) ? right : left;
      if (!isBefore(child, entry)) break;
      heap[hole] = child;
      hole = 2 * hole + (child === right ? 2 : 1);
    }
    heap[hole] = entry;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  if (one.at !== other.at) return one.at < other.at;
  if (one.turn !== other.turn) return one.turn === 'clock';
  return one.nth < other.nth;
}
