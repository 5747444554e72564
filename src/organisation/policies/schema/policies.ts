import type Type from 'typebox';
import type { Static } from 'typebox';
import { CalendarPolicy, PetitionPolicy, UrgencyPolicy } from './clocks.ts';
import { AskingPolicy, DispatchPolicy, ExpectingPolicy } from './dispatching.ts';
import { DepartmentList, ResourceTaxonomy, SkillList } from './lists.ts';
import { type NeedKind, NeedTaxonomy } from './needs.ts';

/*
 * Shapes of the policies that each network keeps as data, with history. Seeded from `db/seeds/*.json`; what the fields
 * are for stands in `db/seeds/README.md`.
 */

/** The shape of each policy, by name. */
export const policyShapes = {
  needs: NeedTaxonomy,
  urgency: UrgencyPolicy,
  petitions: PetitionPolicy,
  calendar: CalendarPolicy,
  skills: SkillList,
  departments: DepartmentList,
  resources: ResourceTaxonomy,
  dispatch: DispatchPolicy,
  asking: AskingPolicy,
  expecting: ExpectingPolicy,
} as const satisfies Record<string, Type.TSchema>;
export type PolicyName = keyof typeof policyShapes;
export type PolicyBody<Name extends PolicyName> = Static<(typeof policyShapes)[Name]>;

/** Every policy in force, and the kinds of need by their id. */
export type Policies = { readonly [Name in PolicyName]: PolicyBody<Name> } & {
  readonly kinds: ReadonlyMap<string, NeedKind & { categoryId: string }>;
};
