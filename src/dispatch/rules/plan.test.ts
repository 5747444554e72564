import { describe, expect, it } from 'vitest';
import { monday, order, surroundings } from '../../../tests/order-rules.ts';
import type { Assignment, Offer, OrderState } from '../../orders/rules/state.ts';
import { addMinutes } from '../../shared/time.ts';
import { askedAlready, fillByOf, goesOnByItself, isDue, type WavePlan, whyOver } from './plan.ts';

function plan(changed: Partial<WavePlan> = {}): WavePlan {
  return {
    ...{ orderId: 'order', round: 1, wave: 1, asked: 2, spent: 0, chance: 0.5, startedAt: monday, startedBy: 'staff' },
    ...{ fillBy: addMinutes(monday, 600), nextAt: monday, over: null, ...changed },
  };
}
function offer(personId: string, status: Offer['status'], round = 1): Offer {
  return { id: `${personId}${round}`, round, teamId: null, personId, status, offeredAt: monday, answeredAt: null };
}
function part(personId: string, status: Assignment['status']): Assignment {
  return {
    ...{ id: personId, round: 1, personId, teamId: null, status, acceptedAt: monday },
    ...{ startedAt: null, finishedAt: null },
  };
}
const sent = (changed: Partial<OrderState>) => order({ status: 'dispatched', round: 1, ...changed });
const now = addMinutes(monday, 30);

describe('the waves of an order', () => {
  it.each([
    ['are due at their time', plan({ nextAt: now }), sent({}), true],
    [
      'are not due where another server has just sent one',
      plan({ wave: 2, nextAt: addMinutes(now, 45) }),
      sent({}),
      false,
    ],
    ['are due where everybody said no', plan({ nextAt: addMinutes(now, 45) }), order({ status: 'triaged' }), true],
    [
      'are not due before the first',
      plan({ wave: 0, nextAt: addMinutes(now, 45) }),
      order({ status: 'triaged' }),
      false,
    ],
    ['are not due once they are over', plan({ nextAt: null, over: 'filled' }), sent({}), false],
  ] as const)('%s', (_name, its, state, expected) => {
    expect(isDue(its, state as OrderState, now)).toBe(expected);
  });

  it.each([
    ['go on while offers are open', plan(), sent({ offers: [offer('li', 'open')] }), null],
    [
      'end when every place is taken',
      plan(),
      order({ status: 'accepted', round: 1, assignments: [part('li', 'accepted')] }),
      'filled',
    ],
    ['go on when one of two places is taken', plan(), sent({ places: 2, assignments: [part('li', 'accepted')] }), null],
    ['end when the time has come', plan({ fillBy: now }), sent({}), 'late'],
    ['end when a person sent it anew', plan(), sent({ round: 2 }), 'stopped'],
    ['end when it was withdrawn', plan(), order({ status: 'withdrawn', round: 1 }), 'stopped'],
    [
      'end when it was taken back',
      plan(),
      order({ status: 'triaged', round: 1, offers: [offer('li', 'withdrawn')] }),
      'stopped',
    ],
    [
      'end when its clock ran out',
      plan(),
      order({ status: 'triaged', round: 1, offers: [offer('li', 'lapsed')] }),
      'stopped',
    ],
    [
      'go on when everybody said no',
      plan(),
      order({ status: 'triaged', round: 1, offers: [offer('li', 'declined')] }),
      null,
    ],
    ['go on while nobody was asked yet', plan({ round: 0, wave: 0 }), order({ status: 'triaged' }), null],
  ] as const)('%s', (_name, its, state, expected) => {
    expect(whyOver(its, state as OrderState, now)).toBe(expected);
  });
});

describe('by when it should be taken', () => {
  const { clocks, calendar } = surroundings();
  it('is when the clock of those asked runs out', () => {
    const dueAt = addMinutes(monday, 300);
    expect(fillByOf(sent({ dueAt }), { clocks, calendar, now })).toEqual(dueAt);
  });
  it('is an hour before it begins, where that comes first', () => {
    const earliestAt = addMinutes(monday, 240);
    expect(fillByOf(sent({ dueAt: addMinutes(monday, 300), earliestAt }), { clocks, calendar, now })).toEqual(
      addMinutes(monday, 180),
    );
  });
  it('is the clock where it began already', () => {
    const dueAt = addMinutes(monday, 300);
    expect(fillByOf(sent({ dueAt, earliestAt: monday }), { clocks, calendar, now })).toEqual(dueAt);
  });
});

describe('going on by itself', () => {
  const path = ['station', 'institute', 'centre', 'city'];
  it.each([
    ['nowhere named', { goesOnAt: [], goesOnFor: [] }, false],
    ['its centre is named', { goesOnAt: ['centre'], goesOnFor: [] }, true],
    ['another centre is named', { goesOnAt: ['elsewhere'], goesOnFor: [] }, false],
    ['its kind is named', { goesOnAt: ['centre'], goesOnFor: ['cleanup'] }, true],
    ['another kind is named', { goesOnAt: ['centre'], goesOnFor: ['bathing'] }, false],
  ])('%s', (_name, policy, expected) => {
    expect(goesOnByItself(policy, path, 'cleanup')).toBe(expected);
  });
});

describe('whom not to ask again', () => {
  it('is who was asked in this round, said no in any, has a part, or asked for it', () => {
    const state = sent({
      round: 2,
      requesterId: 'resident',
      placedBy: 'daughter',
      offers: [offer('lapsed', 'lapsed', 1), offer('no', 'declined', 1), offer('open', 'open', 2)],
      assignments: [part('returned', 'returned'), part('released', 'released')],
    });
    expect([...askedAlready(state)].sort()).toEqual(['daughter', 'no', 'open', 'resident', 'returned']);
  });
});
