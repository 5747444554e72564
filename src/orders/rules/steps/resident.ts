import type { Actor } from '../../../shared/actor.ts';
import type { ActionInput } from '../../schema/inputs.ts';
import { type Change, refusal, type Surroundings } from '../decision.ts';
import { endOfDays } from '../legal-days.ts';
import { isFollowerOf, isResidentOf } from '../permissions.ts';
import { BLANK_PETITION } from '../petition.ts';
import { activeAssignments, type OrderState, openOffers } from '../state.ts';

/**
 * The resident changes words, place or time: the words until somebody was asked, place and time until service starts.
 * Problems: `orders.words_fixed`, `orders.time_backwards`, `orders.time_past`.
 */
export function change(order: OrderState, input: ActionInput<'change'>, { now }: Surroundings): Change {
  if (input.text !== undefined && order.status !== 'submitted' && order.status !== 'triaged')
    throw refusal(
      'orders.words_fixed',
      'Volunteers were already asked with these words. Change place or time, or withdraw and order anew.',
    );
  const earliestAt = input.earliestAt === undefined ? order.earliestAt : new Date(input.earliestAt);
  const latestAt = input.latestAt === undefined ? order.latestAt : new Date(input.latestAt);
  if (earliestAt && latestAt && latestAt < earliestAt)
    throw refusal('orders.time_backwards', 'The latest time lies before the earliest. Turn them round.');
  // Other words for a time of yesterday are no new time.
  if (input.latestAt !== undefined && latestAt && latestAt <= now)
    throw refusal('orders.time_past', 'That time has passed. Choose a later one.');
  return {
    happened: 'changed',
    set: { earliestAt, latestAt },
    text: {
      ...(input.text === undefined ? {} : { words: input.text }),
      ...(input.place === undefined ? {} : { place: input.place }),
      ...(input.wish === undefined ? {} : { wish: input.wish }),
    },
    note: { words: input.text !== undefined, place: input.place !== undefined },
  };
}

/** The resident takes it back; whoever was asked or had accepted is released. */
export function withdraw(order: OrderState, input: ActionInput<'withdraw'>, around: Surroundings): Change {
  return {
    happened: 'withdrawn',
    set: { status: 'withdrawn', mergedInto: null, teamId: null },
    ...releaseAll(order, around.now),
    words: input.reason ? [{ kind: 'reason', words: input.reason }] : [],
  };
}

/**
 * The resident says how it went. Solved closes the order. Not solved reopens it once, its completion clock going on; a
 * second time it is supervised from one level up. A follower of a merged order may only say that it is not solved.
 */
export function review(order: OrderState, input: ActionInput<'review'>, actor: Actor, around: Surroundings): Change {
  if (input.solved && !isResidentOf(order, actor) && isFollowerOf(order, actor))
    throw refusal(
      'orders.only_requester_closes',
      'Only the one who asked first can close it. You can say that it is not solved.',
    );
  const said = {
    review: { stars: input.stars, solved: input.solved },
    words: input.words ? [{ kind: 'review' as const, words: input.words }] : [],
    note: { stars: input.stars, solved: input.solved },
  };
  if (input.solved) return { happened: 'reviewed', set: { status: 'closed', outcome: 'satisfied' }, ...said };
  if (order.status === 'replied') return { ...dispute(order, actor, around), ...said };
  if (order.reopened === 0)
    return { happened: 'reopened', set: { status: 'triaged', reopened: 1, reminders: 0, teamId: null }, ...said };
  return {
    happened: 'disputed',
    set: {
      status: 'reviewed',
      reopened: order.reopened + 1,
      reminders: 0,
      supervisedBy: around.levelUp ?? order.supervisedBy ?? order.unitId,
    },
    ...said,
  };
}

/**
 * A department's reply is its claim. The first time that it is called unsolved the department goes on, its 60 days with
 * it, watched from one level up; the second time who watches must act. After the final reconsideration the order ends as
 * disputed, never as satisfied. Problem `orders.path_ended` for a follower then.
 */
function dispute(order: OrderState, actor: Actor, around: Surroundings): Change {
  const petition = order.petition ?? BLANK_PETITION;
  if (petition.stage >= 2) {
    if (!isResidentOf(order, actor))
      throw refusal('orders.path_ended', 'The final reconsideration has been concluded.');
    return { happened: 'closed_disputed', set: { status: 'closed', outcome: 'disputed' } };
  }
  return {
    happened: 'disputed',
    set: {
      status: petition.disputes === 0 ? 'admitted' : 'reviewed',
      reopened: order.reopened + 1,
      reminders: 0,
      supervisedBy: around.levelUp ?? order.supervisedBy ?? order.unitId,
    },
    petition: { disputes: petition.disputes + 1 },
  };
}

/** The petitioner answers what was asked by the relay. */
export function respond(input: ActionInput<'respond'>): Change {
  return {
    happened: 'responded',
    petition: { questionOpen: false },
    words: [{ kind: 'response', words: input.words }],
  };
}

/** Whether question and answer may be published without a trace of the person; taken back at any time. */
export function consentPublication(input: ActionInput<'consent_publication'>): Change {
  return {
    happened: input.given ? 'publication_allowed' : 'publication_refused',
    petition: { consented: input.given },
  };
}

/** Looked at again one level up; a second time it is the final one (信访工作条例 arts. 35, 36). */
export function askReconsideration(
  order: OrderState,
  input: ActionInput<'ask_reconsideration'>,
  around: Surroundings,
): Change {
  const { law } = around.clocks.petition;
  const stage = (order.petition ?? BLANK_PETITION).stage + 1;
  const limit = stage === 1 ? law.reconsideration : law.finalReconsideration;
  return {
    happened: stage === 1 ? 'reconsideration_asked' : 'final_reconsideration_asked',
    set: {
      status: stage === 1 ? 'reconsideration' : 'final_reconsideration',
      outcome: null,
      reminders: 0,
      supervisedBy: around.levelUp ?? order.supervisedBy ?? order.unitId,
    },
    petition: { stage, concludeBy: endOfDays(limit, around.now, around.calendar) },
    words: [{ kind: 'appeal', words: input.reason }],
  };
}

/** Closes every open offer and part: used when an order is withdrawn, recalled or merged. */
export function releaseAll(order: OrderState, now: Date): Pick<Change, 'offers' | 'assignments'> {
  return {
    offers: openOffers(order).map((offer) => ({ ...offer, status: 'withdrawn', answeredAt: now })),
    assignments: activeAssignments(order).map((each) => ({ ...each, status: 'released' })),
  };
}
