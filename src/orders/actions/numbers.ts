import type { Context } from '../../platform/context.ts';
import type { Database } from '../../platform/database.ts';
import { drawNumbers } from '../store/save.ts';

/** How many numbers are drawn at once. A restart leaves a gap, which nobody minds. */
const BLOCK = 50;

const drawn = new WeakMap<Database, Promise<number[]>>();

/** A number no other order has. Drawn in blocks, so that an order costs no round trip for it. */
export async function takeNumber(context: Context, networkId: string): Promise<number> {
  for (;;) {
    const block = drawn.get(context.database) ?? draw(context, networkId);
    const number = (await block).shift();
    if (number !== undefined) return number;
    if (drawn.get(context.database) === block) drawn.delete(context.database);
  }
}

function draw(context: Context, networkId: string): Promise<number[]> {
  const block = context.database.transaction(networkId, (connection) => drawNumbers(connection, BLOCK));
  drawn.set(context.database, block);
  block.catch(() => drawn.delete(context.database));
  return block;
}
