import Type, { type Static } from 'typebox';
import { OrderSummary } from '../orders/schema/views.ts';
import { Page } from '../shared/page.ts';

/*
 * Problems of this capability; whom the rules exclude is told by the problems of volunteers and orders:
 *   dispatch.kind_unknown      Volunteers are not sent to this kind. Choose from the list
 *   dispatch.weather_days      The last day comes after the first, and at most 31 days later
 *   dispatch.weather_unit      Weather is noted for the city or for a county’s centre
 *   dispatch.batch_overtaken   A newer proposal has been made meanwhile. Look at that one
 */

const Id = Type.String({ format: 'uuid' });
const At = Type.String({ format: 'date-time' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const Enum = <T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...(description ? { description } : {}) }));

/** The terms of a score, in the order in which they are told. */
export const termNames = [
  'distance',
  'skill',
  'availability',
  'language',
  'reviews',
  'keptPromises',
  'load',
  'preference',
] as const;
export type TermName = (typeof termNames)[number];

export const ScoreTerm = Type.Object({
  name: Enum(termNames),
  points: Type.Integer({ description: 'one point is worth one metre of way' }),
});
export type ScoreTerm = Static<typeof ScoreTerm>;

export const changeNames = ['closer', 'fewer_orders', 'papers', 'free_around', 'preference'] as const;

/** What alone would have brought somebody before another. */
export const ScoreChange = Type.Object({
  change: Enum(changeNames),
  amount: Type.Integer({ description: 'metres nearer, or orders fewer; 0 where nothing is counted' }),
});
export type ScoreChange = Static<typeof ScoreChange>;

/** A team or volunteer who could serve an order. */
export const Candidate = Type.Object({
  teamId: Nullable(Id),
  personId: Nullable(Id),
  name: Type.String(),
  distanceMetres: Nullable(Type.Integer({ description: 'rounded to 100 m' })),
  score: Type.Integer({ description: 'the sum of its terms' }),
  terms: Type.Array(ScoreTerm),
  skillsMatched: Type.Array(Type.String()),
  openAssignments: Type.Integer(),
  servedLately: Type.Integer({ description: 'orders on hand, or served in the last 28 days' }),
  availableNow: Type.Boolean({ description: 'at the time that was wished, else now' }),
});
export type Candidate = Static<typeof Candidate>;

export const excludedReasons = [
  'inactive',
  'skill',
  'credential',
  'not_verified',
  'unavailable',
  'busy',
  'elsewhere',
] as const;

/** Who could serve an order, best first, and what keeps the others from it. */
export const CandidateRanking = Type.Object({
  at: At,
  ageSeconds: Type.Number({ description: 'how old the index was that was asked' }),
  items: Type.Array(Candidate, { description: 'at most 30' }),
  fourth: Nullable(
    Type.Object(
      {
        points: Type.Integer({ description: 'what it has less than the third' }),
        behind: Type.Array(ScoreTerm, { description: 'terms that are lower, by how much, most first' }),
        changes: Type.Array(ScoreChange),
      },
      { description: 'why the fourth is not among the first three' },
    ),
  ),
  within: Type.Integer({ description: 'everybody whom the radius reaches' }),
  excluded: Type.Array(Type.Object({ reason: Enum(excludedReasons), count: Type.Integer() }), {
    description: 'how many of them are kept from it by what, most first; who lacks two things is counted twice',
  }),
});
export type CandidateRanking = Static<typeof CandidateRanking>;

const ReplayFigures = Type.Object({
  unmet: Type.Integer({ description: 'places that nobody could take' }),
  meanMetres: Nullable(Type.Integer({ description: 'of those of whom the way is known' })),
  asked: Type.Integer({ description: 'different people and teams' }),
  most: Type.Integer({ description: 'the most orders that any of them would have had' }),
  gini: Type.Number({ description: 'how unevenly orders fall on all who could have had one: 0 evenly, 1 on one' }),
});
export type ReplayFigures = Static<typeof ReplayFigures>;

