import type { SkillList } from '../../src/organisation/policies/schema/lists.ts';
import type { NeedKind } from '../../src/organisation/policies/schema/needs.ts';
import { reasonsAgainst } from '../../src/volunteers/rules.ts';
import type { TeamMember } from '../../src/volunteers/schema.ts';

/**
 * Why a member cannot be named for an order, as the code of the problem that the server would give; null when nothing
 * speaks against it. An order without a kind asks for nobody in particular.
 */
export function reasonAgainst(
  member: TeamMember,
  order: { homeVisit: boolean },
  kind: Pick<NeedKind, 'twoPersonRule' | 'skills'> | undefined,
  skills: SkillList | undefined,
): string | null {
  const rules = new Map((skills?.skills ?? []).map((each) => [each.id, each.credential]));
  const need = {
    homeVisit: order.homeVisit,
    twoPersonRule: kind?.twoPersonRule ?? false,
    skills: skills ? (kind?.skills ?? []) : [],
  };
  return reasonsAgainst({ ...member, teams: [] }, need, rules)[0] ?? null;
}
