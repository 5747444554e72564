import { hash } from 'node:crypto';
import { Tally } from '../../platform/tally.ts';
import { Problem, tooManyRequests } from '../../shared/problem.ts';

/** What somebody shows to be known by, and where it comes from. */
export interface Shown {
  kind: 'key' | 'receipt' | 'session';
  secret: string;
  address: string;
}

const MINUTE_MILLISECONDS = 60_000;
const MOST_ADDRESSES = 10_000;
/** What has opened something is let through for so long, however many wrong ones come from the same address. */
const KNOWN_MILLISECONDS = 600_000;
/** About 150 bytes each. */
const MOST_KNOWN = 20_000;
/** Statuses of what opens nothing, or is refused for being guessed too often. */
const WRONG = new Set([401, 429]);

/**
 * Whoever shows a key, a session or a receipt's code that opens nothing is a stranger, and only the database can tell. So
 * strangers are counted by address, each kind apart, and after too many in a minute whatever is not known is refused
 * before the database is asked. What has opened lately is known and passes: people who share an address with a guesser (a
 * station's wifi, the phones of one provider) go on, and a guesser of codes is in the way of codes alone.
 */
export class Strangers {
  readonly #perMinute: number;
  readonly #met = new Tally({ mostNames: MOST_ADDRESSES, milliseconds: MINUTE_MILLISECONDS });
  /** Until when what was shown is known, by its hash; the one that opened longest ago first. */
  readonly #known = new Map<string, number>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /**
   * What `look` finds behind what is shown; undefined, or a problem of 401 or 429: it opens nothing. Counted before it is
   * looked at and taken back unless it was wrong, so that many at once gain nothing. Problem `platform.too_many_requests` (429).
   */
  async meet<T>(shown: Shown, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const at = performance.now();
    const digest = hash('sha256', `${shown.kind} ${shown.secret}`, 'base64');
    const name = `${shown.kind} ${shown.address}`;
    const isKnown = (this.#known.get(digest) ?? 0) > at;
    if (!isKnown && this.#met.count(name, at) > this.#perMinute)
      throw tooManyRequests(this.#met.millisecondsLeft(name, at));
    try {
      const found = await look();
      if (found === undefined) this.#known.delete(digest);
      else this.#remember(digest, at);
      if (found !== undefined && !isKnown) this.#met.takeBack(name, at);
      return found;
    } catch (error) {
      // The database was away, or a bug of ours: nothing is said about what was shown.
      const isWrong = error instanceof Problem && WRONG.has(error.status);
      if (isWrong) this.#known.delete(digest);
      else if (!isKnown) this.#met.takeBack(name, at);
      throw error;
    }
  }

  #remember(digest: string, at: number): void {
    this.#known.delete(digest);
    this.#known.set(digest, at + KNOWN_MILLISECONDS);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) return;
      this.#known.delete(oldest);
    }
  }
}
