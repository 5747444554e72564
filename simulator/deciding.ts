import type { Candidate, OrderDetail } from '../src/orders/schema/views.ts';
import { chance } from './random.ts';

/** What somebody at a desk does with an order they have opened. */
export type DeskStep =
  | { name: 'triage'; input: { nature: string; kind?: string; urgency?: string; confidential?: boolean } }
  | { name: 'dispatch'; input: { teamId: string } | { personIds: string[] } }
  | { name: 'answer'; input: { words: string } }
  | { name: 'merge'; input: { into: string } }
  | { name: 'confirm_safe'; input: { reached: boolean } }
  | null;

const ASKS = /[?？]|请问|咨询|怎么|如何|能否|是否|什么时候|为什么|吗/;
const BLAMES = /投诉|举报|不作为|违规|违法|乱收费|拖欠|欺|没人管|无人管|扰民|强烈|维权|严重|要求|曝光|拆迁|噪音|烂尾/;

/**
 * Triage by a person who reads: the page's suggestion is taken where the words bear it out; blame makes it a complaint,
 * a question a consultation. Decides from text and page alone.
 */
export function triage(order: OrderDetail): DeskStep {
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

/** The next step of a dispatcher for an open order, or null: nothing to do for now. */
export function dispatcherStep(
  order: OrderDetail,
  candidates: readonly Candidate[],
  alike: OrderDetail | null,
): DeskStep {
  const may = (name: string) => order.actions.some((action) => action.name === name && action.allowed);
  // Somebody who calls back learns whether it is one: a complaint about a danger is not a cry for help.
  if (order.status === 'redirected' && may('triage') && (BLAMES.test(order.text ?? '') || ASKS.test(order.text ?? '')))
    return triage(order);
  if (order.status === 'redirected' && may('confirm_safe')) return { name: 'confirm_safe', input: { reached: true } };
  if (alike && may('merge')) return { name: 'merge', input: { into: alike.id } };
  if (order.status === 'submitted' && may('triage')) return triage(order);
  if (order.status === 'reviewed' && may('answer'))
    return { name: 'answer', input: { words: '我们又问了一遍，情况和办法都写在这里。' } };
  if (order.status !== 'triaged') return null;
  const first = candidates[Math.max(0, ...order.offers.map((offer) => offer.round))] ?? candidates[0];
  if (may('dispatch') && first)
    return { name: 'dispatch', input: first.teamId ? { teamId: first.teamId } : { personIds: [first.personId ?? ''] } };
  // A question is answered; so is a need that nobody here can meet, with the reason.
  if (may('answer'))
    return {
      name: 'answer',
      input: {
        words: first ? '按现在的规定可以办，材料写在这里。' : '附近暂时没有会这个的人，我们把能帮的地方告诉您。',
      },
    };
  return null;
}

/** Whether a volunteer takes an offer: people differ, and so do days. */
export function takesOffer(seed: number, personId: string, orderId: string): 'accept' | 'decline' | 'ignore' {
  const mood = chance(seed, 'offer', personId, orderId);
  if (mood < 0.6) return 'accept';
  return mood < 0.85 ? 'decline' : 'ignore';
}

/** How the resident finds it, or null: says nothing. */
export function reviewOf(seed: number, order: OrderDetail): { stars: number; solved: boolean } | null {
  const mood = chance(seed, 'review', order.id, order.reopened);
  const content = order.status === 'served' ? 0.72 : 0.6;
  if (mood < content) return { stars: mood < content / 2 ? 5 : 4, solved: true };
  if (mood < content + 0.13) return { stars: 2, solved: false };
  return null;
}

/** How alike two texts are: share of common pairs of characters (Jaccard, 0 to 1). */
export function likeness(a: string, b: string): number {
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
  const [one, other] = [pairs(a), pairs(b)];
  const common = [...one].filter((pair) => other.has(pair)).length;
  const all = one.size + other.size - common;
  return all === 0 ? 0 : common / all;
}
