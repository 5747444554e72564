import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysUrlFor } from '../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../tests/database.ts';
import { chooseDemoMessages } from './messages.ts';
import { type Report, writeReport } from './report.ts';
import { simulate } from './simulate.ts';

const messages = chooseDemoMessages(10, 3);
const databases: FreshDatabase[] = [];
let first: Report;
let second: Report;

/** A simulation in a database of its own. */
async function simulated(): Promise<Report> {
  const database = await freshDatabase();
  databases.push(database);
  const { databaseUrl } = database;
  return simulate({ databaseUrl, keysUrl: keysUrlFor(databaseUrl) }, messages, { seed: 3, days: 2, volunteers: 12 });
}

beforeAll(async () => {
  // One after the other: two cities coming to life at once want more connections than a busy machine gives in time.
  first = await simulated();
  second = await simulated();
}, 400_000);
afterAll(async () => {
  for (const database of databases) await database.drop();
});

describe('a simulated city', () => {
  it('lives the same life twice', () => {
    expect(writeReport(second)).toBe(writeReport(first));
  });

  it('carries every message to an end or to somebody who must act', () => {
    expect(first.ways.filter((way) => !way.meToo)).toHaveLength(messages.length);
    for (const { end, owner } of first.ways) {
      expect(end).toMatch(/^(closed, (satisfied|unanswered|safe)|merged|withdrawn|waiting, \w+( \(confidential\))?)$/);
      expect(owner !== null).toBe(end.startsWith('waiting'));
      if (owner?.role === 'dispatcher' || owner?.role === 'petition_clerk') expect(owner.name).not.toBe('');
    }
  });

  it('offers services to volunteers, who take some', () => {
    expect(first.reach.offered).toBeGreaterThan(0);
    expect(first.reach.volunteersWhoTook).toBeGreaterThan(0);
    expect(first.clocks.accept.started).toBeGreaterThan(0);
  });

  it('tells a dispatcher’s time with suggestions and without, of the same orders', () => {
    const { orders, ways, seconds } = first.desk;
    expect(orders).toBeGreaterThan(0);
    expect(ways.taken + ways.chosen + ways.listed).toBe(orders);
    expect(seconds.with).toBeLessThanOrEqual(seconds.without);
  });

  it('is watched throughout, without a fault', () => {
    expect(first.checked.steps).toBeGreaterThan(messages.length * 3);
    expect(first.checked.answers).toBeGreaterThan(100);
    expect(first.faults).toEqual([]);
  });

  it('says nothing of what anybody wrote', () => {
    const report = writeReport(first) + JSON.stringify(first);
    for (const { text } of messages)
      for (let start = 0; start + 8 <= text.length; start += 4)
        expect(report).not.toContain(text.slice(start, start + 8));
  });
});
