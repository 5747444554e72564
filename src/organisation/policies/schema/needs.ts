import Type, { type Static } from 'typebox';
import { Code, EnglishName, Enum, head, Name, strict } from './parts.ts';

export const natureNames = ['public_service', 'petition', 'complaint', 'consultation', 'emergency'] as const;
export const urgencyNames = ['critical', 'urgent', 'priority', 'normal', 'scheduled'] as const;

/** One kind of need. */
export const NeedKind = Type.Object(
  {
    id: Code,
    nameZh: Name,
    nameEn: EnglishName,
    askZh: Type.String({ minLength: 1, maxLength: 20, description: 'as a resident would say it; on the phone' }),
    askEn: Type.String({ minLength: 1, maxLength: 60 }),
    nature: Enum(natureNames, 'what triage suggests; a person decides'),
    urgency: Enum(urgencyNames),
    handler: Enum(['team', 'department', 'resource'] as const, 'who usually meets it'),
    department: Type.Union([Code, Type.Null()], { description: 'the department that answers for it' }),
    skills: Type.Array(Code, { description: 'what it takes; empty: anyone can, or no volunteer goes' }),
    homeVisit: Type.Boolean({ description: 'somebody enters a home: only people met in person' }),
    twoPersonRule: Type.Boolean({ description: 'never fewer than two' }),
    volunteerDispatchable: Type.Boolean({ description: 'volunteers may be sent at all' }),
    scheduledSlot: Type.Boolean({ description: 'needs a day and an hour to be agreed' }),
    confidential: Type.Boolean({ description: 'words for few eyes, also where it is a public service' }),
    neverForwardToSubject: Type.Boolean({ description: 'never told to whom it names (信访工作条例 art. 30)' }),
    sensitivePersonalData: Type.Boolean({ description: 'health, whereabouts, under 14 (个人信息保护法 art. 28)' }),
    minorInvolved: Type.Boolean(),
    callFirst: Type.Optional(Enum(['110', '119', '120'] as const, 'shown before anything else')),
    regime: Type.Optional(Type.String({ description: 'regulation whose outer limits bind; a key of urgency.regimes' })),
    words: Type.Array(Type.String({ minLength: 2, maxLength: 40 }), {
      minItems: 12,
      uniqueItems: true,
      description: 'what residents say, Chinese first, then English in lower case: found as they stand',
    }),
  },
  strict,
);
export type NeedKind = Static<typeof NeedKind>;

/** All needs of a network, by category. */
export const NeedTaxonomy = Type.Object(
  {
    ...head,
    categories: Type.Array(
      Type.Object(
        {
          id: Code,
          nameZh: Name,
          nameEn: EnglishName,
          askZh: Type.String({ minLength: 1, maxLength: 20 }),
          askEn: Type.String({ minLength: 1, maxLength: 60 }),
          kinds: Type.Array(NeedKind, { minItems: 1 }),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type NeedTaxonomy = Static<typeof NeedTaxonomy>;

/** A kind of need as the phone shows it: without the words that triage knows it by and what binds the staff. */
export const AskableKind = Type.Pick(NeedKind, [
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
export type AskableKind = Static<typeof AskableKind>;

const AskableCategory = Type.Omit(NeedTaxonomy.properties.categories.items, ['kinds']);

/** All that one can ask for, by category. */
export const AskableNeeds = Type.Object({
  categories: Type.Array(Type.Object({ ...AskableCategory.properties, kinds: Type.Array(AskableKind) })),
});
export type AskableNeeds = Static<typeof AskableNeeds>;
