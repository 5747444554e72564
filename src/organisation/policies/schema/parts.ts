import Type from 'typebox';

/** One of a few words. */
export const Enum = <T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...(description ? { description } : {}) }));
/** Nothing else may stand in it. */
export const strict = { additionalProperties: false };

/** What orders and events refer to. */
export const Code = Type.String({
  pattern: '^[a-z][a-z0-9_]{1,59}$',
  description: 'stable; orders and events refer to it',
});
/** A name in Chinese. */
export const Name = Type.String({ minLength: 1, maxLength: 60 });
/** A name in English. */
export const EnglishName = Type.String({ minLength: 1, maxLength: 120 });
/** What every policy begins with. */
export const head = {
  version: Type.Literal(1, { description: 'of this form, not of what stands in it' }),
  origin: Type.String(),
  licence: Type.String(),
};

/** So long something may take, by which clock. */
export const Limit = Type.Object(
  {
    minutes: Type.Integer({ minimum: 1, maximum: 525_600 }),
    clock: Enum(['working', 'continuous'] as const, 'service time of working days (600 minutes each), or the wall’s'),
  },
  strict,
);
