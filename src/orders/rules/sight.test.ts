import { describe, expect, it } from 'vitest';
import { order, person, unit } from '../../../tests/order-rules.ts';
import { type ActingVolunteer, type Grant, grantedRoles } from '../../shared/actor.ts';
import { groundsFor as forSeeing } from '../schema/sight.ts';
import { statuses } from '../schema/states.ts';
import type { ConflictGround } from './conflict.ts';
import { mayAskWhoSees, sightOf } from './sight.ts';
import type { OrderState } from './state.ts';
import { viewOf } from './visibility.ts';

const unitPath = [unit.centre, unit.city];
const at = new Date(0);
const team = 'team';
const inTeam = (leader: boolean): ActingVolunteer => ({
  verified: true,
  adult: true,
  guardianConsented: true,
  skills: [],
  teams: [{ teamId: team, leader }],
});
const offer = { id: 'offer', round: 1, teamId: null, personId: null, status: 'open', offeredAt: at, answeredAt: null };
const part = { id: 'part', round: 1, personId: 'her', teamId: null, acceptedAt: at, startedAt: null, finishedAt: null };
const her = (grants: Grant[] = [], volunteer?: ActingVolunteer) => person('her', grants, volunteer);
const grant = (role: Grant['role'], unitId: string): Grant => ({ role, unitId });
const sight = (state: OrderState, who = her(), conflicts: ConflictGround[] = []) =>
  sightOf(state, who, { unitPath, conflicts });
const grounds = (...asked: Parameters<typeof sight>) =>
  sight(...asked).grounds.map(({ ground, role, unitId }) => [ground, role, unitId]);
const petition = (changes: Partial<OrderState> = {}) =>
  order({ confidential: true, status: 'forwarded', nature: 'complaint', complainedUnits: [], ...changes });

describe('why somebody sees an order', () => {
  it.each<[string, OrderState, Parameters<typeof her>, string, string | null]>([
    ['it is theirs', order({ requesterId: 'her' }), [], 'requester', null],
    ['they placed it for somebody', order({ placedBy: 'her' }), [], 'placer', null],
    ['they typed it in', order({ placedBy: 'her', source: 'desk' }), [], 'typed', null],
    ['a role above', order(), [[grant('dispatcher', unit.city)]], 'role', unit.city],
    ['a role of the clerks', petition(), [[grant('petition_clerk', unit.centre)]], 'role', unit.centre],
    [
      'the department of a petition',
      petition({ departmentId: unit.department }),
      [[grant('department_officer', unit.department)]],
      'department',
      unit.department,
    ],
    ['they serve', order({ assignments: [{ ...part, status: 'accepted' }] }), [], 'serving', null],
    ['they served', order({ assignments: [{ ...part, status: 'served' }] }), [], 'served', null],
    ['asked by name', order({ offers: [{ ...offer, status: 'open', personId: 'her' }] }), [], 'offered', null],
    [
      'asked through a team',
      order({ offers: [{ ...offer, status: 'open', teamId: team }] }),
      [[], inTeam(false)],
      'team_offered',
      team,
    ],
    ['they lead its team', order({ teamId: team }), [[], inTeam(true)], 'team_led', team],
    [
      'theirs was joined to it',
      order({ followers: [{ orderId: 'theirs', requesterId: 'her', requesterDigest: null }] }),
      [],
      'follower',
      null,
    ],
  ])('%s', (_name, state, who, ground, unitId) => {
    expect(grounds(state, her(...who))).toEqual([[ground, who[0]?.[0]?.role ?? null, unitId]]);
  });

  it('names every ground where there are several', () => {
    const state = order({ requesterId: 'her', assignments: [{ ...part, status: 'accepted' }] });
    const twice = her([grant('dispatcher', unit.city), grant('dispatcher', unit.centre)]);
    expect(grounds(state, twice).map(([ground, , unitId]) => [ground, unitId])).toEqual([
      ['requester', null],
      ['role', unit.city],
      ['role', unit.centre],
      ['serving', null],
    ]);
  });
});

