import type { Actor } from '../../../shared/actor.ts';
import type { ActionInput } from '../../schema/inputs.ts';
import { type Change, refusal, type Surroundings } from '../decision.ts';
import { endOfDays } from '../legal-days.ts';
import { BLANK_PETITION, MOST_OBJECTIONS, type Petition } from '../petition.ts';
import type { OrderState } from '../state.ts';

/*
 * The path of a petition or complaint between the clerks and the department. What the resident does stands in
 * `resident.ts`. Periods and their clauses are policy (`db/seeds/petitions.json`).
 */

const petitionOf = (order: OrderState): Petition => order.petition ?? BLANK_PETITION;

/**
 * Hands it to the one accountable department, which reads the masked words that the clerk confirmed with it, or before.
 * Only a department can have it: its duty is not pushed down to a subdistrict or a community. Problems:
 * `orders.department_unknown`, `orders.duty_not_pushed_down`, `orders.department_bounced`, `orders.masking_needed`,
 * `orders.department_complained_of`.
 */
export function forward(order: OrderState, input: ActionInput<'forward'>, around: Surroundings): Change {
  const petition = petitionOf(order);
  if (input.text === undefined && !petition.masked)
    throw refusal('orders.masking_needed', 'Confirm first which words the department may read.');
  return {
    happened: 'forwarded',
    ...given(order, input.departmentId, around),
    words: input.text === undefined ? [] : [{ kind: 'masked', words: input.text }],
  };
}

/** To a department, from now: its periods to object and to give notice begin. */
function given(
  order: OrderState,
  departmentId: string,
  around: Surroundings,
): Pick<Change, 'set' | 'petition' | 'restartClock'> {
  const { department, now, calendar } = around;
  const petition = petitionOf(order);
  const { law } = around.clocks.petition;
  if (!department || department.id !== departmentId || !department.open)
    throw refusal('orders.department_unknown', 'This department does not exist or is closed. Choose another.');
  if (department.level !== 'department')
    throw refusal(
      'orders.duty_not_pushed_down',
      'A department’s duty is not pushed down to a subdistrict or a community. Choose a department.',
    );
  if (petition.bounced.includes(departmentId))
    throw refusal('orders.department_bounced', 'This department has said already that it is not responsible.');
  if (department.path.some((unitId) => order.complainedUnits?.includes(unitId)))
    throw refusal('orders.department_complained_of', 'The petition complains of this department. Choose another.');
  return {
    set: { status: 'forwarded', departmentId },
    petition: {
      forwards: petition.forwards + 1,
      masked: true,
      forwardedAt: now,
      signedAt: null,
      admittedAt: null,
      objectBy: endOfDays(law.object, now, calendar),
      noticeBy: endOfDays(law.notice, now, calendar),
    },
    restartClock: true,
  };
}

/** The department has it in hand. */
export function signFor(around: Surroundings): Change {
  return { happened: 'signed_for', set: { status: 'signed_for' }, petition: { signedAt: around.now } };
}

/** "Not ours", with the reason: the centre decides, and a second time the level above it. */
export function object(order: OrderState, input: ActionInput<'object'>): Change {
  const objections = petitionOf(order).objections + 1;
  return {
    happened: 'objected',
    set: { status: 'objected' },
    petition: { objections },
    note: { objections },
    words: [{ kind: 'objection', words: input.reason }],
  };
}

/**
 * The centre decides: believed, it goes to another department; not believed, back to the same. After two objections the
 * decision binds. Problems: those of `forward`.
 */
export function decideObjection(
  order: OrderState,
  input: ActionInput<'decide_objection'>,
  around: Surroundings,
): Change {
  const petition = petitionOf(order);
  const before = order.departmentId;
  if (input.upheld && (input.departmentId === undefined || input.departmentId === before))
    throw refusal('orders.department_unknown', 'Say which other department is responsible.');
  const departmentId = input.upheld ? input.departmentId : before;
  const named = input.upheld ? around.department : before === null ? undefined : asDepartment(before);
  const again = given(order, departmentId ?? '', { ...around, department: named });
  const binding = petition.objections >= MOST_OBJECTIONS;
  return {
    happened: 'objection_decided',
    ...again,
    petition: {
      ...again.petition,
      binding,
      bounced: input.upheld && before !== null ? [...petition.bounced, before] : petition.bounced,
    },
    note: { upheld: input.upheld, binding, ...(input.upheld ? { from: before } : {}) },
    words: [{ kind: 'decision', words: input.reason }],
  };
}

/** The department that has it keeps it, whatever became of it meanwhile. */
function asDepartment(id: string): NonNullable<Surroundings['department']> {
  return { id, level: 'department', open: true, path: [id] };
}

