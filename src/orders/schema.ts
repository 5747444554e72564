import Type, { type Static } from 'typebox';
import { Page } from '../shared/page.ts';

/*
 * Problems of this capability, with the sentence people read:
 *   orders.already_assigned         This order is yours already
 *   orders.changed_meanwhile        Somebody changed this order meanwhile. Look at it as it is now, then decide
 *   orders.clock_not_due            This clock has not run out yet
 *   orders.confidential             This is confidential. The petition clerks deal with it
 *   orders.confidential_stays       A confidential order stays with the petition clerks of a county or the city
 *   orders.contact_closed           Phone numbers are shown only while the order is under way
 *   orders.cursor_unknown           This page does not exist. Start from the first one
 *   orders.full                     Someone was quicker: no place is left. Thank you
 *   orders.kind_needed              Choose the kind of service first: it decides skills and clocks
 *   orders.kind_unknown             This kind is not in the list. Choose another, or leave it out
 *   orders.merge_confidence         A confidential order and an open one cannot be merged
 *   orders.merge_ended              The other order has ended. Only open orders can be merged
 *   orders.merge_has_followers      Others follow this order already. Merge the other one into this instead
 *   orders.merge_unknown            The other order was not found among yours. Check its number
 *   orders.no_volunteer             One of these people is no volunteer. Choose again
 *   orders.not_assigned             You have no part in this order
 *   orders.not_dispatchable         Only a public service that volunteers may do is dispatched. Triage it first
 *   orders.not_in_team              One of these people is not in the team. Choose again
 *   orders.not_offered              This order was not offered to you
 *   orders.not_started              You have not started this order. Tap start when you are there
 *   orders.not_yours                This order is not yours
 *   orders.one_target               Name one team, or up to 20 volunteers
 *   orders.only_requester_closes    Only the one who asked first can close it. You can say that it is not solved
 *   orders.person_needed            Only people send photos. Log in as one
 *   orders.person_unsuitable        One of these people may not serve this order. Choose again
 *   orders.photo_too_large          This photo is too large. Send a smaller one
 *   orders.photo_unknown            One of the photos is gone, or was sent with another order. Take it again
 *   orders.photo_unreadable         This is no photo we can read. Send a JPEG, PNG or WebP
 *   orders.place_needed             Say in which community help is wanted
 *   orders.place_unknown            No community of this name is open. Choose yours
 *   orders.requester_needed         Say whom the order is for
 *   orders.search_too_short         Type at least two characters, or an order’s number
 *   orders.started_already          You have started already
 *   orders.taken                    Someone was quicker, or it is not needed any more. Thank you for being ready
 *   orders.team_unknown             This team does not exist, is closed, or does not serve here. Choose another
 *   orders.time_backwards           The latest time lies before the earliest. Turn them round
 *   orders.time_unlikely            This time lies before the step before it, or in the future. Check the clock of the phone
 *   orders.too_many_photos          Up to {most} photos can wait for an order. Send the order first
 *   orders.two_needed               This visit is made by two. Wait until a second volunteer has accepted
 *   orders.unit_cannot_own          This unit cannot take the order. Choose another
 *   orders.unit_unknown             This unit does not exist or is closed. Choose another
 *   orders.words_fixed              Volunteers were already asked with these words. Change place or time, or withdraw and order anew
 *   orders.wrong_state              The order’s state does not allow this now. Reload it to see what can be done
 */

/** States of an order, in the order a good one passes them. */
export const statuses = [
  'submitted',
  'triaged',
  'dispatched',
  'accepted',
  'in_service',
  'served',
  'answered',
  'reviewed',
  'closed',
  'merged',
  'redirected',
  'withdrawn',
] as const;
export type Status = (typeof statuses)[number];

/** States in which nothing more happens. */
export const endStatuses = ['closed', 'merged', 'withdrawn'] as const satisfies readonly Status[];

export const natures = ['public_service', 'petition', 'complaint', 'consultation', 'emergency'] as const;
export type Nature = (typeof natures)[number];