describe('why somebody does not', () => {
  it('names who is complained of, by name, by a role and by a post, and nothing else', () => {
    const clerk = her([grant('petition_clerk', unit.centre)]);
    const conflicts: ConflictGround[] = [
      { by: 'name' },
      { by: 'post' },
      { by: 'role', grant: grant('petition_clerk', unit.centre) },
    ];
    expect(sight(petition(), clerk, conflicts).view).toBeNull();
    expect(grounds(petition(), clerk, conflicts)).toEqual([
      ['complained_of', null, null],
      ['post_complained_of', null, null],
      ['role_complained_of', 'petition_clerk', unit.centre],
    ]);
  });

  it.each<[string, OrderState, Grant[], [string, string | null]]>([
    ['a petition is no dispatcher’s', petition(), [grant('dispatcher', unit.centre)], ['sealed', unit.centre]],
    [
      'of what is not marked yet nothing goes up',
      petition({ status: 'triaged', complainedUnits: null }),
      [grant('petition_clerk', unit.city)],
      ['unmarked', unit.city],
    ],
    ['another county', order(), [grant('dispatcher', unit.beside)], ['elsewhere', unit.beside]],
    ['a unit below', order(), [grant('dispatcher', unit.institute)], ['elsewhere', unit.institute]],
    ['another department', petition(), [grant('department_officer', unit.department)], ['elsewhere', unit.department]],
    [
      'an administrator’s role shows no orders',
      order(),
      [grant('administrator', unit.city)],
      ['other_role', unit.city],
    ],
    ['a clerk’s role shows no plain ones', order(), [grant('petition_clerk', unit.city)], ['other_role', unit.city]],
    ['no role at all', order(), [], ['nothing', null]],
    [
      'asked before it became a petition',
      petition({ offers: [{ ...offer, status: 'open', personId: 'her' }] }),
      [],
      ['asked_before', null],
    ],
    [
      'served before it became one',
      petition({ assignments: [{ ...part, status: 'served' }] }),
      [],
      ['asked_before', null],
    ],
  ])('%s', (_name, state, roles, expected) => {
    expect(sight(state, her(roles)).view).toBeNull();
    expect(grounds(state, her(roles)).map(([ground, , unitId]) => [ground, unitId])).toEqual([expected]);
  });
});

it('agrees with the rule that decides: whoever sees an order has a ground for it, whoever does not has one against', () => {
  const seeing: readonly string[] = forSeeing;
  let tried = 0;
  const disagreeing: unknown[] = [];
  for (const confidential of [false, true])
    for (const status of statuses)
      for (const role of grantedRoles)
        for (const place of [unit.city, unit.centre, unit.institute, unit.beside, unit.department])
          for (const changes of [
            {},
            { placedBy: 'her', source: 'desk' as const },
            { assignments: [{ ...part, status: 'in_service' as const }] },
            { offers: [{ ...offer, status: 'open' as const, teamId: team }], teamId: team },
          ]) {
            const departmentId = confidential ? unit.department : null;
            const state = order({ status, confidential, departmentId, complainedUnits: null, ...changes });
            const who = her([grant(role, place)], inTeam(true));
            const { view, grounds: told } = sight(state, who);
            const fits = told.length > 0 && told.every(({ ground }) => seeing.includes(ground) === (view !== null));
            if (view !== viewOf(state, who, { unitPath }) || !fits) disagreeing.push([role, place, status, told]);
            tried += 1;
          }
  expect(disagreeing).toEqual([]);
  expect(tried).toBeGreaterThan(4_000);
});

describe('what is never told', () => {
  it('whose a petition is, nor whose was joined to it', () => {
    const followers = [{ orderId: 'theirs', requesterId: 'her', requesterDigest: null }];
    for (const theirs of [{ requesterId: 'her' }, { placedBy: 'her' }, { followers }])
      expect(sight(petition(theirs))).toEqual(sight(petition()));
  });

  it('that there is a petition, to whoever does not have it', () => {
    const asks = (state: OrderState, ...roles: Grant[]) => mayAskWhoSees(state, person('asker', roles), { unitPath });
    const administrator = grant('administrator', unit.city);
    expect(asks(order(), administrator)).toBe(true);
    expect(asks(order(), grant('administrator', unit.beside))).toBe(false);
    expect(asks(petition(), administrator)).toBe(false);
    expect(asks(petition(), administrator, grant('petition_clerk', unit.beside))).toBe(false);
    expect(asks(petition(), administrator, grant('petition_clerk', unit.city))).toBe(true);
    const department = grant('department_officer', unit.department);
    expect(asks(petition({ departmentId: unit.department }), administrator, department)).toBe(false);
    const clerk = person('asker', [administrator, grant('petition_clerk', unit.city)]);
    expect(mayAskWhoSees(petition(), clerk, { unitPath, conflicted: true })).toBe(false);
    const petitioner = person('asker', [administrator]);
    expect(mayAskWhoSees(petition({ requesterId: 'asker' }), petitioner, { unitPath })).toBe(false);
  });
});