/** Taken on, with the written notice to the petitioner (信访工作条例 art. 23); from now on 60 days (art. 34). */
export function admit(input: ActionInput<'admit'>, around: Surroundings): Change {
  const { now, calendar } = around;
  return {
    happened: 'admitted',
    set: { status: 'admitted' },
    petition: { admittedAt: now, resolveBy: endOfDays(around.clocks.petition.law.resolve, now, calendar) },
    words: [{ kind: 'notice', words: input.words }],
  };
}

/** A question to the petitioner by the relay: neither side learns who the other is. */
export function ask(input: ActionInput<'ask'>): Change {
  return { happened: 'asked', petition: { questionOpen: true }, words: [{ kind: 'question', words: input.words }] };
}

/** More time, once, with the reason; somebody else decides (信访工作条例 art. 34). */
export function askExtension(input: ActionInput<'ask_extension'>, actor: Actor, around: Surroundings): Change {
  return {
    happened: 'extension_asked',
    petition: {
      extensionAsked: Math.min(input.days, around.clocks.petition.law.extend.days),
      extensionAskedBy: actor.id,
    },
    words: [{ kind: 'extension', words: input.reason }],
  };
}

/** The named approver grants the days asked for, or not. */
export function decideExtension(
  order: OrderState,
  input: ActionInput<'decide_extension'>,
  actor: Actor,
  around: Surroundings,
): Change {
  const petition = petitionOf(order);
  const words: Change['words'] = input.reason ? [{ kind: 'decision', words: input.reason }] : [];
  const asked = { extensionAsked: 0, extensionAskedBy: null };
  if (!input.granted) return { happened: 'extension_refused', petition: asked, words };
  const limit = { ...around.clocks.petition.law.extend, days: petition.extensionAsked };
  return {
    happened: 'extended',
    petition: {
      ...asked,
      extensionDays: petition.extensionAsked,
      extensionGrantedBy: actor.id,
      resolveBy: petition.resolveBy && endOfDays(limit, petition.resolveBy, around.calendar),
    },
    note: { days: petition.extensionAsked },
    restartClock: true,
    words,
  };
}

/** The department's claim of what was done; the petitioner says whether it is so. */
export function reply(order: OrderState, input: ActionInput<'reply'>, around: Surroundings): Change {
  return {
    happened: 'replied',
    ...replied(order, around),
    words: [{ kind: 'reply', words: input.words }],
  };
}

function replied(order: OrderState, around: Surroundings): Pick<Change, 'set' | 'petition'> {
  const { law } = around.clocks.petition;
  const { stage } = petitionOf(order);
  const limit = stage === 0 ? law.askReconsideration : law.askFinal;
  return {
    set: { status: 'replied', reminders: 0 },
    petition: {
      repliedAt: around.now,
      extensionAsked: 0,
      extensionAskedBy: null,
      reconsiderBy: endOfDays(limit, around.now, around.calendar),
    },
  };
}

/** One level up the reply stands, or the department handles it anew, its 60 days beginning again. */
export function conclude(order: OrderState, input: ActionInput<'conclude'>, around: Surroundings): Change {
  const words: Change['words'] = [{ kind: 'conclusion', words: input.words }];
  if (input.upheld)
    return { happened: 'reply_upheld', ...replied(order, around), note: { stage: petitionOf(order).stage }, words };
  return {
    happened: 'reply_revoked',
    set: { status: 'admitted' },
    petition: { resolveBy: endOfDays(around.clocks.petition.law.resolve, around.now, around.calendar) },
    note: { stage: petitionOf(order).stage },
    words,
  };
}

/** Discipline reports and what is before a court are shown the right door and not taken in. `orders.door_unknown`. */
export function showDoor(input: ActionInput<'show_door'>, around: Surroundings): Change {
  if (!around.doors.has(input.door))
    throw refusal('orders.door_unknown', 'This door is not in the list. Choose another.');
  return {
    happened: 'shown_door',
    set: { status: 'closed', outcome: 'other_door' },
    petition: { door: input.door },
    note: { door: input.door },
  };
}

/** Its number at the city's 12345 line is kept, whichever way it went. */
export function noteHotline(input: ActionInput<'note_hotline'>): Change {
  return {
    happened: 'hotline_noted',
    petition: { hotlineNumber: input.hotlineNumber, hotlineDirection: input.direction },
    note: { direction: input.direction },
  };
}

/** The answer to an instruction from above: its receipt. */
export function reportBack(input: ActionInput<'report_back'>, around: Surroundings): Change {
  return {
    happened: 'reported_back',
    petition: { instructionDueBy: null, reportedBackAt: around.now },
    restartClock: true,
    words: [{ kind: 'receipt', words: input.words }],
  };
}
