/** What was opened so far, closed in the reverse order: at the end, or where the next step of opening fails. */
export class Closers {
  readonly #closers: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.#closers.push(close);
  }

  /**
   * Closes everything, what was opened last first; what cannot be closed keeps nothing else open, and its error is thrown
   * at the end, the first of several. A second call finds nothing left to do.
   */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (let close = this.#closers.pop(); close; close = this.#closers.pop())
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    if (errors.length > 0) throw errors[0];
  }
}
