import { describe, expect, it } from 'vitest';
import type { ActingVolunteer, Actor, GrantedRole } from '../shared/actor.ts';
import {
  type CredentialRule,
  mayLeadTeam,
  maySeeVolunteer,
  mayServe,
  reasonsAgainst,
  refusalToVouch,
} from './rules.ts';

const rules = new Map<string, CredentialRule>([
  ['elder_care', 'none'],
  ['visiting', 'training_required'],
  ['doctor', 'licence_required'],
  ['nurse', 'licence_required'],
  ['coach', 'certificate_recommended'],
  ['child_care', 'background_check'],
]);
const adult: ActingVolunteer = { verified: true, adult: true, guardianConsented: false, skills: [], teams: [] };
const can = (...skills: string[]) => skills.map((skill) => ({ skill, credential: 'verified' as const }));
const says = (...skills: string[]) => skills.map((skill) => ({ skill, credential: 'claimed' as const }));
const out = { homeVisit: false, twoPersonRule: false, skills: [] as string[] };
const home = { ...out, homeVisit: true };

describe('who may serve', () => {
  const cases: [string, Partial<ActingVolunteer>, typeof out, string[]][] = [
    ['anybody of age serves where nothing is asked', { verified: false }, out, []],
    ['a home needs somebody who was met', { verified: false }, home, ['volunteers.not_verified']],
    ['so does whatever takes two', { verified: false }, { ...out, twoPersonRule: true }, ['volunteers.not_verified']],
    ['a verified adult goes to a home', {}, home, []],
    [
      'a minor never goes to a home, whatever the guardian says',
      { adult: false, guardianConsented: true },
      home,
      ['volunteers.minor_at_home'],
    ],
    ['a minor with consent serves elsewhere', { adult: false, guardianConsented: true }, out, []],
    ['a minor without consent serves nowhere', { adult: false }, out, ['volunteers.guardian_consent_missing']],
    [
      'every reason is given',
      { adult: false, verified: false },
      { ...home, skills: ['doctor'] },
      [
        'volunteers.guardian_consent_missing',
        'volunteers.minor_at_home',
        'volunteers.not_verified',
        'volunteers.skill_missing',
      ],
    ],
    ['general help is what everybody can do', {}, { ...out, skills: ['general_help'] }, []],
    ['one plain skill of several suffices', { skills: says('coach') }, { ...out, skills: ['elder_care', 'coach'] }, []],
    ['none of them does not', {}, { ...out, skills: ['elder_care', 'coach'] }, ['volunteers.skill_missing']],
    [
      'papers that were only claimed do not count',
      { skills: says('doctor') },
      { ...out, skills: ['doctor'] },
      ['volunteers.credential_missing'],
    ],
    [
      'papers that ran out do not count',
      { skills: [{ skill: 'doctor', credential: 'expired' }] },
      { ...out, skills: ['doctor'] },
      ['volunteers.credential_missing'],
    ],
    ['a doctor or a nurse, not both in one', { skills: can('nurse') }, { ...out, skills: ['doctor', 'nurse'] }, []],
    [
      'a plain skill does not stand in for papers',
      { skills: says('elder_care') },
      { ...out, skills: ['elder_care', 'nurse'] },
      ['volunteers.skill_missing'],
    ],
    [
      'a background check is never waived',
      { skills: [...can('visiting'), ...says('child_care')] },
      { ...out, skills: ['child_care', 'visiting'] },
      ['volunteers.credential_missing'],
    ],
    [
      'and once made, the rest counts as well',
      { skills: can('child_care') },
      { ...out, skills: ['child_care', 'visiting'] },
      ['volunteers.skill_missing'],
    ],
  ];
  it.each(cases)('%s', (_what, volunteer, need, reasons) => {
    expect(reasonsAgainst({ ...adult, ...volunteer }, need, rules)).toEqual(reasons);
    expect(mayServe({ ...adult, ...volunteer }, need, rules)).toBe(reasons.length === 0);
  });
});

describe('who answers for a volunteer', () => {
  const standing = {
    personId: 'v',
    unitPath: ['station', 'institute', 'centre', 'city'],
    teams: ['team'],
    teamPaths: [['team', 'other', 'city']],
  };
  const by = (role: GrantedRole, unitId: string, kind: Actor['kind'] = 'person', id = 'a'): Actor => ({
    kind,
    id,
    networkId: 'n',
    grants: [{ role, unitId }],
  });

  const cases: [string, Actor, ReturnType<typeof refusalToVouch>, boolean][] = [
    ['the leader of a team they are in', by('team_leader', 'team'), null, true],
    ['a leader of another team', by('team_leader', 'elsewhere'), 'platform.forbidden', false],
    ['the dispatcher of the home station', by('dispatcher', 'station'), null, true],
    ['the administrator of the city', by('administrator', 'city'), null, true],
    ['a dispatcher beside', by('dispatcher', 'beside'), 'platform.forbidden', false],
    [
      'the dispatcher of the team’s unit sees, but has not met them',
      by('dispatcher', 'other'),
      'platform.forbidden',
      true,
    ],
    ['an observer of the city', by('observer', 'city'), 'platform.forbidden', false],
    [
      'the volunteer themselves, even as administrator',
      by('administrator', 'city', 'person', 'v'),
      'volunteers.no_self_verification',
      true,
    ],
    ['a key of another system', by('administrator', 'city', 'key'), 'platform.forbidden', true],
  ];
  it.each(cases)('%s', (_who, actor, refusal, sees) => {
    expect(refusalToVouch(actor, standing)).toBe(refusal);
    expect(maySeeVolunteer(actor, standing)).toBe(sees);
  });

  it('a leader among the members leads without any role', () => {
    const volunteer = { ...adult, teams: [{ teamId: 'team', leader: true }] };
    const actor: Actor = { kind: 'person', id: 'a', networkId: 'n', grants: [], volunteer };
    expect(mayLeadTeam(actor, ['team', 'city'])).toBe(true);
    expect(mayLeadTeam(actor, ['other', 'city'])).toBe(false);
    expect(refusalToVouch(actor, standing)).toBe(null);
  });
});
