import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { DiskWatch } from './disk.ts';
import type { Live } from './live.ts';
import type { Memo } from './memo.ts';

/** What a low room needs from the outside world, given by the wiring. */
export interface Ports {
  /** Sends a one-time code to a phone. Called after commit; the code is in no row, log or job. */
  sendCode(message: { networkId: string; phone: string; code: string }): Promise<void>;
  /** Who stands between two callers, where a city has hired somebody; without, numbers themselves are shown. */
  calls?: CallsPort;
  /** The city's 12345 line; absent where no provider is set up. */
  hotline?: {
    /** Hands a matter over and gives its number there. The same reference twice gives the same number. */
    handOver(matter: { networkId: string; reference: string; words: string; kind: string | null }): Promise<string>;
  };
}

/** A provider of numbers that stand for others (隐私号): both ring through, neither learns the other's. */
export interface CallsPort {
  /**
   * A number that rings `to` when `from` calls it, for as long as the provider lets it. Called after commit; `from` and
   * `to` are in no row of its own, log or job. Throws when it has none.
   */
  numberBetween(call: { networkId: string; orderId: string; from: string; to: string }): Promise<string>;
}

/** Everything an action may use besides its arguments: one plain object, built once in `main`. */
export interface Context {
  database: Database;
  /** The small cluster of its own where the wrapped keys of petitions live: backed up apart, and for few days. */
  keys: Database;
  clock: Clock;
  /** The volume of the embedded database, or of the embedded keys alone; absent with both elsewhere, which are watched there. */
  disk?: Pick<DiskWatch, 'isFull' | 'freeBytes'>;
  /** When the embedded databases were last backed up; without those that are elsewhere. */
  newestBackups?: () => Promise<{ main?: Date | null; keys?: Date | null }>;
  memo: Memo;
  live: Live;
  log: Logger;
  ports: Ports;
  /** 32 bytes that never enter the database: keys of digests and seals are drawn from it with HKDF. */
  secret: Buffer;
  /** 32 bytes that never enter the database: the keys that sign the audit log's checkpoints are drawn from it. */
  auditKey: Buffer;
  /** Versions of the secret that wraps petitions' keys; the highest wraps, older ones only open. In no database either. */
  masters: readonly { version: number; secret: Buffer }[];
  /** Where people reach the pages, as `https://linli.example`: passkeys are bound to it. Absent: by `localhost` alone. */
  origin?: string;
  /** Whether this server may show codes on screen, on the embedded database: in networks that are demos, and no others. */
  demo: boolean;
  /** The most that an answer may take. Absent: what somebody who waits for it is promised. */
  answerMilliseconds?: number;
}
