import Type, { type Static } from 'typebox';

const Id = Type.String({ format: 'uuid' });

/** What a resident is about to send, to hear whether neighbours said the same. */
export const NeighboursInput = Type.Object(
  {
    text: Type.String({ minLength: 2, maxLength: 4000 }),
    placeUnitId: Id,
    kind: Type.Optional(Type.String({ maxLength: 60 })),
  },
  { additionalProperties: false },
);
export type NeighboursInput = Static<typeof NeighboursInput>;

/** Whether other households said the same of a public place and still wait; counted out from five on, never whose or what. */
export const Neighbours = Type.Object({
  said: Type.Boolean({ description: 'false also where the matter is nobody else’s' }),
  households: Type.Union([Type.Integer({ minimum: 5 }), Type.Null()], { description: 'null: none, or under five' }),
  since: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'the earliest of them; null as households',
  }),
});
export type Neighbours = Static<typeof Neighbours>;

/** One case of a topic, or one near-duplicate: never who said it. */
const Case = Type.Object({
  id: Id,
  number: Type.String(),
  text: Type.String({ description: 'the first 80 characters, masked' }),
  status: Type.String(),
  placeUnitId: Id,
  submittedAt: Type.String({ format: 'date-time' }),
});
export type Case = Static<typeof Case>;

export const NearOrders = Type.Object({
  items: Type.Array(Type.Object({ ...Case.properties, likeness: Type.Number({ description: '0 to 1' }) })),
});
export type NearOrders = Static<typeof NearOrders>;

/** One matter at one place, of open orders. */
export const TopicShape = Type.Object({
  topic: Type.String(),
  messages: Type.Integer(),
  likes: Type.Integer({ description: 'said the same by a tap; never added to messages' }),
  recent: Type.Integer({ description: 'messages of the last seven days' }),
  usual: Type.Number({ description: 'messages a week over the four weeks before' }),
  alarm: Type.Boolean({ description: 'grows faster than chance' }),
  first: Type.String({ format: 'date-time' }),
  last: Type.String({ format: 'date-time' }),
  cases: Type.Array(Case),
});

/** Petitions of one matter: by masked words, from five households on, without a case. */
const PetitionTopicShape = Type.Object({
  topic: Type.String({ description: 'masked' }),
  households: Type.Integer({ minimum: 5 }),
  messages: Type.Integer({ minimum: 5 }),
  recent: Type.Union([Type.Integer(), Type.Null()], {
    description: 'of the last seven days; null: one to four, or all but so few',
  }),
  alarm: Type.Boolean({ description: 'grows faster than chance' }),
  first: Type.String({ format: 'date-time' }),
  last: Type.String({ format: 'date-time' }),
});

export const TopicQuery = Type.Object({
  unit: Id,
  days: Type.Optional(
    Type.Unsafe<7 | 30 | 90 | 365>(Type.Integer({ enum: [7, 30, 90, 365], description: 'how far back; 90 if absent' })),
  ),
  text: Type.Optional(Type.String({ maxLength: 60, description: 'in the topic or one of its cases' })),
  by: Type.Optional(
    Type.Unsafe<'messages' | 'likes' | 'recent'>(
      Type.String({
        enum: ['messages', 'likes', 'recent'],
        description: 'the order; if absent the better of two places, by messages and by likes',
      }),
    ),
  ),
});
export type TopicQuery = Static<typeof TopicQuery>;

export const TopicList = Type.Object({
  at: Type.String({ format: 'date-time' }),
  unitId: Id,
  days: Type.Integer(),
  read: Type.Integer({ description: 'messages that were read, the newest first' }),
  items: Type.Array(TopicShape, { description: 'of open orders, for dispatchers and administrators' }),
  petitions: Type.Array(PetitionTopicShape, { description: 'for petition clerks' }),
});
export type TopicList = Static<typeof TopicList>;

const Some = Type.Array(Id, { minItems: 1, maxItems: 20 });

/** What a dispatcher says of some orders and others. */
export const TopicVerdictInput = Type.Object(
  {
    one: Some,
    other: Some,
    verdict: Type.Unsafe<'one_topic' | 'two_topics' | 'nothing'>(
      Type.String({
        enum: ['one_topic', 'two_topics', 'nothing'],
        description: 'nothing: what was said is taken back',
      }),
    ),
  },
  { additionalProperties: false },
);
export type TopicVerdictInput = Static<typeof TopicVerdictInput>;
