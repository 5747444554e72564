import type { DemoOrder, DemoStage } from './orders.ts';
import type { Random } from './random.ts';

/** What somebody does to an order of the demo, in the words of the machine; `unsolved` is a review that says so. */
export type DemoStep =
  | 'submit'
  | 'triage'
  | 'hand_over'
  | 'answer'
  | 'dispatch'
  | 'decline'
  | 'accept'
  | 'start'
  | 'finish'
  | 'review'
  | 'unsolved'
  | 'merge'
  | 'withdraw'
  | 'forward'
  | 'sign_for'
  | 'object'
  | 'admit'
  | 'reply'
  | 'ask_reconsideration'
  | 'conclude'
  | 'confirm_safe';

/** One step and when it happened. */
export interface TimedStep {
  step: DemoStep;
  at: Date;
}

/** The way of an order from its submission to its stage. */
export function stepsOf(order: DemoOrder): DemoStep[] {
  const offered: DemoStep[] = [
    'submit',
    'triage',
    ...(order.declined ? (['dispatch', 'decline'] as const) : []),
    'dispatch',
  ];
  const asked: DemoStep[] = ['submit', 'triage', ...(order.handed ? (['hand_over'] as const) : [])];
  const handled: DemoStep[] = ['forward', 'sign_for', 'admit', 'reply'];
  const service: DemoStep[] = ['accept', 'start', 'finish'];
  switch (order.stage) {
    case 'submitted':
    case 'redirected':
      return ['submit'];
    case 'triaged':
      return asked;
    case 'dispatched':
      return offered;
    case 'accepted':
      return [...offered, 'accept'];
    case 'in_service':
      return [...offered, 'accept', 'start'];
    case 'served':
      return [...offered, ...service];
    case 'answered':
      return [...asked, 'answer'];
    case 'reviewed':
      return [...offered, ...service, 'unsolved', 'dispatch', ...service, 'unsolved'];
    case 'closed':
      if (order.nature === 'emergency') return ['submit', 'confirm_safe'];
      if (order.nature === 'petition' || order.nature === 'complaint') return [...asked, ...handled, 'review'];
      return order.nature === 'consultation' ? [...asked, 'answer', 'review'] : [...offered, ...service, 'review'];
    case 'merged':
      return ['submit', 'triage', 'merge'];
    case 'withdrawn':
      return ['submit', 'withdraw'];
    case 'forwarded':
      return [...asked, 'forward'];
    case 'signed_for':
      return [...asked, 'forward', 'sign_for'];
    case 'objected':
      return [...asked, 'forward', 'object'];
    case 'admitted':
      return [...asked, 'forward', 'sign_for', 'admit'];
    case 'replied':
      return [...asked, ...handled];
    case 'reconsideration':
      return [...asked, ...handled, 'ask_reconsideration'];
    case 'final_reconsideration':
      return [...asked, ...handled, 'ask_reconsideration', 'conclude', 'ask_reconsideration'];
    default:
      return order.stage satisfies never;
  }
}

type Span = readonly [least: number, most: number];

/** How long ago the last step was, in minutes: so that what is open is still in time. */
const AGO: Record<DemoStage, Span> = {
  submitted: [4, 160],
  triaged: [6, 150],
  dispatched: [5, 140],
  accepted: [10, 400],
  in_service: [5, 70],
  served: [60, 1500],
  answered: [60, 1800],
  forwarded: [30, 200],
  signed_for: [60, 900],
  objected: [30, 400],
  admitted: [1500, 30_000],
  replied: [100, 4000],
  reconsideration: [1000, 9000],
  final_reconsideration: [1000, 9000],
  reviewed: [120, 500],
  closed: [900, 16_000],
  merged: [2, 5],
  redirected: [1, 3],
  withdrawn: [600, 9000],
};
/** The same for what is urgent and still open: its clocks run in minutes. */
const AGO_URGENT: Span = [2, 18];
/** Two days of waiting are more than any clock allows. */
const AGO_LATE: Span = [2900, 4300];

/** Minutes since the step before; the second is for what is urgent. */
const GAPS: Record<DemoStep, [Span, Span]> = {
  submit: [
    [0, 0],
    [0, 0],
  ],
  triage: [
    [8, 120],
    [3, 18],
  ],
  hand_over: [
    [3, 40],
    [2, 10],
  ],
  answer: [
    [30, 300],
    [10, 60],
  ],
  dispatch: [
    [3, 45],
    [2, 15],
  ],
  decline: [
    [12, 80],
    [5, 20],
  ],
  accept: [
    [12, 150],
    [4, 35],
  ],
  start: [
    [90, 1500],
    [15, 80],
  ],
  finish: [
    [25, 130],
    [20, 60],
  ],
  review: [
    [30, 1200],
    [30, 600],
  ],
  unsolved: [
    [60, 600],
    [60, 300],
  ],
  merge: [
    [4, 40],
    [2, 10],
  ],
  withdraw: [
    [60, 700],
    [10, 60],
  ],
  confirm_safe: [
    [9, 44],
    [9, 44],
  ],
  forward: [
    [40, 400],
    [20, 90],
  ],
  sign_for: [
    [30, 400],
    [20, 120],
  ],
  object: [
    [120, 900],
    [60, 300],
  ],
  admit: [
    [200, 2000],
    [60, 400],
  ],
  reply: [
    [4000, 30_000],
    [1500, 6000],
  ],
  ask_reconsideration: [
    [1000, 9000],
    [1000, 4000],
  ],
  conclude: [
    [8000, 20_000],
    [6000, 9000],
  ],
};

/** Stages in which the urgency decides how long ago the last step can be. */
const WAITING: ReadonlySet<DemoStage> = new Set(['submitted', 'triaged', 'dispatched']);

/**
 * When each step happened, in order, the last some time before `now`. Nobody does anything between half past nine in the
 * evening and half past seven in the morning (`offsetMinutes` east of UTC), but for what is urgent.
 */
export function timelineOf(
  order: DemoOrder,
  around: { now: Date; urgent: boolean; random: Random; offsetMinutes: number },
): TimedStep[] {
  const { now, urgent, random } = around;
  const span = order.late ? AGO_LATE : urgent && WAITING.has(order.stage) ? AGO_URGENT : AGO[order.stage];
  const wake = (at: number) => (urgent || order.stage === 'merged' ? at : awake(at, around.offsetMinutes, random));
  let at = wake(now.getTime() - minutes(span, random));
  const timed: TimedStep[] = [];
  for (const step of stepsOf(order).reverse()) {
    timed.unshift({ step, at: new Date(at) });
    at = wake(at - minutes(GAPS[step][urgent ? 1 : 0], random));
  }
  return timed;
}

function minutes([least, most]: Span, random: Random): number {
  return Math.round((least + random.next() * (most - least)) * 60_000);
}

const HOUR = 3_600_000;

/** The same instant by day; by night one of the evening before. */
function awake(at: number, offsetMinutes: number, random: Random): number {
  const local = at + offsetMinutes * 60_000;
  const midnight = Math.floor(local / (24 * HOUR)) * 24 * HOUR;
  const sinceMidnight = local - midnight;
  if (sinceMidnight >= 7.5 * HOUR && sinceMidnight < 21.5 * HOUR) return at;
  const evening = midnight - (sinceMidnight < 7.5 * HOUR ? 24 * HOUR : 0) + 21.5 * HOUR;
  return evening - Math.round(random.next() * 2 * HOUR) - offsetMinutes * 60_000;
}
