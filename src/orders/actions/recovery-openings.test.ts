import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { newPrintedKey, type PrintedKey, readPaper } from '../../../web/desk/vault/paper.ts';
import { handOver, newKeyPair, openIdentity, writePublicKey } from '../../../web/desk/vault/shares.ts';
import { insertRoles } from '../../identity/actions/grants.ts';
import { insertPeople } from '../../identity/actions.ts';
import { eventsOf } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { enrolCustodian } from '../../vault/actions/custodians.ts';
import { confirmRecoveryKey, endRecoveryKey, makeRecoveryKey, readCustody } from '../../vault/actions/recovery.ts';
import { agreeToOpen } from './agreeing.ts';
import { handShareOver, listOpenings, proposeToOpen } from './openings.ts';
import { looksAtMine } from './petition-looks.ts';

let database: FreshDatabase;
let town: OrderTown;
interface AtDesk {
  actor: Actor;
  pair: CryptoKeyPair;
}
let first: AtDesk;
let second: AtDesk;
let elsewhere: Actor;
const REASON = '演示：法院来函要求核对';

async function custodian(name: string, unitId: string): Promise<AtDesk> {
  const at = town.context.clock.now();
  const id = newId(at);
  await town.context.database.transaction(town.networkId, async (connection) => {
    await insertPeople(connection, [{ id, name, createdAt: at }]);
    await insertRoles(connection, [{ personId: id, role: 'custodian', unitId, at }]);
  });
  const actor: Actor = { kind: 'person', id, networkId: town.networkId, grants: [{ role: 'custodian', unitId }] };
  return { actor, pair: await enrol(actor) };
}

async function enrol(actor: Actor): Promise<CryptoKeyPair> {
  const pair = await newKeyPair();
  await enrolCustodian(town.context, actor, await writePublicKey(pair));
  return pair;
}

/** A recovery key of the centre, printed by the first custodian; confirmed by the second unless told otherwise. */
async function printKey(confirmed = true): Promise<PrintedKey & { id: string }> {
  const printed = await newPrintedKey();
  const input = { unitId: town.centre, publicKey: printed.publicKey };
  const { id } = await makeRecoveryKey(town.context, first.actor, input);
  if (confirmed) await confirmRecoveryKey(town.context, second.actor, id, printed.fingerprint);
  return { ...printed, id };
}

async function proposed(): Promise<{ id: string; subjectId: string }> {
  const orderId = await town.place({ text: '举报虚构的演示锅炉房', place: '虚构五单元 33' });
  return proposedFor(orderId);
}

async function proposedFor(orderId: string): Promise<{ id: string; subjectId: string }> {
  const { number } = await town.see(town.clerk, orderId);
  const opening = await proposeToOpen(town.context, first.actor, { number, reason: REASON });
  await handShareOver(town.context, first.actor, opening.id, await handOver(opening, first.pair.privateKey));
  return { id: opening.id, subjectId: orderId };
}

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  first = await custodian('演示保管人甲', town.centre);
  second = await custodian('演示保管人乙', town.centre);
  elsewhere = (await custodian('演示邻区保管人', town.otherCentre)).actor;
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

