import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/problem.ts';
import { isResidentOf } from '../rules/permissions.ts';
import { viewOf } from '../rules/visibility.ts';
import type { Doing, PresentPerson } from '../schema/views.ts';
import { findOrder } from '../store/read.ts';
import { standingFor } from './conflict.ts';
import { loadGround } from './ground.ts';
import { recognised } from './opening.ts';
import { streamsOf } from './stream.ts';

/** Whoever has not been heard of for this long has gone: a page says it every 15 seconds. */
const LINGER_MILLISECONDS = 40_000;

interface Present {
  name: string | null;
  doing: Exclude<Doing, 'gone'>;
  until: number;
}

/**
 * Who has which order before them at a desk. It stands in the memory of this server alone, in no table, log or event:
 * it warns colleagues of each other and counts nobody's time. Pages of another server do not know of it.
 */
const present = new WeakMap<Context, Map<string, Map<string, Present>>>();

/**
 * A page says what its person does with an order, and hears who else of the staff has it open. Others hear of it when
 * something changed. `platform.not_found` for whoever does not answer for the order as staff.
 */
export async function sayPresence(
  context: Context,
  actor: Actor,
  orderId: string,
  doing: Doing,
): Promise<PresentPerson[]> {
  const name = await nameOfStaff(context, actor, orderId);
  const now = context.clock.now().getTime();
  const orders = present.get(context) ?? new Map<string, Map<string, Present>>();
  present.set(context, orders);
  const people = orders.get(orderId) ?? new Map<string, Present>();
  for (const [id, each] of people) if (each.until <= now) people.delete(id);
  const before = people.get(actor.id)?.doing ?? 'gone';
  if (doing === 'gone') people.delete(actor.id);
  else people.set(actor.id, { name, doing, until: now + LINGER_MILLISECONDS });
  if (people.size === 0) orders.delete(orderId);
  else orders.set(orderId, people);
  const others = [...people].filter(([id]) => id !== actor.id);
  if (before !== doing)
    streamsOf(context).tellPeople(
      actor.networkId,
      others.map(([id]) => id),
      { kind: 'presence', orderId, at: context.clock.now().toISOString() },
    );
  return others.map(([, each]) => ({ name: each.name, doing: each.doing }));
}

/** The caller's name, if they answer for the order as staff. */
function nameOfStaff(context: Context, actor: Actor, orderId: string): Promise<string | null> {
  return loadGround(context, actor.networkId).then((ground) =>
    context.database.transaction(actor.networkId, async (connection) => {
      const found = await findOrder(connection, orderId);
      const order = found && recognised(context, actor, found);
      if (!order) throw notFound();
      const view = viewOf(order, actor, await standingFor(ground, connection, order, actor, context.clock.now()));
      if (view !== 'whole' || isResidentOf(order, actor)) throw notFound();
      return (await namesOf(connection, [actor.id])).get(actor.id)?.name ?? null;
    }),
  );
}
