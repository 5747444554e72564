import { Problem } from '../../shared/problem.ts';
import type { AskableKind, AskableNeeds, NeedKind, NeedTaxonomy } from '../policies/schema/needs.ts';
import type { Policies, PolicyBody, PolicyName } from '../policies/schema/policies.ts';
import type { DecidedDays } from './calendar.ts';
import { occasionOf } from './occasions.ts';

/** What is wrong with a policy: where, and which value. */
export interface PolicyFault {
  /** JSON pointer into the body. */
  field: string;
  /** `repeated`, `skill_unknown`, `department_unknown`, `kind_unknown`, `when_unknown`, `kind_in_use`, `ends_before`, `too_many_days`, `day_twice`, or the keyword of the shape that it breaks. */
  reason: string;
  value: string;
}

/** A policy is planned at most this far ahead. */
const PLANNED_DAYS = 366;

/** The problem `organisation.policy_time` (422) of a time from which a policy cannot be in force: past, or a year off. */
export function effectFault(effectiveAt: Date | undefined, now: Date): Problem | undefined {
  if (!effectiveAt) return undefined;
  const days = (effectiveAt.getTime() - now.getTime()) / 86_400_000;
  if (days > 0 && days <= PLANNED_DAYS) return undefined;
  return new Problem('organisation.policy_time', 422, 'Choose a time to come, within a year; or let it hold at once.', {
    field: '/effectiveAt',
  });
}

/** The policies as the other capabilities read them, with every kind of need by its id. */
export function assemblePolicies(bodies: { [Name in PolicyName]: PolicyBody<Name> }): Policies {
  const kinds = new Map<string, Policies['kinds'] extends ReadonlyMap<string, infer Kind> ? Kind : never>();
  for (const category of bodies.needs.categories)
    for (const kind of category.kinds) kinds.set(kind.id, { ...kind, categoryId: category.id });
  return { ...bodies, kinds };
}

/**
 * What no shape can see: ids given twice, skills and departments that no list holds, and kinds, skills or departments
 * taken away although others refer to them (orders keep the kinds they were given, so a kind is never removed). Empty
 * when the policies fit together. `before` is what was in force, if anything.
 */
export function policyFaults(policies: Policies, before: Policies | undefined): PolicyFault[] {
  return [
    ...repeatedIds(policies),
    ...unknownReferences(policies),
    ...unknownKinds(policies),
    ...wrongDays(policies.calendar.dates),
    ...(before ? removedKinds(policies, before) : []),
  ];
}

function repeatedIds({ needs, skills, departments, expecting, calendar }: Policies): PolicyFault[] {
  const kinds = needs.categories.flatMap((category, c) =>
    category.kinds.map(({ id }, k) => ({ id, field: `/categories/${c}/kinds/${k}/id` })),
  );
  return [
    ...repeatedIn(rowsOf('categories', needs.categories)),
    ...repeatedIn(kinds),
    ...repeatedIn(rowsOf('skills', skills.skills)),
    ...repeatedIn(rowsOf('departments', departments.departments)),
    ...repeatedIn(rowsOf('raises', expecting.raises)),
    ...repeatedIn(rowsOf('dates', calendar.dates)),
  ];
}

interface Identified {
  id: string;
  field: string;
}

function rowsOf(list: string, rows: readonly { id: string }[]): Identified[] {
  return rows.map(({ id }, index) => ({ id, field: `/${list}/${index}/id` }));
}

function repeatedIn(rows: readonly Identified[]): PolicyFault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ id, field }) => {
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated ? [{ field, reason: 'repeated', value: id }] : [];
  });
}

function unknownReferences(policies: Policies): PolicyFault[] {
  const skills = new Set(policies.skills.skills.map((skill) => skill.id));
  const departments = new Set(policies.departments.departments.map((department) => department.id));
  return policies.needs.categories.flatMap((category, c) =>
    category.kinds.flatMap((kind, k): PolicyFault[] => {
      const field = `/categories/${c}/kinds/${k}`;
      const missing = kind.skills.filter((skill) => !skills.has(skill));
      return [
        ...missing.map((value): PolicyFault => ({ field: `${field}/skills`, reason: 'skill_unknown', value })),
        ...(kind.department !== null && !departments.has(kind.department)
          ? [{ field: `${field}/department`, reason: 'department_unknown', value: kind.department } as const]
          : []),
      ];
    }),
  );
}

function unknownKinds({ expecting, kinds }: Policies): PolicyFault[] {
  return expecting.raises.flatMap(({ when, kinds: raised }, r): PolicyFault[] => {
    const unknown = raised.filter((kind) => !kinds.has(kind));
    return [
      ...(occasionOf(when) ? [] : [{ field: `/raises/${r}/when`, reason: 'when_unknown', value: when }]),
      ...unknown.map((value): PolicyFault => ({ field: `/raises/${r}/kinds`, reason: 'kind_unknown', value })),
    ];
  });
}

/** No holiday is longer; a year that was mistyped is. */
const MOST_DAYS = 31;
/** Days off that begin within a year: with more, a clock might not find a day that is worked. */
const MOST_DAYS_OF_A_YEAR = 100;

function wrongDays(days: readonly DecidedDays[]): PolicyFault[] {
  const off = new Map<string, number>();
  return days.flatMap(({ from, until, worked }, d): PolicyFault[] => {
    const twice = days.slice(0, d).find((each) => each.from <= until && from <= each.until);
    const many = (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1;
    const year = from.slice(0, 4);
    if (!worked) off.set(year, (off.get(year) ?? 0) + many);
    const isTooMany = many > MOST_DAYS || (off.get(year) ?? 0) > MOST_DAYS_OF_A_YEAR;
    return [
      ...(until < from ? [{ field: `/dates/${d}/until`, reason: 'ends_before', value: until }] : []),
      ...(isTooMany ? [{ field: `/dates/${d}/until`, reason: 'too_many_days', value: until }] : []),
      ...(twice ? [{ field: `/dates/${d}/from`, reason: 'day_twice', value: laterOf(from, twice.from) }] : []),
    ];
  });
}

function laterOf(one: string, other: string): string {
  return [one, other].sort().at(-1) ?? one;
}

function removedKinds(policies: Policies, before: Policies): PolicyFault[] {
  return [...before.kinds.keys()]
    .filter((id) => !policies.kinds.has(id))
    .map((value) => ({ field: '/categories', reason: 'kind_in_use', value }));
}

/** What of the needs of a network one can ask for. */
export function askableNeeds({ categories }: NeedTaxonomy): AskableNeeds {
  return {
    categories: categories.map(({ id, nameZh, nameEn, askZh, askEn, kinds }) => ({
      ...{ id, nameZh, nameEn, askZh, askEn },
      kinds: kinds.map(askableKind),
    })),
  };
}

function askableKind(kind: NeedKind): AskableKind {
  const { id, nameZh, nameEn, askZh, askEn, nature, skills, homeVisit, twoPersonRule, volunteerDispatchable } = kind;
  return {
    ...{ id, nameZh, nameEn, askZh, askEn, nature, skills, homeVisit, twoPersonRule, volunteerDispatchable },
    ...(kind.callFirst ? { callFirst: kind.callFirst } : {}),
  };
}
