import Type, { type Static } from 'typebox';

const Id = Type.String({ format: 'uuid' });
const At = Type.String({ format: 'date-time' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);

/** When a service begins, by the local clock. */
export const hourBands = ['morning', 'noon', 'afternoon', 'evening', 'night'] as const;
export type HourBand = (typeof hourBands)[number];

/** Where people are missing: for which kind, with which skills, where and when. */
export const GapView = Type.Object({
  kind: Type.String(),
  skills: Type.Array(Type.String(), { description: 'of which one suffices; empty: anybody' }),
  unitId: Type.String({ format: 'uuid', description: 'the institute, or what stands nearest to one' }),
  hour: Nullable(Type.Unsafe<HourBand>(Type.String({ enum: [...hourBands] }))),
  orders: Type.Integer(),
  unmet: Type.Number({ description: 'how many of them are likely to stay empty, one decimal' }),
  nobodyLeft: Type.Integer({ description: 'of these, for how many nobody is left to ask' }),
});
export type GapView = Static<typeof GapView>;

/** What a unit's volunteers cannot meet as things stand. */
export const Gaps = Type.Object({
  unitId: Id,
  asOf: At,
  cameIn: Type.Integer({ description: 'orders of the last hour' }),
  taken: Type.Integer({ description: 'orders that somebody took in the last hour' }),
  waiting: Type.Integer({ description: 'orders that nobody has yet' }),
  asking: Type.Integer({ description: 'orders that people were asked about and that have empty places' }),
  unmet: Type.Number({ description: 'how many of these are likely to stay empty, one decimal' }),
  grewAt: Nullable(Type.String({ format: 'date-time', description: 'when the centre was last told that it grew' })),
  items: Type.Array(GapView, { description: 'where most are missing first, at most 30' }),
});
export type Gaps = Static<typeof Gaps>;
