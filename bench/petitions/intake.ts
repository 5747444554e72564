import { createECDH } from 'node:crypto';
import { insertRoles } from '../../src/identity/actions/grants.ts';
import { insertPeople } from '../../src/identity/actions.ts';
import { submitOrder } from '../../src/orders/actions/submit.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { newId } from '../../src/shared/ids.ts';
import { median, printFigure } from '../figure.ts';
import type { BenchCity } from '../orders/city.ts';
import { usedMilliseconds } from '../orders/processor-time.ts';

const ROUNDS = 7;
const ORDERS = 400;
/** Custodians of the city: two, and one to stand in. */
const CUSTODIANS = 3;
const TEXT = '楼道的灯坏了，晚上看不清台阶，想请师傅来看看。';

/**
 * `intake.seal.cpu`: what sealing adds to an order, in processor time of server and databases together: the same words of
 * the same person, placed in the open and in confidence in turns, three custodians enrolled.
 */
export async function measureIntake(city: BenchCity, postgres: { postmasterPid: number }, size: number): Promise<void> {
  const { context, stationId } = city;
  const resident = await enterPeople(city);
  const count = Math.max(50, Math.round(ORDERS * Math.min(1, size)));
  const used = () => {
    const { server, database } = usedMilliseconds(postgres.postmasterPid);
    return server + database;
  };
  const measure = async (confidential: boolean): Promise<number> => {
    const before = used();
    for (let index = 0; index < count; index++)
      await submitOrder(context, resident, { text: TEXT, placeUnitId: stationId, confidential });
    return (used() - before) / count;
  };
  const open: number[] = [];
  const added: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const plain = await measure(false);
    const sealed = await measure(true);
    // The first round only warms.
    if (round === 0) continue;
    open.push(plain);
    added.push(sealed - plain);
  }
  printFigure({
    name: 'intake.seal.cpu',
    value: median(added),
    unit: 'ms',
    target: 0.5,
    direction: 'atMost',
    reference: median(open),
    rounds: added,
  });
}

/** A resident, and custodians with keys, as they would have enrolled. */
async function enterPeople({ context, networkId, rootId }: BenchCity): Promise<Actor> {
  const at = context.clock.now();
  const ids = Array.from({ length: CUSTODIANS + 1 }, () => newId(at));
  const [residentId = '', ...custodians] = ids;
  await context.database.transaction(networkId, async (connection) => {
    await insertPeople(
      connection,
      ids.map((id) => ({ id, name: '演示', createdAt: at })),
    );
    await insertRoles(
      connection,
      custodians.map((personId) => ({ personId, role: 'custodian', unitId: rootId, at })),
    );
    for (const personId of custodians) {
      const pair = createECDH('prime256v1');
      await connection.query(
        {
          name: 'bench.custodian',
          text: `insert into custodian_key (network_id, id, person_id, public_key, enrolled_by, enrolled_at) values ($1, $2, $3, $4, $3, $5)`,
        },
        [networkId, newId(at), personId, pair.generateKeys(), at],
      );
    }
  });
  return { kind: 'person', id: residentId, networkId, grants: [] };
}
