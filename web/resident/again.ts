import type { OrderSummary } from '../../src/orders/schema/views.ts';
import type { NeedKind, NeedTaxonomy } from '../../src/organisation/policies/schema.ts';
import { blankDraft, changeDraft, forgetDraft } from './draft.ts';
import { homeOfDevice } from './home.ts';
import { kindOf, sayKind } from './queries.ts';
import { go } from './router.ts';

const SHOWN = 3;

/** The kinds that were asked for last, newest first, each once. */
export function lastKinds(orders: readonly OrderSummary[], needs: NeedTaxonomy): NeedKind[] {
  const ids = orders.filter((order) => !order.confidential).map((order) => order.kind);
  return [...new Set(ids)]
    .map((id) => kindOf(needs, id))
    .filter((kind): kind is NeedKind => kind?.nature === 'public_service')
    .slice(0, SHOWN);
}

/** A few things that volunteers do, as the network's own list begins. */
export function commonKinds(needs: NeedTaxonomy): NeedKind[] {
  return needs.categories
    .flatMap((category) => category.kinds)
    .filter((kind) => kind.nature === 'public_service' && kind.volunteerDispatchable && kind.homeVisit)
    .slice(0, SHOWN);
}

/** Begins an order of a kind: with the words and place of the last time if there was one, so that only the day is asked. */
export function askAgain(kind: NeedKind, last: OrderSummary | undefined): void {
  forgetDraft();
  const placeUnitId = last?.placeUnitId ?? homeOfDevice();
  changeDraft({ ...blankDraft(), kind: kind.id, text: last?.text ?? sayKind(kind), placeUnitId });
  go(placeUnitId === null ? '/order/where' : '/order/when');
}
