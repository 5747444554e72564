import { describe, expect, it } from 'vitest';
import {
  after,
  cityClerk,
  clerk,
  clock,
  department,
  dispatcher,
  monday,
  officer,
  order,
  otherOfficer,
  person,
  resident,
  surroundings,
  unit,
  weekdays,
} from '../../../tests/order-rules.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { addMinutes } from '../../shared/time.ts';
import type { ActionInput } from '../schema/inputs.ts';
import type { ActionName } from '../schema/states.ts';
import { available, decide } from './decide.ts';
import type { Surroundings } from './decision.ts';
import { endOfDays } from './legal-days.ts';
import { levelsAbove } from './petition.ts';
import type { OrderState } from './state.ts';
import { viewOf } from './visibility.ts';

type Step = [ActionName, object, Actor, Partial<Surroundings>?];

function walk(first: OrderState, ...steps: Step[]): OrderState {
  return steps.reduce((state, [action, input, actor, around]) => {
    const { departmentId } = input as { departmentId?: string };
    const named = departmentId === undefined ? {} : { department: department(departmentId) };
    return after(
      state,
      decide(state, action, input as ActionInput<typeof action>, actor, surroundings({ ...named, ...around })),
    );
  }, first);
}

function codeOf(first: OrderState, step: Step): string {
  try {
    walk(first, step);
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'done';
}

/** The same step, later. */
const at = ([action, input, actor]: Step, now: Date): Step => [action, input, actor, { now }];

const forward: Step = ['forward', { departmentId: unit.department, text: '某小区三号楼电梯坏了四十天' }, clerk];
const admit: Step = ['admit', { words: '我们受理，60 天内答复' }, officer];
const reply: Step = ['reply', { words: '修好了' }, officer];
const unsolved: Step = ['review', { stars: 1, solved: false }, resident];
const object: Step = ['object', { reason: '归房管部门管' }, officer];

const unmarked = walk(order(), ['triage', { nature: 'complaint', kind: 'noise' }, dispatcher]);
/** A clerk has said that it is about nobody of the units here. */
const registered: OrderState = { ...unmarked, complainedUnits: [], complainedPeople: [] };
const forwarded = walk(registered, forward);
const admitted = walk(forwarded, ['sign_for', {}, officer], admit);
const replied = walk(admitted, reply);
const day = (text: string) => new Date(`${text}T10:00:00Z`); // 18:00 in Taiyuan

describe('periods of the law', () => {
  it.each([
    [{ days: 15, count: 'days' }, '2026-03-02', '2026-03-17'],
    [{ days: 5, count: 'working_days' }, '2026-03-02', '2026-03-09'],
    // The twelfth day is a Saturday: the Monday after it.
    [{ days: 12, count: 'days' }, '2026-03-02', '2026-03-16'],
    [{ days: 1, count: 'working_days' }, '2026-03-06', '2026-03-09'],
    [{ days: 60, count: 'days' }, '2026-03-02', '2026-05-01'],
  ] as const)('%j from %s end on %s when service closes', (limit, from, to) => {
    expect(endOfDays(limit, new Date(`${from}T01:00:00Z`), weekdays)).toEqual(day(to));
  });

  it('the day on which it begins does not count, whatever the hour', () => {
    const late = new Date('2026-03-02T15:59:00Z');
    expect(endOfDays({ days: 15, count: 'days' }, late, weekdays)).toEqual(day('2026-03-17'));
  });
});

describe('the path of a petition', () => {
  it('goes from the clerks to one department and back to the petitioner, who says that it is solved', () => {
    expect(forwarded).toMatchObject({
      status: 'forwarded',
      departmentId: unit.department,
      unitId: unit.centre,
      petition: { forwards: 1, objectBy: day('2026-03-09'), noticeBy: day('2026-03-17') },
    });
    expect(admitted).toMatchObject({ status: 'admitted', dueAt: day('2026-05-01') });
    expect(replied).toMatchObject({ status: 'replied', petition: { reconsiderBy: day('2026-04-01') } });
    expect(walk(replied, ['review', { stars: 5, solved: true }, resident])).toMatchObject({
      status: 'closed',
      outcome: 'satisfied',
    });
  });

  it('waits for nobody longer than the law allows to forward it, and is promised in one working day', () => {
    expect(registered.dueAt).toEqual(new Date('2026-03-03T01:00:00Z'));
    const fourteenth = walk({ ...registered, dueAt: day('2026-03-16') }, [
      'expire',
      {},
      clock,
      { now: day('2026-03-16') },
    ]);
    expect(fourteenth.dueAt).toEqual(day('2026-03-17'));
  });

  it('is forwarded only once somebody has said whom it complains of', () => {
    expect(codeOf(unmarked, forward)).toBe('orders.mark_first');
    expect(codeOf({ ...unmarked, complainedUnits: [unit.station] }, forward)).toBe('done');
    for (const marked of [unit.department, unit.centre])
      expect(codeOf({ ...unmarked, complainedUnits: [marked] }, forward)).toBe('orders.department_complained_of');
  });

  it('is forwarded only in words that a clerk confirmed, and then again without them', () => {
    expect(codeOf(registered, ['forward', { departmentId: unit.department }, clerk])).toBe('orders.masking_needed');
    const back = walk(forwarded, ['recall', {}, clerk]);
    expect(back).toMatchObject({ status: 'triaged', departmentId: null });
    expect(walk(back, ['forward', { departmentId: unit.otherDepartment }, clerk]).petition?.forwards).toBe(2);
  });

  it('is not pushed down to a subdistrict or a community', () => {
    for (const level of ['institute', 'station', 'team'] as const)
      expect(
        codeOf(registered, [
          'forward',
          { departmentId: unit.institute, text: '电梯坏了' },
          clerk,
          { department: { id: unit.institute, level, open: true, path: [] } },
        ]),
      ).toBe('orders.duty_not_pushed_down');
  });

  it('a public service is not forwarded', () => {
    const service = walk(order({ confidential: true }), [
      'triage',
      { nature: 'public_service', kind: 'cleanup', confidential: true },
      clerk,
    ]);
    expect(codeOf(service, forward)).toBe('orders.not_a_petition');
  });

  it('more time is granted once, by somebody else, and the reason is told', () => {
    const asked = walk(admitted, ['ask_extension', { days: 10, reason: '要等检测' }, officer]);
    expect(codeOf(asked, ['decide_extension', { granted: true }, officer])).toBe('orders.own_extension');
    const granted = walk(asked, ['decide_extension', { granted: true }, clerk]);
    expect(granted).toMatchObject({
      dueAt: day('2026-05-11'),
      petition: { extensionDays: 10, extensionGrantedBy: 'clerk', resolveBy: day('2026-05-11') },
    });
    expect(codeOf(granted, ['ask_extension', { days: 5, reason: '还要等' }, officer])).toBe('orders.extended_once');
    const refused = walk(asked, ['decide_extension', { granted: false, reason: '材料已经齐了' }, clerk]);
    expect(refused.petition).toMatchObject({ extensionDays: 0, extensionAsked: 0, resolveBy: day('2026-05-01') });
  });

  it('a question goes by the relay and is answered once', () => {
    const asked = walk(admitted, ['ask', { words: '几号楼？' }, officer]);
    expect(codeOf(admitted, ['respond', { words: '三号楼' }, resident])).toBe('orders.no_question');
    expect(walk(asked, ['respond', { words: '三号楼' }, resident]).petition?.questionOpen).toBe(false);
  });
});

describe('"not ours"', () => {
  const once = walk(forwarded, object);

  it('is decided by the centre: not believed, the same department has it again', () => {
    const again = walk(once, ['decide_objection', { upheld: false, reason: '职责清单第三条' }, clerk]);
    expect(again).toMatchObject({
      status: 'forwarded',
      departmentId: unit.department,
      petition: { objections: 1, binding: false },
    });
  });

  it('a second time by the level above, whose decision binds', () => {
    const other = walk(once, [
      'decide_objection',
      { upheld: true, departmentId: unit.otherDepartment, reason: '归他们' },
      clerk,
    ]);
    expect(other.petition).toMatchObject({ bounced: [unit.department], forwards: 2 });
    const twice = walk(other, ['object', { reason: '也不归我们' }, otherOfficer]);
    const decision = { upheld: false, reason: '就由你们办' };
    expect(codeOf(twice, ['decide_objection', decision, clerk])).toBe('platform.forbidden');
    const bound = walk(twice, ['decide_objection', decision, cityClerk]);
    expect(bound.petition).toMatchObject({ objections: 2, binding: true });
    expect(codeOf(bound, ['object', { reason: '还是不归我们' }, otherOfficer])).toBe('orders.decision_binds');
    expect(
      codeOf(twice, ['decide_objection', { upheld: true, departmentId: unit.department, reason: '再转' }, cityClerk]),
    ).toBe('orders.department_bounced');
  });

  it('is said within five working days', () => {
    const late = addMinutes(day('2026-03-09'), 1);
    expect(codeOf(forwarded, at(object, late))).toBe('orders.objection_late');
  });
});

describe('a reply is a claim', () => {
  it('called unsolved it goes up one level, and its 60 days go on', () => {
    const now = addMinutes(monday, 1440 * 20);
    const disputed = walk(replied, at(unsolved, now));
    expect(disputed).toMatchObject({
      status: 'admitted',
      dueAt: day('2026-05-01'),
      supervisedBy: unit.city,
      petition: { disputes: 1 },
    });
    const again = walk(disputed, reply, unsolved);
    expect(again).toMatchObject({ status: 'reviewed', petition: { disputes: 2 } });
    expect(codeOf(again, ['reply', { words: '已查' }, clerk])).toBe('platform.forbidden');
    expect(walk(again, ['reply', { words: '已查' }, cityClerk]).status).toBe('replied');
  });

  it('who said "me too" may say that it is not solved', () => {
    const followed = { ...replied, followers: [{ orderId: 'other', requesterId: 'follower', requesterDigest: null }] };
    expect(walk(followed, ['review', { stars: 1, solved: false }, person('follower')]).status).toBe('admitted');
    expect(codeOf(followed, ['review', { stars: 5, solved: true }, person('follower')])).toBe(
      'orders.only_requester_closes',
    );
  });

  it('silence after two reminders closes it as unanswered when the 30 days are over', () => {
    let state = replied;
    for (const reminders of [1, 2]) {
      state = walk(state, ['expire', {}, clock, { now: state.dueAt! }]);
      expect(state).toMatchObject({ status: 'replied', reminders });
    }
    state = walk(state, ['expire', {}, clock, { now: state.dueAt! }]);
    expect(state).toMatchObject({ status: 'closed', outcome: 'unanswered' });
    expect(addMinutes(monday, 3 * 14_400)).toEqual(new Date('2026-04-01T01:00:00Z'));
  });
});

describe('reconsideration', () => {
  const appeal: Step = ['ask_reconsideration', { reason: '只是换了灯泡，电梯没动' }, resident];
  const first = walk(replied, appeal);

  it('is decided one level up within 30 days, a second time for good', () => {
    expect(first).toMatchObject({ status: 'reconsideration', dueAt: day('2026-04-01'), supervisedBy: unit.city });
    expect(codeOf(first, ['conclude', { upheld: true, words: '维持' }, clerk])).toBe('platform.forbidden');
    const upheld = walk(first, ['conclude', { upheld: true, words: '维持' }, cityClerk]);
    expect(upheld).toMatchObject({ status: 'replied', petition: { stage: 1 } });
    const last = walk(upheld, appeal);
    expect(last).toMatchObject({ status: 'final_reconsideration', petition: { stage: 2 } });
    const done = walk(last, ['conclude', { upheld: true, words: '维持' }, cityClerk]);
    expect(codeOf(done, appeal)).toBe('orders.path_ended');
    expect(walk(done, unsolved)).toMatchObject({ status: 'closed', outcome: 'disputed' });
  });

  it('that revokes the reply sends it back to the department for another 60 days', () => {
    expect(walk(first, ['conclude', { upheld: false, words: '重新办' }, cityClerk])).toMatchObject({
      status: 'admitted',
      departmentId: unit.department,
      dueAt: day('2026-05-01'),
    });
  });

  it('can be asked for within 30 days, also of what was closed, and not later', () => {
    const content = walk(replied, ['review', { stars: 5, solved: true }, resident]);
    expect(walk(content, appeal)).toMatchObject({ status: 'reconsideration', outcome: null });
    const late = addMinutes(day('2026-04-01'), 1);
    expect(codeOf(content, at(appeal, late))).toBe('orders.reconsideration_late');
    expect(codeOf(order({ status: 'closed', outcome: 'satisfied' }), appeal)).toBe('orders.wrong_state');
  });

  it('above the highest level its clerks decide', () => {
    expect(levelsAbove(['county', 'city'], 1)).toEqual(['city']);
    expect(levelsAbove(['county', 'city'], 2)).toEqual(['city']);
    expect(levelsAbove(['city'], 1)).toEqual(['city']);
  });
});

describe('supervision', () => {
  const by = '2026-03-05T02:00:00Z';
  const watched = walk(admitted, ['supervise', { words: '三天内回话', by }, cityClerk]);

  it('sets a date at which the clock rings, until it is answered', () => {
    expect(watched).toMatchObject({ supervisedBy: unit.city, dueAt: new Date(by) });
    const answered = walk(watched, ['report_back', { words: '明天换件' }, officer]);
    expect(answered).toMatchObject({ dueAt: day('2026-05-01'), petition: { instructionDueBy: null } });
    expect(codeOf(answered, ['report_back', { words: '明天换件' }, officer])).toBe('orders.no_instruction');
  });

  it('has no date in the past, and none for an open order', () => {
    expect(codeOf(admitted, ['supervise', { by: '2026-03-01T00:00:00Z' }, cityClerk])).toBe('orders.deadline_past');
    const open = person('above', [{ role: 'dispatcher', unitId: unit.city }]);
    expect(codeOf(order(), ['supervise', { by }, open])).toBe('orders.not_a_petition');
  });

  it('a clock that runs out with the department is told to the clerks first, then to the city', () => {
    const late = walk(forwarded, ['expire', {}, clock, { now: forwarded.dueAt! }]);
    expect(late).toMatchObject({ supervisedBy: unit.centre, escalations: 1 });
    const later = walk(late, ['expire', {}, clock, { now: late.dueAt! }]);
    expect(later).toMatchObject({ supervisedBy: unit.city, escalations: 2 });
  });
});

describe('what is not taken in', () => {
  it('is shown the right door and closed, never as satisfied', () => {
    const shown = walk(registered, ['show_door', { door: 'discipline' }, clerk]);
    expect(shown).toMatchObject({ status: 'closed', outcome: 'other_door', petition: { door: 'discipline' } });
    expect(codeOf(registered, ['show_door', { door: 'nowhere' }, clerk])).toBe('orders.door_unknown');
  });
});

describe('who sees what', () => {
  it('the department sees masked words from the day it has it until it is taken away; a former one nothing', () => {
    const sees = (state: OrderState, actor: Actor) => viewOf(state, actor, surroundings());
    expect(sees(registered, officer)).toBeNull();
    expect(sees(forwarded, officer)).toBe('masked');
    expect(sees(walk(forwarded, ['recall', {}, clerk]), officer)).toBeNull();
    expect(sees(forwarded, otherOfficer)).toBeNull();
    expect(sees(forwarded, dispatcher)).toBeNull();
  });

  it('an officer is offered nothing that is the clerks’ or the petitioner’s', () => {
    const offered = available(admitted, officer, surroundings())
      .filter((each) => each.allowed)
      .map((each) => each.name);
    expect(offered).toEqual(['ask', 'ask_extension', 'reply']);
  });
});
