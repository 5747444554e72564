import Type, { type Static } from 'typebox';
import { grantedRoles } from '../shared/actor.ts';
import { Page } from '../shared/page.ts';

/*
 * Problems of this capability:
 *   identity.phone_malformed        no phone number that exists in this form
 *   identity.phone_not_mobile       a code can only be sent to a mobile phone
 *   identity.phone_taken            the number belongs to somebody else here
 *   identity.phone_moving           the number waits to become somebody's, who logs in by the old one until then
 *   identity.code_just_sent         the last code is fresh; wait before asking for another
 *   identity.too_many_codes         no more codes today for this phone, from this address, or in this network
 *   identity.code_not_sent          the provider of text messages refused or is not set up
 *   identity.code_wrong             not the code that was sent last, or used, or older than five minutes
 *   identity.too_many_guesses       ten wrong codes for this phone today
 *   identity.login_wrong            username, password or second factor do not fit
 *   identity.second_factor_needed   the password is right; the code of the authenticator app is asked for
 *   identity.login_blocked          wrong too often; wait
 *   identity.password_weak          too short, too common, or made from the username
 *   identity.password_wrong         not the password in use now
 *   identity.second_factor_wrong    the app's code does not fit, or was used already
 *   identity.second_factor_missing  nothing to confirm: start again
 *   identity.second_factor_set      an app is set up already
 *   identity.busy                   too many logins at once
 *   identity.cross_site             a write that came from another site's page
 *   identity.key_unknown            a key that does not exist or was revoked
 *   identity.network_unknown        no network of this name, or none yet
 *   identity.person_only            a key or job has no profile of its own
 *   identity.account_only           only staff with a password have this
 *   identity.username_taken         another account has this username
 *   identity.custodian_from_above   custodians below the city are given by administrators above them
 *   identity.account_with_phone     an account is entered without a phone: its owner adds and proves that
 *   identity.phone_of_account       staff set no phone of somebody who has an account
 *   identity.version_conflict       somebody changed it meanwhile
 *   identity.unit_unknown           no such unit, or it is closed
 *   identity.role_not_at_level      this role is not given at units of this level
 *   identity.grant_above            nobody gives or ends roles outside their own subtree
 *   identity.grant_to_self          nobody gives a role to themselves, or ends their own
 *   identity.already_granted        the person has this role here
 *   identity.roles_apart            nobody holds both roles: who watches is not among the watched, who gives rights opens nobody
 *   identity.role_for_people        a key of another system cannot have this role
 *   identity.top_by_two             a key over the whole network is made on the command line
 *   identity.second_is_another      a second administrator agrees, never the one who asked
 *   identity.wish_ended             agreed to, declined or too old already
 *   identity.still_in_office        roles must be ended before the record can be erased
 *   identity.guardian_is_minor      a guardian is of age
 *   identity.birth_year_by_staff    a minor cannot make themselves of age; staff correct a mistake
 *   identity.correct_own            one's own record is corrected under my data
 *   identity.phone_by_administrator the phone of a record that its owner uses is an administrator's to change
 *   identity.not_a_minor            of age: no guardian is recorded
 */

const Id = Type.String({ format: 'uuid' });
const At = Type.String({ format: 'date-time', description: 'UTC' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const Enum = <T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...(description ? { description } : {}) }));
const closed = { additionalProperties: false };

export const strengths = ['code', 'password', 'password_totp', 'passkey'] as const;
/** How somebody showed who they are. */
export type Strength = (typeof strengths)[number];

export const consentPurposes = ['order_for_me', 'volunteer_minor', 'privacy'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];
export const consentManners = ['tap', 'spoken', 'paper', 'guardian'] as const;
export type ConsentManner = (typeof consentManners)[number];

export const languages = ['zh-CN', 'en'] as const;

export const Role = Enum(grantedRoles);
const Phone = Type.String({
  pattern: '^[0-9+ -]{5,20}$',
  description: 'digits, with or without +86, spaces and hyphens',
});
const Name = Type.String({ minLength: 1, maxLength: 60 });
const BirthYear = Type.Integer({ minimum: 1900, maximum: 2100 });
/** 3 to 40 signs: lower case, digits, dots, hyphens, underscores; begins with a letter or digit. */
export const USERNAME_PATTERN = '^[a-z0-9][a-z0-9._-]{2,39}$';
const Username = Type.String({ pattern: USERNAME_PATTERN, description: 'lower case' });
export const Password = Type.String({ minLength: 1, maxLength: 200 });
export const Totp = Type.String({ pattern: '^[0-9]{6}$', description: 'six digits of the authenticator app' });

export const CodeRequest = Type.Object({ phone: Phone }, closed);
export const CodeSent = Type.Object({
  expiresInSeconds: Type.Integer(),
  demoCode: Type.Optional(Type.String({ description: 'only in a demo: no message is sent there' })),
});
export type CodeSent = Static<typeof CodeSent>;

