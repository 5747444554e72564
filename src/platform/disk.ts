import { statfs } from 'node:fs/promises';

const MEGABYTE = 1024 ** 2;
/** Two pieces of the write-ahead log must still fit, with what is on its way until the next look. */
const LEAST_BYTES = 64 * MEGABYTE;
const MOST_BYTES = 1024 * MEGABYTE;
const SHARE = 0.02;
/** What was full is so until this much more is free: it must not flicker. */
const EASED = 1.25;
const LOOK_MILLISECONDS = 1_000;

/**
 * The room that is kept free on a volume of this size, in bytes: a fiftieth of it, at least 64 MB, at most 1 GB. Example:
 * of 20 GB (21,474,836,480 bytes) 429,496,729 bytes.
 */
export function roomToKeep(totalBytes: number): number {
  return Math.floor(Math.min(MOST_BYTES, Math.max(LEAST_BYTES, totalBytes * SHARE)));
}

/** Whether a volume counts as full now, given whether it did a moment ago. */
export function countsAsFull(bytes: { free: number; total: number }, before: boolean): boolean {
  const least = roomToKeep(bytes.total);
  return bytes.free < (before ? least * EASED : least);
}

/**
 * Watches the volume of the embedded database. PostgreSQL panics when its log finds no room, and comes back only when
 * somebody has made some; so before that nothing is written any more, what is there can be read, and it heals by itself.
 * Owns a timer.
 */
export class DiskWatch {
  readonly #folder: string;
  #timer: NodeJS.Timeout | undefined;
  #full = false;
  #freeBytes = Number.POSITIVE_INFINITY;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Looks at once, then every second until stopped. */
  async start(): Promise<void> {
    await this.#look();
    this.#timer = setInterval(() => void this.#look(), LOOK_MILLISECONDS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Whether nothing may be written for want of room. */
  isFull(): boolean {
    return this.#full;
  }

  freeBytes(): number {
    return this.#freeBytes;
  }

  async #look(): Promise<void> {
    const found = await statfs(this.#folder).catch(() => undefined);
    if (!found) return;
    this.#freeBytes = found.bavail * found.bsize;
    this.#full = countsAsFull({ free: this.#freeBytes, total: found.blocks * found.bsize }, this.#full);
  }
}
