import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { tracesIn } from '../../../tests/traces.ts';
import { handOver, newKeyPair, openIdentity, writePublicKey } from '../../../web/desk/vault/shares.ts';
import { insertRoles } from '../../identity/actions/grants.ts';
import { insertPeople } from '../../identity/actions.ts';
import { myNotifications } from '../../notify/actions.ts';
import { notifyJobs } from '../../notify/jobs.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { enrolCustodian } from '../../vault/actions/custodians.ts';
import { ordersJobs } from '../jobs.ts';
import { agreeToOpen } from './agreeing.ts';
import { markComplained } from './complained.ts';
import { handShareOver, listOpenings, proposeToOpen, refuseToOpen } from './openings.ts';
import { looksAtMine } from './petition-looks.ts';

let database: FreshDatabase;
let town: OrderTown;
interface AtDesk {
  actor: Actor;
  pair: CryptoKeyPair;
}
let first: AtDesk;
let second: AtDesk;
let late: AtDesk;

/** A custodian who has enrolled the key of their browser. */
async function custodian(name: string): Promise<AtDesk> {
  const at = town.context.clock.now();
  const id = newId(at);
  await town.context.database.transaction(town.networkId, async (connection) => {
    await insertPeople(connection, [{ id, name, createdAt: at }]);
    await insertRoles(connection, [{ personId: id, role: 'custodian', unitId: town.centre, at }]);
  });
  const grants: Actor['grants'] = [{ role: 'custodian', unitId: town.centre }];
  const actor: Actor = { kind: 'person', id, networkId: town.networkId, grants };
  const pair = await newKeyPair();
  await enrolCustodian(town.context, actor, await writePublicKey(pair));
  return { actor, pair };
}

async function petition(text: string): Promise<{ id: string; number: string }> {
  const id = await town.place({ text, place: '虚构五单元 33' });
  return { id, number: (await town.see(town.clerk, id)).number };
}

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  first = await custodian('演示保管人甲');
  second = await custodian('演示保管人乙');
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const REASON = '演示：法院来函要求核对';

describe('two custodians', () => {
  it('open together, in their browsers, who stands behind a petition, and the petitioner is told who and why', async () => {
    const { id, number } = await petition('举报虚构的演示锅炉房');
    const proposed = await proposeToOpen(town.context, first.actor, { number, reason: REASON });
    expect(proposed.others.map((each) => each.name)).toEqual(['演示保管人乙']);
    await handShareOver(town.context, first.actor, proposed.id, await handOver(proposed, first.pair.privateKey));
    expect(await listOpenings(town.context, second.actor)).toMatchObject([
      { number, reason: REASON, mine: false, handedOver: true, handed: true },
    ]);
    const agreed = await agreeToOpen(town.context, second.actor, proposed.id);
    expect(await openIdentity(agreed, second.pair.privateKey)).toMatchObject({
      name: '演示居民',
      phone: expect.stringMatching(/^139/),
      place: '虚构五单元 33',
    });
    expect(agreed.watermark).toContain('演示保管人甲 · 演示保管人乙');
    expect(new Date(agreed.closesAt).getTime() - town.context.clock.now().getTime()).toBe(10 * 60_000);
    expect(await looksAtMine(town.context, town.resident, id)).toMatchObject([
      { what: 'content', names: ['演示信访专员'], reason: null },
      { what: 'identity', names: ['演示保管人甲', '演示保管人乙'], reason: REASON },
    ]);
    await runJobsOnce(town.context, [...ordersJobs, ...notifyJobs]);
    const told = (await myNotifications(town.context, town.resident, {})).items.filter((each) => each.orderId === id);
    expect(told.map((each) => each.kind)).toEqual(['identity_opened']);
    await expect(agreeToOpen(town.context, second.actor, proposed.id)).rejects.toMatchObject({
      code: 'vault.opening_ended',
    });
    expect(await tracesIn(database.adminUrl, ['虚构五单元 33'])).toEqual([]);
  });

  it('never one alone: nobody agrees to their own proposal, and one share opens nothing', async () => {
    const { number } = await petition('举报虚构的演示车棚');
    const proposed = await proposeToOpen(town.context, first.actor, { number, reason: REASON });
    const handed = await handOver(proposed, first.pair.privateKey);
    await handShareOver(town.context, first.actor, proposed.id, handed);
    await expect(agreeToOpen(town.context, first.actor, proposed.id)).rejects.toMatchObject({
      code: 'vault.opening_own',
    });
    const agreed = await agreeToOpen(town.context, second.actor, proposed.id);
    await expect(openIdentity(agreed, first.pair.privateKey)).rejects.toThrow();
    const alone = { ...agreed, share: proposed.share, handed: proposed.share, keyId: proposed.keyId };
    await expect(openIdentity(alone, first.pair.privateKey)).rejects.toThrow();
    await expect(openIdentity({ ...agreed, subjectId: newId(new Date()) }, second.pair.privateKey)).rejects.toThrow();
  });

  it('open nothing without the other’s share, after a refusal, or after a day', async () => {
    const { number } = await petition('举报虚构的演示水泵');
    const proposed = await proposeToOpen(town.context, first.actor, { number, reason: REASON });
    // Both are told that it is half done, and no third custodian’s fault.
    for (const { actor } of [first, second])
      expect(await listOpenings(town.context, actor)).toMatchObject([{ number, handedOver: false, handed: false }]);
    await expect(agreeToOpen(town.context, second.actor, proposed.id)).rejects.toMatchObject({
      code: 'vault.share_missing',
    });
    await refuseToOpen(town.context, second.actor, proposed.id);
    await expect(agreeToOpen(town.context, second.actor, proposed.id)).rejects.toMatchObject({
      code: 'vault.opening_ended',
    });
    const again = await proposeToOpen(town.context, first.actor, { number, reason: REASON });
    await handShareOver(town.context, first.actor, again.id, await handOver(again, first.pair.privateKey));
    town.context.clock.forward(60 * 24 + 1);
    await expect(agreeToOpen(town.context, second.actor, again.id)).rejects.toMatchObject({
      code: 'vault.opening_ended',
    });
    expect(await listOpenings(town.context, second.actor)).toEqual([]);
  });
});