export const PhoneLogin = Type.Object(
  {
    phone: Phone,
    code: Type.String({ pattern: '^[0-9]{6}$' }),
    name: Type.Optional(Name),
    privacyConsent: Type.Optional(Type.Boolean({ description: 'true: the privacy notice was shown and agreed to' })),
  },
  closed,
);
export const PasswordLogin = Type.Object(
  { username: Type.String({ minLength: 1, maxLength: 60 }), password: Password, totp: Type.Optional(Totp) },
  closed,
);

export const GrantShape = Type.Object({ id: Id, role: Role, unitId: Id });
export const Me = Type.Object({
  personId: Id,
  name: Nullable(Type.String()),
  phoneMasked: Nullable(Type.String({ description: 'first three and last four digits' })),
  username: Nullable(Type.String({ description: 'of staff' })),
  language: Enum(languages),
  elderMode: Type.Boolean(),
  homeUnitId: Nullable(Id),
  birthYear: Nullable(Type.Integer()),
  adult: Type.Boolean({ description: '18 for certain, by the year of birth; false where it is not known' }),
  grants: Type.Array(GrantShape, { description: 'as far as this login reaches: a code by phone carries no office' }),
  volunteer: Nullable(
    Type.Object({
      verified: Type.Boolean(),
      teams: Type.Array(Type.Object({ teamId: Id, leader: Type.Boolean() })),
    }),
  ),
  network: Type.Object({
    id: Id,
    code: Type.String(),
    nameZh: Type.String(),
    nameEn: Type.String(),
    demo: Type.Boolean(),
  }),
  unread: Type.Integer(),
  strength: Enum(strengths, 'how this session was begun'),
  secondFactor: Enum(
    ['none', 'needed', 'set'] as const,
    'needed: roles work once an authenticator app or a passkey is set up, or has been shown',
  ),
  phoneMove: Nullable(
    Type.Object(
      { phoneMasked: Type.String(), movesAt: At, byStaff: Type.Boolean() },
      { description: 'another number that becomes theirs then, unless they say no' },
    ),
  ),
  authenticatorApp: Type.Boolean({ description: 'whether one is set up' }),
  version: Type.Integer(),
});
export type Me = Static<typeof Me>;

export const MeChange = Type.Object(
  {
    name: Type.Optional(Name),
    language: Type.Optional(Enum(languages)),
    elderMode: Type.Optional(Type.Boolean()),
    homeUnitId: Type.Optional(Nullable(Id)),
    birthYear: Type.Optional(Nullable(BirthYear)),
  },
  closed,
);
export type MeChange = Static<typeof MeChange>;

export const PhoneChange = Type.Object({ phone: Phone, code: Type.String({ pattern: '^[0-9]{6}$' }) }, closed);
export const PhoneChanged = Type.Object({
  movesAt: Nullable(Type.String({ format: 'date-time', description: 'when it becomes theirs; null: it is' })),
});
export const PasswordChange = Type.Object({ current: Password, next: Password }, closed);
export const TotpStart = Type.Object({ password: Password }, closed);
export const TotpStarted = Type.Object({
  secret: Type.String({ description: 'base32, to type by hand; shown once' }),
  uri: Type.String({ description: 'otpauth://, to show as a QR code' }),
});
export type TotpStarted = Static<typeof TotpStarted>;
export const TotpConfirm = Type.Object({ code: Totp }, closed);

export const SessionShape = Type.Object({
  id: Id,
  strength: Enum(strengths),
  device: Nullable(Type.String()),
  createdAt: At,
  lastSeenAt: At,
  expiresAt: At,
  current: Type.Boolean(),
});
export const SessionPage = Page(SessionShape);

export const ConsentShape = Type.Object({
  id: Id,
  purpose: Enum(consentPurposes),
  manner: Enum(consentManners),
  givenBy: Id,
  givenAt: At,
  withdrawnAt: Nullable(At),
});

/** Everything Linli holds of one person. Other capabilities put theirs under `more`, each by its name. */
export const MyData = Type.Object({
  exportedAt: At,
  person: Type.Object({
    id: Id,
    name: Nullable(Type.String()),
    phone: Nullable(Type.String()),
    birthYear: Nullable(Type.Integer()),
    language: Type.String(),
    elderMode: Type.Boolean(),
    homeUnitId: Nullable(Id),
    guardianId: Nullable(Id),
    guardianConsentAt: Nullable(At),
    createdAt: At,
    claimedAt: Nullable(At),
  }),
  username: Nullable(Type.String()),
  movingTo: Nullable(Type.Object({ phone: Type.String(), movesAt: At })),
  grants: Type.Array(Type.Object({ id: Id, role: Role, unitId: Id, grantedAt: At, endedAt: Nullable(At) })),
  consents: Type.Array(ConsentShape),
  sessions: Type.Array(SessionShape),
  more: Type.Record(Type.String(), Type.Unknown()),
  retained: Type.Array(
    Type.Object({
      what: Enum(['service_records', 'petitions', 'history'] as const),
      years: Nullable(Type.Integer({ description: 'null: for as long as the law says for each case' })),
      source: Type.String({ description: 'the rule that says so' }),
    }),
    { description: 'what stays after erasure, and why' },
  ),
});
export type MyData = Static<typeof MyData>;
export const Erased = Type.Object({ erasedAt: At, retained: MyData.properties.retained });
export type Erased = Static<typeof Erased>;

