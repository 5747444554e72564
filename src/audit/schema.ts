import Type, { type Static } from 'typebox';
import { Page } from '../shared/page.ts';

/*
 * Problems of this capability:
 *   audit.nobody_named   404, no order has this number and nobody this account
 *
 * Looks. Whoever opens something of somebody else leaves a look in the event that says so, shown or refused: the audit
 * reads it there, and needs to know nothing else of the capability that wrote it.
 */

export const lookedAt = ['contact', 'record', 'list', 'content', 'identity', 'export'] as const;
/**
 * What was looked at: phone or address; a person's record; names in a list; words or photos of something confidential; who
 * stands behind a petition; data leaving Linli as a file.
 */
export type LookedAt = (typeof lookedAt)[number];

/** Whether it was shown, or refused to who asked. */
export type LookOutcome = 'shown' | 'refused';

/** A look, as its event holds it under `look` in its body. */
export interface Look {
  what: LookedAt;
  outcome: LookOutcome;
  /** The ground of it: a code, lower case with underscores. A written reason stands in a table of its own, never here. */
  why: string;
  /**
   * Ids of the people it was about, at most 100, told "who looked at me". Never a petitioner's: those learn it from the
   * petition's own history, which is found by its subject.
   */
  of: string[];
}

export const entryCategories = [...lookedAt, 'refused', 'rights'] as const;
/** What an auditor reads, and filters by: a look by what was looked at, a refusal, a change of rights. */
export type EntryCategory = (typeof entryCategories)[number];

const Id = Type.String({ format: 'uuid' });
const At = Type.String({ format: 'date-time', description: 'UTC' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const Enum = <T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...(description ? { description } : {}) }));
const closed = { additionalProperties: false };

const Person = Type.Object({ id: Id, name: Nullable(Type.String({ description: 'null once erased' })) });

export const AuditEntry = Type.Object({
  leaf: Type.Integer({ description: 'number in the log, from 0' }),
  at: At,
  category: Enum(entryCategories),
  kind: Type.String({ description: 'what happened, for example orders.contact_shown' }),
  what: Nullable(Enum(lookedAt, 'of a look, refused or not')),
  why: Nullable(Type.String({ description: 'its ground: a code' })),
  by: Type.Object({
    kind: Enum(['person', 'key', 'job'] as const),
    id: Type.String(),
    name: Nullable(Type.String({ description: 'of a person; a petitioner is known by the petition alone' })),
  }),
  of: Type.Array(Person, { description: 'whom it was at; nobody for a petition' }),
  role: Nullable(Type.String({ description: 'of a change of rights' })),
  unitId: Nullable(Id),
  subjectKind: Type.String(),
  subjectId: Id,
});
export type AuditEntry = Static<typeof AuditEntry>;
export const AuditEntryPage = Page(AuditEntry);
export const AuditQuery = Type.Object(
  {
    category: Type.Optional(Enum(entryCategories)),
    actor: Type.Optional(Type.String({ maxLength: 60, description: 'id of who did it' })),
    person: Type.Optional(Type.String({ format: 'uuid', description: 'id of whom it was at' })),
    named: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 60,
        description: 'the number of an order, or the account name of somebody',
      }),
    ),
    side: Type.Optional(
      Enum(['at', 'by'] as const, 'of an account that is named: what was done at them, as if absent, or by them'),
    ),
    from: Type.Optional(At),
    to: Type.Optional(At),
    cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  closed,
);
export type AuditQuery = Static<typeof AuditQuery>;

export const MyLook = Type.Object({
  leaf: Type.Integer(),
  at: At,
  what: Enum(lookedAt),
  outcome: Enum(['shown', 'refused'] as const),
  why: Type.String({ description: 'its ground: a code' }),
  by: Nullable(Type.String({ description: 'name of who looked; null for another system, or once erased' })),
  orderId: Nullable(Id),
});
export type MyLook = Static<typeof MyLook>;
export const MyLookPage = Page(MyLook);
export const MyLookQuery = Type.Object(
  {
    cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  closed,
);

/** How the log stands, for auditors. */
export const LogState = Type.Object({
  leaves: Type.Integer({ description: 'events numbered so far' }),
  checkpoint: Nullable(
    Type.Object({ size: Type.Integer({ description: 'leaves that it covers' }), at: At, note: Type.String() }),
  ),
  verifierKey: Type.String({ description: 'what the checkpoints are verified with, as sumdb/note writes it' }),
});
export type LogState = Static<typeof LogState>;

export const KeptCheckpoint = Type.Object({ note: Type.String({ minLength: 1, maxLength: 4000 }) }, closed);
export const Compared = Type.Object({
  signed: Type.Boolean({ description: 'by this log' }),
  size: Nullable(Type.Integer({ description: 'leaves that it covers' })),
  part: Type.Boolean({ description: 'the log of now grew out of it' }),
  since: Nullable(Type.Integer({ description: 'leaves that came after it' })),
});
export type Compared = Static<typeof Compared>;
