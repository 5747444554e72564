import { describe, expect, test } from 'vitest';
import { transitions } from '../src/orders/rules/transitions.ts';
import type { ActionName, Status } from '../src/orders/schema/states.ts';
import { type DemoOrder, demoOrders } from './orders.ts';
import { randomOf } from './random.ts';
import { type DemoStep, stepsOf, timelineOf } from './timeline.ts';

const orders = demoOrders();

/** What a step is in the machine, and where it leads in the demo; the state stays as it is where nothing is named. */
const LEADS: Record<Exclude<DemoStep, 'submit'>, [ActionName, Status | undefined]> = {
  triage: ['triage', 'triaged'],
  hand_over: ['hand_over', undefined],
  answer: ['answer', 'answered'],
  dispatch: ['dispatch', 'dispatched'],
  decline: ['decline', 'triaged'],
  accept: ['accept', 'accepted'],
  start: ['start', 'in_service'],
  finish: ['finish', 'served'],
  review: ['review', 'closed'],
  unsolved: ['review', undefined],
  merge: ['merge', 'merged'],
  withdraw: ['withdraw', 'withdrawn'],
  confirm_safe: ['confirm_safe', 'closed'],
  forward: ['forward', 'forwarded'],
  sign_for: ['sign_for', 'signed_for'],
  object: ['object', 'objected'],
  admit: ['admit', 'admitted'],
  reply: ['reply', 'replied'],
  ask_reconsideration: ['ask_reconsideration', 'reconsideration'],
  conclude: ['conclude', 'replied'],
};

function walk(order: DemoOrder): Status {
  let status: Status = order.nature === 'emergency' ? 'redirected' : 'submitted';
  let unsolved = 0;
  let asked = 0;
  for (const step of stepsOf(order)) {
    if (step === 'submit') continue;
    const [action, next] = LEADS[step];
    expect(transitions[status][action], `${order.id} ${step} when ${status}`).toBeDefined();
    if (step === 'unsolved') status = unsolved++ === 0 ? 'triaged' : 'reviewed';
    else if (step === 'ask_reconsideration') status = asked++ === 0 ? 'reconsideration' : 'final_reconsideration';
    else status = next ?? status;
  }
  return status;
}

describe('the way of a demo order', () => {
  test('is one that the machine knows, and ends where the order should be', () => {
    for (const order of orders) expect(walk(order), order.id).toBe(order.stage);
  });

  test.each(['2026-11-23T02:00:00Z', '2026-11-22T19:30:00Z', '2027-01-01T15:59:00Z'])(
    'runs forward and ends before now, whatever the hour: %s',
    (moment) => {
      const now = new Date(moment);
      for (const order of orders) {
        for (const urgent of [true, false]) {
          const steps = timelineOf(order, { now, urgent, random: randomOf(order.id), offsetMinutes: 480 });
          expect(steps.map(({ step }) => step)).toEqual(stepsOf(order));
          const times = [...steps.map(({ at }) => at.getTime()), now.getTime()];
          expect(times, order.id).toEqual([...times].sort((a, b) => a - b));
        }
      }
    },
  );

  test('lets people sleep, unless it is urgent', () => {
    const now = new Date('2026-11-22T19:30:00Z');
    for (const order of orders.filter((each) => each.stage !== 'merged')) {
      for (const { at } of timelineOf(order, { now, urgent: false, random: randomOf(order.id), offsetMinutes: 480 })) {
        const minute = (at.getUTCHours() * 60 + at.getUTCMinutes() + 480) % 1440;
        expect(minute >= 7 * 60 + 30 && minute <= 21 * 60 + 30, `${order.id} ${at.toISOString()}`).toBe(true);
      }
    }
  });
});
