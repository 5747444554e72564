import Type, { type Static } from 'typebox';
import { Page } from '../shared/page.ts';

/*
 * Problems of this capability:
 *   vault.key_malformed       no public key of P-256 in raw form
 *   vault.key_needed          enrol a key in this browser first
 *   vault.identity_unshared   no two custodians held shares when it was sealed: nobody can open it
 *   vault.opening_ended       agreed to, refused or too old already
 *   vault.opening_own         a second custodian agrees, never the one who proposed
 *   vault.share_missing       the first custodian has not handed their share over to this key
 *   vault.recovery_own        a second custodian reads the fingerprint off the paper, never the one who printed it
 *   vault.fingerprint_wrong   what was typed is not the fingerprint of this recovery key
 *   vault.recovery_spent      this recovery key was used more than a day ago, or ended: print a new one
 *   vault.nobody_concerned    a breach is told once somebody is entered whom it concerns
 *   vault.nobody_told_before  a breach is told anew to those who were told before it was changed
 *   vault.breach_times        nothing is found before it happened, nor in the future
 *   vault.version_conflict    somebody changed it meanwhile: look at both
 */

const Id = Type.String({ format: 'uuid' });
const At = Type.String({ format: 'date-time', description: 'UTC' });
const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: 2000 });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const closed = { additionalProperties: false };

/** A custodian's key of the browser that they sit at. */
export const NewCustodianKey = Type.Object(
  { publicKey: Type.String({ pattern: '^[A-Za-z0-9+/]{86,88}={0,2}$', description: 'P-256, raw, 65 bytes, base64' }) },
  closed,
);
export type NewCustodianKey = Static<typeof NewCustodianKey>;
export const MadeCustodianKey = Type.Object({ id: Id });

/** A custodian with their key, as colleagues see it. */
export const Custodian = Type.Object({
  keyId: Id,
  personId: Id,
  name: Nullable(Type.String()),
  publicKey: Base64,
  enrolledAt: At,
});
export type Custodian = Static<typeof Custodian>;

/** A key that lies on paper and stands in for one custodian of a unit. */
export const RecoveryKey = Type.Object({
  id: Id,
  unitId: Id,
  publicKey: Base64,
  madeByName: Nullable(Type.String()),
  madeAt: At,
  mine: Type.Boolean({ description: 'the caller printed it: somebody else confirms it' }),
  confirmedByName: Nullable(Type.String({ description: 'null: nobody has read its fingerprint off the paper yet' })),
  usedAt: Nullable(At),
  spent: Type.Boolean({ description: 'used more than a day ago' }),
});
export type RecoveryKey = Static<typeof RecoveryKey>;

/** What a custodian has in hand: their units, their key, whom else there is, what lies on paper. */
export const Custody = Type.Object({
  unitIds: Type.Array(Id),
  key: Nullable(Type.Object({ id: Id, publicKey: Base64, enrolledAt: At })),
  colleagues: Type.Array(Custodian),
  recoveryKeys: Type.Array(RecoveryKey),
});
export type Custody = Static<typeof Custody>;

/** The public half of a key that was just printed. */
export const NewRecoveryKey = Type.Object({ unitId: Id, publicKey: NewCustodianKey.properties.publicKey }, closed);
export type NewRecoveryKey = Static<typeof NewRecoveryKey>;

/** The fingerprint as it stands on the paper. */
export const ConfirmedRecoveryKey = Type.Object({ fingerprint: Type.String({ minLength: 16, maxLength: 40 }) }, closed);
export type ConfirmedRecoveryKey = Static<typeof ConfirmedRecoveryKey>;

/** Something sealed to a key: raw public key of the sender's passing key, and what it sealed. */
export const SealedTo = Type.Object({ ephemeral: Base64, sealed: Base64 }, closed);
export type SealedTo = Static<typeof SealedTo>;

/** A wish to open who stands behind a petition. */
export const NewOpening = Type.Object(
  {
    number: Type.String({ minLength: 3, maxLength: 20, description: 'the number of the petition' }),
    reason: Type.String({ minLength: 4, maxLength: 500, description: 'told to the petitioner' }),
  },
  closed,
);
export type NewOpening = Static<typeof NewOpening>;

/** What the proposer's browser needs: their own share, and to whom it can be handed. */
export const ProposedOpening = Type.Object({
  id: Id,
  networkId: Id,
  subjectId: Id,
  version: Type.Integer(),
  keyId: Id,
  share: SealedTo,
  others: Type.Array(
    Type.Object({
      keyId: Id,
      name: Nullable(Type.String({ description: 'null: a recovery key on paper' })),
      publicKey: Base64,
    }),
  ),
});
export type ProposedOpening = Static<typeof ProposedOpening>;

