import Type, { type Static } from 'typebox';
import { grantedRoles } from '../../shared/actor.ts';
import { Enum, Id, Nullable } from './shapes.ts';

/**
 * How much of an order a caller sees. `whole`: all of it. `service`: words, door and photos, for whoever serves it now.
 * `offer`: kind, time and community, before accepting. `states`: only how far it is, for those whose order was merged
 * into it and, of what is no petition, for volunteers whose part is over. `typed`: how far it is and the words, for staff who typed it in for a
 * caller and do not answer for it, until it ends: the caller asks at their counter again. `receipt`: its number and that it
 * is with the clerks, once it became a petition, a complaint, or doubtful. `masked`: what the clerks let the department
 * read that a petition was forwarded to; never whose it is.
 */
const views = ['whole', 'masked', 'service', 'offer', 'typed', 'receipt', 'states'] as const;
export type View = (typeof views)[number];

/** Why somebody knows of an order. */
export const groundsFor = [
  'requester',
  'placer',
  'role',
  'department',
  'serving',
  'offered',
  'team_offered',
  'typed',
  'served',
  'follower',
  'team_led',
] as const;

/** Why somebody does not. */
const groundsAgainst = [
  'complained_of',
  'role_complained_of',
  'post_complained_of',
  'sealed',
  'unmarked',
  'asked_before',
  'elsewhere',
  'other_role',
  'nothing',
] as const;

export const SightGround = Type.Object({
  ground: Enum([...groundsFor, ...groundsAgainst] as const),
  role: Nullable(Enum(grantedRoles, 'the role that it rests on, where it is one')),
  unitId: Nullable(Type.Unsafe<string>({ ...Id, description: 'where that role is, or the team' })),
});
export type SightGround = Static<typeof SightGround>;

export const Sight = Type.Object({
  orderId: Id,
  confidential: Type.Boolean({
    description: 'a petition or complaint: whether it is their own is not told, and was not looked at',
  }),
  view: Nullable(Enum(views, 'how much of it they see; null: it is not there for them')),
  grounds: Type.Array(SightGround, { description: 'all that let them see it, or all that keep it from them' }),
});
export type Sight = Static<typeof Sight>;

export const SightQuery = Type.Object(
  { order: Type.String({ maxLength: 20, description: 'the number of an order' }) },
  { additionalProperties: false },
);