describe('a second custodian', () => {
  const proposedBy = async (desk: AtDesk, number: string) => {
    const proposed = await proposeToOpen(town.context, desk.actor, { number, reason: REASON });
    await handShareOver(town.context, desk.actor, proposed.id, await handOver(proposed, desk.pair.privateKey));
    return proposed.id;
  };

  it('opens nothing with one who is custodian no more, though that one proposed it before', async () => {
    const leaving = await custodian('演示离任保管人');
    town.context.memo.forget('vault.sender.');
    const { number } = await petition('举报虚构的演示门岗');
    const id = await proposedBy(leaving, number);
    await town.context.database.transaction(town.networkId, (connection) =>
      connection.query(
        { name: 'tests.leave', text: 'update role_grant set ended_at = $3 where network_id = $1 and person_id = $2' },
        [town.networkId, leaving.actor.id, town.context.clock.now()],
      ),
    );
    expect((await listOpenings(town.context, second.actor)).map((each) => each.id)).not.toContain(id);
    await expect(agreeToOpen(town.context, second.actor, id)).rejects.toMatchObject({ code: 'vault.opening_ended' });
  });

  it('opens nothing with one whom the petition was since found to complain of', async () => {
    const { id: orderId, number } = await petition('举报虚构的演示值班室');
    const id = await proposedBy(first, number);
    await markComplained(town.context, town.clerk, orderId, { unitIds: [], personIds: [first.actor.id] });
    expect((await listOpenings(town.context, second.actor)).map((each) => each.id)).not.toContain(id);
    await expect(agreeToOpen(town.context, second.actor, id)).rejects.toMatchObject({ code: 'vault.opening_ended' });
    await expect(handShareOver(town.context, first.actor, id, { shares: [] })).rejects.toMatchObject({ status: 404 });
  });
});

describe('who may not', () => {
  it('clerks, administrators and strangers find no petition to open; the looks are the petitioner’s alone', async () => {
    const { id, number } = await petition('举报虚构的演示电梯');
    for (const actor of [town.clerk, town.dispatcher, town.observer, town.resident])
      await expect(proposeToOpen(town.context, actor, { number, reason: REASON })).rejects.toMatchObject({
        status: 404,
      });
    for (const actor of [town.clerk, town.neighbour, first.actor])
      await expect(looksAtMine(town.context, actor, id)).rejects.toMatchObject({ status: 404 });
  });

  it('a custodian whom the petition complains of finds nothing either', async () => {
    const { id, number } = await petition('举报虚构的演示保管人');
    await markComplained(town.context, town.clerk, id, { unitIds: [], personIds: [first.actor.id] });
    await expect(proposeToOpen(town.context, first.actor, { number, reason: REASON })).rejects.toMatchObject({
      status: 404,
    });
    expect(await proposeToOpen(town.context, second.actor, { number, reason: REASON })).toMatchObject({
      subjectId: id,
    });
  });

  it('who enrols a key later opens only what comes later', async () => {
    const { number } = await petition('举报虚构的演示早先');
    late = await custodian('演示保管人丙');
    await expect(proposeToOpen(town.context, late.actor, { number, reason: REASON })).rejects.toMatchObject({
      code: 'vault.key_needed',
    });
    const after = await petition('举报虚构的演示后来');
    const proposed = await proposeToOpen(town.context, late.actor, { number: after.number, reason: REASON });
    expect(proposed.others).toHaveLength(2);
  });

  it('no key of another kind is enrolled', async () => {
    const key = Buffer.alloc(65, 4).toString('base64');
    await expect(enrolCustodian(town.context, first.actor, key)).rejects.toMatchObject({ code: 'vault.key_malformed' });
  });
});
