import Type, { type Static } from 'typebox';
import { NeedKind, NeedTaxonomy } from './schema.ts';

/*
 * What one can ask for, as the phone shows it: without the words that triage knows a kind by and what binds the staff,
 * which are three quarters of the policy.
 */

const Kind = Type.Pick(NeedKind, [
  'id',
  'nameZh',
  'nameEn',
  'askZh',
  'askEn',
  'nature',
  'skills',
  'homeVisit',
  'twoPersonRule',
  'volunteerDispatchable',
  'callFirst',
]);
export type AskableKind = Static<typeof Kind>;

const Category = Type.Omit(NeedTaxonomy.properties.categories.items, ['kinds']);

/** All that one can ask for, by category. */
export const AskableNeeds = Type.Object({
  categories: Type.Array(Type.Object({ ...Category.properties, kinds: Type.Array(Kind) })),
});
export type AskableNeeds = Static<typeof AskableNeeds>;

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
