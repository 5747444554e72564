import { SettableClock } from '../src/platform/clock.ts';
import type { Context, Ports } from '../src/platform/context.ts';
import { Database } from '../src/platform/database.ts';
import { Live } from '../src/platform/live.ts';
import { createLog } from '../src/platform/log.ts';
import { Memo } from '../src/platform/memo.ts';

/** A Monday at 09:00 in Taiyuan, far from any holiday. */
export const MONDAY = new Date('2026-03-02T01:00:00Z');

/** A context on a test's own database, with a clock that can be moved. Close its database when the file ends. */
export function testContext(
  databaseUrl: string,
  options: { now?: Date; demo?: boolean; ports?: Partial<Ports>; connections?: number } = {},
): Context & { clock: SettableClock } {
  const database = new Database(databaseUrl, { connections: options.connections ?? 10 });
  const log = createLog('silent');
  return {
    database,
    clock: new SettableClock(options.now ?? MONDAY),
    memo: new Memo(),
    live: new Live(database, log, 50),
    log,
    ports: { sendCode: options.ports?.sendCode ?? (async () => {}) },
    secret: Buffer.alloc(32, 7),
    auditKey: Buffer.alloc(32, 8),
    demo: options.demo ?? false,
  };
}
