import Type, { type Static } from 'typebox';
import { natures, statuses, urgencies } from './states.ts';

/** One of some codes. */
export const Enum = <T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...(description ? { description } : {}) }));
/** An id of ours. */
export const Id = Type.String({ format: 'uuid' });
/** An instant. */
export const At = Type.String({ format: 'date-time', description: 'UTC' });
/** A shape that may be null, as one JSON type list: validated and written faster than a union. */
export const Nullable = <T extends Type.TSchema>(shape: T) => {
  const { type, enum: values } = shape as { type?: string; enum?: unknown[] };
  if (type === undefined || type === 'object')
    return Type.Union([shape, Type.Null()]) as unknown as Type.TUnsafe<Static<T> | null>;
  return Type.Unsafe<Static<T> | null>({
    ...shape,
    type: [type, 'null'],
    ...(values ? { enum: [...values, null] } : {}),
  });
};

export const StatusShape = Enum(statuses);
export const NatureShape = Enum(natures);
export const UrgencyShape = Enum(urgencies);
