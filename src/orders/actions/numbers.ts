import { hkdfSync } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { SHUFFLED, shuffledNumbers } from '../rules/number.ts';
import { drawPlaces } from '../store/save.ts';

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
  const block = context.database.transaction(networkId, (connection) => drawNumbers(context, connection, BLOCK));
  drawn.set(context.database, block);
  block.catch(() => drawn.delete(context.database));
  return block;
}

/** Draws numbers nobody else has, in an order that tells nothing of what was drawn between them. */
export async function drawNumbers(context: Context, connection: Connection, count: number): Promise<number[]> {
  return (await drawPlaces(connection, count)).map((place) => numberAt(context.secret, place));
}

/** The shuffle made last, by the secret it was made under: the next number is nearly always of the same ten thousand. */
const shuffled = new WeakMap<Buffer, { block: number; numbers: Uint16Array }>();

function numberAt(secret: Buffer, place: number): number {
  const block = Math.floor(place / SHUFFLED);
  let known = shuffled.get(secret);
  if (known?.block !== block) {
    const key = Buffer.from(hkdfSync('sha256', secret, '', 'linli orders number', 32));
    known = { block, numbers: shuffledNumbers(key, block) };
    shuffled.set(secret, known);
  }
  return block * SHUFFLED + (known.numbers[place % SHUFFLED] ?? 0);
}
