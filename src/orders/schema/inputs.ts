import Type, { type Static } from 'typebox';
import { At, Enum, Id, NatureShape, StatusShape, UrgencyShape } from './shapes.ts';
import { type ActionName, statuses } from './states.ts';

/** For whom an order is, when not for the one who places it. */
export const OnBehalfOf = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    phone: Type.Optional(
      Type.String({ pattern: '^[0-9+ -]{5,20}$', description: 'they can claim the order with it later' }),
    ),
    relation: Enum(['parent', 'child', 'spouse', 'neighbour', 'caller', 'walk_in', 'other'] as const),
    consent: Enum(['spoken', 'paper', 'guardian'] as const, 'how they agreed to it'),
  },
  { additionalProperties: false },
);
export type OnBehalfOf = Static<typeof OnBehalfOf>;

/** What a resident sends. Only the words are needed. */
export const NewOrder = Type.Object(
  {
    text: Type.String({ minLength: 2, maxLength: 4000, description: 'what is wished, in the resident’s words' }),
    kind: Type.Optional(
      Type.String({ maxLength: 60, description: 'kind of the needs taxonomy, if the resident chose one' }),
    ),
    placeUnitId: Type.Optional(
      Type.String({ format: 'uuid', description: 'station where help is wanted; the home station if absent' }),
    ),
    place: Type.Optional(Type.String({ maxLength: 200, description: 'door and stairs' })),
    earliestAt: Type.Optional(At),
    latestAt: Type.Optional(At),
    wish: Type.Optional(Type.String({ maxLength: 200, description: 'when, in words' })),
    places: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, description: 'how many people it takes' })),
    photoIds: Type.Optional(Type.Array(Id, { maxItems: 6 })),
    onBehalfOf: Type.Optional(OnBehalfOf),
    confidential: Type.Optional(Type.Boolean({ description: 'the resident asks for confidence' })),
    follow: Type.Optional(
      Type.Boolean({
        description:
          'follow what neighbours said of the same public place instead of an order of one’s own; without such it is sent like any other',
      }),
    ),
  },
  { additionalProperties: false },
);
export type NewOrder = Static<typeof NewOrder>;

