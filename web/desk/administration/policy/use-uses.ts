import { useQuery } from '@tanstack/react-query';
import type { PolicyBody, PolicyName } from '../../../../src/organisation/policies/schema/policies.ts';
import { t } from '../../../ui/language.ts';
import { sayClock } from '../../../ui/times.ts';
import { readKindUses, readPolicy, readSkillUses } from '../../calls.ts';

/** How often each row of a policy is used, and whether it can be taken out at all. */
export interface Uses {
  countOf(id: string): string | undefined;
  isUsed(id: string): boolean;
  /** When it was counted, said; undefined where nothing is. */
  counted: string | undefined;
}

/** Counts orders of a kind, volunteers and teams with a skill, kinds that ask for a skill or a department. */
export function useUses(name: PolicyName): Uses {
  const needs = useQuery({ queryKey: ['policy', 'needs'], queryFn: () => readPolicy('needs'), staleTime: 60_000 });
  const orders = useQuery({ queryKey: ['kind-uses'], queryFn: readKindUses, enabled: name === 'needs' });
  const people = useQuery({ queryKey: ['skill-uses'], queryFn: readSkillUses, enabled: name === 'skills' });
  const asking = askingFor(name, needs.data?.body);
  const counted = (name === 'needs' ? orders.data?.at : name === 'skills' ? people.data?.at : undefined) ?? undefined;
  return {
    counted: counted === undefined ? undefined : t('desk.policy.counted', { time: sayClock(counted) }),
    isUsed(id) {
      if (name === 'needs') return true;
      const skill = people.data?.items.find((each) => each.skill === id);
      return (asking.get(id) ?? 0) > 0 || (skill?.volunteers ?? 0) + (skill?.teams ?? 0) > 0;
    },
    countOf(id) {
      if (name === 'needs' && orders.data) {
        const use = orders.data.items.find((each) => each.kind === id);
        const hidden = use?.confidential ?? 0;
        return t('desk.policy.use.orders', { count: (use?.orders ?? 0) + hidden, open: use?.open ?? 0 });
      }
      if (name === 'skills' && people.data) {
        const use = people.data.items.find((each) => each.skill === id);
        const { volunteers = 0, teams = 0 } = use ?? {};
        return t('desk.policy.use.skill', { volunteers, teams, kinds: asking.get(id) ?? 0 });
      }
      if (name === 'departments' && needs.data) return t('desk.policy.use.kinds', { count: asking.get(id) ?? 0 });
      return undefined;
    },
  };
}

/** How many kinds of need ask for each skill, or belong to each department. */
function askingFor(name: PolicyName, needs: PolicyBody<'needs'> | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of needs?.categories.flatMap((category) => category.kinds) ?? []) {
    const named = name === 'skills' ? kind.skills : name === 'departments' && kind.department ? [kind.department] : [];
    for (const id of named) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
