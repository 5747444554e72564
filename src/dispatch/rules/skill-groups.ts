import type { Policies } from '../../organisation/policies/schema/policies.ts';
import { type CredentialRule, needsPapers } from '../../volunteers/rules.ts';

/** Skills of which one suffices; with `papers`, one whose papers somebody has seen. */
export interface SkillGroup {
  skills: readonly string[];
  papers: boolean;
}

/** What everybody can do. */
const ANYBODY = 'general_help';

/**
 * What a need asks of whoever serves it, as groups of which one skill each must be there: the rule of `reasonsAgainst` in
 * `src/volunteers/rules.ts`, cut into yes-or-no questions that an index can answer. Example: a doctor or a nurse, for a
 * kind that also asks for first aid training by choice: one group with papers, {medical_doctor, nursing}.
 */
export function groupsOf(skills: readonly string[], ruleOf: (skill: string) => CredentialRule): SkillGroup[] {
  const checks = skills.filter((skill) => ruleOf(skill) === 'background_check');
  const papers = skills.filter((skill) => needsPapers(ruleOf(skill)) && !checks.includes(skill));
  const groups = checks.map((skill): SkillGroup => ({ skills: [skill], papers: true }));
  if (papers.length > 0) groups.push({ skills: papers, papers: true });
  if (groups.length === 0 && skills.length > 0 && !skills.includes(ANYBODY)) groups.push({ skills, papers: false });
  return groups;
}

/** Bits that stand for groups of skills; a set of them in two words of 32. */
export interface SkillBits {
  /** Changes when any group or its place does. */
  readonly digest: string;
  /** Every skill that is in some group. */
  readonly skills: readonly string[];
  /** The bit of a group, or -1: not one of the index's. */
  bitOf(group: SkillGroup): number;
  /** Bits of the groups that a skill is in. */
  bitsWith(skill: string): readonly number[];
}

/** The index has room for so many groups; needs with others are checked against the database alone. */
const ROOM = 64;

/** Gives each group that some kind of need asks for a bit, in the order of the taxonomy. */
export function skillBits(policies: Pick<Policies, 'kinds' | 'skills'>): SkillBits {
  const rules = new Map(policies.skills.skills.map((skill) => [skill.id, skill.credential]));
  const bits = new Map<string, number>();
  const bySkill = new Map<string, number[]>();
  for (const kind of policies.kinds.values()) {
    if (!kind.volunteerDispatchable) continue;
    for (const group of groupsOf(kind.skills, (skill) => rules.get(skill) ?? 'none')) {
      const key = keyOf(group);
      if (bits.has(key) || bits.size === ROOM) continue;
      for (const skill of group.skills) bySkill.set(skill, [...(bySkill.get(skill) ?? []), bits.size]);
      bits.set(key, bits.size);
    }
  }
  return {
    digest: [...bits.keys()].join(' '),
    skills: [...bySkill.keys()],
    bitOf: (group) => bits.get(keyOf(group)) ?? -1,
    bitsWith: (skill) => bySkill.get(skill) ?? [],
  };
}

function keyOf({ skills, papers }: SkillGroup): string {
  return `${papers ? 'papers' : 'plain'}:${[...skills].sort().join()}`;
}

/** Two words with these bits set: 0 to 31, and 32 to 63. */
export function wordsOf(bits: Iterable<number>): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (const bit of bits) {
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  return { low, high };
}
