import type { Decision, Surroundings } from '../src/orders/rules/decision.ts';
import { BLANK, type OrderRow, type OrderState } from '../src/orders/rules/state.ts';
import type { ActingVolunteer, Actor, Grant } from '../src/shared/actor.ts';
import { addMinutes, type WorkingCalendar } from '../src/shared/time.ts';

/** A small world for tests of the rules: fixed ids, a calendar of plain weekdays, two kinds. */
export const unit = {
  city: 'city',
  centre: 'centre',
  institute: 'institute',
  station: 'station',
  beside: 'centre-beside',
  department: 'department',
  otherDepartment: 'department-other',
};
export const monday = new Date('2026-03-02T01:00:00Z'); // 09:00 in Taiyuan

export const weekdays: WorkingCalendar = {
  offsetMinutes: 480,
  opensMinute: 480,
  closesMinute: 1080,
  isWorkday: (date) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()),
};

const working = (minutes: number) => ({ minutes, clock: 'working' as const });
const days = (count: number) => ({ days: count, count: 'days' as const });
const running = (minutes: number) => ({ minutes, clock: 'continuous' as const });
const urgency = { triage: working(60), dispatch: working(120), accept: working(240), complete: working(4200) };

export const clocks: Surroundings['clocks'] = {
  urgencies: {
    critical: { triage: running(5), dispatch: running(5), accept: running(15), complete: running(120) },
    urgent: { triage: running(30), dispatch: running(60), accept: running(60), complete: running(1440) },
    priority: urgency,
    normal: urgency,
    scheduled: { ...urgency, complete: null },
  },
  answer: working(600),
  forward: working(600),
  review: running(1440),
  supervised: working(600),
  emergency: running(5),
  petition: {
    law: {
      forward: days(15),
      object: { days: 5, count: 'working_days' },
      notice: days(15),
      resolve: days(60),
      extend: days(30),
      askReconsideration: days(30),
      reconsideration: days(30),
      askFinal: days(30),
      finalReconsideration: days(30),
    },
    targets: { signFor: working(600), admit: working(1800), decideObjection: working(1200), confirm: running(14_400) },
  },
  warnShare: 0.75,
};

let next = 0;

export function surroundings(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    now: monday,
    nextId: () => `id-${++next}`,
    clocks,
    calendar: weekdays,
    kinds: new Map([
      [
        'plumbing',
        {
          urgency: 'priority',
          homeVisit: true,
          twoPersonRule: false,
          skills: ['electrician'],
          volunteerDispatchable: true,
        },
      ],
      ['bathing', { urgency: 'normal', homeVisit: true, twoPersonRule: true, skills: [], volunteerDispatchable: true }],
      [
        'cleanup',
        { urgency: 'normal', homeVisit: false, twoPersonRule: false, skills: [], volunteerDispatchable: true },
      ],
      [
        'noise',
        { urgency: 'normal', homeVisit: false, twoPersonRule: false, skills: [], volunteerDispatchable: false },
      ],
    ]),
    skillRules: new Map([['electrician', 'licence_required']]),
    unitPath: [unit.centre, unit.city],
    centreId: unit.centre,
    levelUp: unit.city,
    doors: new Set(['discipline']),
    ...changes,
  };
}

export function order(changes: Partial<OrderState> = {}): OrderState {
  return {
    ...BLANK,
    id: 'order-1',
    number: '0302-0001',
    status: 'submitted',
    confidential: false,
    unitId: unit.centre,
    placeUnitId: unit.station,
    requesterId: 'resident',
    placedBy: null,
    source: 'phone_web',
    submittedAt: monday,
    statusSince: monday,
    warnAt: addMinutes(monday, 45),
    dueAt: addMinutes(monday, 60),
    offers: [],
    assignments: [],
    followers: [],
    petition: null,
    ...changes,
  };
}

export function person(id: string, grants: Grant[] = [], volunteer?: Partial<ActingVolunteer>): Actor {
  const whole = { verified: true, adult: true, guardianConsented: true, skills: [], teams: [] };
  return {
    kind: 'person',
    id,
    networkId: 'network',
    grants,
    ...(volunteer ? { volunteer: { ...whole, ...volunteer } } : {}),
  };
}

export const resident = person('resident');
export const dispatcher = person('dispatcher', [{ role: 'dispatcher', unitId: unit.centre }]);
export const clerk = person('clerk', [{ role: 'petition_clerk', unitId: unit.centre }]);
export const cityDispatcher = person('city-dispatcher', [{ role: 'dispatcher', unitId: unit.city }]);
export const cityClerk = person('city-clerk', [{ role: 'petition_clerk', unitId: unit.city }]);
export const officer = person('officer', [{ role: 'department_officer', unitId: unit.department }]);
export const otherOfficer = person('other-officer', [{ role: 'department_officer', unitId: unit.otherDepartment }]);
export const clock: Actor = { kind: 'job', id: 'orders.clock', networkId: 'network', grants: [] };

/** The order after a decision, as the database would give it back. */
export function after(before: OrderState, decision: Decision): OrderState {
  const put = <T extends { id: string }>(old: T[], changed: T[]) => [
    ...old.map((each) => changed.find((other) => other.id === each.id) ?? each),
    ...changed.filter((each) => !old.some((other) => other.id === each.id)),
  ];
  return {
    ...(decision.row as OrderRow),
    offers: put(before.offers, decision.offers),
    assignments: put(before.assignments, decision.assignments),
    followers: before.followers,
    petition: decision.petition ?? before.petition,
  };
}

/** A department as a decision about a petition knows it. */
export function department(id: string = unit.department): NonNullable<Surroundings['department']> {
  return { id, level: 'department', open: true, path: [id, unit.centre, unit.city] };
}
