import Type, { type Static } from 'typebox';
import { Page } from '../../shared/page.ts';
import { LikelyShape, PlacesShape } from '../../triage/schema.ts';
import { At, Enum, Id, NatureShape, Nullable, StatusShape, UrgencyShape } from './shapes.ts';
import { actionNames, wordKinds } from './states.ts';

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

/** Who asked before from a phone, as whoever answers a call may take over. */
export const EarlierCaller = Type.Object({
  name: Type.String(),
  placeUnitId: Id,
  place: Type.String({ description: 'the door; empty when none was said' }),
  last: OrderSummary,
});
export type EarlierCaller = Static<typeof EarlierCaller>;

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
  kind: Enum(wordKinds),
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
  sure: Type.Boolean({
    description: 'the kind passed the threshold fixed in training; never for what a person must confirm',
  }),
  likely: Nullable(LikelyShape),
  places: PlacesShape,
});

/** The way of a petition or complaint, as everybody who knows of it may see it: dates and counts, no words and no people. */
export const PetitionView = Type.Object({
  departmentId: Nullable(Id),
  forwards: Type.Integer(),
  objections: Type.Integer({ description: 'how often a department said "not ours"' }),
  binding: Type.Boolean({ description: 'no further objection' }),
  masked: Type.Boolean({ description: 'a clerk has confirmed what the department may read' }),
  forwardedAt: Nullable(At),
  signedAt: Nullable(At),
  admittedAt: Nullable(At),
  repliedAt: Nullable(At),
  objectBy: Nullable(At),
  noticeBy: Nullable(At),
  resolveBy: Nullable(At),
  reconsiderBy: Nullable(At),
  concludeBy: Nullable(At),
  extensionDays: Type.Integer(),
  extensionAsked: Type.Integer({ description: 'days asked for and not yet decided' }),
  extensionGrantedByName: Nullable(Type.String({ description: 'the named approver' })),
  disputes: Type.Integer(),
  stage: Type.Integer({ minimum: 0, maximum: 2, description: '1 reconsideration, 2 final reconsideration' }),
  questionOpen: Type.Boolean(),
  instructionDueBy: Nullable(At),
  reportedBackAt: Nullable(At),
  consented: Type.Boolean({ description: 'question and answer may be published' }),
  door: Nullable(Type.String()),
  hotlineNumber: Nullable(Type.String()),
  hotlineDirection: Nullable(Enum(['from', 'to'] as const)),
});
export type PetitionView = Static<typeof PetitionView>;

/** Whom a petition complains of, as its clerks have marked: to them alone. Both lists empty: nobody of the units here. */
export const ComplainedView = Type.Object({
  unitIds: Type.Array(Id),
  people: Type.Array(Type.Object({ id: Id, name: Nullable(Type.String()) })),
});
export type ComplainedView = Static<typeof ComplainedView>;

/** Somebody of a unit who could be complained of: in a post there within 12 months, or with a role. */
export const UnitMember = Type.Object({ id: Id, name: Nullable(Type.String()) });
export type UnitMember = Static<typeof UnitMember>;

/** One order, as its caller may see it. */
export const OrderDetail = Type.Intersect([
  OrderSummary,
  Type.Object({
    place: Nullable(Type.String()),
    requesterName: Nullable(Type.String()),
    placedByName: Nullable(Type.String()),
    contactAvailable: Type.Boolean({ description: 'phone numbers may be shown to the caller now, by POST …/contact' }),
    mine: Type.Boolean({ description: 'the caller asked for it, or it is for them' }),
    forOther: Type.Boolean({ description: 'the caller asked for it for somebody else' }),
    byReceipt: Type.Boolean({
      description: 'whoever asked has no account, so nobody is told; to its clerks and to them',
    }),
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
    complained: Nullable(ComplainedView),
    petition: Nullable(PetitionView),
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
  masked: Type.Boolean({ description: 'the number stands for theirs: both ring through, neither learns the other’s' }),
});
export type ShownContact = Static<typeof ShownContact>;

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

/** What somebody of the staff does with an order that they have before them. */
export const doings = ['looking', 'writing', 'gone'] as const;
export type Doing = (typeof doings)[number];
export const PresenceInput = Type.Object({ doing: Enum(doings) }, { additionalProperties: false });

/** Somebody else of the staff who has the order before them now. */
export const PresentPerson = Type.Object({
  name: Nullable(Type.String()),
  doing: Enum(['looking', 'writing'] as const),
});
export type PresentPerson = Static<typeof PresentPerson>;
export const Presence = Type.Object({ others: Type.Array(PresentPerson) });

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
  petitions: Type.Integer({
    description: 'open petitions and complaints, in whole fives; in none of the other figures',
  }),
  waiting: Type.Integer({ description: 'submitted or triaged, not yet with anybody' }),
  longestWaitingSince: Nullable(At),
  late: Type.Integer({ description: 'open, and a clock of theirs has run out, whoever took them since' }),
  inService: Type.Integer(),
  volunteersOut: Type.Integer(),
  reviewedToday: Type.Integer(),
  satisfiedToday: Type.Integer(),
  owned: Type.Integer({ description: 'open orders that somebody has taken on' }),
  open: Type.Integer(),
  byUnit: Type.Array(
    Type.Object({
      unitId: Id,
      open: Type.Integer(),
      waiting: Type.Integer(),
      byStatus: Type.Record(Type.String(), Type.Integer()),
      late: Type.Integer(),
      lateByStatus: Type.Record(Type.String(), Type.Integer()),
    }),
    { description: 'the units one level below' },
  ),
  latest: Type.Array(
    Type.Object({
      orderId: Id,
      kind: Nullable(Type.String()),
      placeUnitId: Id,
      unitId: Id,
      dueAt: Nullable(At),
      status: StatusShape,
      supervisedBy: Nullable(Id),
      late: Type.Boolean({ description: 'counted in `late`' }),
    }),
    { description: 'ten of them: the late ones first, then those whose clock ends next; no confidential ones' },
  ),
});
export type OrderFigures = Static<typeof OrderFigures>;

/** How many orders each kind of need was given. */
export const KindUses = Type.Object({
  at: At,
  items: Type.Array(
    Type.Object({
      kind: Type.String(),
      orders: Type.Integer(),
      open: Type.Integer(),
      confidential: Nullable(Type.Integer({ description: 'null below five: so few are not told' })),
    }),
  ),
});
export type KindUses = Static<typeof KindUses>;