describe('a recovery key', () => {
  it('opens, in the hands of a second custodian whose own key is lost, and the petitioner is told of both', async () => {
    const paper = await printKey();
    const { id, subjectId } = await proposed();
    // The browser is gone: the new key has no share of what came before.
    await enrol(second.actor);
    expect(await listOpenings(town.context, second.actor)).toMatchObject([
      { handed: false, recoveryKeyIds: [paper.id] },
    ]);
    await expect(agreeToOpen(town.context, second.actor, id)).rejects.toMatchObject({ code: 'vault.key_needed' });
    const agreed = await agreeToOpen(town.context, second.actor, id, { recoveryKeyId: paper.id });
    const key = await readPaper(paper.words, paper.publicKey);
    if (!key) throw new Error('the paper did not open');
    expect(await openIdentity(agreed, key)).toMatchObject({ name: '演示居民', place: '虚构五单元 33' });
    expect(await looksAtMine(town.context, town.resident, subjectId)).toMatchObject([
      { what: 'content' },
      { what: 'identity', names: ['演示保管人甲', '演示保管人乙'], reason: REASON },
    ]);
    const events = await town.context.database.transaction(town.networkId, (connection) =>
      eventsOf(connection, paper.id),
    );
    expect(events.map((each) => each.kind)).toEqual([
      'vault.recovery_made',
      'vault.recovery_confirmed',
      'vault.recovery_used',
    ]);
  });

  it('that is another opens nothing, whatever the server hands out', async () => {
    const paper = await printKey();
    const { id } = await proposed();
    const agreed = await agreeToOpen(town.context, second.actor, id, { recoveryKeyId: paper.id });
    const stranger = await newPrintedKey();
    expect(await readPaper(stranger.words, paper.publicKey)).toBeNull();
    const other = await readPaper(stranger.words, stranger.publicKey);
    if (!other) throw new Error('the paper did not open');
    await expect(openIdentity(agreed, other)).rejects.toThrow();
  });

  it('that was used is good for a day, gets no share of what comes, and is then refused', async () => {
    const paper = await printKey();
    const before = await town.place({ text: '举报虚构的演示水泵' });
    const used = await proposed();
    await agreeToOpen(town.context, second.actor, used.id, { recoveryKeyId: paper.id });
    town.context.clock.forward(60 * 23);
    const again = await proposedFor(before);
    await agreeToOpen(town.context, second.actor, again.id, { recoveryKeyId: paper.id });
    const later = await proposed();
    await expect(agreeToOpen(town.context, second.actor, later.id, { recoveryKeyId: paper.id })).rejects.toMatchObject({
      code: 'vault.key_needed',
    });
    town.context.clock.forward(61);
    const spent = await proposedFor(before);
    await expect(agreeToOpen(town.context, second.actor, spent.id, { recoveryKeyId: paper.id })).rejects.toMatchObject({
      code: 'vault.recovery_spent',
    });
    const { recoveryKeys } = await readCustody(town.context, second.actor);
    expect(recoveryKeys.find((each) => each.id === paper.id)).toMatchObject({ spent: true });
  });

  it('holds nothing until a second custodian has read its fingerprint off the paper', async () => {
    const paper = await printKey(false);
    const { fingerprint, id } = paper;
    await expect(confirmRecoveryKey(town.context, first.actor, id, fingerprint)).rejects.toMatchObject({
      code: 'vault.recovery_own',
    });
    await expect(confirmRecoveryKey(town.context, second.actor, id, '0000 0000 0000 0000')).rejects.toMatchObject({
      code: 'vault.fingerprint_wrong',
    });
    const opening = await proposed();
    await expect(agreeToOpen(town.context, second.actor, opening.id, { recoveryKeyId: id })).rejects.toMatchObject({
      code: 'vault.recovery_spent',
    });
  });

  it('ends when a newer one is confirmed, and when its paper is lost', async () => {
    const older = await printKey();
    const newer = await printKey();
    const ids = async () => (await readCustody(town.context, first.actor)).recoveryKeys.map((each) => each.id);
    expect(await ids()).not.toContain(older.id);
    expect(await ids()).toContain(newer.id);
    await endRecoveryKey(town.context, second.actor, newer.id);
    expect(await ids()).not.toContain(newer.id);
    const { id } = await proposed();
    await expect(agreeToOpen(town.context, second.actor, id, { recoveryKeyId: newer.id })).rejects.toMatchObject({
      code: 'vault.recovery_spent',
    });
  });

  it('does not let one person be both: whoever proposed agrees to nothing with the paper', async () => {
    const paper = await printKey();
    const { id } = await proposed();
    await expect(agreeToOpen(town.context, first.actor, id, { recoveryKeyId: paper.id })).rejects.toMatchObject({
      code: 'vault.opening_own',
    });
  });

  it('of another county is not there', async () => {
    const paper = await printKey();
    await expect(endRecoveryKey(town.context, elsewhere, paper.id)).rejects.toMatchObject({ status: 404 });
    await expect(confirmRecoveryKey(town.context, elsewhere, paper.id, paper.fingerprint)).rejects.toMatchObject({
      status: 404,
    });
    const input = { unitId: town.centre, publicKey: paper.publicKey };
    await expect(makeRecoveryKey(town.context, elsewhere, input)).rejects.toMatchObject({ status: 404 });
    expect((await readCustody(town.context, elsewhere)).recoveryKeys).toEqual([]);
  });
});
