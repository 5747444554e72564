import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Me } from '../identity/schema.ts';
import { openSoonest } from '../orders/rules/soonest.ts';
import type { OrderDetail, OrderSummary } from '../orders/schema/views.ts';

/** What a page asks: the name by which the phone knows the answer (`web/resident/queries.ts`), and where the open API gives it. */
type Question = readonly [known: string, url: string];
/** Asks, and keeps the answer for the page; undefined where there is none. */
type Ask = <Shape>(question: Question) => Promise<Shape | undefined>;

const ME: Question = ['me', '/session'];
const NETWORK: Question = ['network', '/network'];
const NEEDS: Question = ['needs', '/needs'];
const MY_ORDERS: Question = ['orders:mine', '/me/orders?limit=50'];
const OFFERS: Question = ['offers', '/me/offers'];
const TASKS: Question = ['tasks', '/me/tasks'];
const OPEN: Question = ['open', '/me/open-orders'];
const VOLUNTEER: Question = ['me:volunteer', '/me/volunteer'];
const INBOX: Question = ['inbox', '/me/notifications?limit=50'];
const orderOf = (id: string): Question => [`orders:${id}`, `/orders/${id}`];
const eventsOf = (id: string): Question => [`orders:${id}:events`, `/orders/${id}/events`];
const unitOf = (id: string): Question => [`unit:${id}`, `/units/${id}`];

/**
 * The end of a page waits for its answers no longer than this: about as long as its program is on its way over a phone's
 * network, so that the waiting costs nothing.
 */
const PATIENCE_MILLISECONDS = 1000;
/** Of a list, so many units are named: what a screen shows at first. */
const UNITS = 3;

interface Placed {
  placeUnitId: string;
}
interface List<Row> {
  items: Row[];
}

/**
 * What the phone's page at the request's address asks first, answered: JSON by the names under which the phone knows it,
 * with no `<` in it. The server asks its own API with the reader's session, so that what they may see, what is recorded and
 * what is counted are the same as when their phone asks. What is not answered 200 within a second is left out, and for somebody
 * who is not signed in any more all that is theirs: the phone asks for it.
 */
export async function answersAhead(app: FastifyInstance, request: FastifyRequest): Promise<string> {
  const [path = ''] = request.url.split('?');
  const { cookie = '' } = request.headers;
  const answers = new Map<string, string>();
  let isOver = false;
  const ask: Ask = async ([known, url]) => {
    if (isOver) return undefined;
    const { statusCode, body } = await app.inject({
      url: `/api/v1${url}`,
      remoteAddress: request.ip,
      headers: { cookie },
    });
    if (statusCode !== 200) return undefined;
    answers.set(known, body);
    return JSON.parse(body);
  };
  await within(app.linli.answerMilliseconds ?? PATIENCE_MILLISECONDS, askFirst(path, ask));
  isOver = true;
  const pairs = [...answers].map(([known, body]) => `${JSON.stringify(known)}:${body}`);
  return `{${pairs.join(',')}}`.replaceAll('<', '\\u003c');
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  // What cannot be asked here is asked by the phone, which says what went wrong.
  await Promise.race([work.catch(() => undefined), over]);
  clearTimeout(timer);
}

async function askFirst(path: string, ask: Ask): Promise<void> {
  const [me] = await Promise.all([ask<Me>(ME), ask(NETWORK), ask(NEEDS)]);
  if (me) await askOfPage(path, me, ask);
}

async function askOfPage(path: string, me: Me, ask: Ask): Promise<unknown> {
  const [, page, id] = /^\/(orders|tasks)\/([0-9a-f-]{36})$/.exec(path) ?? [];
  if (id !== undefined) return isStaff(me) ? undefined : askOrder(id, page === 'orders', ask);
  switch (path) {
    case '/':
      return Promise.all([askHome(ask), ...(me.volunteer ? [ask(OFFERS), ask(TASKS)] : [])]);
    case '/orders':
      return ask(MY_ORDERS);
    case '/offers':
      return askServing([OFFERS, OPEN], [TASKS, VOLUNTEER], ask);
    case '/tasks':
      return askServing([TASKS], [OFFERS], ask);
    case '/inbox':
      return ask(INBOX);
    default:
      return undefined;
  }
}

/** Whether what they read of a petition may be recorded: that is for their page to ask. */
function isStaff({ grants }: Me): boolean {
  return grants.some(({ role }) => role !== 'team_leader');
}

/** My orders, and of the one that matters now all that its card shows. Nothing is recorded of reading one's own. */
async function askHome(ask: Ask): Promise<void> {
  const mine = await ask<List<OrderSummary>>(MY_ORDERS);
  const [first] = openSoonest(mine?.items ?? []);
  if (first) await Promise.all([ask(orderOf(first.id)), ask(eventsOf(first.id))]);
}

async function askOrder(id: string, withEvents: boolean, ask: Ask): Promise<void> {
  const [order] = await Promise.all([ask<OrderDetail>(orderOf(id)), ...(withEvents ? [ask(eventsOf(id))] : [])]);
  if (order) await ask(unitOf(order.placeUnitId));
}

/** What somebody who serves is shown, in lists that name units and others. */
async function askServing(lists: Question[], others: Question[], ask: Ask): Promise<void> {
  const [found] = await Promise.all([
    Promise.all(lists.map((list) => ask<List<Placed>>(list))),
    Promise.all(others.map((other) => ask(other))),
  ]);
  const units = new Set(found.flatMap((list) => list?.items ?? []).map(({ placeUnitId }) => placeUnitId));
  await Promise.all([...units].slice(0, UNITS).map((id) => ask(unitOf(id))));
}
