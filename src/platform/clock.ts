/** What time it is. The simulator and tests bring their own. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands until it is moved: the simulator's, and that of tests. */
export class SettableClock implements Clock {
  #now: Date;

  constructor(now: Date) {
    this.#now = now;
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves it to an instant, forward or back. */
  set(now: Date): void {
    this.#now = now;
  }

  /** Moves it forward by minutes. */
  forward(minutes: number): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }
}
