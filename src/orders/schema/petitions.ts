import Type, { type Static } from 'typebox';
import { Page } from '../../shared/page.ts';
import { At, Id, NatureShape, Nullable, StatusShape, UrgencyShape } from './shapes.ts';
import type { Status } from './states.ts';

/** The clocks a petition can wait by, and the states in which each runs. `ended`: none does. */
export const petitionClocks = {
  forward: ['submitted', 'triaged'],
  notice: ['forwarded', 'signed_for', 'objected'],
  resolve: ['admitted'],
  confirm: ['replied'],
  reconsideration: ['reviewed', 'reconsideration', 'final_reconsideration'],
  ended: ['closed', 'merged', 'withdrawn'],
} as const satisfies Record<string, readonly Status[]>;
export type PetitionClock = keyof typeof petitionClocks;
const clockNames = Object.keys(petitionClocks) as PetitionClock[];

/** Which petitions are listed. */
export const PetitionFilter = Type.Object({
  unit: Type.Optional(
    Type.String({ format: 'uuid', description: 'a unit of the clerks, or the officer’s own department' }),
  ),
  clock: Type.Optional(Type.Unsafe<PetitionClock>(Type.String({ enum: clockNames }))),
  late: Type.Optional(Type.Boolean({ description: 'true: only what is out of its time, or was escalated' })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
export type PetitionFilter = Static<typeof PetitionFilter>;

/** A row of the clerks' register and of a department's inbox. The words are those that a clerk masked. */
export const PetitionRow = Type.Object({
  id: Id,
  number: Type.String(),
  status: StatusShape,
  nature: Nullable(NatureShape),
  kind: Nullable(Type.String()),
  urgency: Nullable(UrgencyShape),
  masked: Nullable(
    Type.String({ description: 'the beginning of what the department reads; null until it is confirmed' }),
  ),
  unitId: Id,
  departmentId: Nullable(Id),
  submittedAt: At,
  statusSince: At,
  warnAt: Nullable(At),
  dueAt: Nullable(At),
  noticeBy: Nullable(At),
  resolveBy: Nullable(At),
  objections: Type.Integer(),
  disputes: Type.Integer(),
  extensionAsked: Type.Integer(),
  questionOpen: Type.Boolean(),
  instructionDueBy: Nullable(At),
  escalations: Type.Integer(),
  outcome: Nullable(Type.String()),
  historical: Type.Boolean(),
});
export type PetitionRow = Static<typeof PetitionRow>;
export const PetitionPage = Page(PetitionRow);

const Fives = Type.Integer({ description: 'in whole fives: what is over is left out' });

const Month = Type.String({ description: 'YYYY-MM in the network’s zone, itself included' });

/** How departments dealt with what was forwarded to them in a span of time. No names, no words. */
export const PetitionReport = Type.Object({
  unitId: Id,
  from: Month,
  to: Month,
  departments: Type.Array(
    Type.Object({
      departmentId: Id,
      received: Fives,
      replied: Fives,
      onTime: Fives,
      disputed: Fives,
      reopened: Fives,
      medianDays: Nullable(Type.Number({ description: 'from forwarding to the reply, of five replies or more' })),
    }),
    { description: 'those with five or more, by how many they received' },
  ),
});
export type PetitionReport = Static<typeof PetitionReport>;

/** Whole months alone: `orders.report_months`. */
export const ReportQuery = Type.Object({
  unit: Type.Optional(Type.String({ format: 'uuid' })),
  from: Type.Optional(Type.String({ maxLength: 40, description: 'YYYY-MM; two months before the last' })),
  to: Type.Optional(Type.String({ maxLength: 40, description: 'YYYY-MM, itself included; the running one' })),
});
export type ReportQuery = Static<typeof ReportQuery>;

/** A question and its answer, without a trace of who asked. */
export const PublishedAnswer = Type.Object({
  id: Type.String({ format: 'uuid', description: 'of the publication; it leads back to nothing' }),
  kind: Nullable(Type.String()),
  departmentId: Nullable(Id),
  question: Type.String(),
  answer: Type.String(),
  month: Type.String({ description: 'YYYY-MM in which it was published' }),
});
export type PublishedAnswer = Static<typeof PublishedAnswer>;
export const AnswerPage = Page(PublishedAnswer);

/** What a clerk publishes: words of their own, checked. */
export const AnswerInput = Type.Object(
  {
    question: Type.String({ minLength: 2, maxLength: 2000 }),
    answer: Type.String({ minLength: 2, maxLength: 4000 }),
  },
  { additionalProperties: false },
);
export type AnswerInput = Static<typeof AnswerInput>;

export const AnswerFilter = Type.Object({
  kind: Type.Optional(Type.String({ maxLength: 60 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
export type AnswerFilter = Static<typeof AnswerFilter>;

/** Whether a question and answer may be, and are, public; for its clerks. */
export const Publication = Type.Object({
  consented: Type.Boolean(),
  published: Type.Boolean(),
  question: Nullable(Type.String()),
  answer: Nullable(Type.String()),
  version: Type.Integer({ description: 'another one after each publication; 0 while nothing is published' }),
});
export type Publication = Static<typeof Publication>;

/** Whether petitions can be handed over to the city's 12345 line from here. */
export const HotlineState = Type.Object({
  provider: Type.Boolean({ description: 'false: the clerk calls it and notes the number by hand' }),
});
