import type { Replayed } from '../src/orders/rules/state.ts';
import { transitions } from '../src/orders/rules/transitions.ts';
import type { ActionName } from '../src/orders/schema/states.ts';
import type { StoredEvent } from '../src/platform/events.ts';
import { isOpenOrder, nextRing, runningClock, type Stories, type Story } from './history.ts';
import { ownerOf, type Town } from './owners.ts';

/** What must hold of a step: it is one of the machine's, it did not come after a clock that nobody heard, an open order has a clock. */
export function faultsOfStep(story: Story, before: Replayed | null, event: StoredEvent): string[] {
  const { order } = story;
  const faults: string[] = [];
  const action = event.body['action'] as ActionName | 'submit' | undefined;
  if (
    before &&
    action !== undefined &&
    action !== 'submit' &&
    !transitions[before.status][action]?.includes(order.status)
  )
    faults.push(
      `${order.number}: ${action} led from ${before.status} to ${order.status}, which the machine does not know`,
    );
  const clock = before?.dueAt ?? null;
  if (clock !== null && clock < event.at && event.body['action'] !== 'expire' && event.body['set'] !== undefined)
    faults.push(`${order.number}: went on by ${event.kind} after its clock of ${clock.toISOString()} was skipped`);
  const running = runningClock(story);
  if (isOpenOrder(order) && !running) faults.push(`${order.number}: is ${order.status} without a clock`);
  if (running?.clock === 'review' && running.dueAt <= running.startedAt)
    faults.push(`${order.number}: its review clock ran out as it started`);
  return faults;
}

/** What must hold at every instant, once the jobs have run: every open order has somebody who must act, and no clock was skipped. */
export function faultsAt(stories: Stories, town: Town, now: Date): string[] {
  const faults: string[] = [];
  for (const { order } of stories.values()) {
    if (!isOpenOrder(order)) continue;
    if (!ownerOf(order, town)) faults.push(`${order.number}: is ${order.status} and nobody must act`);
    const ring = nextRing(order);
    if (ring !== null && ring <= now)
      faults.push(`${order.number}: a clock of ${ring.toISOString()} was not heard at ${now.toISOString()}`);
  }
  return faults;
}

/** Somebody whose pages are watched. */
export interface Watched {
  /** How the report names them. */
  name: string;
  part: 'volunteer' | 'dispatcher';
  /** Orders they have accepted, or were named for by their leader, and not given back. */
  taken: ReadonlySet<string>;
}

/** Fields of an order that nobody sees before accepting. */
const BEHIND_ACCEPTING = ['text', 'place', 'requesterName', 'placedByName'] as const;

/**
 * What must hold of every answer that a volunteer or an ordinary dispatcher gets: nothing confidential; and for
 * volunteers no words, door, name, phone or photo of an order before they have accepted it. `secret` finds what stands for
 * a name or a phone of the simulated residents wherever it is.
 */
export function faultsOfAnswer(
  who: Watched,
  path: string,
  answer: unknown,
  stories: Stories,
  secret: RegExp,
): string[] {
  const faults: string[] = [];
  const say = (id: string, what: string) =>
    faults.push(
      `${stories.get(id)?.order.number ?? '?'}: ${who.name} saw ${what} on ${path.replace(/[0-9a-f-]{36}/g, '…')}`,
    );
  for (const record of recordsOf(answer)) {
    const id = [record['orderId'], record['id']].find((each) => typeof each === 'string' && stories.has(each));
    if (typeof id !== 'string') continue;
    const confidential = record['confidential'] ?? stories.get(id)?.order.confidential;
    if (confidential === true && 'status' in record) say(id, 'a confidential order');
    if (who.part !== 'volunteer' || who.taken.has(id)) continue;
    for (const field of BEHIND_ACCEPTING)
      if (record[field] !== undefined && record[field] !== null) say(id, `its ${field}`);
    if (Array.isArray(record['photoIds']) && record['photoIds'].length > 0) say(id, 'its photos');
    if (record['contactAvailable'] === true) say(id, 'that they could ring');
    if (secret.test(JSON.stringify(record))) say(id, 'a name or a phone');
  }
  return faults;
}

/** Every object inside an answer. */
function* recordsOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* recordsOf(inner);
}