export const urgencies = ['critical', 'urgent', 'priority', 'normal', 'scheduled'] as const;
export type Urgency = (typeof urgencies)[number];

/** Everything that can be done to an order, by whom it is usually done. */
export const actionNames = [
  // the resident
  'change',
  'withdraw',
  'review',
  // the centre
  'triage',
  'answer',
  'dispatch',
  'recall',
  'merge',
  'unmerge',
  'split',
  'hand_over',
  'supervise',
  'confirm_safe',
  // volunteers and team leaders
  'accept',
  'assign',
  'decline',
  'return',
  'start',
  'finish',
  // jobs
  'warn',
  'expire',
] as const;
export type ActionName = (typeof actionNames)[number];

const Enum = <T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...(description ? { description } : {}) }));
const Id = Type.String({ format: 'uuid' });
const At = Type.String({ format: 'date-time', description: 'UTC' });
/** A shape that may be null, as one JSON type list: validated and written faster than a union. */
const Nullable = <T extends Type.TSchema>(shape: T) => {
  const { type, enum: values } = shape as { type?: string; enum?: unknown[] };
  if (type === undefined || type === 'object')
    return Type.Union([shape, Type.Null()]) as unknown as Type.TUnsafe<Static<T> | null>;
  return Type.Unsafe<Static<T> | null>({
    ...shape,
    type: [type, 'null'],
    ...(values ? { enum: [...values, null] } : {}),
  });
};

export const StatusShape = Enum(statuses);
export const NatureShape = Enum(natures);
export const UrgencyShape = Enum(urgencies);

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
  },
  { additionalProperties: false },
);
export type NewOrder = Static<typeof NewOrder>;

/** An action and whether the caller may do it now; the reason is a problem code. */
export const ActionState = Type.Object({
  name: Enum(actionNames),
  allowed: Type.Boolean(),
  reason: Nullable(Type.String()),
});
export type ActionState = Static<typeof ActionState>;

/** A row of the dispatcher's queue, and of every other list. What the caller may not see is null. */
export const OrderSummary = Type.Object({
  id: Id,
  number: Type.String({ description: 'what people say on the phone' }),
  status: StatusShape,
  nature: Nullable(NatureShape),
  kind: Nullable(Type.String()),
  urgency: Nullable(UrgencyShape),
  confidential: Type.Boolean(),
  text: Nullable(Type.String()),
  unitId: Type.String({ description: 'the owner' }),
  placeUnitId: Id,
  submittedAt: At,
  statusSince: At,
  warnAt: Nullable(At),
  dueAt: Nullable(At),
  escalations: Type.Integer(),
  supervisedBy: Nullable(Id),
  teamId: Nullable(Id),
  places: Type.Integer(),
  assigned: Type.Integer({ description: 'how many have accepted' }),
  homeVisit: Type.Boolean(),
  reopened: Type.Integer(),
  earliestAt: Nullable(At),
  latestAt: Nullable(At),
  wish: Nullable(Type.String()),
  outcome: Nullable(Type.String()),
  historical: Type.Boolean(),
  likes: Type.Integer(),
  version: Type.Integer(),
});
export type OrderSummary = Static<typeof OrderSummary>;

/** Someone who serves, as the caller may see them. */
export const ServingPerson = Type.Object({
  personId: Id,
  name: Nullable(Type.String()),
  teamId: Nullable(Id),
  status: Type.String({ enum: ['accepted', 'in_service', 'served', 'returned', 'released'] }),
  acceptedAt: At,
  startedAt: Nullable(At),
  finishedAt: Nullable(At),
});

/** To whom it was offered. */
export const OfferState = Type.Object({
  teamId: Nullable(Id),
  personId: Nullable(Id),
  name: Nullable(Type.String()),
  status: Type.String({ enum: ['open', 'accepted', 'declined', 'lapsed', 'withdrawn'] }),
  round: Type.Integer(),
  offeredAt: At,
});

