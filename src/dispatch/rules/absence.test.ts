import { describe, expect, it } from 'vitest';
import { monday, order, unit } from '../../../tests/order-rules.ts';
import type { Assignment } from '../../orders/rules/state.ts';
import type { Actor } from '../../shared/actor.ts';
import { addMinutes } from '../../shared/time.ts';
import { type Absence, countsNow, countsUntil, expectedBy, mayReport, whyNotAbsent, whyNotDecide } from './absence.ts';

const DAY = 1440;
const absence: Absence = {
  ...{ orderId: 'order', personId: 'li', expectedAt: monday, reportedAt: monday, reportedBy: 'staff' },
  ...{ contestedAt: null, words: null, decidedAt: null, stands: null },
};
const contested: Absence = { ...absence, contestedAt: monday };
const part = (personId: string, status: Assignment['status'], more: Partial<Assignment> = {}): Assignment => ({
  ...{ id: personId, round: 1, personId, teamId: null, status, acceptedAt: monday },
  ...{ startedAt: null, finishedAt: null, ...more },
});
const person = (id: string, more: Partial<Actor> = {}): Actor => ({
  ...{ kind: 'person', id, networkId: 'network', grants: [], ...more },
});
const leaderOf = (teamId: string) =>
  person('leader', {
    volunteer: {
      ...{ verified: true, adult: true, guardianConsented: true, skills: [] },
      teams: [{ teamId, leader: true }],
    },
  });

describe('an absence', () => {
  it.each([
    ['counts once it is reported', absence, 0, true],
    ['counts to the last moment of 180 days', absence, 180 * DAY - 1, true],
    ['does not count after 180 days', absence, 180 * DAY, false],
    ['does not count while it is contested', contested, 1, false],
    ['counts again when the centre lets it stand', { ...contested, decidedAt: monday, stands: true }, 1, true],
    ['never counts once it was dropped', { ...absence, decidedAt: monday, stands: false }, 1, false],
    ['does not count after 180 days though it was upheld', { ...contested, stands: true }, 181 * DAY, false],
  ])('%s', (_name, each, minutes, counts) => {
    expect(countsNow(each, addMinutes(monday, minutes))).toBe(counts);
  });

  it('says until when it counts', () => {
    expect(countsUntil({ reportedAt: new Date('2026-01-01T00:00:00Z') })).toEqual(new Date('2026-06-30T00:00:00Z'));
  });
});

describe('when somebody was to have come', () => {
  it.each([
    ['the end of the time that was wished', { earliestAt: monday, latestAt: addMinutes(monday, 120) }, 120],
    ['an hour after it, where only a beginning was', { earliestAt: monday, latestAt: null }, 60],
    ['never, where no time was agreed', { earliestAt: null, latestAt: null }, null],
  ])('is %s', (_name, wish, minutes) => {
    expect(expectedBy(wish)).toEqual(minutes === null ? null : addMinutes(monday, minutes));
  });
});

describe('that somebody stayed away', () => {
  const at = { earliestAt: monday, latestAt: addMinutes(monday, 60) };
  it.each<[string, Assignment[], typeof at | { earliestAt: null }, number, string | null]>([
    ['can be said once the time has passed', [part('li', 'accepted')], at, 60, null],
    ['cannot be said before', [part('li', 'accepted')], at, 59, 'dispatch.not_late'],
    [
      'cannot be said where no time was agreed',
      [part('li', 'accepted')],
      { earliestAt: null },
      600,
      'dispatch.not_late',
    ],
    ['cannot be said of who never accepted', [], at, 60, 'dispatch.not_promised'],
    ['cannot be said of who gave it back', [part('li', 'returned')], at, 60, 'dispatch.not_promised'],
    ['cannot be said of who began', [part('li', 'in_service', { startedAt: monday })], at, 60, 'dispatch.not_promised'],
    ['cannot be said of whom it was taken', [part('li', 'released')], at, 60, 'dispatch.not_promised'],
    [
      'can be said of whom the others finished without',
      [part('li', 'released'), part('wang', 'served', { startedAt: monday })],
      at,
      60,
      null,
    ],
    [
      'goes by the newest part: who gave it back and took it again promised again',
      [part('li', 'returned'), part('li', 'accepted')],
      at,
      60,
      null,
    ],
  ])('%s', (_name, assignments, wish, minutes, reason) => {
    const served = order({ status: 'accepted', assignments, ...wish });
    expect(whyNotAbsent(served, 'li', addMinutes(monday, minutes))).toBe(reason);
  });

  const ofTeam = order({
    status: 'accepted',
    teamId: 'team',
    assignments: [part('li', 'accepted', { teamId: 'team' })],
  });
  const standing = { unitPath: [unit.centre, unit.city] };
  const dispatcher = (unitId: string) => person('staff', { grants: [{ role: 'dispatcher', unitId }] });
  it.each<[string, Actor, boolean]>([
    ['staff who answer for the order', dispatcher(unit.centre), true],
    ['staff above', dispatcher(unit.city), true],
    ['not staff beside', dispatcher(unit.beside), false],
    ['who leads their team in it', leaderOf('team'), true],
    ['not who leads another team', leaderOf('other'), false],
    ['not who asked for it', person('resident'), false],
    ['not themselves', person('li', { grants: [{ role: 'dispatcher', unitId: unit.centre }] }), false],
  ])('is said by %s', (_name, actor, may) => {
    expect(mayReport(ofTeam, 'li', actor, standing)).toBe(may);
  });
});

describe('about an absence', () => {
  it.each<[string, Absence, string, boolean, boolean, string | null]>([
    ['the centre decides what was contested', contested, 'colleague', true, true, null],
    ['the centre drops what was contested', contested, 'colleague', false, true, null],
    ['who reported it decides nothing that was contested', contested, 'staff', true, true, 'dispatch.own_report'],
    ['who reported it takes back what was not', absence, 'staff', false, false, null],
    ['nobody upholds what was not contested', absence, 'colleague', true, true, 'dispatch.not_contested'],
    ['nobody outside the centre decides', contested, 'leader', false, false, 'platform.forbidden'],
    ['nobody outside takes back what others reported', absence, 'leader', false, false, 'platform.forbidden'],
    ['nobody decides about themselves', contested, 'li', false, true, 'platform.forbidden'],
    [
      'nobody decides twice',
      { ...contested, decidedAt: monday, stands: true },
      'colleague',
      false,
      true,
      'dispatch.absence_decided',
    ],
  ])('%s', (_name, each, actor, stands, atCentre, reason) => {
    expect(whyNotDecide(each, person(actor), { stands, atCentre })).toBe(reason);
  });
});
