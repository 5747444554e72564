import type { Candidate } from '../src/dispatch/schema.ts';
import type { OfferCard, OrderDetail } from '../src/orders/schema/views.ts';
import { maskedText, maskingOf } from '../src/triage/rules/masking.ts';
import { chance } from './random.ts';

/** What somebody at a desk does with an order they have opened. */
export type DeskStep =
  | { name: 'triage'; input: { nature: string; kind?: string; urgency?: string; confidential?: boolean } }
  | { name: 'dispatch'; input: { teamId: string } | { personIds: string[] } }
  | { name: 'answer'; input: { words: string } }
  | { name: 'merge'; input: { into: string } }
  | { name: 'recall'; input: { reason: string } }
  | { name: 'hand_over'; input: { unitId: string } }
  | { name: 'confirm_safe'; input: { reached: boolean } }
  | { name: 'forward'; input: { departmentId: string; text: string } }
  | { name: 'sign_for'; input: object }
  | { name: 'admit'; input: { words: string } }
  | { name: 'reply'; input: { words: string } }
  | null;

const ASKS = /[?？]|请问|咨询|怎么|如何|能否|是否|什么时候|为什么|吗/;
const BLAMES = /投诉|举报|不作为|违规|违法|乱收费|拖欠|欺|没人管|无人管|扰民|强烈|维权|严重|要求|曝光|拆迁|噪音|烂尾/;
const ABOUT_INSURANCE = /医保|医疗保险|参保|报销/;
/** After so many rounds without a taker, people are told so. */
const MOST_ROUNDS = 3;
/** So many volunteers are asked by name at once. */
const ASKED_AT_ONCE = 5;

/** Whether the page lets its reader do something. */
export function may(order: Pick<OrderDetail, 'actions'>, name: string): boolean {
  return order.actions.some((action) => action.name === name && action.allowed);
}

/**
 * Triage by a person who reads: the page's suggestion is taken where the words bear it out; blame makes it a complaint,
 * a question a consultation. Decides from text and page alone.
 */
export function triage(order: Pick<OrderDetail, 'suggestion' | 'text'>): DeskStep {
  const { suggestion } = order;
  const text = order.text ?? '';
  const blames = BLAMES.test(text);
  if (suggestion && suggestion.nature === 'emergency')
    return { name: 'triage', input: { nature: blames ? 'complaint' : 'consultation' } };
  if (suggestion?.kind && !(blames && suggestion.nature === 'public_service'))
    return { name: 'triage', input: { nature: suggestion.nature, kind: suggestion.kind, urgency: suggestion.urgency } };
  if (blames) return { name: 'triage', input: { nature: 'complaint' } };
  return { name: 'triage', input: { nature: ASKS.test(text) ? 'consultation' : 'complaint' } };
}

/** What a dispatcher knows besides the order. */
export interface AtHand {
  /** Who could serve, best first. */
  candidates: readonly Candidate[];
  /** An open order of the same matter that they have read. */
  alike: string | null;
  /** The department that answers about health insurance. */
  insurance: string | undefined;
  /** Whether whoever is rung answers. */
  reached: boolean;
}

/** The next step of a dispatcher for an open order, or null: nothing to do for now. */
export function dispatcherStep(order: OrderDetail, hand: AtHand): DeskStep {
  const text = order.text ?? '';
  // Somebody who calls back learns whether it is one: a complaint about a danger is not a cry for help.
  if (order.status === 'redirected' && may(order, 'triage') && (BLAMES.test(text) || ASKS.test(text)))
    return triage(order);
  if (order.status === 'redirected' && may(order, 'confirm_safe'))
    return { name: 'confirm_safe', input: { reached: hand.reached } };
  if (hand.alike !== null && may(order, 'merge')) return { name: 'merge', input: { into: hand.alike } };
  if (order.status === 'submitted' && may(order, 'triage')) return triage(order);
  if (order.status === 'reviewed' && may(order, 'answer'))
    return { name: 'answer', input: { words: '我们又问了一遍，情况和办法都写在这里。' } };
  // Taken on and not done in time: somebody else is found.
  if ((order.status === 'accepted' || order.status === 'in_service') && order.escalations > 0 && may(order, 'recall'))
    return { name: 'recall', input: { reason: '过了时间，另找人' } };
  if (order.status !== 'triaged') return null;
  if (may(order, 'dispatch')) {
    const target = order.reopened > 1 ? null : whomToAsk(order, hand.candidates);
    if (target) return { name: 'dispatch', input: target };
  }
  const { insurance } = hand;
  if (order.nature === 'consultation' && ABOUT_INSURANCE.test(text) && insurance && order.unitId !== insurance)
    return { name: 'hand_over', input: { unitId: insurance } };
  // A question is answered; so is a need that nobody here can meet, with the reason.
  if (!may(order, 'answer')) return null;
  const words =
    order.nature === 'consultation'
      ? '按现在的规定可以办，材料写在这里。'
      : '附近暂时没有能去的人，我们把能帮的地方告诉您。';
  return { name: 'answer', input: { words } };
}

