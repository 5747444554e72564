/** The k best of a search: volunteer ids and scores (prices taken off), best first, ties by lower id. */
export interface Ranking {
  count: number;
  volunteers: Int32Array;
  scores: Int32Array;
}

/** The k best so far, worst on top of a heap. Owns its two arrays. */
export class Best {
  /** A newcomer must reach it: the k-th score once there are k, else one above the floor. */
  worst: number;
  private count = 0;
  private readonly ids: Int32Array;
  private readonly scores: Int32Array;

  constructor(k: number, above: number) {
    this.worst = above + 1;
    this.ids = new Int32Array(k);
    this.scores = new Int32Array(k);
  }

  offer(id: number, score: number): void {
    const { ids, scores } = this;
    if (score < this.worst) return;
    let at: number;
    if (this.count < ids.length) {
      at = this.count++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isWorse(score, id, scores[parent]!, ids[parent]!)) break;
        scores[at] = scores[parent]!;
        ids[at] = ids[parent]!;
        at = parent;
      }
      scores[at] = score;
      ids[at] = id;
    } else {
      if (!isWorse(scores[0]!, ids[0]!, score, id)) return;
      this.sink(0, this.count, id, score);
    }
    if (this.count === ids.length) this.worst = Math.max(this.worst, scores[0]!);
  }

  /** Sorted best first; the heap is used up. */
  ranking(): Ranking {
    const { ids, scores } = this;
    for (let end = this.count - 1; end > 0; end--) {
      const id = ids[end]!;
      const score = scores[end]!;
      ids[end] = ids[0]!;
      scores[end] = scores[0]!;
      this.sink(0, end, id, score);
    }
    return { count: this.count, volunteers: ids, scores };
  }

  private sink(from: number, count: number, id: number, score: number): void {
    const { ids, scores } = this;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) break;
      if (child + 1 < count && isWorse(scores[child + 1]!, ids[child + 1]!, scores[child]!, ids[child]!)) child++;
      if (!isWorse(scores[child]!, ids[child]!, score, id)) break;
      scores[at] = scores[child]!;
      ids[at] = ids[child]!;
      at = child;
    }
    scores[at] = score;
    ids[at] = id;
  }
}

function isWorse(scoreA: number, idA: number, scoreB: number, idB: number): boolean {
  return scoreA < scoreB || (scoreA === scoreB && idA > idB);
}

/** Numbers that come out least first. Owns its heap. */
export class Queue {
  private readonly keys: number[] = [];

  push(key: number): void {
    const { keys } = this;
    let at = keys.length;
    keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! <= key) break;
      keys[at] = keys[parent]!;
      at = parent;
    }
    keys[at] = key;
  }

  /** The least, taken out; infinity when there is none. */
  pop(): number {
    const { keys } = this;
    const last = keys.pop();
    if (last === undefined) return Number.POSITIVE_INFINITY;
    const count = keys.length;
    if (count === 0) return last;
    const least = keys[0]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) break;
      if (child + 1 < count && keys[child + 1]! < keys[child]!) child++;
      if (keys[child]! >= last) break;
      keys[at] = keys[child]!;
      at = child;
    }
    keys[at] = last;
    return least;
  }
}
