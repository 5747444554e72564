import type { Context } from './context.ts';
import type { Connection } from './database.ts';

const DAY = 86_400_000;

/** Deletes the oldest rows of before an instant, at most `limit`; gives how many. */
type Forget = (connection: Connection, before: Date, limit: number) => Promise<number>;

/** Work for a job that forgets what is older than so many days, `atOnce` rows in a transaction. True when there may be more. */
export function forgetting(
  days: number,
  atOnce: number,
  forget: Forget,
): (context: Context, networkId: string) => Promise<boolean> {
  return async (context, networkId) => {
    const before = new Date(context.clock.now().getTime() - days * DAY);
    const gone = await context.database.transaction(networkId, (connection) => forget(connection, before, atOnce));
    return gone === atOnce;
  };
}
