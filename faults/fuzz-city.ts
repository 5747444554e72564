import { randomUUID } from 'node:crypto';
import { insertRoles } from '../src/identity/actions/grants.ts';
import { beginSession } from '../src/identity/actions/sessions.ts';
import { submitOrder } from '../src/orders/actions/submit.ts';
import type { Context } from '../src/platform/context.ts';
import { type PersonName, smallCity } from '../tests/city.ts';

/** Somebody who sends whatever comes to mind. */
export interface Fuzzer {
  role: string;
  /** Null: not logged in. */
  cookie: string | null;
}

/** A network to be broken: people of every role, and ids of things that are there. */
export interface FuzzCity {
  networkId: string;
  fuzzers: Fuzzer[];
  ids: string[];
}

const WORDS = [
  '想请人教手机怎么用',
  '楼道的灯坏了，晚上看不清',
  '想问问医保怎么办',
  '（演示）反映施工扰民',
  '家里老人想理发',
];

/** Makes one. Requests end accounts, roles and units: after some thousand a new one is needed. */
export async function fuzzCity(context: Context, code: string): Promise<FuzzCity> {
  const city = await smallCity(context, code);
  const { networkId, people } = city;
  const at = context.clock.now();
  const orders = await Promise.all(
    WORDS.map(async (text, index) => {
      const actor = index % 2 === 0 ? city.actors.resident : city.actors.neighbour;
      return (await submitOrder(context, actor, { text, placeUnitId: city.unit('east.1.1') })).id;
    }),
  );
  const fuzzers = await context.database.transaction(networkId, async (connection) => {
    await insertRoles(connection, [{ personId: people.farResident, role: 'auditor', unitId: city.unit('city'), at }]);
    const known = await Promise.all(
      (Object.keys(people) as PersonName[]).map(async (role): Promise<Fuzzer> => {
        const session = { personId: people[role], strength: 'password_totp' as const, device: null, at };
        return { role, cookie: `linli_session=${(await beginSession(connection, session)).token}` };
      }),
    );
    return [{ role: 'nobody', cookie: null }, ...known];
  });
  const units = (['city', 'east', 'east.1.1', 'team.care', 'civil_affairs', 'housing_management'] as const).map(
    city.unit,
  );
  return { networkId, fuzzers, ids: [...orders, ...units, ...Object.values(people), randomUUID()] };
}
