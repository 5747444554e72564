import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  after,
  cityClerk,
  cityDispatcher,
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
} from '../../../tests/order-rules.ts';
import { Problem } from '../../shared/problem.ts';
import { addMinutes } from '../../shared/time.ts';
import type { ActionInput } from '../schema/inputs.ts';
import { type ActionName, actionNames, statuses } from '../schema/states.ts';
import { available, decide } from './decide.ts';
import type { Surroundings } from './decision.ts';
import { BLANK_PETITION } from './petition.ts';
import { activeAssignments, type OrderState, replay, tell } from './state.ts';
import { fits, mustAct, transitions } from './transitions.ts';

const zhang = person('zhang', [], { skills: [{ skill: 'electrician', credential: 'verified' }] });
const li = person('li', [], {});
const leader = person('leader', [], { teams: [{ teamId: 'team', leader: true }] });
const people = new Map([
  ['zhang', zhang.volunteer!],
  ['li', li.volunteer!],
  ['leader', leader.volunteer!],
  ['mate', { ...li.volunteer!, teams: [{ teamId: 'team', leader: false }] }],
]);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'done';
}

/** Walks an order through steps, each by its actor, and gives every state. */
function walk(first: OrderState, steps: [ActionName, object, typeof zhang, Partial<Surroundings>?][]): OrderState {
  return steps.reduce(
    (state, [action, input, actor, around]) =>
      after(
        state,
        decide(
          state,
          action,
          input as ActionInput<typeof action>,
          actor,
          surroundings({ people, team: { id: 'team', memberCount: 3 }, ...around }),
        ),
      ),
    first,
  );
}

const plumbing = { nature: 'public_service', kind: 'plumbing' };

