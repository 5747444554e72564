import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { Database, unavailable } from '../../platform/database.ts';
import { Streams } from './stream.ts';

let database: FreshDatabase;
let town: OrderTown;
let own: ReturnType<typeof testContext>;
let away: Away;
let streams: Streams;

/** A database that pages' events cannot be looked up in for as long as it is away; the relay has its own way there. */
class Away extends Database {
  isAway = false;
  asked = 0;

  override async transaction<T>(...args: Parameters<typeof Database.prototype.transaction<T>>): Promise<T> {
    if (!this.isAway) return super.transaction(...args);
    this.asked += 1;
    throw unavailable();
  }
}

beforeAll(async () => {
  database = await freshDatabase();
  own = testContext(database.databaseUrl);
  town = await makeOrderTown(own);
  away = new Away(database.databaseUrl);
  streams = new Streams({ ...own, database: away });
  await own.live.start();
});
afterAll(async () => {
  streams.close();
  own.live.stop();
  await away.close();
  await own.database.close();
  await database.drop();
});

describe('what happens while the database cannot be asked', () => {
  it('is told to open pages as soon as it can', async () => {
    const heard: string[] = [];
    const close = streams.open({ actor: town.dispatcher, send: (text) => heard.push(text), end: () => {} });
    away.isAway = true;
    const id = await town.place();
    await expect.poll(() => away.asked, { timeout: 60_000 }).toBeGreaterThan(0);
    away.isAway = false;
    await expect.poll(() => heard.join(''), { timeout: 60_000 }).toContain(id);
    close();
  });

  it('ends pages where that lasts, so that they read anew what they show', async () => {
    let ended = false;
    streams.open({
      actor: town.dispatcher,
      send: () => {},
      end: () => {
        ended = true;
      },
    });
    away.isAway = true;
    await town.place();
    await expect.poll(() => ended, { timeout: 60_000 }).toBe(true);
    away.isAway = false;
  });
});
