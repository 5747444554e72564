interface Kept {
  value: Promise<unknown>;
  until: number;
}

/** Keeps what is read often and changes seldom (the tree, policies), for a few seconds or until told to forget. */
export class Memo {
  readonly #kept = new Map<string, Kept>();

  /** The kept value of `key`, loaded anew when older than `maxAgeMilliseconds`. A failed load is not kept. */
  async get<T>(key: string, maxAgeMilliseconds: number, load: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    const now = performance.now();
    if (kept && kept.until > now) return kept.value as Promise<T>;
    // What nobody asks for any more (a unit's page, a day that is over) would else stay for good.
    for (const [each, { until }] of this.#kept) if (until <= now) this.#kept.delete(each);
    const value = load();
    this.#kept.set(key, { value, until: now + maxAgeMilliseconds });
    value.catch(() => this.#kept.delete(key));
    return value;
  }

  /** Forgets everything whose key starts with `prefix`. */
  forget(prefix: string): void {
    for (const key of this.#kept.keys()) if (key.startsWith(prefix)) this.#kept.delete(key);
  }
}
