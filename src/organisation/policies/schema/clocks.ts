import Type, { type Static } from 'typebox';
import { Code, EnglishName, Enum, head, Limit, Name, strict } from './parts.ts';

const UrgencyClocks = Type.Object(
  {
    nameZh: Name,
    nameEn: EnglishName,
    promiseZh: Type.String({ description: 'told to the resident' }),
    promiseEn: Type.String(),
    triage: Limit,
    dispatch: Limit,
    accept: Limit,
    complete: Type.Union([Limit, Type.Null()], {
      description: 'from triage to the end of the service; null: the day agreed',
    }),
  },
  strict,
);

/** Every clock of the loop. */
export const UrgencyPolicy = Type.Object(
  {
    ...head,
    urgencies: Type.Object(
      {
        critical: UrgencyClocks,
        urgent: UrgencyClocks,
        priority: UrgencyClocks,
        normal: UrgencyClocks,
        scheduled: UrgencyClocks,
      },
      strict,
    ),
    answer: Limit,
    forward: Limit,
    review: Limit,
    supervised: Limit,
    emergency: Limit,
    warnShare: Type.Number({ minimum: 0.1, maximum: 0.99 }),
    regimes: Type.Record(
      Type.String(),
      Type.Object(
        {
          nameZh: Name,
          nameEn: EnglishName,
          source: Type.String({ description: 'regulation and article' }),
          forwardDays: Type.Optional(Type.Integer()),
          receiptNoticeDays: Type.Optional(Type.Integer()),
          objectionWorkingDays: Type.Optional(Type.Integer()),
          resolveDays: Type.Optional(Type.Integer()),
          extensionDays: Type.Optional(Type.Integer()),
          reconsiderationRequestDays: Type.Optional(Type.Integer()),
          reconsiderationDays: Type.Optional(Type.Integer()),
          replyWorkingDays: Type.Optional(Type.Integer()),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type UrgencyPolicy = Static<typeof UrgencyPolicy>;

const LegalLimit = Type.Object(
  {
    days: Type.Integer({ minimum: 1, maximum: 366 }),
    count: Enum(['days', 'working_days'] as const, 'as the clause counts them'),
    nameZh: Name,
    nameEn: EnglishName,
    clause: Type.String({ minLength: 4, description: 'regulation and article' }),
  },
  strict,
);

/** The path of petitions and complaints: periods under law, targets, ways out, and templates of replies. */
export const PetitionPolicy = Type.Object(
  {
    ...head,
    law: Type.Object(
      {
        forward: LegalLimit,
        object: LegalLimit,
        notice: LegalLimit,
        resolve: LegalLimit,
        extend: LegalLimit,
        askReconsideration: LegalLimit,
        reconsideration: LegalLimit,
        askFinal: LegalLimit,
        finalReconsideration: LegalLimit,
      },
      strict,
    ),
    targets: Type.Object({ signFor: Limit, admit: Limit, decideObjection: Limit, confirm: Limit }, strict),
    retention: Type.Optional(
      Type.Object(
        {
          days: Type.Integer({
            minimum: 30,
            maximum: 36_500,
            description: 'after it ended; absent: kept until its owner erases it',
          }),
        },
        strict,
      ),
    ),
    doors: Type.Array(
      Type.Object(
        {
          id: Code,
          nameZh: Name,
          nameEn: EnglishName,
          sayZh: Type.String({ minLength: 1, maxLength: 200, description: 'told to the petitioner' }),
          sayEn: Type.String({ minLength: 1, maxLength: 300 }),
          call: Type.String({ pattern: '^[0-9]{3,12}$' }),
          words: Type.Array(Type.String({ minLength: 2, maxLength: 40 }), {
            description: 'words at which this door is offered; the petitioner and a clerk decide',
          }),
        },
        strict,
      ),
      { description: 'where what is not taken in is taken in' },
    ),
    templates: Type.Array(
      Type.Object(
        {
          id: Code,
          step: Enum(['admit', 'reply', 'ask_extension', 'object'] as const, 'the action it is offered at'),
          nameZh: Name,
          nameEn: EnglishName,
          textZh: Type.String({ minLength: 1, maxLength: 2000 }),
          textEn: Type.String({ minLength: 1, maxLength: 2000 }),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type PetitionPolicy = Static<typeof PetitionPolicy>;

/** Days that are off or worked beside what is known of the country: what the State Council announced lately, or a city decided. */
export const CalendarPolicy = Type.Object(
  {
    ...head,
    dates: Type.Array(
      Type.Object(
        {
          id: Code,
          nameZh: Name,
          nameEn: EnglishName,
          from: Type.String({ format: 'date', description: 'first day, local' }),
          until: Type.String({ format: 'date', description: 'last day, included' }),
          worked: Type.Boolean({ description: 'worked to make up for a holiday; otherwise off' }),
        },
        strict,
      ),
      { maxItems: 400, description: 'stands above what Linli knows of the same day' },
    ),
  },
  strict,
);
export type CalendarPolicy = Static<typeof CalendarPolicy>;
