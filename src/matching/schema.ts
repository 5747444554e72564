import { type Static, Type } from 'typebox';

/** Integers of a file stay below this in size, so that every sum and every difference of duals is exact. */
export const largestMagnitude = 2 ** 28;

const integer = (description: string, minimum = -largestMagnitude) =>
  Type.Integer({ minimum, maximum: largestMagnitude, description });

export const RequestRow = Type.Object(
  {
    demand: integer('people needed', 0),
    unmetCost: integer('cost of one place that stays empty'),
    window: Type.Tuple([integer('first slot'), integer('slot after the last')], {
      description: 'half-open range of slots; two requests whose ranges meet cannot share a volunteer',
    }),
    candidates: Type.Array(Type.Tuple([integer('index of the volunteer', 0), integer('cost of this pairing')]), {
      description: 'who may serve; a volunteer named twice counts once, at the lower cost',
    }),
  },
  { description: 'one order that waits' },
);

/** The interchange file of an assignment problem, version 1: JSON, may be gzipped. */
export const InstanceFile = Type.Object({
  version: Type.Literal(1),
  loadPrice: integer('F: the j-th further order of a volunteer with load l costs F * (2 * (l + j) + 1), j from 0', 0),
  volunteers: Type.Array(Type.Tuple([integer('orders they may take', 0), integer('load so far', 0)])),
  requests: Type.Array(RequestRow),
});
export type InstanceFile = Static<typeof InstanceFile>;

/** The answer to an instance, with everything needed to prove it. */
export const ResultFile = Type.Object({
  version: Type.Literal(1),
  windows: Type.Boolean({ description: 'whether overlapping orders were kept apart' }),
  objective: Type.Integer({ description: 'total cost of the assignments below' }),
  lowerBound: Type.Integer({ description: 'no assignment costs less; equals the objective without windows' }),
  unmet: Type.Array(Type.Integer({ minimum: 0 }), { description: 'empty places, one number per request' }),
  assignments: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]), { description: '[request, volunteer]' }),
  duals: Type.Object({
    requests: Type.Array(Type.Integer(), { description: 'worth of one place of each request, at most its unmetCost' }),
    volunteers: Type.Array(Type.Array(Type.Integer({ minimum: 0 })), {
      description: 'scarcity of each unit of capacity, at least 0, beyond what its load costs',
    }),
  }),
  cliques: Type.Optional(
    Type.Array(Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer({ minimum: 0 })]), {
      description: '[volunteer, slot, multiplier]: the price of that slot in that volunteer’s time; absent: none',
    }),
  ),
  milliseconds: Type.Number({ description: 'time of the solve, after parsing' }),
});
export type ResultFile = Static<typeof ResultFile>;

/** An assignment problem on typed arrays. Requests and volunteers are numbered from 0; arcs of request r are `arcStart[r]..arcStart[r + 1]`. */
export interface Instance {
  requestCount: number;
  volunteerCount: number;
  loadPrice: number;
  demand: Int32Array;
  unmetCost: Int32Array;
  windowStart: Int32Array;
  windowEnd: Int32Array;
  arcStart: Int32Array;
  arcVolunteer: Int32Array;
  arcCost: Int32Array;
  capacity: Int32Array;
  load: Int32Array;
}

/** Slots of a week: 7 days of 28 half-hours, 07:00 to 21:00. */
export const slotsPerWeek = 196;
export const availabilityWords = 7;

export const traitBits = {
  female: 1,
  male: 2,
  verified: 4,
  guardianConsent: 8,
  team: 16,
  active: 32,
} as const;

/** One candidate, a person or a team, as the index is told of them. Bit sets are 32-bit integers. */
export interface Volunteer {
  /** Metres east and north of the city's origin. */
  eastMetres: number;
  northMetres: number;
  /** Skills 0..31 and 32..63, and which of them a checked credential proves. */
  skillsLow: number;
  skillsHigh: number;
  credentialsLow: number;
  credentialsHigh: number;
  languages: number;
  /** One bit a slot of the week, `availabilityWords` words; what is already promised is taken out. */
  availability: ArrayLike<number>;
  gender: 'female' | 'male' | 'unsaid';
  verified: boolean;
  guardianConsent: boolean;
  kind: 'person' | 'team';
  /** Takes orders at all: false while paused or suspended. */
  active: boolean;
  /** People who can come together: 1 for a person; at most 255. */
  size: number;
  /** Days from 1900-01-01 to the birthday; 0..65535; 0 for a team. */
  bornDay: number;
  /** Household, 0 for none: nobody is sent to their own. */
  household: number;
  /** 0..100, 50 when there is none yet. */
  review: number;
  /** Accepted, then absent without a word, in the last 180 days and not contested with success; at most 255. */
  brokenPromises: number;
  /** Orders served in the window that fairness counts; at most 65535. */
  load: number;
  /** Categories they like, one bit each, 0..31. */
  preferences: number;
  /** How far they are willing to go, at most 65535. */
  reachMetres: number;
}

/** What an order asks of whoever serves it. */
export interface OrderNeed {
  eastMetres: number;
  northMetres: number;
  radiusMetres: number;
  demand: number;
  /** Half-open range of slots of the week. */
  window: readonly [start: number, end: number];
  /** All of these skills; and of them those that must be proved. */
  skillsLow: number;
  skillsHigh: number;
  credentialsLow: number;
  credentialsHigh: number;
  /** All of these; and any of the others is welcome. */
  languages: number;
  languagesWelcome: number;
  homeVisit: boolean;
  /** Nobody goes alone: a single person only where the order needs two or more, a team only of two or more. */
  twoPersons: boolean;
  /** Years, on `day` (days since 1900-01-01). */
  minimumAge: number;
  maximumAge: number;
  day: number;
  /** Only where care gives the reason, which is kept with the order. */
  gender: { wanted: 'female' | 'male'; reason: 'personal_care' | 'safety' } | null;
  household: number;
  /** Volunteers who may not serve it: the person concerned, whoever they complained about. */
  conflicts: readonly number[];
  /** 0..31, for preferences. */
  category: number;
  provider: 'person' | 'team' | 'either';
}

/** Weights of the score; one point is worth one metre of way. Policy data, kept in tables, changed with history. */
export interface MatchingPolicy {
  distancePerKilometre: number;
  credential: number;
  /** For each of the two slots around the window that is free as well. */
  availabilityMargin: number;
  language: number;
  /** For each of 100 points of past reviews. */
  review: number;
  brokenPromise: number;
  /** F of the model: the load term is -2 F for each order of load. */
  loadPrice: number;
  preference: number;
}

export const defaultPolicy: MatchingPolicy = {
  distancePerKilometre: 1000,
  credential: 200,
  availabilityMargin: 60,
  language: 250,
  review: 3,
  brokenPromise: 250,
  loadPrice: 75,
  preference: 200,
};

/** The terms of a score; their sum is the score, exactly. */
export interface ScoreTerms {
  distance: number;
  skill: number;
  availability: number;
  language: number;
  reviews: number;
  keptPromises: number;
  load: number;
  preference: number;
}

export type Exclusion =
  | 'inactive'
  | 'wrong_kind'
  | 'team_too_small'
  | 'two_persons'
  | 'skill'
  | 'credential'
  | 'language'
  | 'unavailable'
  | 'not_verified'
  | 'too_young'
  | 'too_old'
  | 'guardian'
  | 'gender'
  | 'conflict'
  | 'too_far';

/** One ranked candidate. */
export interface Candidate {
  volunteer: number;
  score: number;
  terms: ScoreTerms;
}
