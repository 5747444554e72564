import Type from 'typebox';

/** How many things a list gives at most, when the caller does not say. */
export const PAGE_LIMIT = 20;

/** Query parameters every list takes. */
export const PageQuery = Type.Object({
  cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before', maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'at most this many, 20 if absent' })),
});

/** One page of a list: the things, and where to go on; null at the end. */
export function Page<T extends Type.TSchema>(thing: T) {
  return Type.Object({ items: Type.Array(thing), nextCursor: Type.Union([Type.String(), Type.Null()]) });
}

/** One page of a list as the server gives it. */
export interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
}
