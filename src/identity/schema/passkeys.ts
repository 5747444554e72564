import Type, { type Static } from 'typebox';
import { Page } from '../../shared/page.ts';
import { Password, Totp } from '../schema.ts';

/*
 * Problems of passkeys, and of showing again that it is oneself:
 *   identity.passkey_wrong          the passkey is not known here, or did not sign what was asked in time
 *   identity.passkey_known          this passkey is set up already
 *   identity.too_many_passkeys      ten a person; one must go first
 *   identity.passkeys_need_address  passkeys are bound to an address that is not configured
 *   identity.proof_wrong            the answer does not show that it is really them
 */

const Id = Type.String({ format: 'uuid' });
const At = Type.String({ format: 'date-time', description: 'UTC' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const Enum = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>(Type.String({ enum: [...values] }));
const closed = { additionalProperties: false };

/** Bytes as WebAuthn's JSON writes them: base64url without padding. */
const Bytes = (most: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength: most });
const asBrowsersGive = 'as the browser gives it (WebAuthn Level 3, 5.1.8)';
/** What `PublicKeyCredential.toJSON()` gives after a passkey was made. */
export const MadePasskey = Type.Object(
  {
    id: Bytes(1400),
    rawId: Bytes(1400),
    type: Type.Literal('public-key'),
    response: Type.Object({
      clientDataJSON: Bytes(4000),
      attestationObject: Bytes(20_000),
      transports: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
    }),
    clientExtensionResults: Type.Object({}),
  },
  { description: asBrowsersGive },
);
/** The same after a passkey signed. */
export const SignedByPasskey = Type.Object(
  {
    id: Bytes(1400),
    rawId: Bytes(1400),
    type: Type.Literal('public-key'),
    response: Type.Object({
      clientDataJSON: Bytes(4000),
      authenticatorData: Bytes(4000),
      signature: Bytes(4000),
      userHandle: Type.Optional(Bytes(100)),
    }),
    clientExtensionResults: Type.Object({}),
  },
  { description: asBrowsersGive },
);
const Label = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S', description: 'what its owner calls it' });
export const NewPasskey = Type.Object({ label: Label, made: MadePasskey }, closed);
export type NewPasskey = Static<typeof NewPasskey>;
export const PasskeyChange = Type.Object({ label: Label }, closed);
/** What the browser is asked for, ready for `navigator.credentials`. */
const Wanted = Type.Object({}, { additionalProperties: true, description: 'for navigator.credentials, as JSON' });
export const PasskeyWanted = Type.Object({ options: Wanted });
export const PasskeyShape = Type.Object({
  id: Id,
  label: Type.String(),
  createdAt: At,
  lastUsedAt: Nullable(At),
});
export type PasskeyShape = Static<typeof PasskeyShape>;
export const PasskeyPage = Page(PasskeyShape);
export const PasskeyLogin = Type.Object({ signed: SignedByPasskey }, closed);
export type PasskeyLogin = Static<typeof PasskeyLogin>;

export const lossReasons = ['lost', 'stolen', 'broken', 'replaced'] as const;
/** Why an administrator takes somebody's authenticators away. */
export type LossReason = (typeof lossReasons)[number];
export const AuthenticatorsLost = Type.Object({ reason: Enum(lossReasons) }, closed);

export const proofs = ['passkey', 'totp', 'password'] as const;
/** How one can show again that it is really them; with a passkey, what the browser is asked for. */
export const ProofWanted = Type.Object({
  proofs: Type.Array(Enum(proofs), { description: 'either of them; the password only where nothing else is set up' }),
  options: Type.Optional(Wanted),
});
export type ProofWanted = Static<typeof ProofWanted>;
export const ProofGiven = Type.Object(
  {
    signed: Type.Optional(SignedByPasskey),
    totp: Type.Optional(Totp),
    password: Type.Optional(Password),
  },
  { ...closed, minProperties: 1, maxProperties: 1 },
);
export type ProofGiven = Static<typeof ProofGiven>;
