import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cookies, cookiesOf, type IdentityDoors, openIdentityDoors } from '../../tests/identity-doors.ts';
import { eventsOf } from '../platform/events.ts';
import { createKey } from './actions/keys.ts';
import { movePhones } from './actions/phone-moves.ts';
import { findOrCreatePerson, systemActor } from './actions.ts';

const HOUR = 60;
let doors: IdentityDoors;
let context: IdentityDoors['context'];
let town: IdentityDoors['town'];
let send: IdentityDoors['send'];
let nextPhone = 13_600_000_000;
let old = '';
let wanted = '';

beforeAll(async () => {
  doors = await openIdentityDoors({ demo: true });
  ({ context, town, send } = doors);
});
afterAll(() => doors.close());
beforeEach(() => {
  old = String(nextPhone++);
  wanted = String(nextPhone++);
});

const codeFor = async (phone: string) => (await send('POST', '/login/code', { payload: { phone } })).json().demoCode;
async function enter(phone: string) {
  const answer = await send('POST', '/login/phone', {
    payload: { phone, code: await codeFor(phone), name: '演示居民' },
  });
  return { answer, cookies: cookiesOf(answer) };
}
const ask = async (cookies: Cookies, phone = wanted) =>
  send('POST', '/me/phone', { cookies, payload: { phone, code: await codeFor(phone) } });
const me = async (cookies: Cookies) => (await send('GET', '/me', { cookies })).json();
const turn = async () => {
  while (await movePhones(context, town.networkId));
};
const kindsOf = async (personId: string) =>
  (await context.database.transaction(town.networkId, (connection) => eventsOf(connection, personId))).map(
    ({ kind }) => kind,
  );

describe('a changed phone number', () => {
  it('waits 72 hours, is moved once by whichever server, and leaves one logged in', async () => {
    const { cookies, answer } = await enter(old);
    const { personId } = answer.json();
    const movesAt = new Date(context.clock.now().getTime() + 72 * 3_600_000).toISOString();
    expect((await ask(cookies)).json()).toEqual({ movesAt });
    expect((await me(cookies)).phoneMove).toEqual({
      phoneMasked: `${wanted.slice(0, 3)}****${wanted.slice(-4)}`,
      movesAt,
      byStaff: false,
    });
    context.clock.forward(72 * HOUR - 1);
    await turn();
    expect((await me(cookies)).phoneMasked.slice(-4)).toBe(old.slice(-4));
    context.clock.forward(1);
    await Promise.all([turn(), turn(), turn()]);
    expect(await me(cookies)).toMatchObject({
      phoneMove: null,
      phoneMasked: `${wanted.slice(0, 3)}****${wanted.slice(-4)}`,
    });
    expect((await kindsOf(personId)).filter((kind) => kind === 'identity.phone_changed')).toHaveLength(1);
    expect((await enter(wanted)).answer.json().personId).toBe(personId);
  });

  it('begins no second record meanwhile: the new number says so, the old one still logs in', async () => {
    const { cookies, answer } = await enter(old);
    await ask(cookies);
    const early = (await enter(wanted)).answer;
    expect([early.statusCode, early.json().code, early.json().params]).toEqual([
      409,
      'identity.phone_moving',
      { hours: 72 },
    ]);
    expect((await enter(old)).answer.json().personId).toBe(answer.json().personId);
  });

  it('is refused by whoever holds the old one, from any device, and then never comes', async () => {
    const thief = await enter(old);
    await ask(thief.cookies);
    const owner = await enter(old);
    expect((await send('DELETE', '/me/phone/move', { cookies: owner.cookies })).statusCode).toBe(204);
    expect((await send('DELETE', '/me/phone/move', { cookies: owner.cookies })).statusCode).toBe(404);
    context.clock.forward(73 * HOUR);
    await turn();
    expect((await enter(wanted)).answer.json().personId).not.toBe(owner.answer.json().personId);
  });

  it('is at once where there was none', async () => {
    const at = context.clock.now();
    const { cookies, answer } = await enter(old);
    await context.database.transaction(town.networkId, (connection) =>
      connection.query({ name: '', text: 'update person set phone = null where id = $1' }, [answer.json().personId]),
    );
    expect((await ask(cookies)).json()).toEqual({ movesAt: null });
    expect((await me(cookies)).phoneMasked.slice(-4)).toBe(wanted.slice(-4));
    expect(context.clock.now()).toEqual(at);
  });

  it('waits for one person: a second one who wants it is told that it is taken', async () => {
    await ask((await enter(old)).cookies);
    const other = await enter(String(nextPhone++));
    context.clock.forward(1);
    const answer = await ask(other.cookies);
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'identity.phone_taken']);
  });

  it('that became somebody else’s meanwhile is not taken from them; its owner hears of it', async () => {
    const { cookies, answer } = await enter(old);
    await ask(cookies);
    const at = context.clock.now();
    await context.database.transaction(town.networkId, (connection) =>
      findOrCreatePerson(connection, systemActor(town.networkId), { name: '演示别人', phone: wanted }, at),
    );
    context.clock.forward(73 * HOUR);
    await turn();
    expect(await kindsOf(answer.json().personId)).toContain('identity.phone_move_failed');
    expect((await enter(old)).answer.json().personId).toBe(answer.json().personId);
  });

  it('entered by an administrator waits too, and ends every session when it comes', async () => {
    const { cookies, answer } = await enter(old);
    const { personId } = answer.json();
    await send('PATCH', '/me', { cookies, payload: { homeUnitId: town.station } });
    const { key } = await createKey(context, systemActor(town.networkId), {
      label: 'test',
      role: 'administrator',
      unitId: town.city,
    });
    const headers = { authorization: `Bearer ${key}` };
    const change = { headers, payload: { phone: wanted, name: '演示老张' } };
    expect((await send('PATCH', `/people/${personId}`, change)).json()).toMatchObject({
      name: '演示老张',
      phoneMasked: `${old.slice(0, 3)}****${old.slice(-4)}`,
    });
    expect((await me(cookies)).phoneMove).toMatchObject({ byStaff: true });
    context.clock.forward(72 * HOUR);
    await turn();
    expect((await send('GET', '/me', { cookies })).statusCode).toBe(401);
    expect((await enter(wanted)).answer.json().personId).toBe(personId);
    const kinds = await kindsOf(personId);
    expect(kinds).toEqual(expect.arrayContaining(['identity.phone_move_asked', 'identity.phone_corrected']));
  });
});
