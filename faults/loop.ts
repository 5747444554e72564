import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../demo/random.ts';
import type { Cast } from './cast.ts';
import { act, insist, type Person, read, type Target } from './client.ts';
import { type Entry, type History, isDone } from './history.ts';

/** Who takes part in one order. */
interface Parts {
  resident: Person;
  dispatcher: Person;
  clerk: Person;
  officer: Person;
  volunteers: [Person, Person];
  /** Of another network: may see nothing of it. */
  stranger: Person | undefined;
}

/** Where people go on and on, each a little differently by the seed. */
export interface Life {
  history: History;
  target: Target;
  cast: Cast;
  /** Another network of the same server, whose people must not see anything of this one. */
  foreign?: Cast | undefined;
  random: Random;
}

/** Of what people ask for, so much is a petition. */
const PETITIONS = 0.2;

/** Places orders and petitions and carries them through to their end, one after the other, until the drill is over. */
export async function live(life: Life): Promise<void> {
  while (!life.target.over) await (life.random.chance(PETITIONS) ? carryPetition : carryOrder)(life, partsOf(life));
}

/** Who takes part in the next order. */
export function partsOf({ cast, foreign, random }: Life): Parts {
  const first = random.below(cast.volunteers.length);
  const second = (first + 1 + random.below(cast.volunteers.length - 1)) % cast.volunteers.length;
  return {
    resident: random.pick(cast.residents),
    dispatcher: random.pick(cast.dispatchers),
    clerk: random.pick(cast.clerks),
    officer: random.pick(cast.officers),
    volunteers: [cast.volunteers[first] as Person, cast.volunteers[second] as Person],
    stranger: foreign && random.pick(foreign.residents),
  };
}

/** One order from asking to its review, each step by whose it is; stops where a step was refused. */
export async function carryOrder(life: Life, parts: Parts): Promise<void> {
  const { history, target } = life;
  const { resident, dispatcher, volunteers } = parts;
  await carry(life, parts, await placeOrder(history, target, resident), (orderId) => [
    () => act(history, target, dispatcher, orderId, 'triage', LESSON),
    () => act(history, target, dispatcher, orderId, 'dispatch', { personIds: volunteers.map(({ id }) => id) }),
    () => acceptAtOnce(history, target, volunteers, orderId),
    () => act(history, target, resident, orderId, 'review', { stars: 5, solved: true }),
  ]);
}

/** What its clerk lets a department read of a petition. */
export const MASKED = '某小区的电梯坏了四十天';

/** One petition from asking in confidence to its review, by way of clerk and department; some are answered a second time. */
export async function carryPetition(life: Life, parts: Parts): Promise<void> {
  const { history, target, cast, random } = life;
  const { resident, clerk, officer } = parts;
  const by = (person: Person, orderId: string) => (action: string, body?: unknown) => () =>
    act(history, target, person, orderId, action, body);
  const submitted = await submit(history, target, resident, { text: '演示小区的电梯坏了四十天', confidential: true });
  await carry(life, parts, submitted, (orderId) => {
    const [clerks, departments, residents] = [by(clerk, orderId), by(officer, orderId), by(resident, orderId)];
    const answered = [departments('reply', { words: '已经修好' }), residents('review', { stars: 5, solved: true })];
    const first = [departments('reply', { words: '正在修' }), residents('review', { stars: 1, solved: false })];
    return [
      clerks('triage', { nature: 'petition' }),
      () => markNobody(history, target, clerk, orderId),
      clerks('forward', { departmentId: cast.town.department, text: MASKED }),
      departments('sign_for'),
      departments('admit', { words: '予以受理' }),
      ...(random.chance(0.3) ? first : []),
      ...answered,
    ];
  });
}

/** A clerk has looked whom a petition complains of: nobody of the tree. */
function markNobody(history: History, target: Target, clerk: Person, orderId: string): Promise<Entry | null> {
  const path = `/api/v1/orders/${orderId}/complained-of`;
  const what = { op: 'orders.marked', orderId };
  return insist(history, target, clerk, what, { method: 'PUT', path, body: { unitIds: [], personIds: [] } });
}

/** Reads what was placed, tries it from another network, and goes the steps until one is refused. */
async function carry(
  { history, target, random }: Life,
  { resident, stranger }: Parts,
  placed: Entry | null,
  stepsOf: (orderId: string) => (() => Promise<Entry | null>)[],
): Promise<void> {
  const orderId = placed?.orderId;
  if (!placed || !isDone(placed) || !orderId) return;
  await read(history, target, resident, orderId);
  if (stranger && random.chance(0.3)) await read(history, target, stranger, orderId, 'foreign read');
  for (const step of stepsOf(orderId)) {
    const done = await step();
    if (!done || !isDone(done)) return;
    if (random.chance(0.3)) await read(history, target, resident, orderId);
  }
}

/** What a dispatcher says of each order of a drill. */
export const LESSON = { nature: 'public_service', kind: 'smartphone_teaching' };

/** A resident asks for a lesson. */
export function placeOrder(history: History, target: Target, resident: Person): Promise<Entry | null> {
  return submit(history, target, resident, { text: '想请人教手机怎么用' });
}

function submit(history: History, target: Target, resident: Person, body: unknown): Promise<Entry | null> {
  return insist(history, target, resident, { op: 'submit', orderId: null }, { path: '/api/v1/orders', body });
}

/** Both volunteers want it; who got it serves. Gives the last step of that one. */
async function acceptAtOnce(
  history: History,
  target: Target,
  volunteers: [Person, Person],
  orderId: string,
): Promise<Entry | null> {
  const accepted = await Promise.all(volunteers.map((each) => act(history, target, each, orderId, 'accept')));
  const winner = volunteers.find((_, index) => isDone(accepted[index] ?? { status: null }));
  if (!winner) return null;
  await act(history, target, winner, orderId, 'start');
  return act(history, target, winner, orderId, 'finish');
}

/** Lets people finish what they are at, then sends them home. */
export async function finishLives(target: Target, lives: readonly Promise<void>[], history: History): Promise<void> {
  const deadline = performance.now() + 5_000;
  target.over = true;
  while (history.openWrites > 0 && performance.now() < deadline) await sleep(20);
  await Promise.all(lives);
}

/** Milliseconds until a write that was sent from now on is acknowledged; gives up after half a minute. */
export async function healedAfter(history: History): Promise<number> {
  const from = history.now();
  for (let seen = history.entries.length; history.now() - from < 30_000; await sleep(5))
    for (; seen < history.entries.length; seen++) {
      const entry = history.entries[seen];
      if (entry && entry.key !== null && entry.sent > from && isDone(entry)) return (entry.answered ?? 0) - from;
    }
  return Number.POSITIVE_INFINITY;
}
