import Type, { type Static } from 'typebox';
import { Page, PageQuery } from '../shared/page.ts';

const Id = Type.String({ format: 'uuid' });
const Day = Type.String({ format: 'date', description: 'local date YYYY-MM-DD' });
const At = Type.String({ format: 'date-time' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const Enum = <T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...(description ? { description } : {}) }));

/** Hours of a week. */
export const WEEK_HOURS = 168;

export const Week = Type.String({
  pattern: `^[01]{${WEEK_HOURS}}$`,
  description: 'one 0 or 1 an hour of the week, Monday 00:00 first, local time',
});
const SkillCode = Type.String({ maxLength: 60, description: 'of the policy `skills`' });
const Language = Type.String({
  pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
  description: 'BCP 47, for example zh-CN, en, zh-jin',
});

export const CredentialState = Enum(
  ['none', 'claimed', 'verified', 'expired'] as const,
  'claimed: said to exist; verified: somebody has seen the papers',
);

/** A skill of a volunteer and the state of its papers. */
export const VolunteerSkill = Type.Object({
  skill: SkillCode,
  credential: CredentialState,
  verifiedAt: Nullable(At),
  validUntil: Nullable(Day),
});
export type VolunteerSkill = Static<typeof VolunteerSkill>;

/** A volunteer, whole, for themselves and for those who answer for them. */
export const VolunteerProfile = Type.Object({
  personId: Id,
  name: Nullable(Type.String()),
  unitId: Type.String({ format: 'uuid', description: 'home station' }),
  placeUnitIds: Type.Array(Id, { description: 'where else they like to serve' }),
  longitude: Nullable(Type.Number()),
  latitude: Nullable(Type.Number()),
  languages: Type.Array(Type.String()),
  availability: Week,
  awayUntil: Nullable(Type.String({ format: 'date', description: 'last day away' })),
  personalMatching: Type.Boolean({ description: 'chosen by what is known of them; false: the plain list alone' }),
  adult: Type.Boolean(),
  guardianConsented: Type.Boolean(),
  verified: Type.Boolean({ description: 'met in person by a leader or staff' }),
  verifiedAt: Nullable(At),
  joinedAt: At,
  skills: Type.Array(VolunteerSkill),
  teams: Type.Array(Type.Object({ teamId: Id, leader: Type.Boolean() })),
  version: Type.Integer(),
});
export type VolunteerProfile = Static<typeof VolunteerProfile>;

/** What a volunteer says of themselves. */
export const VolunteerInput = Type.Object(
  {
    unitId: Type.String({ format: 'uuid', description: 'home station' }),
    placeUnitIds: Type.Optional(Type.Array(Id, { maxItems: 10, uniqueItems: true })),
    longitude: Type.Optional(Nullable(Type.Number({ minimum: -180, maximum: 180 }))),
    latitude: Type.Optional(Nullable(Type.Number({ minimum: -90, maximum: 90 }))),
    languages: Type.Optional(Type.Array(Language, { minItems: 1, maxItems: 10, uniqueItems: true })),
    availability: Type.Optional(Week),
    awayUntil: Type.Optional(Nullable(Day)),
    skills: Type.Optional(Type.Array(SkillCode, { maxItems: 20, uniqueItems: true })),
  },
  { additionalProperties: false },
);
export type VolunteerInput = Static<typeof VolunteerInput>;

/** Whether a volunteer is chosen by what is known of them. */
export const PersonalMatching = Type.Object({ on: Type.Boolean() }, { additionalProperties: false });

/** A row of a list of volunteers. */
export const VolunteerSummary = Type.Object({
  personId: Id,
  name: Nullable(Type.String()),
  unitId: Id,
  verified: Type.Boolean(),
  adult: Type.Boolean(),
  awayUntil: Nullable(Day),
  skills: Type.Array(Type.Object({ skill: SkillCode, credential: CredentialState })),
});
export type VolunteerSummary = Static<typeof VolunteerSummary>;
export const VolunteerPage = Page(VolunteerSummary);

