import pg from 'pg';

/** A statement as our own code sent it to PostgreSQL. */
export interface Sent {
  name?: string;
  text: string;
  values?: unknown[];
}

/** Records the statements that `work` sends, in their order. */
export async function record(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    sent.push(typeof first === 'string' ? { text: first } : { ...(first as Sent) });
    return (original as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof original;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original;
  }
  return sent;
}