describe('the loop', () => {
  it('goes from asking to a good review', () => {
    const done = walk(order(), [
      ['triage', plumbing, dispatcher],
      ['dispatch', { personIds: ['zhang'] }, dispatcher],
      ['accept', {}, zhang],
      ['start', {}, zhang],
      ['finish', { note: '换了垫圈' }, zhang],
      ['review', { stars: 5, solved: true }, resident],
    ]);
    expect(done.status).toBe('closed');
    expect(done.outcome).toBe('satisfied');
    expect(done.assignments).toMatchObject([{ personId: 'zhang', status: 'served' }]);
    expect(done.dueAt).toBeNull();
  });

  it('offers to a team, whose leader names who goes', () => {
    const sent = walk(order(), [
      ['triage', { nature: 'public_service', kind: 'cleanup' }, dispatcher],
      ['dispatch', { teamId: 'team' }, dispatcher],
    ]);
    const taken = walk(sent, [['assign', { personIds: ['mate'] }, leader]]);
    expect(taken.status).toBe('accepted');
    expect(codeOf(() => walk(sent, [['assign', { personIds: ['li'] }, leader]]))).toBe('orders.not_in_team');
  });

  it('gives the last place to the first and tells the next one that it is full', () => {
    const sent = walk(order(), [
      ['triage', { nature: 'public_service', kind: 'cleanup' }, dispatcher],
      ['dispatch', { personIds: ['zhang', 'li'] }, dispatcher],
    ]);
    const taken = walk(sent, [['accept', {}, zhang]]);
    expect(taken.offers.map((offer) => offer.status)).toEqual(['accepted', 'withdrawn']);
    expect(codeOf(() => walk(taken, [['accept', {}, li]]))).toBe('orders.not_offered');
  });

  it('waits again when the last one asked declines, and when the one who took it gives it back', () => {
    const sent = walk(order(), [
      ['triage', { nature: 'public_service', kind: 'cleanup' }, dispatcher],
      ['dispatch', { personIds: ['li'] }, dispatcher],
    ]);
    expect(walk(sent, [['decline', {}, li]]).status).toBe('triaged');
    expect(
      walk(sent, [
        ['accept', {}, li],
        ['return', {}, li],
      ]).status,
    ).toBe('triaged');
  });

  it('asks more people while those asked before may still say yes, and no clock begins anew', () => {
    const sent = walk(order(), [
      ['triage', { nature: 'public_service', kind: 'cleanup' }, dispatcher],
      ['dispatch', { personIds: ['zhang'] }, dispatcher],
    ]);
    const later = addMinutes(monday, 20);
    const widened = walk(sent, [['widen', { personIds: ['li'] }, clock, { now: later }]]);
    expect(widened.offers.map(({ personId, round, status }) => [personId, round, status])).toEqual([
      ['zhang', 1, 'open'],
      ['li', 1, 'open'],
    ]);
    expect([widened.dueAt, widened.statusSince, widened.round]).toEqual([sent.dueAt, sent.statusSince, 1]);
    expect(walk(widened, [['accept', {}, zhang]]).status).toBe('accepted');
    expect(codeOf(() => walk(widened, [['widen', { personIds: ['li', 'zhang'] }, clock]]))).toBe(
      'orders.asked_already',
    );
    expect(codeOf(() => walk(sent, [['widen', { personIds: ['li'] }, zhang]]))).toBe('platform.forbidden');
  });

  it('begins a new round when everybody said no, and asks nobody about what is confidential', () => {
    const refused = walk(order(), [
      ['triage', { nature: 'public_service', kind: 'cleanup' }, dispatcher],
      ['dispatch', { personIds: ['zhang'] }, dispatcher],
      ['decline', {}, zhang],
    ]);
    expect(refused.status).toBe('triaged');
    const widened = walk(refused, [['widen', { personIds: ['li'] }, clock]]);
    expect([widened.status, widened.round]).toEqual(['dispatched', 2]);
    expect(codeOf(() => walk({ ...refused, confidential: true }, [['widen', { personIds: ['li'] }, clock]]))).toBe(
      'orders.confidential',
    );
  });

  it('never starts a visit of two with one', () => {
    const one = walk(order(), [
      ['triage', { nature: 'public_service', kind: 'bathing' }, dispatcher],
      ['dispatch', { personIds: ['zhang', 'li'] }, dispatcher],
      ['accept', {}, zhang],
    ]);
    expect(one.places).toBe(2);
    expect(one.status).toBe('dispatched');
    const two = walk(one, [['accept', {}, li]]);
    expect(two.status).toBe('accepted');
    const alone = walk(two, [['return', {}, li]]);
    expect(available(alone, zhang, surroundings()).find((each) => each.name === 'start')?.allowed).toBe(false);
    expect(codeOf(() => walk({ ...alone, status: 'accepted' }, [['start', {}, zhang]]))).toBe('orders.two_needed');
  });

  it('sends no one to a home who was not met, and no one without the papers', () => {
    const triaged = walk(order(), [['triage', plumbing, dispatcher]]);
    const unmet = new Map([
      ['new', { ...zhang.volunteer!, verified: false }],
      ['li', li.volunteer!],
    ]);
    expect(codeOf(() => walk(triaged, [['dispatch', { personIds: ['new'] }, dispatcher, { people: unmet }]]))).toBe(
      'orders.person_unsuitable',
    );
    expect(codeOf(() => walk(triaged, [['dispatch', { personIds: ['li'] }, dispatcher]]))).toBe(
      'orders.person_unsuitable',
    );
  });
});

describe('the review', () => {
  const served = order({
    status: 'served',
    nature: 'public_service',
    kind: 'cleanup',
    urgency: 'normal',
    completeBy: addMinutes(monday, 30),
  });

  it('not solved reopens once with the completion clock going on, then is supervised one level up', () => {
    const reopened = walk(served, [['review', { stars: 2, solved: false }, resident]]);
    expect(reopened).toMatchObject({
      status: 'triaged',
      reopened: 1,
      completeBy: served.completeBy,
      dueAt: served.completeBy,
    });
    const again = walk({ ...reopened, status: 'served' }, [['review', { stars: 1, solved: false }, resident]]);
    expect(again).toMatchObject({ status: 'reviewed', supervisedBy: unit.city });
  });

  it('is the resident’s alone: staff cannot close a served order', () => {
    expect(codeOf(() => walk(served, [['review', { stars: 5, solved: true }, dispatcher]]))).toBe('orders.not_yours');
  });

  it('a follower may say that it is not solved, and not that it is', () => {
    const followed = { ...served, followers: [{ orderId: 'other', requesterId: 'follower', requesterDigest: null }] };
    expect(codeOf(() => walk(followed, [['review', { stars: 5, solved: true }, person('follower')]]))).toBe(
      'orders.only_requester_closes',
    );
    expect(walk(followed, [['review', { stars: 1, solved: false }, person('follower')]]).status).toBe('triaged');
  });

  it('silence after two reminders closes as unanswered, never as satisfied', () => {
    let state: OrderState = { ...served, dueAt: monday };
    for (const reminders of [1, 2]) {
      state = walk(state, [['expire', {}, clock, { now: state.dueAt! }]]);
      expect(state).toMatchObject({ status: 'served', reminders });
    }
    state = walk(state, [['expire', {}, clock, { now: state.dueAt! }]]);
    expect(state).toMatchObject({ status: 'closed', outcome: 'unanswered' });
  });
});

