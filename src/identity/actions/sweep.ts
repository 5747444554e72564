import type { Context } from '../../platform/context.ts';
import { sweep } from '../store/login.ts';
import { sweepChallenges } from '../store/passkeys.ts';

/** Sessions deleted in one turn. */
const SESSIONS_A_TURN = 1000;

/**
 * Deletes codes, counts and sessions that have served (a day, a week, a month after their end), and challenges that nobody
 * answered. True: there is more.
 */
export async function sweepLogins(context: Context, networkId: string): Promise<boolean> {
  const at = context.clock.now();
  const { sessions } = await context.database.transaction(networkId, async (connection) => {
    await sweepChallenges(connection, at);
    return sweep(connection, at);
  });
  return sessions === SESSIONS_A_TURN;
}