/** The proposer's share, sealed to the keys of others. */
export const HandedShares = Type.Object(
  {
    shares: Type.Array(Type.Object({ keyId: Id, ephemeral: Base64, sealed: Base64 }, closed), {
      minItems: 1,
      maxItems: 50,
    }),
  },
  closed,
);
export type HandedShares = Static<typeof HandedShares>;

/** A proposal, for the custodians who could agree. */
export const Opening = Type.Object({
  id: Id,
  number: Type.String(),
  reason: Type.String(),
  proposedByName: Nullable(Type.String()),
  proposedAt: At,
  mine: Type.Boolean(),
  handedOver: Type.Boolean({
    description: 'false: the proposer’s browser has not handed their share over, to anybody',
  }),
  handed: Type.Boolean({ description: 'the proposer’s share has reached the key that the caller has now' }),
  recoveryKeyIds: Type.Array(Id, {
    description: 'recovery keys that the share has reached, and that may stand in now',
  }),
});
export type Opening = Static<typeof Opening>;
export const OpeningPage = Page(Opening);

/** With what the second custodian opens their share: their browser's key, or a recovery key on paper. */
export const Agreement = Type.Object({ recoveryKeyId: Type.Optional(Type.String({ format: 'uuid' })) }, closed);
export type Agreement = Static<typeof Agreement>;

/** What the second custodian's browser joins and opens, and until when. */
export const AgreedOpening = Type.Object({
  networkId: Id,
  subjectId: Id,
  version: Type.Integer(),
  keyId: Id,
  share: SealedTo,
  otherKeyId: Id,
  handed: SealedTo,
  wrapped: Base64,
  identity: Base64,
  closesAt: At,
  watermark: Type.String({ description: 'who sees it, whom with, and when: to be laid over what is shown' }),
});
export type AgreedOpening = Static<typeof AgreedOpening>;

/** Somebody who looked at a petition, for its petitioner. */
export const PetitionLook = Type.Object({
  at: At,
  what: Type.String({ enum: ['content', 'identity'] }),
  names: Type.Array(Type.String(), { description: 'who looked: one, or two custodians together' }),
  reason: Nullable(Type.String()),
});
export type PetitionLook = Static<typeof PetitionLook>;
export const PetitionLookPage = Page(PetitionLook);

/** Which data a breach laid open. */
export const dataKinds = ['contact', 'identity', 'content', 'account', 'other'] as const;
const Words = Type.String({ minLength: 2, maxLength: 2000 });

/** What those concerned and the authority are told of a breach (个人信息保护法 art. 57). No names of those concerned. */
const BreachWords = {
  happenedAt: Nullable(At),
  foundAt: At,
  dataKinds: Type.Array(Type.Unsafe<(typeof dataKinds)[number]>(Type.String({ enum: [...dataKinds] })), {
    minItems: 1,
    uniqueItems: true,
  }),
  what: Words,
  cause: Words,
  consequences: Words,
  measuresTaken: Words,
  measuresForPeople: Type.String({ minLength: 2, maxLength: 2000, description: 'what those concerned can do' }),
  contact: Words,
};
export const BreachInput = Type.Object(BreachWords, closed);
export type BreachInput = Static<typeof BreachInput>;

/** A breach in the register. */
export const Breach = Type.Object({
  id: Id,
  version: Type.Integer({ description: 'goes up with each change of what is said: what If-Match names' }),
  ...BreachWords,
  registeredByName: Nullable(Type.String()),
  registeredAt: At,
  concerned: Type.Integer({ description: 'accounts and petitions that it concerns' }),
  untold: Type.Integer({ description: 'of these, those who were not told yet' }),
  toldBefore: Type.Integer({ description: 'of these, those who were told before it was changed last, and not since' }),
  peopleToldAt: Nullable(At),
  authorityToldAt: Nullable(At),
});
export type Breach = Static<typeof Breach>;
export const BreachPage = Page(Breach);

/** Whom a breach concerns: petitions by their numbers, and everybody at whom an account looked in a span of time. */
export const ConcernedInput = Type.Object(
  {
    numbers: Type.Optional(Type.Array(Type.String({ minLength: 3, maxLength: 20 }), { maxItems: 500 })),
    lookedAtBy: Type.Optional(Type.Object({ actorId: Id, from: At, to: At }, closed)),
  },
  closed,
);
export type ConcernedInput = Static<typeof ConcernedInput>;

/** How many were entered, and what can be no order's number. Of a number that fits nobody learns whether an order has it. */
export const ConcernedFound = Type.Object({
  added: Type.Integer({ description: 'a number that no order has counts like one of a petition' }),
  unknown: Type.Array(Type.String(), { description: 'what cannot be the number of an order' }),
});
export type ConcernedFound = Static<typeof ConcernedFound>;

/** What somebody is told whom a breach concerns. */
export const BreachNotice = Type.Object({ id: Id, ...BreachWords, toldAt: At });
export type BreachNotice = Static<typeof BreachNotice>;
export const BreachNoticePage = Page(BreachNotice);