describe('confidence', () => {
  it('a complaint stops at triaged with the county’s petition clerks', () => {
    const complaint = walk(order({ unitId: unit.station }), [
      [
        'triage',
        { nature: 'complaint', kind: 'noise' },
        dispatcher,
        { unitPath: [unit.station, unit.institute, unit.centre, unit.city] },
      ],
    ]);
    expect(complaint).toMatchObject({ status: 'triaged', confidential: true, unitId: unit.centre });
    const allowed = (actor: typeof clerk) =>
      available(complaint, actor, surroundings())
        .filter((each) => each.allowed)
        .map((each) => each.name);
    expect(allowed(dispatcher)).toEqual([]);
    expect(allowed(clerk)).toEqual(['triage', 'merge', 'split', 'hand_over', 'show_door', 'note_hotline', 'ask']);
  });

  it('the petitioner’s own steps are told under the petition’s pseudonym', () => {
    const decision = decide(order({ confidential: true }), 'withdraw', {}, resident, surroundings());
    expect(decision.events[0]).toMatchObject({ pseudonym: 'order-1' });
    expect(JSON.stringify(decision.events)).not.toContain('resident');
  });

  it('a confidential order is not handed to a station', () => {
    const around = { unit: { id: unit.station, level: 'station' as const, open: true } };
    expect(
      codeOf(() => walk(order({ confidential: true }), [['hand_over', { unitId: unit.station }, clerk, around]])),
    ).toBe('orders.confidential_stays');
  });
});

describe('clocks', () => {
  it('a clock that runs out goes one level up, once, and starts anew', () => {
    const late = walk(order(), [['expire', {}, clock, { now: addMinutes(monday, 61) }]]);
    expect(late).toMatchObject({ status: 'submitted', escalations: 1, supervisedBy: unit.city, warned: false });
    expect(late.dueAt!.getTime()).toBeGreaterThan(addMinutes(monday, 61).getTime());
    expect(codeOf(() => walk(late, [['expire', {}, clock, { now: addMinutes(monday, 62) }]]))).toBe(
      'orders.clock_not_due',
    );
  });

  it('what was offered and not taken in time waits again', () => {
    const sent = walk(order(), [
      ['triage', { nature: 'public_service', kind: 'cleanup' }, dispatcher],
      ['dispatch', { personIds: ['li'] }, dispatcher],
    ]);
    const lapsed = walk(sent, [['expire', {}, clock, { now: sent.dueAt! }]]);
    expect(lapsed).toMatchObject({ status: 'triaged', escalations: 1 });
    expect(lapsed.offers).toMatchObject([{ status: 'lapsed' }]);
  });

  it('a reopened order is done by its old clock, and the resident still has the whole time to say how it went', () => {
    const answered = walk(order(), [
      ['triage', { nature: 'consultation' }, dispatcher],
      ['answer', { words: '可以办' }, dispatcher],
      ['review', { stars: 2, solved: false }, resident],
    ]);
    expect(answered.dueAt!.getTime()).toBeLessThanOrEqual(answered.completeBy!.getTime());
    const late = addMinutes(answered.completeBy!, 1);
    const again = walk(answered, [['answer', { words: '又问了一遍' }, dispatcher, { now: late }]]);
    const limit = again.dueAt!.getTime() - late.getTime();
    const reminded = walk(again, [['expire', {}, clock, { now: again.dueAt! }]]);
    expect(limit).toBeGreaterThan(0);
    expect(reminded).toMatchObject({ status: 'answered', reminders: 1 });
    expect(reminded.dueAt!.getTime() - again.dueAt!.getTime()).toBe(limit);
  });

  it('a higher level that supervises is above the owner', () => {
    expect(walk(order(), [['supervise', {}, cityDispatcher]]).supervisedBy).toBe(unit.city);
    expect(codeOf(() => walk(order(), [['supervise', {}, dispatcher]]))).toBe('platform.forbidden');
  });
});

