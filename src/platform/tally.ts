/**
 * Counts by name in memory, for limits that must cost next to nothing: each name for so long from its first count, and at
 * most so many names, of which the oldest makes room. A server that starts anew begins at nothing.
 */
export class Tally {
  readonly #mostNames: number;
  readonly #milliseconds: number;
  readonly #counts = new Map<string, { count: number; until: number }>();

  constructor(options: { mostNames: number; milliseconds: number }) {
    this.#mostNames = options.mostNames;
    this.#milliseconds = options.milliseconds;
  }

  /** How often a name was counted in its time; `at` in milliseconds, of any one clock. */
  read(name: string, at: number): number {
    const kept = this.#counts.get(name);
    return kept && kept.until > at ? kept.count : 0;
  }

  /** Milliseconds until a name is counted from nothing again; 0: it is. */
  millisecondsLeft(name: string, at: number): number {
    return Math.max(0, (this.#counts.get(name)?.until ?? at) - at);
  }

  /** Counts a name once more, and gives how often it was. */
  count(name: string, at: number): number {
    const kept = this.#counts.get(name);
    if (kept && kept.until > at) {
      kept.count += 1;
      return kept.count;
    }
    // Taken out first: a map keeps the order of insertion, and this one is the newest again.
    this.#counts.delete(name);
    this.#counts.set(name, { count: 1, until: at + this.#milliseconds });
    this.#makeRoom();
    return 1;
  }

  #makeRoom(): void {
    for (const oldest of this.#counts.keys()) {
      if (this.#counts.size <= this.#mostNames) return;
      this.#counts.delete(oldest);
    }
  }

  /** Takes one count of a name back. */
  takeBack(name: string, at: number): void {
    const kept = this.#counts.get(name);
    if (!kept || kept.until <= at) return;
    if (kept.count > 1) kept.count -= 1;
    else this.#counts.delete(name);
  }
}