/** The last month's orders under another policy of whom to ask, beside the one in force. Nobody is named. */
export const PolicyReplay = Type.Object({
  from: At,
  to: At,
  ordersInAll: Type.Integer(),
  orders: Type.Integer({ description: 'so many of them were put again' }),
  changed: Type.Integer({ description: 'orders that would have gone to somebody else' }),
  before: ReplayFigures,
  after: ReplayFigures,
  areas: Type.Array(
    Type.Object({
      unitId: Id,
      nameZh: Type.String(),
      nameEn: Type.String(),
      orders: Type.Integer(),
      unmetBefore: Type.Integer(),
      unmetAfter: Type.Integer(),
      metresBefore: Nullable(Type.Integer()),
      metresAfter: Nullable(Type.Integer()),
    }),
    { description: 'by where help was wanted, most orders first' },
  ),
  ages: Type.Array(
    Type.Object({
      band: Enum(['under_30', '30_to_44', '45_to_59', 'from_60', 'unknown'] as const),
      people: Type.Integer({ description: 'who could have been asked; bands of fewer than five are left out' }),
      before: Type.Integer({ description: 'how often they would have been' }),
      after: Type.Integer(),
    }),
    { description: 'by how old volunteers are' },
  ),
});
export type PolicyReplay = Static<typeof PolicyReplay>;

/** Whether, and how often, a centre has its waiting orders solved together. */
export const BatchSettingInput = Type.Object(
  {
    everyMinutes: Nullable(Type.Integer({ minimum: 1, maximum: 120, description: 'null: off' })),
    sendsKinds: Type.Array(Type.String({ maxLength: 60 }), {
      maxItems: 100,
      uniqueItems: true,
      description: 'kinds whose proposals are sent without being confirmed',
    }),
  },
  { additionalProperties: false },
);
export type BatchSettingInput = Static<typeof BatchSettingInput>;

const BatchFiguresShape = Type.Object({
  unmet: Type.Integer({ description: 'places that stay empty' }),
  meanMetres: Nullable(Type.Integer()),
  gini: Type.Number({ description: 'how unevenly orders of 28 days fall on all who could have had one' }),
});

/** The newest batch of a centre; what it proposes is read page by page. */
export const BatchView = Type.Object({
  unitId: Id,
  everyMinutes: Nullable(Type.Integer()),
  sendsKinds: Type.Array(Type.String()),
  nextAt: Nullable(At),
  batch: Nullable(
    Type.Object({
      id: Id,
      madeAt: At,
      orders: Type.Integer({ description: 'how many waited' }),
      proposed: Type.Integer({ description: 'for how many of them somebody was found; 0 for who does not dispatch' }),
      open: Type.Integer({ description: 'how many of these nobody has settled yet; 0 for who does not dispatch' }),
      readAt: At,
      together: BatchFiguresShape,
      oneByOne: BatchFiguresShape,
    }),
  ),
});
export type BatchView = Static<typeof BatchView>;

/** Whom a batch proposes for one order. */
export const Proposal = Type.Object({
  order: OrderSummary,
  to: Type.Array(
    Type.Object({
      personId: Nullable(Id),
      teamId: Nullable(Id),
      name: Type.String(),
      distanceMetres: Nullable(Type.Integer({ description: 'rounded to 100 m' })),
      asOneByOne: Type.Boolean({ description: 'one by one would have proposed the same' }),
      status: Enum(['open', 'sent', 'refused', 'overtaken'] as const),
    }),
  ),
});
export type Proposal = Static<typeof Proposal>;
export const ProposalPage = Page(Proposal);
export const ProposalQuery = Type.Object(
  {
    settledBefore: Type.Optional(
      Type.String({ format: 'date-time', description: 'what was settled before it stands last; nothing if absent' }),
    ),
    cursor: Type.Optional(Type.String({ pattern: '^[01]_[0-9a-f-]{36}$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
);
export type ProposalQuery = Static<typeof ProposalQuery>;

/** Which proposals to send: those of some orders, or all that are open. */
export const BatchConfirmation = Type.Object(
  { orderIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true })) },
  { additionalProperties: false },
);
export const BatchConfirmed = Type.Object({ sent: Type.Integer(), refused: Type.Integer() });
