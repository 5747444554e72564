import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { tellingsOf } from '../../notify/rules.ts';
import { orderToDispatch } from '../../orders/actions/dispatching.ts';
import { eventsOf } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import {
  absencesEraser,
  absencesExporter,
  contestAbsence,
  decideAbsence,
  forgetOldAbsences,
  myAbsences,
  readAbsences,
  readBroken,
  reportAbsence,
} from './absences.ts';
import { rankFor } from './ranking.ts';

let database: FreshDatabase;
let town: OrderTown;
let volunteer: Actor;
let other: Actor;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  const [first, second] = town.volunteers;
  if (!first || !second) throw new Error('no volunteers');
  [volunteer, other] = [first, second];
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const HOUR = 3_600_000;
function later(hours: number): void {
  town.context.clock.set(new Date(town.context.clock.now().getTime() + hours * HOUR));
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

/** An order for the next two hours that the volunteer accepted. */
async function accepted(by: Actor): Promise<string> {
  const now = town.context.clock.now().getTime();
  const id = await town.place({
    earliestAt: new Date(now + HOUR).toISOString(),
    latestAt: new Date(now + 2 * HOUR).toISOString(),
  });
  await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
  await town.act(town.dispatcher, id, 'dispatch', { personIds: [by.id] });
  await town.act(by, id, 'accept', {});
  return id;
}
const report = (actor: Actor, orderId: string, personId = volunteer.id) =>
  reportAbsence(town.context, actor, { orderId, personId });
const brokenOf = async (personId: string) =>
  (
    await town.context.database.transaction(town.networkId, (connection) =>
      readBroken(connection, town.context.clock.now(), [personId]),
    )
  ).get(personId) ?? 0;
const kindsOf = async (id: string) =>
  (await town.context.database.transaction(town.networkId, (connection) => eventsOf(connection, id)))
    .filter((each) => each.kind.startsWith('dispatch.'))
    .map((each) => each.kind);

describe('somebody who accepted and did not come', () => {
  it('is reported after the time only, once, by who answers for the order, and reads it themselves', async () => {
    const id = await accepted(volunteer);
    expect((await readAbsences(town.context, town.dispatcher, id)).mayReport).toEqual([]);
    expect(await codeOf(report(town.dispatcher, id))).toBe('dispatch.not_late');
    later(3);
    expect((await readAbsences(town.context, town.dispatcher, id)).mayReport).toEqual([volunteer.id]);
    expect(await codeOf(report(town.resident, id))).toBe('platform.forbidden');
    expect(await codeOf(report(town.otherDispatcher, id))).toBe('platform.not_found');
    expect(await codeOf(report(town.dispatcher, id, other.id))).toBe('dispatch.not_promised');
    await report(town.dispatcher, id);
    await report(town.dispatcher, id);
    expect(await kindsOf(id)).toEqual(['dispatch.absence_reported']);
    expect(await brokenOf(volunteer.id)).toBe(1);
    const [mine] = await myAbsences(town.context, volunteer);
    expect(mine).toMatchObject({ orderId: id, kind: 'smartphone_teaching', counts: true, contestedAt: null });
    expect(await myAbsences(town.context, other)).toEqual([]);
    await decideAbsence(town.context, town.dispatcher, { orderId: id, personId: volunteer.id, stands: false });
    expect(await brokenOf(volunteer.id)).toBe(0);
  });

  it('contests it with a word: it counts for nothing until the centre decides, and not who reported it', async () => {
    const id = await accepted(volunteer);
    later(3);
    await report(town.dispatcher, id);
    await contestAbsence(town.context, volunteer, { orderId: id, words: '演示：门敲了没人应' });
    expect(await brokenOf(volunteer.id)).toBe(0);
    const decide = (actor: Actor, stands: boolean) =>
      decideAbsence(town.context, actor, { orderId: id, personId: volunteer.id, stands });
    expect(await codeOf(decide(town.dispatcher, true))).toBe('dispatch.own_report');
    expect(await codeOf(decide(volunteer, false))).toBe('platform.forbidden');
    const seen = await readAbsences(town.context, town.cityDispatcher, id);
    expect(seen.items[0]).toMatchObject({ words: '演示：门敲了没人应', mayDrop: true, mayUphold: true, counts: false });
    await decide(town.cityDispatcher, true);
    expect(await brokenOf(volunteer.id)).toBe(1);
    expect(await codeOf(decide(town.cityDispatcher, false))).toBe('dispatch.absence_decided');
    expect(await codeOf(contestAbsence(town.context, volunteer, { orderId: id }))).toBe('dispatch.absence_decided');
    expect(await codeOf(contestAbsence(town.context, other, { orderId: id }))).toBe('platform.not_found');
    expect(await kindsOf(id)).toEqual([
      'dispatch.absence_reported',
      'dispatch.absence_contested',
      'dispatch.absence_upheld',
    ]);
  });

  it('stands lower in the ranking by what the policy says, and no more after 180 days', async () => {
    const scoreOf = async (): Promise<number | undefined> => {
      const id = await town.place();
      await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
      const order = await orderToDispatch(town.context, town.dispatcher, id);
      if (!order) throw new Error('not for volunteers');
      const { ranked } = await rankFor(town.context, town.networkId, order, 10, { provider: 'person' });
      return ranked
        .find((each) => each.volunteerId === volunteer.id)
        ?.terms.find((term) => term.name === 'keptPromises')?.points;
    };
    expect(await brokenOf(volunteer.id)).toBe(1);
    await expect.poll(scoreOf, { timeout: 20_000 }).toBe(-250);
    later(181 * 24);
    expect(await brokenOf(volunteer.id)).toBe(0);
    await expect.poll(scoreOf, { timeout: 20_000 }).toBe(0);
    expect(await myAbsences(town.context, volunteer)).toEqual([]);
  });

  it('takes it along and has it deleted with everything else', async () => {
    const id = await accepted(other);
    later(3);
    await report(town.dispatcher, id, other.id);
    await town.context.database.transaction(town.networkId, async (connection) => {
      expect(await absencesExporter.export(town.context, connection, other.id)).toHaveLength(1);
      await absencesEraser.erase(town.context, connection, other.id);
      expect(await absencesExporter.export(town.context, connection, other.id)).toEqual([]);
    });
  });

  it('is forgotten some days after it stopped counting', async () => {
    const id = await accepted(other);
    later(3);
    await report(town.dispatcher, id, other.id);
    const kept = () =>
      town.context.database.transaction(town.networkId, (connection) =>
        absencesExporter.export(town.context, connection, other.id),
      );
    later(181 * 24);
    await forgetOldAbsences(town.context, town.networkId);
    expect(await kept()).toHaveLength(1);
    later(48);
    await forgetOldAbsences(town.context, town.networkId);
    expect(await kept()).toEqual([]);
  });

  it('is told, and so is the centre when they contest it', () => {
    const toldOf = (what: string) => tellingsOf({ kind: `dispatch.absence_${what}`, body: {} });
    expect(toldOf('reported')).toEqual([{ audience: 'absent', kind: 'absence_reported' }]);
    expect(toldOf('contested')).toEqual([{ audience: 'centre_staff', kind: 'absence_contested' }]);
    expect(toldOf('upheld')).toEqual([{ audience: 'absent', kind: 'absence_upheld' }]);
    expect(toldOf('dropped')).toEqual([{ audience: 'absent', kind: 'absence_dropped' }]);
  });
});