const inputs: { [Name in ActionName]: ActionInput<Name>[] } = {
  change: [{ wish: '下午' }, { text: '换一句话' }],
  withdraw: [{}],
  review: [
    { stars: 5, solved: true },
    { stars: 1, solved: false },
  ],
  triage: [
    { nature: 'public_service', kind: 'cleanup' },
    { nature: 'public_service', kind: 'bathing' },
    { nature: 'complaint', kind: 'noise' },
    { nature: 'consultation' },
    { nature: 'emergency' },
  ],
  answer: [{ words: '可以办' }],
  dispatch: [{ teamId: 'team' }, { personIds: ['zhang', 'li'] }, { personIds: ['li'] }],
  widen: [{ personIds: ['zhang'] }, { personIds: ['li', 'wang'] }],
  recall: [{}],
  merge: [{ into: 'other' }],
  unmerge: [{}],
  split: [{ text: '第二件' }],
  hand_over: [{ unitId: unit.beside }],
  supervise: [{}, { by: '2026-03-20T00:00:00Z' }],
  confirm_safe: [{ reached: true }, { reached: false }],
  respond: [{ words: '三单元' }],
  ask_reconsideration: [{ reason: '还是没解决' }],
  consent_publication: [{ given: true }, { given: false }],
  forward: [{ departmentId: unit.department, text: '某小区电梯坏了' }, { departmentId: unit.otherDepartment }],
  decide_objection: [
    { upheld: false, reason: '归你们管' },
    { upheld: true, departmentId: unit.otherDepartment, reason: '归他们管' },
    { upheld: true, departmentId: unit.department, reason: '归他们管' },
  ],
  decide_extension: [{ granted: true }, { granted: false }],
  conclude: [
    { upheld: true, words: '维持' },
    { upheld: false, words: '重新办' },
  ],
  show_door: [{ door: 'discipline' }, { door: 'nowhere' }],
  note_hotline: [{ hotlineNumber: '演示1', direction: 'from' }],
  sign_for: [{}],
  object: [{ reason: '不归我们管' }],
  admit: [{ words: '我们受理' }],
  ask: [{ words: '几号楼？' }],
  ask_extension: [{ days: 10, reason: '要等检测' }],
  reply: [{ words: '修好了' }],
  report_back: [{ words: '正在办' }],
  accept: [{}],
  assign: [{ personIds: ['mate'] }],
  decline: [{}],
  return: [{}],
  start: [{}],
  finish: [{}],
  warn: [{}],
  expire: [{}],
};
const actors = [
  resident,
  dispatcher,
  clerk,
  cityDispatcher,
  cityClerk,
  officer,
  otherOfficer,
  zhang,
  li,
  leader,
  person('mate', [], { teams: [{ teamId: 'team', leader: false }] }),
  clock,
  person('follower'),
];
/** Mostly what is allowed to somebody, sometimes anything by anybody. */
const step = fc.record({
  wild: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.record({ action: fc.constantFrom(...actionNames), actor: fc.constantFrom(...actors) }) },
  ),
  pick: fc.nat(1000),
  choice: fc.nat(4),
  minutes: fc.constantFrom(0, 1, 50, 70, 600, 5000),
});

