import type { OrderDetail, OrderEvent, OrderSummary } from '../../src/orders/schema/views.ts';
import { type MessageKey, say, t } from '../ui/language.ts';
import type { TimelineStep } from '../ui/Timeline.tsx';
import { sayClock, sayDay, sayShortDate, sayTime, sayWindow } from '../ui/times.ts';

/** How it stands with an order: what is true now, what comes next. */
export interface Standing {
  now: string;
  next: string | null;
  /** Who sees it, while that is what its owner fears for; else null. */
  seenBy: string | null;
  tone: 'calm' | 'waiting' | 'done' | 'danger';
}

type Told = OrderSummary & Partial<Pick<OrderDetail, 'assignments' | 'callFirst' | 'petition'>>;

/** Those who come, as one reads their names aloud. */
export function sayWho(order: Pick<OrderDetail, 'assignments'> | Told): string {
  const names = (order.assignments ?? [])
    .filter((each) => each.status !== 'returned' && each.status !== 'released')
    .map((each) => each.name)
    .filter((name): name is string => name !== null);
  return names.length > 0 ? names.join(t('resident.list_comma')) : t('resident.a_volunteer');
}

/** How it stands with one's own order, in one sentence, and what happens next in another. */
export function sayOrder(order: Told, now: Date): Standing {
  const confided = order.confidential && (order.status === 'submitted' || order.status === 'triaged');
  return { ...sayStanding(order, now), seenBy: confided ? t('resident.who_sees') : null };
}

function sayStanding(order: Told, now: Date): Omit<Standing, 'seenBy'> {
  const due = order.dueAt && new Date(order.dueAt) > now ? sayTime(order.dueAt, now) : null;
  const late = order.dueAt !== null && new Date(order.dueAt) <= now;
  const next = (key: MessageKey, lateKey: MessageKey): string | null =>
    due ? t(key, { due }) : late ? t(lateKey) : null;
  const who = sayWho(order);
  const window = sayWindow(order.earliestAt, order.latestAt, now);
  switch (order.status) {
    case 'submitted':
    case 'triaged':
      return sayWaiting(order, next(waitsFor(order), 'resident.next.late'));
    case 'dispatched':
      return {
        now:
          order.assigned > 0
            ? t('resident.now.partly', { who, count: order.places - order.assigned })
            : t('resident.now.dispatched'),
        next: next('resident.next.taken_by', 'resident.next.late'),
        tone: 'waiting',
      };
    case 'accepted':
      return { now: sayAccepted(order, who, window), next: t('resident.next.accepted'), tone: 'calm' };
    case 'in_service':
      return { now: t('resident.now.in_service', { who }), next: t('resident.next.in_service'), tone: 'calm' };
    case 'served':
      return {
        now: t('resident.now.served', { who }),
        next: next('resident.next.asked_by', 'resident.next.asked'),
        tone: 'calm',
      };
    case 'answered':
      return {
        now: t('resident.now.answered'),
        next: next('resident.next.asked_by', 'resident.next.asked'),
        tone: 'calm',
      };
    case 'forwarded':
    case 'signed_for':
    case 'objected':
    case 'admitted':
    case 'replied':
    case 'reconsideration':
    case 'final_reconsideration':
      return sayPetition(order, order.status, now);
    case 'reviewed':
      return {
        now: t('resident.now.reviewed'),
        next: next('resident.next.supervisor_by', 'resident.next.late'),
        tone: 'waiting',
      };
    case 'redirected':
      return {
        now: order.callFirst ? t('resident.now.call', { number: order.callFirst }) : t('resident.now.redirected'),
        next: t('resident.next.redirected'),
        tone: 'danger',
      };
    case 'closed':
      return { now: sayClosed(order.outcome), next: null, tone: 'done' };
    case 'merged':
      return { now: t('resident.now.merged'), next: t('resident.next.merged'), tone: 'calm' };
    case 'withdrawn':
      return { now: t('resident.now.withdrawn'), next: null, tone: 'calm' };
    default:
      return order.status satisfies never;
  }
}

type OnPath =
  | 'forwarded'
  | 'signed_for'
  | 'objected'
  | 'admitted'
  | 'replied'
  | 'reconsideration'
  | 'final_reconsideration';