/** Something said along the way. */
export const OrderWord = Type.Object({
  kind: Type.String({ enum: ['answer', 'note', 'review', 'reason', 'instruction'] }),
  words: Type.String(),
  at: At,
  by: Nullable(Type.String({ description: 'name, where the caller may see it' })),
});

/** The suggestion of triage from the words. */
export const TriageSuggestion = Type.Object({
  nature: NatureShape,
  kind: Nullable(Type.String()),
  urgency: UrgencyShape,
  confidential: Type.Boolean(),
  words: Type.Array(Type.String(), { description: 'the words that spoke for it' }),
});

/** One order, as its caller may see it. */
export const OrderDetail = Type.Intersect([
  OrderSummary,
  Type.Object({
    place: Nullable(Type.String()),
    requesterName: Nullable(Type.String()),
    placedByName: Nullable(Type.String()),
    contactAvailable: Type.Boolean({ description: 'phone numbers may be shown to the caller now, by POST …/contact' }),
    mine: Type.Boolean({ description: 'the caller asked for it, or it is for them' }),
    photoIds: Type.Array(Id),
    offers: Type.Array(OfferState),
    assignments: Type.Array(ServingPerson),
    words: Type.Array(OrderWord),
    reviews: Type.Array(Type.Object({ stars: Type.Integer(), solved: Type.Boolean(), at: At })),
    mergedInto: Nullable(Id),
    mergedFrom: Type.Array(Id),
    splitFrom: Nullable(Id),
    completeBy: Nullable(At),
    suggestion: Nullable(TriageSuggestion),
    callFirst: Nullable(Type.String({ description: '110, 119 or 120: the number to call at once' })),
    actions: Type.Array(ActionState),
  }),
]);
export type OrderDetail = Static<typeof OrderDetail>;

export const OrderPage = Page(OrderSummary);

/** What the one who places an order gets back. */
export const OrderPlaced = Type.Intersect([
  OrderSummary,
  Type.Object({ callFirst: Nullable(Type.String({ description: '110, 119 or 120: the number to call at once' })) }),
]);
export type OrderPlaced = Static<typeof OrderPlaced>;

/** Somebody to ring about an order, shown by POST …/contact. */
export const ShownContact = Type.Object({
  personId: Id,
  part: Enum(['requester', 'placed_by', 'volunteer'] as const),
  name: Nullable(Type.String()),
  phone: Nullable(Type.String()),
});
export type ShownContact = Static<typeof ShownContact>;

/** Filters of a list of orders. */
export const OrderFilter = Type.Object({
  unit: Type.Optional(Type.String({ description: 'id of a unit: its whole subtree; the caller’s own if absent' })),
  status: Type.Optional(Type.Array(StatusShape, { maxItems: statuses.length })),
  nature: Type.Optional(NatureShape),
  category: Type.Optional(Type.String({ maxLength: 60, description: 'category or kind of the needs taxonomy' })),
  urgency: Type.Optional(UrgencyShape),
  text: Type.Optional(
    Type.String({ maxLength: 60, description: 'words, a number, or the last four digits of a phone' }),
  ),
  from: Type.Optional(At),
  to: Type.Optional(At),
  confidential: Type.Optional(Type.Boolean({ description: 'only the petition clerks’ queue, or only the rest' })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  order: Type.Optional(Enum(['newest', 'due'] as const, 'newest first, or the nearest clock first')),
});
export type OrderFilter = Static<typeof OrderFilter>;

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
    },
    { additionalProperties: false },
  ),
  recall: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  merge: Type.Object({ into: Id }, { additionalProperties: false }),
  unmerge: Type.Object({}, { additionalProperties: false }),
  split: Type.Object(
    { text: Type.String({ minLength: 2, maxLength: 4000, description: 'what the second order asks for' }) },
    { additionalProperties: false },
  ),
  hand_over: Type.Object(
    { unitId: Id, reason: Type.Optional(Type.String({ maxLength: 500 })) },
    { additionalProperties: false },
  ),
  supervise: Type.Object({ words: Type.Optional(Type.String({ maxLength: 1000 })) }, { additionalProperties: false }),
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
  ),
  additionalProperties: false,
  description: 'what the action takes: see the shape of its name',
});

