import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the raw histories of drills are kept, each by its hash. */
const FOLDER = '.linli/faults/histories';

/** One request of a client and how it was answered: a line of a history. */
export interface Entry {
  /** The person who asked. */
  client: string;
  /** `submit`, the name of an action, `read` or `foreign read`. */
  op: string;
  /** The Idempotency-Key of a write: the same for each time it was sent. Null: a read. */
  key: string | null;
  /** The order it is about; of a submission the one that was answered, null while none was. */
  orderId: string | null;
  /** Milliseconds since the drill began. */
  sent: number;
  /** Null: no answer came. What was asked for may have happened. */
  answered: number | null;
  status: number | null;
  /** The problem's code, or null. */
  code: string | null;
  /** Version of the order in the answer, where there is one. */
  version: number | null;
  /** The first 16 digits of the SHA-256 of the answer's body. */
  digest: string | null;
}

/** Whether an answer says for sure that the write was done. */
export function isDone({ status }: Pick<Entry, 'status'>): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Whether an answer says for sure that this sending did nothing. 5xx and silence say nothing for sure. */
export function isRefused({ status }: Pick<Entry, 'status'>): boolean {
  return status !== null && status >= 400 && status < 500;
}

/** Lines are written together once they are so many characters. */
const WRITTEN_TOGETHER = 64_000;

/**
 * What clients did and were told. Owns the list, the clock it is written by, and the file that it is written to as it
 * grows, so that what a drill had seen is there though it may not come to its end.
 */
export class History {
  readonly entries: Entry[] = [];
  /** Writes that were sent and not answered yet. */
  openWrites = 0;
  /** Milliseconds since 1970 at which the drill began. */
  readonly began = Date.now();
  readonly #beganAt = performance.now();
  readonly #hash = createHash('sha256');
  readonly #path = join(FOLDER, `${randomUUID()}.jsonl`);
  #unwritten = '';
  #file: WriteStream | undefined;

  /** Milliseconds since the drill began. */
  now(): number {
    return Math.round((performance.now() - this.#beganAt) * 1000) / 1000;
  }

  /** Takes down one more request. */
  add(entry: Entry): void {
    this.entries.push(entry);
    this.#unwritten += `${JSON.stringify(entry)}\n`;
    if (this.#unwritten.length > WRITTEN_TOGETHER) this.#write();
  }

  #write(): WriteStream {
    if (!this.#file) {
      mkdirSync(FOLDER, { recursive: true });
      this.#file = createWriteStream(this.#path);
    }
    this.#hash.update(this.#unwritten);
    this.#file.write(this.#unwritten);
    this.#unwritten = '';
    return this.#file;
  }

  /** Names the file of the lines by their hash, once all are in it; gives the hash. */
  async keep(): Promise<string> {
    const file = this.#write().end();
    await once(file, 'close');
    const digest = this.#hash.digest('hex');
    await rename(this.#path, join(FOLDER, `${digest}.jsonl`));
    return digest;
  }
}