/** Filters of the list of volunteers. */
export const VolunteerFilter = Type.Object({
  ...PageQuery.properties,
  unit: Type.Optional(Type.String({ format: 'uuid', description: 'a unit: its whole subtree; a team: its members' })),
  skill: Type.Optional(SkillCode),
  text: Type.Optional(Type.String({ maxLength: 60, description: 'beginning of the name' })),
});
export type VolunteerFilter = Static<typeof VolunteerFilter>;

export const VerifySkillInput = Type.Object(
  {
    skill: SkillCode,
    validUntil: Type.Optional(
      Nullable(Type.String({ format: 'date', description: 'last day of the papers; null: no end' })),
    ),
  },
  { additionalProperties: false },
);
export type VerifySkillInput = Static<typeof VerifySkillInput>;

/** A team as everybody may see it. */
export const TeamShape = Type.Object({
  id: Id,
  code: Type.String(),
  nameZh: Type.String(),
  nameEn: Type.String(),
  unitId: Type.String({ format: 'uuid', description: 'the unit it belongs to' }),
  invented: Type.Boolean(),
  closedOn: Nullable(Day),
  skills: Type.Array(SkillCode),
  languages: Type.Array(Type.String()),
  availability: Week,
  radiusMetres: Type.Integer(),
  members: Type.Integer(),
});
export type TeamShape = Static<typeof TeamShape>;
export const TeamPage = Page(TeamShape);

export const TeamFilter = Type.Object({
  ...PageQuery.properties,
  unit: Type.Optional(Type.String({ format: 'uuid', description: 'its whole subtree' })),
  skill: Type.Optional(SkillCode),
  text: Type.Optional(Type.String({ maxLength: 60, description: 'part of the name' })),
});
export type TeamFilter = Static<typeof TeamFilter>;

/** What a team says of itself. */
export const TeamInput = Type.Object(
  {
    skills: Type.Array(SkillCode, { maxItems: 20, uniqueItems: true }),
    languages: Type.Optional(Type.Array(Language, { minItems: 1, maxItems: 10, uniqueItems: true })),
    availability: Type.Optional(Week),
    radiusMetres: Type.Optional(Type.Integer({ minimum: 100, maximum: 100_000 })),
  },
  { additionalProperties: false },
);
export type TeamInput = Static<typeof TeamInput>;

/** A member as the team's leaders and staff see them. */
export const TeamMember = Type.Object({
  personId: Id,
  name: Nullable(Type.String()),
  leader: Type.Boolean(),
  verified: Type.Boolean(),
  adult: Type.Boolean(),
  guardianConsented: Type.Boolean(),
  awayUntil: Nullable(Day),
  joinedAt: At,
  skills: Type.Array(Type.Object({ skill: SkillCode, credential: CredentialState })),
});
export type TeamMember = Static<typeof TeamMember>;

/** Whom to take into a team: by id, or by the phone they told. */
export const NewMember = Type.Object(
  {
    personId: Type.Optional(Id),
    phone: Type.Optional(Type.String({ minLength: 5, maxLength: 20 })),
    role: Type.Optional(Enum(['leader', 'member'] as const)),
  },
  { additionalProperties: false },
);
export type NewMember = Static<typeof NewMember>;

export const MemberRole = Type.Object({ role: Enum(['leader', 'member'] as const) }, { additionalProperties: false });

/** How many have each skill. */
export const SkillUses = Type.Object({
  at: Type.String({ format: 'date-time' }),
  items: Type.Array(Type.Object({ skill: Type.String(), volunteers: Type.Integer(), teams: Type.Integer() })),
});
export type SkillUses = Static<typeof SkillUses>;

/** Something for all members of a team. */
export const TeamMessageInput = Type.Object(
  { words: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
);

/** A message that went to a team. */
export const TeamMessageSent = Type.Object({ id: Id, told: Type.Integer({ description: 'members it went to' }) });
