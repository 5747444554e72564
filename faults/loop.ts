import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../demo/random.ts';
import type { Cast } from './cast.ts';
import { act, insist, type Person, read, type Target } from './client.ts';
import { type Entry, type History, isDone } from './history.ts';

/** Who takes part in one order. */
interface Parts {
  resident: Person;
  dispatcher: Person;
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

/** Places orders and carries them through the loop, one after the other, until the drill is over. */
export async function live(life: Life): Promise<void> {
  while (!life.target.over) await carryOrder(life, partsOf(life));
}

/** Who takes part in the next order. */
export function partsOf({ cast, foreign, random }: Life): Parts {
  const first = random.below(cast.volunteers.length);
  const second = (first + 1 + random.below(cast.volunteers.length - 1)) % cast.volunteers.length;
  return {
    resident: random.pick(cast.residents),
    dispatcher: random.pick(cast.dispatchers),
    volunteers: [cast.volunteers[first] as Person, cast.volunteers[second] as Person],
    stranger: foreign && random.pick(foreign.residents),
  };
}

/** One order from asking to its review, each step by whose it is; stops where a step was refused. */
export async function carryOrder({ history, target, random }: Life, parts: Parts): Promise<void> {
  const { resident, dispatcher, volunteers, stranger } = parts;
  const placed = await placeOrder(history, target, resident);
  const orderId = placed?.orderId;
  if (!placed || !isDone(placed) || !orderId) return;
  await read(history, target, resident, orderId);
  if (stranger && random.chance(0.3)) await read(history, target, stranger, orderId, 'foreign read');
  const steps: (() => Promise<Entry | null>)[] = [
    () => act(history, target, dispatcher, orderId, 'triage', LESSON),
    () => act(history, target, dispatcher, orderId, 'dispatch', { personIds: volunteers.map(({ id }) => id) }),
    () => acceptAtOnce(history, target, volunteers, orderId),
    () => act(history, target, resident, orderId, 'review', { stars: 5, solved: true }),
  ];
  for (const step of steps) {
    const done = await step();
    if (!done || !isDone(done)) return;
    if (random.chance(0.3)) await read(history, target, resident, orderId);
  }
}

/** What a dispatcher says of each order of a drill. */
export const LESSON = { nature: 'public_service', kind: 'smartphone_teaching' };

/** A resident asks for a lesson. */
export function placeOrder(history: History, target: Target, resident: Person): Promise<Entry | null> {
  return insist(
    history,
    target,
    resident,
    { op: 'submit', orderId: null },
    {
      path: '/api/v1/orders',
      body: { text: '想请人教手机怎么用' },
    },
  );
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
