import Type, { type Static } from 'typebox';

/*
 * Problems of asking in waves, with the sentence people read:
 *   dispatch.waves_going          This order is being offered in waves already. They go on until it is taken
 *   dispatch.nobody_to_ask        Nobody else can be asked about this now. Look at who could serve, or hand it over
 *   dispatch.not_open             This is not open to you any more: it was taken, or taken back
 */

const At = Type.String({ format: 'date-time' });
const Id = Type.String({ format: 'uuid' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);

export const wavesOver = ['filled', 'exhausted', 'late', 'stopped'] as const;

/** How the waves of an order stand, for those who answer for it. */
export const Waves = Type.Object({
  orderId: Id,
  wave: Type.Integer({ description: 'how many have gone out' }),
  asked: Type.Integer({ description: 'people asked by them' }),
  spent: Type.Integer({ description: 'left out of the last one: they had their messages of the week' }),
  chance: Type.Number({ description: 'that every place is taken by those asked, as reckoned at the last one, 0 to 1' }),
  startedAt: At,
  byPolicy: Type.Boolean({ description: 'begun by the policy of the unit, not by a person' }),
  fillBy: Type.String({ format: 'date-time', description: 'no wave goes out later' }),
  nextAt: Nullable(Type.String({ format: 'date-time', description: 'null: none goes out any more' })),
  over: Type.Unsafe<(typeof wavesOver)[number] | null>({
    anyOf: [{ type: 'string', enum: [...wavesOver] }, { type: 'null' }],
    description: 'why none goes out any more',
  }),
});
export type Waves = Static<typeof Waves>;

/** One term of a score, in points of one metre of way. */
export const TermPoints = Type.Object({ name: Type.String(), points: Type.Integer() });

/** Why the caller was asked. */
export const WhyAsked = Type.Object({
  orderId: Id,
  askedAt: At,
  asked: Type.Integer({ description: 'people asked about it so far, the caller among them' }),
  distanceMetres: Nullable(Type.Integer({ description: 'rounded to 100' })),
  terms: Type.Array(TermPoints),
  score: Type.Integer({ description: 'the sum of the terms' }),
});
export type WhyAsked = Static<typeof WhyAsked>;

/** Why somebody was not asked about something that they could have served, or did not get it. */
export const whyNots = ['quicker', 'spent', 'off', 'away', 'not_free', 'chosen', 'team', 'further'] as const;
export type WhyNot = (typeof whyNots)[number];

/** Something taken by others that the caller could have served, and why it was not theirs. */
export const TakenOrder = Type.Object({
  orderId: Id,
  kind: Nullable(Type.String()),
  placeUnitId: Id,
  takenAt: At,
  distanceMetres: Nullable(Type.Integer({ description: 'rounded to 100' })),
  reason: Type.Unsafe<WhyNot>(Type.String({ enum: [...whyNots] })),
  term: Nullable(
    Type.String({ description: 'with `further`: the term in which those who were asked stood before the caller' }),
  ),
  asked: Nullable(Type.Integer({ description: 'people who were asked' })),
});
export type TakenOrder = Static<typeof TakenOrder>;
export const TakenOrders = Type.Object({ items: Type.Array(TakenOrder) });
export type TakenOrders = Static<typeof TakenOrders>;

/** Something that waits for somebody, in the plain list. */
export const OpenOrder = Type.Object({
  orderId: Id,
  kind: Nullable(Type.String()),
  urgency: Nullable(Type.String()),
  placeUnitId: Id,
  earliestAt: Nullable(At),
  latestAt: Nullable(At),
  places: Type.Integer(),
  placesLeft: Type.Integer(),
  homeVisit: Type.Boolean(),
  twoPersonRule: Type.Boolean(),
  distanceMetres: Nullable(Type.Integer({ description: 'rounded to 100' })),
});
export type OpenOrder = Static<typeof OpenOrder>;
export const OpenOrders = Type.Object({ items: Type.Array(OpenOrder) });
export type OpenOrders = Static<typeof OpenOrders>;
