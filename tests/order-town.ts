import { insertRoles } from '../src/identity/actions/grants.ts';
import { insertPeople } from '../src/identity/actions.ts';
import { type ActOptions, actOnOrder } from '../src/orders/actions/act.ts';
import { submitOrder } from '../src/orders/actions/submit.ts';
import { readOrder } from '../src/orders/actions/view.ts';
import type { ActionInput, NewOrder } from '../src/orders/schema/inputs.ts';
import type { ActionName } from '../src/orders/schema/states.ts';
import type { OrderDetail } from '../src/orders/schema/views.ts';
import { createNetwork } from '../src/organisation/actions/networks.ts';
import type { SettableClock } from '../src/platform/clock.ts';
import type { Context } from '../src/platform/context.ts';
import type { Actor, GrantedRole } from '../src/shared/actor.ts';
import { newId } from '../src/shared/ids.ts';
import { actingVolunteer, insertTeams, insertVolunteers } from '../src/volunteers/actions.ts';
import { buildTown, type Town } from './town.ts';

/** A town with policies and people of each part in the loop. */
export interface OrderTown extends Town {
  context: Context & { clock: SettableClock };
  resident: Actor;
  neighbour: Actor;
  stranger: Actor;
  dispatcher: Actor;
  clerk: Actor;
  cityDispatcher: Actor;
  stationDispatcher: Actor;
  otherDispatcher: Actor;
  observer: Actor;
  officer: Actor;
  /** Verified, of age, with every skill that the tests need. */
  volunteers: Actor[];
  leader: Actor;
  member: Actor;
  /** Places an order as the resident and gives its id. */
  place(input?: Partial<NewOrder>, by?: Actor): Promise<string>;
  act<Name extends ActionName>(
    actor: Actor,
    orderId: string,
    action: Name,
    input: ActionInput<Name>,
    options?: ActOptions,
  ): Promise<void>;
  see(actor: Actor, orderId: string): Promise<OrderDetail>;
  /** An order that waits for these volunteers, of a kind for one person out of doors. */
  dispatched(personIds: string[], places?: number): Promise<string>;
}

const SKILLS = ['digital_literacy', 'environment_protection', 'cleaning', 'general_help'];

/** Builds it in a database of the test's own; several stand beside each other under different codes. */
export async function makeOrderTown(context: Context & { clock: SettableClock }, code = 'town'): Promise<OrderTown> {
  const networkId = await createNetwork(context, { code, nameZh: code, nameEn: code });
  context.memo.forget('identity.networks');
  const town = await buildTown(context, networkId, code);
  const at = context.clock.now();
  let phones = 0;

  const person = (
    name: string,
    roles: { role: GrantedRole; unitId: string }[] = [],
    homeUnitId: string | null = null,
  ): Promise<Actor> =>
    context.database.transaction(networkId, async (connection) => {
      const id = newId(at);
      phones += 1;
      await insertPeople(connection, [
        { id, name, phone: `139000${String(phones).padStart(5, '0')}`, homeUnitId, createdAt: at },
      ]);
      await insertRoles(
        connection,
        roles.map((each) => ({ ...each, personId: id, at })),
      );
      return { kind: 'person', id, networkId, grants: roles };
    });
  const volunteer = async (name: string, leader?: boolean): Promise<Actor> => {
    const actor = await person(name);
    return context.database.transaction(networkId, async (connection) => {
      await insertVolunteers(connection, [
        {
          personId: actor.id,
          unitId: town.station,
          verifiedAt: at,
          joinedAt: at,
          availability: '1'.repeat(168),
          skills: SKILLS.map((skill) => ({ skill, credential: 'verified', verifiedAt: at })),
          teams: leader === undefined ? [] : [{ teamId: town.team, leader }],
        },
      ]);
      await connection.query(
        { name: 'tests.of_age', text: 'update person set birth_year = 1980 where network_id = $1 and id = $2' },
        [networkId, actor.id],
      );
      const acting = await actingVolunteer(connection, actor.id, at);
      return { ...actor, ...(acting ? { volunteer: acting } : {}) };
    });
  };

  await context.database.transaction(networkId, (connection) =>
    insertTeams(connection, [{ teamId: town.team, skills: SKILLS, availability: '1'.repeat(168) }]),
  );
  const made: OrderTown = {
    ...town,
    context,
    resident: await person('演示居民', [], town.station),
    neighbour: await person('演示邻居', [], town.station),
    stranger: await person('演示路人', [], town.otherStation),
    dispatcher: await person('演示派单员', [{ role: 'dispatcher', unitId: town.centre }]),
    clerk: await person('演示信访专员', [{ role: 'petition_clerk', unitId: town.centre }]),
    cityDispatcher: await person('演示市派单员', [{ role: 'dispatcher', unitId: town.city }]),
    stationDispatcher: await person('演示站派单员', [{ role: 'dispatcher', unitId: town.station }]),
    otherDispatcher: await person('演示邻区派单员', [{ role: 'dispatcher', unitId: town.otherCentre }]),
    observer: await person('演示观察员', [{ role: 'observer', unitId: town.city }]),
    officer: await person('演示部门专员', [{ role: 'department_officer', unitId: town.department }]),
    volunteers: [await volunteer('演示志愿者甲'), await volunteer('演示志愿者乙'), await volunteer('演示志愿者丙')],
    leader: await volunteer('演示队长', true),
    member: await volunteer('演示队员', false),
    place: async (input = {}, by = made.resident) =>
      (await submitOrder(context, by, { text: '想学手机怎么用', ...input })).id,
    act(actor, orderId, action, input, options) {
      // Nothing happens twice in the same instant.
      context.clock.set(new Date(context.clock.now().getTime() + 10));
      return actOnOrder(context, actor, { orderId, action, input }, options);
    },
    see: (actor, orderId) => readOrder(context, actor, orderId),
    async dispatched(personIds, places) {
      const id = await made.place();
      await made.act(made.dispatcher, id, 'triage', {
        nature: 'public_service',
        kind: 'smartphone_teaching',
        ...(places ? { places } : {}),
      });
      await made.act(made.dispatcher, id, 'dispatch', { personIds });
      return id;
    },
  };
  return made;
}