/** One step of an order's history, as its caller may see it. */
export const OrderEvent = Type.Object({
  id: Id,
  at: At,
  kind: Type.String({ description: '`orders.…`' }),
  by: Nullable(Type.String({ description: 'name or role of who did it, where the caller may see it' })),
  status: Nullable(StatusShape),
  unitId: Nullable(Id),
  dueAt: Nullable(At),
});
export type OrderEvent = Static<typeof OrderEvent>;

/** A team or volunteer who could serve an order, best first. */
export const Candidate = Type.Object({
  teamId: Nullable(Id),
  personId: Nullable(Id),
  name: Type.String(),
  distanceMetres: Nullable(Type.Integer({ description: 'rounded to 100 m' })),
  score: Type.Integer({ description: 'the sum of its terms' }),
  terms: Type.Array(
    Type.Object({
      name: Enum(['skill', 'distance', 'load', 'availability', 'preference'] as const),
      points: Type.Integer(),
    }),
  ),
  skillsMatched: Type.Array(Type.String()),
  openAssignments: Type.Integer(),
  availableNow: Type.Boolean(),
});
export type Candidate = Static<typeof Candidate>;

/** What a volunteer sees before accepting: kind, time, community and rounded distance; not name, phone or door. */
export const OfferCard = Type.Object({
  orderId: Id,
  kind: Nullable(Type.String()),
  urgency: Nullable(UrgencyShape),
  placeUnitId: Id,
  distanceMetres: Nullable(Type.Integer({ description: 'to the middle of the community, rounded to 100 m' })),
  earliestAt: Nullable(At),
  latestAt: Nullable(At),
  wish: Nullable(Type.String()),
  places: Type.Integer(),
  placesLeft: Type.Integer(),
  homeVisit: Type.Boolean(),
  twoPersonRule: Type.Boolean(),
  teamId: Nullable(Id),
  offeredAt: At,
  dueAt: Nullable(At),
  conflict: Type.Boolean({ description: 'overlaps something already accepted' }),
  version: Type.Integer(),
});
export type OfferCard = Static<typeof OfferCard>;

/** Today’s orders of a subtree, for the wall. No names, no words, nothing finer than a station. */
export const OrderFigures = Type.Object({
  at: At,
  unitId: Id,
  submittedToday: Type.Integer(),
  submittedSameDayLastWeek: Type.Integer(),
  byStatus: Type.Record(Type.String(), Type.Integer()),
  atTheDesk: Type.Object(
    { byStatus: Type.Record(Type.String(), Type.Integer()), late: Type.Integer() },
    { description: 'the same without confidential orders: what a dispatcher can open' },
  ),
  waiting: Type.Integer({ description: 'submitted or triaged, not yet with anybody' }),
  longestWaitingSince: Nullable(At),
  late: Type.Integer(),
  inService: Type.Integer(),
  volunteersOut: Type.Integer(),
  reviewedToday: Type.Integer(),
  satisfiedToday: Type.Integer(),
  owned: Type.Integer({ description: 'open orders that somebody has taken on' }),
  open: Type.Integer(),
  byUnit: Type.Array(Type.Object({ unitId: Id, open: Type.Integer(), waiting: Type.Integer(), late: Type.Integer() }), {
    description: 'the units one level below',
  }),
  latest: Type.Array(
    Type.Object({
      orderId: Id,
      kind: Nullable(Type.String()),
      placeUnitId: Id,
      unitId: Id,
      dueAt: Nullable(At),
      status: StatusShape,
      supervisedBy: Nullable(Id),
    }),
    { description: 'the ten most overdue, or longest waiting' },
  ),
});
export type OrderFigures = Static<typeof OrderFigures>;
