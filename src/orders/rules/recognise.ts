import type { OrderState } from './state.ts';

/** What hides behind a digest is compared with the caller's own. */
export interface Caller {
  id: string;
  /** The caller's own keyed digest. */
  digest: string;
}

/** Whether anybody stands in an order by a digest alone. */
export function hidesPeople(order: OrderState): boolean {
  return (
    order.requesterDigest !== null ||
    order.placerDigest !== null ||
    order.followers.some((follower) => follower.requesterDigest !== null)
  );
}

/** Things said or reviewed by the petitioner stand under the petition's id. */
type Said = { personId: string | null };

/**
 * The order as its caller is known in it: where their digest fits, they stand in the place of the pseudonym, in memory
 * alone. For anybody else it stays as it is, so that every rule that asks "is it theirs" answers by itself.
 */
export function recognise<Order extends OrderState & { words?: Said[]; reviews?: Said[] }>(
  order: Order,
  { id, digest }: Caller,
): Order {
  const requested = order.requesterDigest === digest;
  const placed = order.placerDigest === digest;
  const own = <One extends Said>(said: One): One => (said.personId === order.id ? { ...said, personId: id } : said);
  const theirs = requested || placed;
  return {
    ...order,
    ...(requested ? { requesterId: id } : {}),
    ...(placed ? { placedBy: id } : {}),
    ...(theirs && order.words ? { words: order.words.map(own) } : {}),
    ...(theirs && order.reviews ? { reviews: order.reviews.map(own) } : {}),
    followers: order.followers.map((each) => (each.requesterDigest === digest ? { ...each, requesterId: id } : each)),
  };
}
