import { centreOf, pathOf, type Tree } from '../src/organisation/rules/tree.ts';
import { type CredentialRule, mayServe, type ServiceNeed } from '../src/volunteers/rules.ts';
import type { DemoHelper } from './enter.ts';

/** Helpers by the county of their team, so that an order looks at its own county alone. */
export type HelpersByCentre = ReadonlyMap<string, readonly DemoHelper[]>;

/** Sorts helpers into counties; those of city teams serve in every one. Order is kept: the first are asked first. */
export function byCentre(tree: Tree, helpers: readonly DemoHelper[]): HelpersByCentre {
  const sorted = new Map<string, DemoHelper[]>();
  for (const helper of helpers) {
    const centre = centreOf(tree, helper.teamId);
    const there = sorted.get(centre);
    if (there) there.push(helper);
    else sorted.set(centre, [helper]);
  }
  return sorted;
}

/**
 * Who of a county could serve a need at a place, nearest first: of the community itself, of its institute, of the county,
 * of elsewhere in it. No person twice.
 */
export function helpersFor(
  tree: Tree,
  helpers: HelpersByCentre,
  placeUnitId: string,
  need: ServiceNeed,
  skillRules: ReadonlyMap<string, CredentialRule>,
): DemoHelper[] {
  const above = pathOf(tree, placeUnitId);
  const nearness = (helper: DemoHelper) => {
    const parent = tree.units.get(helper.teamId)?.parentId ?? '';
    const found = above.indexOf(parent);
    return found === -1 ? above.length : found;
  };
  const fit = (helpers.get(centreOf(tree, placeUnitId)) ?? []).filter(
    (helper) => hasSkill(helper, need.skills) && mayServe(helper.acting, need, skillRules),
  );
  const ranked = fit.map((helper, index) => ({ helper, index, near: nearness(helper) }));
  ranked.sort((a, b) => a.near - b.near || a.index - b.index);
  const seen = new Set<string>();
  return ranked.flatMap(({ helper }) => {
    if (seen.has(helper.personId)) return [];
    seen.add(helper.personId);
    return [helper];
  });
}

/** Somebody of the trade, also where the rules would let anyone go. */
function hasSkill({ acting }: DemoHelper, skills: readonly string[]): boolean {
  return skills.length === 0 || acting.skills.some(({ skill }) => skills.includes(skill));
}