export const PersonSummary = Type.Object({
  id: Id,
  name: Nullable(Type.String()),
  phoneMasked: Nullable(Type.String()),
  homeUnitId: Nullable(Id),
  minor: Type.Boolean(),
  guardianConsented: Type.Boolean(),
  username: Nullable(Type.String()),
  grants: Type.Array(GrantShape),
  version: Type.Integer({ description: 'for If-Match' }),
});
export type PersonSummary = Static<typeof PersonSummary>;
export const PersonPage = Page(PersonSummary);
export const PeopleQuery = Type.Object(
  {
    text: Type.Optional(Type.String({ maxLength: 60, description: 'how the name begins, or a whole phone number' })),
    unit: Type.Optional(Type.String({ format: 'uuid', description: 'who lives by this unit or below it' })),
    person: Type.Optional(
      Type.String({ format: 'uuid', description: 'this person alone, where a search by their name would find them' }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  closed,
);
export type PeopleQuery = Static<typeof PeopleQuery>;

export const NewPerson = Type.Object(
  {
    name: Name,
    phone: Type.Optional(Phone),
    birthYear: Type.Optional(BirthYear),
    homeUnitId: Type.Optional(Id),
    account: Type.Optional(
      Type.Object(
        { username: Username, password: Password },
        { ...closed, description: 'for staff; administrators only' },
      ),
    ),
  },
  closed,
);
export type NewPerson = Static<typeof NewPerson>;

export const PersonCorrection = Type.Object(
  {
    name: Type.Optional(Name),
    phone: Type.Optional(Nullable(Phone)),
    birthYear: Type.Optional(Nullable(BirthYear)),
  },
  { ...closed, minProperties: 1 },
);
export type PersonCorrection = Static<typeof PersonCorrection>;

export const GuardianConsent = Type.Object(
  {
    name: Name,
    phone: Phone,
    manner: Enum(['spoken', 'paper'] as const, 'how the guardian agreed'),
  },
  closed,
);

export const NewGrant = Type.Object({ personId: Id, role: Role, unitId: Id }, closed);
export const GrantGiven = Type.Object({
  id: Id,
  waiting: Type.Boolean({
    description: 'true: not given yet, a second administrator must agree; the id is of the wish',
  }),
});
export type GrantGiven = Static<typeof GrantGiven>;
/** A role over the whole network that waits for a second administrator. */
export const GrantWish = Type.Object({
  id: Id,
  personId: Id,
  name: Nullable(Type.String()),
  role: Role,
  unitId: Id,
  askedBy: Id,
  askedByName: Nullable(Type.String()),
  askedAt: At,
  mine: Type.Boolean(),
});
export type GrantWish = Static<typeof GrantWish>;
export const GrantWishPage = Page(GrantWish);
export const GrantRow = Type.Object({
  id: Id,
  personId: Id,
  name: Nullable(Type.String()),
  role: Role,
  unitId: Id,
  grantedAt: At,
});
export const GrantPage = Page(GrantRow);
export const GrantQuery = Type.Object(
  {
    unit: Type.Optional(
      Type.String({ format: 'uuid', description: 'this unit and all below it; the caller’s own if absent' }),
    ),
    person: Type.Optional(Id),
    exactly: Type.Optional(Type.Boolean({ description: 'this unit alone, without what is below it' })),
    teams: Type.Optional(Type.Boolean({ description: 'false: without the leaders of teams; with them if absent' })),
    cursor: Type.Optional(Type.String({ format: 'uuid', description: 'nextCursor of the page before' })),
  },
  closed,
);
export type GrantQuery = Static<typeof GrantQuery>;

export const NewKey = Type.Object(
  { label: Type.String({ minLength: 1, maxLength: 60 }), role: Role, unitId: Id },
  closed,
);
export const KeyMade = Type.Object({
  id: Id,
  key: Nullable(Type.String({ description: 'shown this once; null when the same request is sent again' })),
});
export const KeyPage = Page(Type.Object({ id: Id, label: Type.String(), role: Role, unitId: Id, createdAt: At }));
