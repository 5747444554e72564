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

/** How many other households said the same of a public place and still wait. */
export const Neighbours = Type.Object({
  households: Type.Integer({ description: '0 also where the matter is nobody else’s' }),
  since: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description: 'the earliest of them' }),
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

/** One matter at one place. Petitions, whose words are sealed, are in none. */
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

export const TopicList = Type.Object({
  at: Type.String({ format: 'date-time' }),
  unitId: Id,
  read: Type.Integer({ description: 'messages that were read, the newest first' }),
  items: Type.Array(TopicShape),
});
export type TopicList = Static<typeof TopicList>;