/** How far a petition is: with whom, and by when the law asks for what. */
function sayPetition(order: Told, status: OnPath, now: Date): Omit<Standing, 'seenBy'> {
  const petition = order.petition;
  const by = (at: string | null | undefined, key: MessageKey): string | null =>
    at && new Date(at) > now ? t(key, { due: sayDay(at, now) }) : null;
  const bounced = (petition?.objections ?? 0) > 0 && (status === 'forwarded' || status === 'objected');
  switch (status) {
    case 'forwarded':
    case 'signed_for':
      return {
        now: bounced
          ? t('resident.petition.forwarded_again', { count: petition?.objections ?? 1 })
          : t(`resident.petition.${status}`),
        next:
          by(petition?.noticeBy, 'resident.petition.notice_by') ??
          (petition?.noticeBy ? t('resident.next.late') : null),
        tone: 'waiting',
      };
    case 'objected':
      return { now: t('resident.petition.objected'), next: t('resident.petition.objected_next'), tone: 'waiting' };
    case 'admitted':
      return {
        now: t((petition?.disputes ?? 0) > 0 ? 'resident.petition.again' : 'resident.petition.admitted'),
        next: by(petition?.resolveBy, 'resident.petition.resolve_by') ?? t('resident.next.late'),
        tone: 'calm',
      };
    case 'replied':
      return {
        now: t('resident.petition.replied'),
        next: by(petition?.reconsiderBy, 'resident.petition.reconsider_by'),
        tone: 'calm',
      };
    case 'reconsideration':
    case 'final_reconsideration':
      return {
        now: t(`resident.petition.${status}`),
        next: by(petition?.concludeBy, 'resident.petition.conclude_by') ?? t('resident.next.late'),
        tone: 'waiting',
      };
    default:
      return status satisfies never;
  }
}

/** What the clock that runs is for. */
function waitsFor(order: Told): MessageKey {
  if (order.status === 'submitted') return 'resident.next.look_by';
  if (order.confidential) return 'resident.next.forward_by';
  return order.nature === 'consultation' ? 'resident.next.answer_by' : 'resident.next.sent_by';
}

function sayWaiting(order: Told, next: string | null): Omit<Standing, 'seenBy'> {
  const received = order.status === 'submitted';
  if (order.confidential)
    return {
      now: t(received ? 'resident.now.confidential' : 'resident.now.confidential_seen'),
      next,
      tone: 'waiting',
    };
  if (received) return { now: t('resident.now.submitted'), next, tone: 'waiting' };
  const key =
    order.nature === 'consultation'
      ? 'resident.now.asking'
      : order.reopened > 0
        ? 'resident.now.again'
        : 'resident.now.triaged';
  return { now: t(key), next, tone: 'waiting' };
}

function sayAccepted(order: Told, who: string, window: string | null): string {
  if (!window) return t('resident.now.accepted_open', { who });
  return t(order.homeVisit ? 'resident.now.accepted_visit' : 'resident.now.accepted', { who, window });
}

function sayClosed(outcome: string | null): string {
  return say(`resident.now.closed_${outcome ?? 'no_need'}`) ?? t('resident.now.closed_no_need');
}

const RANK: Partial<Record<OrderSummary['status'], number>> = {
  submitted: 0,
  triaged: 0,
  dispatched: 1,
  accepted: 2,
  in_service: 3,
  served: 3,
  answered: 1,
  closed: 4,
};

const SERVICE_STEPS = [
  ['resident.step.ordered', 'orders.submitted'],
  ['resident.step.sent', 'orders.dispatched'],
  ['resident.step.taken', 'orders.accepted'],
  ['resident.step.there', 'orders.started'],
  ['resident.step.said', 'orders.reviewed'],
] as const satisfies readonly (readonly [MessageKey, string])[];

const ANSWER_STEPS = [
  ['resident.step.asked', 'orders.submitted'],
  ['resident.step.answered', 'orders.answered'],
  ['resident.step.said', 'orders.reviewed'],
] as const satisfies readonly (readonly [MessageKey, string])[];

/** How far an order is, in three or five steps. Empty for what goes another way: emergencies, petitions, what was taken back. */
export function stepsOf(order: Told, events: readonly OrderEvent[], now: Date): TimelineStep[] {
  const rank = RANK[order.status];
  if (rank === undefined || order.confidential || order.historical) return [];
  const question = order.nature === 'consultation';
  const steps = question ? ANSWER_STEPS : SERVICE_STEPS;
  const reached = question && order.status === 'closed' ? 2 : rank;
  return steps.map(([name, kind], index) => {
    // After a return or a review that said "not solved" only the last time counts.
    const at = events.filter((event) => event.kind === kind).pop()?.at;
    const wished = name === 'resident.step.there' && index > reached ? order.earliestAt : null;
    return {
      name: t(name === 'resident.step.there' && !order.homeVisit ? 'resident.step.met' : name),
      time: index <= reached && at ? sayStepTime(at, now) : wished ? sayStepTime(wished, now) : null,
      state: index < reached ? 'passed' : index === reached ? 'now' : 'ahead',
    };
  });
}

/** A clock today, else a day: what fits under a step. */
function sayStepTime(at: string, now: Date): string {
  return sayDay(at, now) === t('time.today') ? sayClock(at) : sayShortDate(at);
}

/** What an order is called in a list: its kind, else the beginning of its words. */
export function nameOf(order: Pick<OrderSummary, 'text' | 'number'>, kind: string | null): string {
  if (kind) return kind;
  const words = order.text?.trim().split('\n')[0] ?? '';
  if (words === '') return order.number;
  return words.length > 24 ? `${words.slice(0, 24)}…` : words;
}
