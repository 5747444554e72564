import type { OrderDetail } from '../../../src/orders/schema/views.ts';

/** The offers of the last round that still say something: whoever said yes stands with what they have taken, and from when. */
export function offersToShow({ offers, assignments }: Pick<OrderDetail, 'offers' | 'assignments'>) {
  const latest = Math.max(0, ...offers.map((offer) => offer.round));
  const taken = new Set(assignments.map((each) => each.personId));
  return offers.filter(
    ({ round, status, personId }) => round === latest && !(status === 'accepted' && personId && taken.has(personId)),
  );
}