/** Filters of a list of orders. */
export const OrderFilter = Type.Object({
  unit: Type.Optional(Type.String({ description: 'id of a unit: its whole subtree; the caller’s own if absent' })),
  status: Type.Optional(Type.Array(StatusShape, { maxItems: statuses.length })),
  place: Type.Optional(Type.String({ description: 'id of a unit: only where help is wanted in its subtree' })),
  nature: Type.Optional(NatureShape),
  category: Type.Optional(Type.String({ maxLength: 60, description: 'category or kind of the needs taxonomy' })),
  urgency: Type.Optional(UrgencyShape),
  text: Type.Optional(
    Type.String({ maxLength: 60, description: 'words, a number, or the last four digits of a phone' }),
  ),
  from: Type.Optional(At),
  to: Type.Optional(At),
  confidential: Type.Optional(Type.Boolean({ description: 'only the petition clerks’ queue, or only the rest' })),
  mine: Type.Optional(
    Type.Boolean({ description: 'true: only what a unit owns or supervises at which the caller has a desk' }),
  ),
  late: Type.Optional(Type.Boolean({ description: 'true: only what has run out of its time, or was escalated' })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  order: Type.Optional(Enum(['newest', 'due'] as const, 'newest first, or the nearest clock first')),
});
export type OrderFilter = Static<typeof OrderFilter>;

/** Filters of a count of orders: those of a list, without what cuts it into pages. */
export const OrderCountFilter = Type.Omit(OrderFilter, ['text', 'cursor', 'limit', 'order']);
export type OrderCountFilter = Static<typeof OrderCountFilter>;

/** How many orders a list would hold. */
export const OrderCount = Type.Object({
  count: Type.Integer({ description: 'counted up to 1,000' }),
  more: Type.Boolean({ description: 'there are more than were counted' }),
});
export type OrderCount = Static<typeof OrderCount>;

const Reason = Type.String({ minLength: 2, maxLength: 500 });

/** What each action takes. An action that is not named here takes an empty object. */
export const actionInputs = {
  change: Type.Object(
    {
      text: Type.Optional(Type.String({ minLength: 2, maxLength: 4000 })),
      place: Type.Optional(Type.String({ maxLength: 200 })),
      wish: Type.Optional(Type.String({ maxLength: 200 })),
      earliestAt: Type.Optional(At),
      latestAt: Type.Optional(At),
    },
    { additionalProperties: false },
  ),
  withdraw: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  review: Type.Object(
    {
      stars: Type.Integer({ minimum: 1, maximum: 5 }),
      solved: Type.Boolean(),
      words: Type.Optional(Type.String({ maxLength: 2000 })),
    },
    { additionalProperties: false },
  ),
  triage: Type.Object(
    {
      nature: NatureShape,
      kind: Type.Optional(Type.String({ maxLength: 60, description: 'needed for a public service' })),
      urgency: Type.Optional(UrgencyShape),
      confidential: Type.Optional(Type.Boolean({ description: 'unsure between service and complaint' })),
      places: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    },
    { additionalProperties: false },
  ),
  answer: Type.Object({ words: Type.String({ minLength: 2, maxLength: 4000 }) }, { additionalProperties: false }),
  dispatch: Type.Object(
    {
      teamId: Type.Optional(Id),
      personIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true })),
      instead: Type.Optional(
        Type.Object(
          {
            firstId: Type.String({ format: 'uuid', description: 'the person or team that was proposed first' }),
            place: Type.Integer({ minimum: 2, maximum: 31, description: 'where the one chosen stood' }),
          },
          { additionalProperties: false, description: 'somebody else than the first was chosen' },
        ),
      ),
      reason: Type.Optional(Type.String({ maxLength: 500, description: 'why not the first' })),
    },
    { additionalProperties: false },
  ),
  widen: Type.Object(
    { personIds: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }) },
    { additionalProperties: false },
  ),
  recall: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  merge: Type.Object({ into: Id }, { additionalProperties: false }),
  unmerge: Type.Object({}, { additionalProperties: false }),
  split: Type.Object(
    {
      text: Type.String({ minLength: 2, maxLength: 4000, description: 'what the second order asks for' }),
      confidential: Type.Optional(
        Type.Boolean({
          description: 'the second is for the petition clerks, or for everybody; as the first if absent',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  hand_over: Type.Object(
    { unitId: Id, reason: Type.Optional(Type.String({ maxLength: 500 })) },
    { additionalProperties: false },
  ),
  supervise: Type.Object(
    {
      words: Type.Optional(Type.String({ maxLength: 1000 })),
      by: Type.Optional(
        Type.String({ format: 'date-time', description: 'petitions: until when the instruction is to be answered' }),
      ),
    },
    { additionalProperties: false },
  ),
  confirm_safe: Type.Object(
    {
      reached: Type.Boolean({ description: 'spoken with the person, or with who went there' }),
      words: Type.Optional(Type.String({ maxLength: 1000 })),
    },
    { additionalProperties: false },
  ),
  accept: Type.Object({}, { additionalProperties: false }),
  assign: Type.Object(
    { personIds: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }) },
    { additionalProperties: false },
  ),
  decline: Type.Object({}, { additionalProperties: false }),
  return: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  start: Type.Object({ at: Type.Optional(At) }, { additionalProperties: false }),
  finish: Type.Object(
    { note: Type.Optional(Type.String({ maxLength: 2000 })), at: Type.Optional(At) },
    { additionalProperties: false },
  ),
  respond: Type.Object({ words: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }),
  ask_reconsideration: Type.Object({ reason: Reason }, { additionalProperties: false }),
  consent_publication: Type.Object({ given: Type.Boolean() }, { additionalProperties: false }),
  forward: Type.Object(
    {
      departmentId: Id,
      text: Type.Optional(
        Type.String({
          minLength: 2,
          maxLength: 4000,
          description: 'the masked words, confirmed: all that the department reads',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  decide_objection: Type.Object(
    {
      upheld: Type.Boolean({ description: 'the department is believed, and another one gets it' }),
      departmentId: Type.Optional(Type.String({ format: 'uuid', description: 'the other one; needed when upheld' })),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  decide_extension: Type.Object(
    { granted: Type.Boolean(), reason: Type.Optional(Type.String({ maxLength: 500 })) },
    { additionalProperties: false },
  ),
  conclude: Type.Object(
    {
      upheld: Type.Boolean({ description: 'the reply stands; else the department handles it anew' }),
      words: Type.String({ minLength: 2, maxLength: 4000 }),
    },
    { additionalProperties: false },
  ),
  show_door: Type.Object(
    { door: Type.String({ maxLength: 60, description: 'of the policy on petitions' }) },
    { additionalProperties: false },
  ),
  note_hotline: Type.Object(
    {
      hotlineNumber: Type.String({ minLength: 1, maxLength: 40, description: 'its number at the city’s 12345 line' }),
      direction: Enum(['from', 'to'] as const, 'it came from there, or was handed over to there'),
    },
    { additionalProperties: false },
  ),
  sign_for: Type.Object({}, { additionalProperties: false }),
  object: Type.Object({ reason: Reason }, { additionalProperties: false }),
  admit: Type.Object(
    { words: Type.String({ minLength: 2, maxLength: 4000, description: 'the written notice' }) },
    { additionalProperties: false },
  ),
  ask: Type.Object({ words: Type.String({ minLength: 2, maxLength: 2000 }) }, { additionalProperties: false }),
  ask_extension: Type.Object(
    { days: Type.Integer({ minimum: 1, maximum: 30 }), reason: Reason },
    { additionalProperties: false },
  ),
  reply: Type.Object({ words: Type.String({ minLength: 2, maxLength: 4000 }) }, { additionalProperties: false }),
  report_back: Type.Object({ words: Type.String({ minLength: 2, maxLength: 2000 }) }, { additionalProperties: false }),
  warn: Type.Object({}, { additionalProperties: false }),
  expire: Type.Object({}, { additionalProperties: false }),
} as const satisfies Record<ActionName, Type.TSchema>;
export type ActionInput<Name extends ActionName> = Static<(typeof actionInputs)[Name]>;

/**
 * The body of any action, as the route takes it: every field that some action has. Which of them this action takes is
 * checked against its own shape above.
 */
export const ActionBody = Type.Unsafe<ActionInput<ActionName>>({
  type: 'object',
  properties: Object.assign(
    {},
    ...Object.values(actionInputs).map((each) => each.properties),
    actionInputs.answer.properties,
    { reason: Type.String({ maxLength: 500 }), text: Type.String({ minLength: 2, maxLength: 4000 }) },
  ),
  additionalProperties: false,
  description: 'what the action takes: see the shape of its name',
});

/** Whom a petition complains of. Both lists empty: nobody of the tree, which is a mark as well. */
export const ComplainedInput = Type.Object(
  {
    unitIds: Type.Array(Id, { maxItems: 20 }),
    personIds: Type.Array(Id, { maxItems: 20 }),
  },
  { additionalProperties: false },
);
export type ComplainedInput = Static<typeof ComplainedInput>;
