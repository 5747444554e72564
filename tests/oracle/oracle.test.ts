import { beforeAll, describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import { ourRules } from './ours.ts';
import { policiesText, readPolicies } from './theirs.ts';
import { type Question, tree } from './world.ts';

const CASES = 1500;
beforeAll(() => readPolicies('rights', policiesText));

/** The policies with one thing in them wrong. */
function wrong(name: string, right: string, fault: string): string {
  expect(policiesText.split(right)).toHaveLength(2);
  readPolicies(
    name,
    policiesText.replace(right, () => fault),
  );
  return name;
}

describe('the rules of the program and the policies written from the words alone', () => {
  it('agree on random people, orders and questions', () => {
    const { cases, allowed, disagreements } = compare(CASES, 1, { policies: 'rights' });
    expect(disagreements).toEqual([]);
    expect(cases).toBe(CASES);
    // Two sides that always refuse agree too.
    expect(allowed).toBeGreaterThan(80);
  });

  it.each<[string, Question, string, string]>([
    [
      'one custodian agrees with themselves',
      'agree_opening',
      'when { resource has proposer && resource.proposer == principal };',
      'when { false };',
    ],
    [
      'a second objection stays with the clerks of the first',
      'decide_objection',
      'resource.objections >= 2 && resource.oneUp in principal.petition_clerk',
      'resource.objections >= 2 && resource.owner in principal.petition_clerk',
    ],
    [
      'one administrator gives a role over the whole network alone',
      'grant',
      '&& !(resource has asker && resource.asker != principal)',
      '&& !(resource has asker)',
    ],
  ])('differ where a policy is wrong: %s', (name, question, right, fault) => {
    const { disagreements } = compare(CASES, 1, { policies: wrong(name, right, fault), question });
    expect(disagreements.length).toBeGreaterThan(0);
  });

  it.each<[string, Question, Partial<typeof ourRules>]>([
    [
      'who held a post there lately still reads the complaint',
      'see',
      { isInConflict: (complained, actor, paths) => ourRules.isInConflict(complained, actor, paths, new Set()) },
    ],
    [
      'a role reaches beside and above its unit',
      'triage',
      {
        reasonAgainst: (order, action, actor, standing) =>
          ourRules.reasonAgainst(order, action, actor, { ...standing, unitPath: Object.keys(tree) }),
        viewOf: () => 'whole',
      },
    ],
    [
      'a dispatcher sees petitions',
      'read_words',
      { viewOf: (order, actor, standing) => ourRules.viewOf({ ...order, confidential: false }, actor, standing) },
    ],
  ])('differ where a rule of the program is wrong: %s', (_, question, fault) => {
    const { disagreements } = compare(CASES, 1, { policies: 'rights', rules: { ...ourRules, ...fault }, question });
    expect(disagreements.length).toBeGreaterThan(0);
  });

  it('refuses policies that cannot be read', () => {
    expect(() => readPolicies('broken', 'permit (principal, action, resource')).toThrow();
  });
});
