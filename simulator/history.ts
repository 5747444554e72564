import { type Replayed, replay } from '../src/orders/rules/state.ts';
import { isEnd } from '../src/orders/schema/states.ts';
import type { StoredEvent } from '../src/platform/events.ts';

/** The clocks of the loop, by what they wait for. */
export const clockNames = [
  'triage',
  'dispatch',
  'forward',
  'answer',
  'accept',
  'complete',
  'review',
  'supervised',
  'emergency',
  'sign_for',
  'admit',
  'objection',
  'resolve',
  'reconsideration',
] as const;
export type ClockName = (typeof clockNames)[number];

/** One run of one clock. */
export interface ClockRun {
  clock: ClockName;
  startedAt: Date;
  dueAt: Date;
  warnedAt: Date[];
  endedAt: Date | null;
  /** `stopped` by what somebody did, `fired` by running out; null: still running. */
  end: 'stopped' | 'fired' | null;
}

/** An order as its history tells it, with every clock it ever had. */
export interface Story {
  id: string;
  events: StoredEvent[];
  order: Replayed;
  clocks: ClockRun[];
}

export type Stories = Map<string, Story>;

/** Adds an event to the story of its order. Gives the order as it was before (null: not there); undefined when the event is of none. */
export function tellOn(stories: Stories, event: StoredEvent): { story: Story; before: Replayed | null } | undefined {
  if (event.subjectKind !== 'order') return undefined;
  const known = stories.get(event.subjectId);
  const events = [...(known?.events ?? []), event];
  const before = known?.order ?? null;
  const story = known ?? { id: event.subjectId, events, order: replay(events), clocks: [] };
  story.events = events;
  story.order = replay(events);
  stories.set(story.id, story);
  keepTime(story, event);
  return { story, before };
}

/** Which clock runs for an order in its state; null where nothing more is to come. */
export function clockOf(order: Replayed): ClockName | null {
  switch (order.status) {
    case 'submitted':
      return 'triage';
    case 'triaged':
      if (order.nature === 'petition' || order.nature === 'complaint') return 'forward';
      return order.nature === 'consultation' ? 'answer' : 'dispatch';
    case 'dispatched':
      return 'accept';
    case 'accepted':
    case 'in_service':
      return 'complete';
    case 'served':
    case 'answered':
      return 'review';
    case 'forwarded':
      return 'sign_for';
    case 'signed_for':
      return 'admit';
    case 'objected':
      return 'objection';
    case 'admitted':
      return 'resolve';
    case 'replied':
      return 'review';
    case 'reconsideration':
    case 'final_reconsideration':
      return 'reconsideration';
    case 'reviewed':
      return 'supervised';
    case 'redirected':
      return 'emergency';
    case 'closed':
    case 'merged':
    case 'withdrawn':
      return null;
    default:
      return order.status satisfies never;
  }
}

/** The clock that runs, if one does. */
export function runningClock(story: Story): ClockRun | undefined {
  const last = story.clocks.at(-1);
  return last && last.end === null ? last : undefined;
}

function keepTime(story: Story, event: StoredEvent): void {
  const running = runningClock(story);
  if (event.kind === 'orders.warned') {
    running?.warnedAt.push(event.at);
    return;
  }
  const fired = event.body['action'] === 'expire';
  const clock = clockOf(story.order);
  const { dueAt } = story.order;
  // From accepting to serving one clock goes on.
  const same = running && !fired && running.clock === clock && running.dueAt.getTime() === dueAt?.getTime();
  if (same) return;
  if (running) Object.assign(running, { endedAt: event.at, end: fired ? 'fired' : 'stopped' });
  if (clock !== null && dueAt !== null)
    story.clocks.push({ clock, startedAt: event.at, dueAt, warnedAt: [], endedAt: null, end: null });
}

/** Whether more is to come. */
export function isOpenOrder(order: Pick<Replayed, 'status'>): boolean {
  return !isEnd(order.status);
}

/** When the order's clock next wants to be heard: at its warning, then at its end; null when it has none. */
export function nextRing(order: Replayed): Date | null {
  if (order.dueAt === null) return null;
  return order.warned || order.warnAt === null ? order.dueAt : order.warnAt;
}
