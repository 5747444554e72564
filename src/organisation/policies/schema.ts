import Type, { type Static } from 'typebox';

/*
 * Shapes of the policies that each network keeps as data, with history. Seeded from `db/seeds/*.json`; what the fields
 * are for stands in `db/seeds/README.md`.
 */

const Enum = <T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...(description ? { description } : {}) }));
const strict = { additionalProperties: false };

const Code = Type.String({ pattern: '^[a-z][a-z0-9_]{1,59}$', description: 'stable; orders and events refer to it' });
const Name = Type.String({ minLength: 1, maxLength: 60 });
const EnglishName = Type.String({ minLength: 1, maxLength: 120 });
const head = {
  version: Type.Literal(1, { description: 'of this form, not of what stands in it' }),
  origin: Type.String(),
  licence: Type.String(),
};

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

const Limit = Type.Object(
  {
    minutes: Type.Integer({ minimum: 1, maximum: 525_600 }),
    clock: Enum(['working', 'continuous'] as const, 'service time of working days (600 minutes each), or the wall’s'),
  },
  strict,
);

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

export const credentialRules = [
  'none',
  'recommended',
  'certificate_recommended',
  'training_required',
  'certificate_required',
  'licence_required',
  'background_check',
] as const;

/** What volunteers can do, and which papers it asks for. */
export const SkillList = Type.Object(
  {
    ...head,
    skills: Type.Array(
      Type.Object(
        {
          id: Code,
          nameZh: Name,
          nameEn: EnglishName,
          group: Code,
          credential: Enum(credentialRules, 'from training_required on, somebody must have seen the papers'),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type SkillList = Static<typeof SkillList>;

/** The functional departments that petitions, complaints and consultations go to. */
export const DepartmentList = Type.Object(
  { ...head, departments: Type.Array(Type.Object({ id: Code, nameZh: Name, nameEn: EnglishName }, strict)) },
  strict,
);
export type DepartmentList = Static<typeof DepartmentList>;

const resourceModes = ['venue', 'visit', 'course', 'service_team', 'service_point', 'loan', 'online'] as const;

/** The kinds of resource that a library holds. */
export const ResourceTaxonomy = Type.Object(
  {
    ...head,
    modes: Type.Record(Type.String(), Type.Object({ nameZh: Name, nameEn: EnglishName }, strict)),
    categories: Type.Array(
      Type.Object(
        {
          id: Code,
          nameZh: Name,
          nameEn: EnglishName,
          kinds: Type.Array(
            Type.Object(
              {
                id: Code,
                nameZh: Name,
                nameEn: EnglishName,
                mode: Enum(resourceModes),
                bookable: Type.Boolean(),
                slotMinutes: Type.Union([Type.Integer({ minimum: 15, maximum: 1440 }), Type.Null()]),
                groupOnly: Type.Boolean(),
                needsApproval: Type.Boolean(),
              },
              strict,
            ),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ResourceTaxonomy = Static<typeof ResourceTaxonomy>;

const weight = (description: string, maximum = 100_000) => Type.Integer({ minimum: 0, maximum, description });

/** How it is chosen whom to ask: weights of the score, one point worth one metre of way. */
export const DispatchPolicy = Type.Object(
  {
    ...head,
    radiusMetres: Type.Integer({ minimum: 500, maximum: 65_000, description: 'nobody further away is asked' }),
    weights: Type.Object(
      {
        distancePerKilometre: weight('points lost for each kilometre', 10_000),
        papersSeen: weight('papers of all skills asked for were seen'),
        availabilityMargin: weight('free in the half-hour before; again for the one after'),
        language: weight('speaks a language that is welcome'),
        reviewPoint: weight('for each of 100 points of reviews', 1000),
        brokenPromise: weight('lost for each absence without a word'),
        loadPrice: weight('twice this is lost for each order served lately'),
        preference: weight('named the district as one they like to serve'),
      },
      strict,
    ),
  },
  strict,
);
export type DispatchPolicy = Static<typeof DispatchPolicy>;
const minuteOfDay = (description: string) => Type.Integer({ minimum: 0, maximum: 1439, description });

/** How volunteers are asked: in waves, within a budget, not by night. */
export const AskingPolicy = Type.Object(
  {
    ...head,
    target: Type.Number({
      minimum: 0.5,
      maximum: 0.99,
      description: 'chance that every place is taken, which all waves of an order together shall reach',
    }),
    pauseMinutes: Type.Integer({ minimum: 5, maximum: 1440, description: 'between two waves' }),
    pauseMinutesUrgent: Type.Integer({ minimum: 1, maximum: 240, description: 'between two waves of what is urgent' }),
    largestWave: Type.Integer({ minimum: 1, maximum: 20, description: 'no wave asks more people' }),
    mostWaves: Type.Integer({ minimum: 1, maximum: 20, description: 'the target is spread over so many at most' }),
    perWeek: Type.Integer({ minimum: 1, maximum: 50, description: 'messages that one person gets in seven days' }),
    quietFromMinute: minuteOfDay('from this minute of the local day nobody is asked'),
    quietUntilMinute: minuteOfDay('until this one, over midnight'),
    restPointsPerDay: Type.Integer({
      minimum: 0,
      maximum: 200,
      description: 'metres of way in favour of somebody for each day since they were last asked',
    }),
    restDays: Type.Integer({ minimum: 0, maximum: 90, description: 'days that count at most' }),
    goesOnAt: Type.Array(Type.String({ format: 'uuid' }), {
      description:
        'units whose dispatch to people goes on in waves by itself, with all below them; empty: only when asked',
    }),
    goesOnFor: Type.Array(Code, { description: 'only for these kinds; empty: for all' }),
  },
  strict,
);
export type AskingPolicy = Static<typeof AskingPolicy>;

/** Weather that somebody notes for a city or a county. */
export const weatherNames = ['heat', 'cold', 'snow', 'rainstorm', 'dust'] as const;
export type WeatherName = (typeof weatherNames)[number];

/** What days and weather bring: assumed until the network's own history says otherwise. */
export const ExpectingPolicy = Type.Object(
  {
    ...head,
    assumptionWeight: Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: 'an assumption weighs as much as so many orders of the network’s own history',
    }),
    raises: Type.Array(
      Type.Object(
        {
          id: Code,
          nameZh: Name,
          nameEn: EnglishName,
          when: Type.String({
            maxLength: 40,
            description:
              '03-05, 11-01..03-31, lunar:09-09, lunar:12-16..12-30, term:the_winter_solstice, holiday, made_up, weather:snow',
          }),
          kinds: Type.Array(Code, { minItems: 1 }),
          times: Type.Number({ minimum: 0.1, maximum: 10, description: 'so many times as many orders of these kinds' }),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ExpectingPolicy = Static<typeof ExpectingPolicy>;

/** The shape of each policy, by name. */
export const policyShapes = {
  needs: NeedTaxonomy,
  urgency: UrgencyPolicy,
  petitions: PetitionPolicy,
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
