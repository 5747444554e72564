import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { forgetting } from '../../platform/forgetting.ts';
import { eraseAskings, exportAskings, forgetAskings } from '../store/waves.ts';

/** So long somebody can read why they were asked, or not. */
const KEPT_DAYS = 60;

/** Deletes why people were asked when it is no longer for anybody to read. True when there may be more. */
export const forgetOldAskings = forgetting(KEPT_DAYS, 5_000, forgetAskings);

/** What one's own data holds of being asked, for seeing and taking along. */
export const askingsExporter = {
  name: 'askings',
  export: (_context: Context, connection: Connection, personId: string): Promise<unknown> =>
    exportAskings(connection, personId),
};

/** Removes why somebody was asked. */
export const askingsEraser = {
  name: 'askings',
  erase: (_context: Context, connection: Connection, personId: string): Promise<void> =>
    eraseAskings(connection, personId),
};
