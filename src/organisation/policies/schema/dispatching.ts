import Type, { type Static } from 'typebox';
import { Code, EnglishName, head, Name, strict } from './parts.ts';

const weight = (description: string, maximum = 100_000) => Type.Integer({ minimum: 0, maximum, description });

/** How it is chosen whom to ask: weights of the score, one point worth one metre of way. */
export const DispatchPolicy = Type.Object(
  {
    ...head,
    radiusMetres: Type.Integer({ minimum: 500, maximum: 65_000, description: 'nobody further away is asked' }),
    weights: Type.Object(
      {
        distancePerKilometre: weight('points lost for each kilometre', 10_000),
        papersSeen: weight('papers of all skills asked for were seen'),
        availabilityMargin: weight('free in the half-hour before; again for the one after'),
        language: weight('speaks a language that is welcome'),
        reviewPoint: weight('for each of 100 points of reviews', 1000),
        brokenPromise: weight('lost for each absence without a word'),
        loadPrice: weight('twice this is lost for each order served lately'),
        preference: weight('named the district as one they like to serve'),
      },
      strict,
    ),
  },
  strict,
);
export type DispatchPolicy = Static<typeof DispatchPolicy>;
const minuteOfDay = (description: string) => Type.Integer({ minimum: 0, maximum: 1439, description });

/** How volunteers are asked: in waves, within a budget, not by night. */
export const AskingPolicy = Type.Object(
  {
    ...head,
    target: Type.Number({
      minimum: 0.5,
      maximum: 0.99,
      description: 'chance that every place is taken, which all waves of an order together shall reach',
    }),
    pauseMinutes: Type.Integer({ minimum: 5, maximum: 1440, description: 'between two waves' }),
    pauseMinutesUrgent: Type.Integer({ minimum: 1, maximum: 240, description: 'between two waves of what is urgent' }),
    largestWave: Type.Integer({ minimum: 1, maximum: 20, description: 'no wave asks more people' }),
    mostWaves: Type.Integer({ minimum: 1, maximum: 20, description: 'the target is spread over so many at most' }),
    perWeek: Type.Integer({ minimum: 1, maximum: 50, description: 'messages that one person gets in seven days' }),
    quietFromMinute: minuteOfDay('from this minute of the local day nobody is asked'),
    quietUntilMinute: minuteOfDay('until this one, over midnight'),
    restPointsPerDay: Type.Integer({
      minimum: 0,
      maximum: 200,
      description: 'metres of way in favour of somebody for each day since they were last asked',
    }),
    restDays: Type.Integer({ minimum: 0, maximum: 90, description: 'days that count at most' }),
    goesOnAt: Type.Array(Type.String({ format: 'uuid' }), {
      description:
        'units whose dispatch to people goes on in waves by itself, with all below them; empty: only when asked',
    }),
    goesOnFor: Type.Array(Code, { description: 'only for these kinds; empty: for all' }),
  },
  strict,
);
export type AskingPolicy = Static<typeof AskingPolicy>;

/** Weather that somebody notes for a city or a county. */
export const weatherNames = ['heat', 'cold', 'snow', 'rainstorm', 'dust'] as const;
export type WeatherName = (typeof weatherNames)[number];

/** What days and weather bring: assumed until the network's own history says otherwise. */
export const ExpectingPolicy = Type.Object(
  {
    ...head,
    assumptionWeight: Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: 'an assumption weighs as much as so many orders of the network’s own history',
    }),
    raises: Type.Array(
      Type.Object(
        {
          id: Code,
          nameZh: Name,
          nameEn: EnglishName,
          when: Type.String({
            maxLength: 40,
            description:
              '03-05, 11-01..03-31, lunar:09-09, lunar:12-16..12-30, term:the_winter_solstice, holiday, made_up, weather:snow',
          }),
          kinds: Type.Array(Code, { minItems: 1 }),
          times: Type.Number({ minimum: 0.1, maximum: 10, description: 'so many times as many orders of these kinds' }),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ExpectingPolicy = Static<typeof ExpectingPolicy>;
