import Type, { type Static } from 'typebox';

/*
 * Problems of somebody having stayed away, with the sentence people read:
 *   dispatch.not_promised         They had not promised to come, gave it back in time, or were there
 *   dispatch.not_late             The time that was agreed has not passed, or none was agreed
 *   dispatch.not_contested        They have not said anything against it. It stands as it is
 *   dispatch.absence_decided      This was decided already. Look at it as it is now
 *   dispatch.own_report           You reported this yourself. Let a colleague decide
 */

const Id = Type.String({ format: 'uuid' });
const At = Type.String({ format: 'date-time' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);

/** That somebody accepted an order and did not come, as those see it who answer for it. */
export const AbsenceView = Type.Object({
  orderId: Id,
  personId: Id,
  name: Nullable(Type.String()),
  expectedAt: Type.String({ format: 'date-time', description: 'when they were to have come at the latest' }),
  reportedAt: At,
  reportedBy: Nullable(Type.String({ description: 'name' })),
  contestedAt: Nullable(At),
  words: Nullable(Type.String({ description: 'what they said against it' })),
  stands: Nullable(Type.Boolean({ description: 'null: nobody has decided' })),
  counts: Type.Boolean({ description: 'now, in the score: for 180 days, not while it is contested' }),
  mayDrop: Type.Boolean({ description: 'the caller may say that it does not count' }),
  mayUphold: Type.Boolean({ description: 'the caller may say that it counts' }),
});
export type AbsenceView = Static<typeof AbsenceView>;

/** Who stayed away from an order, and of whom the caller may report it now. */
export const OrderAbsences = Type.Object({ items: Type.Array(AbsenceView), mayReport: Type.Array(Id) });
export type OrderAbsences = Static<typeof OrderAbsences>;

/** The same, as the volunteer sees it. */
export const MyAbsence = Type.Object({
  orderId: Id,
  kind: Nullable(Type.String()),
  expectedAt: At,
  reportedAt: At,
  countsUntil: At,
  counts: Type.Boolean(),
  contestedAt: Nullable(At),
  words: Nullable(Type.String()),
  stands: Nullable(Type.Boolean()),
});
export type MyAbsence = Static<typeof MyAbsence>;
export const MyAbsences = Type.Object({ items: Type.Array(MyAbsence) });

export const AbsenceInput = Type.Object({ personId: Id }, { additionalProperties: false });
export const ContestInput = Type.Object(
  { words: Type.Optional(Type.String({ maxLength: 300 })) },
  { additionalProperties: false },
);
export const AbsenceDecision = Type.Object({ stands: Type.Boolean() }, { additionalProperties: false });
