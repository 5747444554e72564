import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
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

/** What clients did and were told. Owns the list and the clock it is written by. */
export class History {
  readonly entries: Entry[] = [];
  /** Writes that were sent and not answered yet. */
  openWrites = 0;
  /** Milliseconds since 1970 at which the drill began. */
  readonly began = Date.now();
  readonly #beganAt = performance.now();

  /** Milliseconds since the drill began. */
  now(): number {
    return Math.round((performance.now() - this.#beganAt) * 1000) / 1000;
  }

  /** Keeps the lines in a file named by their hash; gives the hash. */
  async keep(): Promise<string> {
    const lines = this.entries.map((entry) => `${JSON.stringify(entry)}\n`);
    const hash = createHash('sha256');
    for (const line of lines) hash.update(line);
    const digest = hash.digest('hex');
    await mkdir(FOLDER, { recursive: true });
    await writeFile(join(FOLDER, `${digest}.jsonl`), lines);
    return digest;
  }
}