/**
 * The next step of a petition clerk: a petition about health insurance goes to the department that answers for it, the only
 * one here with somebody at its desk, in words that a rule masked. Others wait with the clerks.
 */
export function clerkStep(order: OrderDetail, insurance: string | undefined): DeskStep {
  const text = order.text ?? '';
  if (order.status === 'submitted') return triage(order);
  if (!may(order, 'forward') || insurance === undefined || !ABOUT_INSURANCE.test(text)) return null;
  return {
    name: 'forward',
    input: { departmentId: insurance, text: maskedText(text, maskingOf(text)).slice(0, 4000) },
  };
}

/** The next step of a department's officer with a petition, or null: it is with somebody else. */
export function officerStep(order: Pick<OrderDetail, 'actions'>): DeskStep {
  if (may(order, 'sign_for')) return { name: 'sign_for', input: {} };
  if (may(order, 'admit')) return { name: 'admit', input: { words: '我们受理了，60 天内答复您。' } };
  if (may(order, 'reply')) return { name: 'reply', input: { words: '我们查了，情况和办法都写在这里。' } };
  return null;
}

/** The best team, or the best few people by name; from round to round the other way. Null when there is nobody more to ask. */
function whomToAsk(
  order: OrderDetail,
  candidates: readonly Candidate[],
): { teamId: string } | { personIds: string[] } | null {
  const round = Math.max(0, ...order.offers.map((offer) => offer.round));
  if (round >= MOST_ROUNDS * (1 + order.reopened)) return null;
  const team = candidates.find((each) => each.teamId !== null)?.teamId;
  const people = candidates.flatMap((each) => each.personId ?? []).slice(0, Math.max(ASKED_AT_ONCE, order.places + 2));
  const teamFirst = candidates[0]?.teamId !== null;
  if (team && (people.length === 0 || teamFirst === (round % 2 === 0))) return { teamId: team };
  return people.length > 0 ? { personIds: people } : null;
}

/** Whether a volunteer takes an offer: people differ, and so do days. A leader who accepts names who of the team goes. */
export function takesOffer(
  seed: number,
  name: string,
  order: string,
  offer: Pick<OfferCard, 'teamId' | 'offeredAt' | 'conflict'>,
  leads: boolean,
): 'accept' | 'assign' | 'decline' | 'ignore' {
  if (offer.conflict) return offer.teamId === null ? 'decline' : 'ignore';
  const mood = chance(seed, 'offer', name, order, offer.offeredAt);
  if (leads) return mood < 0.65 ? 'assign' : mood < 0.85 ? 'decline' : 'ignore';
  if (offer.teamId !== null) return mood < 0.3 ? 'accept' : 'ignore';
  if (mood < 0.45) return 'accept';
  return mood < 0.75 ? 'decline' : 'ignore';
}

/** What becomes of a task: most go; some give it back, a few forget it. */
export function keepsTask(seed: number, name: string, order: string): 'goes' | 'returns' | 'forgets' {
  const mood = chance(seed, 'keeps', name, order);
  if (mood < 0.07) return 'forgets';
  return mood < 0.14 ? 'returns' : 'goes';
}

/** What a resident does of their own accord while they wait. */
export function changesMind(seed: number, order: string): 'withdraws' | 'changes' | 'waits' {
  const mood = chance(seed, 'mind', order);
  if (mood < 0.06) return 'withdraws';
  return mood < 0.12 ? 'changes' : 'waits';
}

/** How the resident finds it, or null: says nothing, this time. `look` counts how often they opened it since it was done. */
export function reviewOf(
  seed: number,
  name: string,
  order: Pick<OrderDetail, 'status' | 'reopened'>,
  look: number,
): { stars: number; solved: boolean } | null {
  const mood = chance(seed, 'review', name, order.reopened, look);
  const content = look > 1 ? 0.3 : order.status === 'served' ? 0.66 : 0.5;
  if (mood < content) return { stars: mood < content / 2 ? 5 : 4, solved: true };
  if (mood < content + (look > 1 ? 0.05 : 0.15)) return { stars: 2, solved: false };
  return null;
}

/** Pairs of neighbouring characters of a text. */
export function pairsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
}

/** How alike two texts are: share of common pairs of characters (Jaccard, 0 to 1). */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const pair of one) if (other.has(pair)) common++;
  const all = one.size + other.size - common;
  return all === 0 ? 0 : common / all;
}
