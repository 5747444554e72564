import Type, { type Static } from 'typebox';
import { type WeatherName, weatherNames } from '../../organisation/policies/schema/dispatching.ts';

const Id = Type.String({ format: 'uuid' });
const At = Type.String({ format: 'date-time' });
const Day = Type.String({ format: 'date', description: 'local date' });
const Nullable = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const Weather = Type.Unsafe<WeatherName>(Type.String({ enum: [...weatherNames] }));

/** Weather that is coming or came, as a dispatcher or another system notes it. */
export const WeatherInput = Type.Object(
  {
    weather: Weather,
    from: Day,
    until: Type.String({ format: 'date', description: 'the last day, itself included; at most 31 days' }),
  },
  { additionalProperties: false },
);
export type WeatherInput = Static<typeof WeatherInput>;

/** Weather that was noted for a unit, and for all below it. */
export const WeatherNotice = Type.Object({ id: Id, unitId: Id, weather: Weather, from: Day, until: Day });
export type WeatherNotice = Static<typeof WeatherNotice>;

const Names = { nameZh: Type.String(), nameEn: Type.String() };

/** What to expect of one kind, and who could meet it. */
export const WeekKind = Type.Object({
  kind: Type.String(),
  known: Type.Array(Type.Integer(), { description: 'already asked for, each of the seven days' }),
  days: Nullable(Type.Array(Type.Number(), { description: 'in all, each day, one decimal; null: as `week`' })),
  week: Nullable(
    Type.Object(
      {
        mean: Type.Number({ description: 'one decimal' }),
        low: Type.Integer(),
        high: Type.Integer(),
      },
      {
        description:
          'the true number lies from low to high in eight weeks of ten; null: there is no history yet, or the county’s holds no such order',
      },
    ),
  ),
  lastYear: Nullable(Type.Integer({ description: 'the same week of last year; null: not known' })),
  lately: Type.Number({ description: 'a week, over the last four; one decimal' }),
  reasons: Type.Array(
    Type.Object({
      id: Type.String(),
      ...Names,
      times: Type.Number({ description: 'so many times as many, as assumed and learned by now; two decimals' }),
      days: Type.Array(Type.Integer(), { description: '0 the first day, to 6' }),
    }),
    { description: 'what the calendar and the weather bring; may be empty' },
  ),
  helpers: Nullable(
    Type.Object(
      {
        skills: Type.Array(Type.String(), { description: 'of which one suffices; empty: anybody' }),
        teams: Type.Array(
          Type.Object({
            id: Id,
            ...Names,
            members: Type.Integer(),
            mayTell: Type.Boolean({ description: 'the caller may write to all its members' }),
          }),
          { description: 'who serve here and can do it, the nearest first, at most 3' },
        ),
        people: Type.Integer({ description: 'volunteers within reach who can do it' }),
        free: Type.Array(Type.Integer(), { description: 'how many of them have an hour free on each of the days' }),
        likely: Type.Integer({ description: 'how many of them say yes when each is asked once, as learned' }),
        short: Type.Integer({ description: 'how many more are likely to be needed than say yes; 0: none' }),
      },
      { description: 'null: for kinds of which least is expected it is not looked for' },
    ),
  ),
});
export type WeekKind = Static<typeof WeekKind>;

/** What a unit should expect in the seven days after today. */
export const WeekAhead = Type.Object({
  unitId: Id,
  centreId: Type.String({ format: 'uuid', description: 'whose weather it is, and whose teams' }),
  asOf: At,
  hasHistory: Type.Boolean({ description: 'false: fewer than two weeks or twenty orders; then no figure is given' }),
  days: Type.Array(
    Type.Object({
      date: Day,
      isHoliday: Type.Boolean(),
      isMadeUp: Type.Boolean({ description: 'a day of the weekend that is worked' }),
    }),
    { description: 'seven, tomorrow first' },
  ),
  weather: Type.Array(WeatherNotice, { description: 'noted for today or later; may be empty' }),
  mayNote: Type.Boolean({ description: 'the caller may note weather for the centre' }),
  kinds: Type.Array(WeekKind, {
    description: 'what is expected most first, at most 30; then as many of which there is no figure',
  }),
});
export type WeekAhead = Static<typeof WeekAhead>;