/** A new order, one that was called unsolved once already, and one that is offered to a team. */
const beginnings = [
  order(),
  order({
    status: 'answered',
    nature: 'consultation',
    urgency: 'normal',
    reopened: 1,
    completeBy: addMinutes(monday, 9000),
  }),
  walk(order(), [
    ['triage', { nature: 'public_service', kind: 'cleanup' }, dispatcher],
    ['dispatch', { teamId: 'team' }, dispatcher],
  ]),
  walk({ ...walk(order(), [['triage', { nature: 'complaint', kind: 'noise' }, dispatcher]]), complainedUnits: [] }, [
    ['forward', { departmentId: unit.department, text: '某处吵' }, clerk, { department: department() }],
  ]),
  // Called unsolved once already, and looked at again once.
  order({
    confidential: true,
    nature: 'complaint',
    status: 'replied',
    departmentId: unit.department,
    petition: {
      ...BLANK_PETITION,
      forwards: 1,
      masked: true,
      disputes: 1,
      stage: 1,
      repliedAt: monday,
      reconsiderBy: addMinutes(monday, 43_200),
    },
  }),
];

describe('any history', () => {
  it('keeps to the table, has an owner who must act and a clock, and is rebuilt from its events', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.array(step, { maxLength: 60, size: 'max' }),
        (beginning, steps) => {
          let state = beginning;
          let now = monday;
          let count = 0;
          const { offers, assignments, followers: _followers, petition, ...row } = state;
          const events = [
            {
              kind: 'orders.submitted',
              body: tell(null, row, offers, assignments, petition ?? undefined) as unknown as Record<string, unknown>,
            },
          ];
          for (const { wild, pick, choice, minutes } of steps) {
            now = addMinutes(now, minutes);
            const around = surroundings({
              now,
              nextId: () => `later-${++count}`,
              people,
              team: { id: 'team', memberCount: 3 },
              unit: { id: unit.beside, level: 'centre', open: true },
              unitPath: [state.unitId, unit.centre, unit.city],
              other: {
                order: order({ id: 'other', confidential: state.confidential }),
                unitPath: [unit.centre, unit.city],
              },
            });
            const possible = actors.flatMap((each) =>
              each === clock
                ? [{ action: 'expire' as const, actor: each }]
                : available(state, each, around)
                    .filter((one) => one.allowed && one.name !== 'withdraw')
                    .map((one) => ({ action: one.name, actor: each })),
            );
            const { action, actor } = wild ??
              possible[pick % possible.length] ?? { action: 'expire' as const, actor: clock };
            const choices = inputs[action];
            const input = choices[choice % choices.length] as { departmentId?: string };
            const offered = available(state, actor, around).find((each) => each.name === action);
            try {
              const decision = decide(state, action, input as never, actor, {
                ...around,
                department: input.departmentId === undefined ? undefined : department(input.departmentId),
              });
              expect(offered === undefined || offered.allowed).toBe(true);
              expect(transitions[state.status][action]).toContain(decision.row.status);
              state = after(state, decision);
              events.push(
                ...decision.events
                  .filter((event) => event.subjectId === state.id)
                  .map((event) => ({ kind: event.kind, body: event.body ?? {} })),
              );
            } catch (error) {
              if (!(error instanceof Problem)) throw error;
            }
            reached.add(state.status);
            expect(state.unitId).toBeTruthy();
            if (mustAct[state.status] !== null) expect(state.dueAt).not.toBeNull();
            if (mustAct[state.status] === 'department') expect(state.departmentId).not.toBeNull();
            if (state.petition) expect(state.petition.objections).toBeLessThanOrEqual(2);
            expect(activeAssignments(state).length).toBeLessThanOrEqual(state.places);
            const told = replay(events);
            const { requesterId: _r, placedBy: _p, externalId: _e, version: _v, followers: _f, ...rest } = state;
            const { requesterDigest: _d, placerDigest: _g, ...stored } = rest;
            expect(told).toEqual(stored);
          }
        },
      ),
      // A fixed seed: whether every state is reached must not be luck.
      { numRuns: 300, seed: 20_260_302 },
    );
    expect([...reached].sort()).toEqual([...statuses].sort());
  });

  it('every state that is not an end says who must act, and has an action for them', () => {
    for (const status of statuses) {
      const ends = mustAct[status] === null;
      const leads = actionNames.filter((name) => fits(status, name) && name !== 'warn' && name !== 'expire');
      if (!ends) expect(leads.length, status).toBeGreaterThan(0);
    }
  });
});
