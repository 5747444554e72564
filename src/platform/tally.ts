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
    return this.#current(name, at)?.count ?? 0;
  }

  /** Milliseconds until a name is counted from nothing again; 0: it is. */
  millisecondsLeft(name: string, at: number): number {
    return (this.#current(name, at)?.until ?? at) - at;
  }

  /** Counts a name once more, and gives how often it was. */
  count(name: string, at: number): number {
    const kept = this.#current(name, at);
    if (kept) {
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
    const kept = this.#current(name, at);
    if (!kept) return;
    if (kept.count > 1) kept.count -= 1;
    else this.#counts.delete(name);
  }

  /** A count whose time is not over. After the clock was set back to before its first, it is: it would last until then again. */
  #current(name: string, at: number): { count: number; until: number } | undefined {
    const kept = this.#counts.get(name);
    return kept && kept.until > at && kept.until - at <= this.#milliseconds ? kept : undefined;
  }
}
