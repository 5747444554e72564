import type { OrderDetail, OrderSummary } from '../../src/orders/schema/views.ts';
import type { AskableKind, AskableNeeds } from '../../src/organisation/policies/schema/needs.ts';
import { blankDraft, changeDraft, type Draft, forgetDraft, hasWords } from './draft.ts';
import { kindOf, sayKind } from './queries.ts';
import { go } from './router.ts';

const SHOWN = 3;

/** The kinds that were asked for last, newest first, each once. */
export function lastKinds(orders: readonly OrderSummary[], needs: AskableNeeds): AskableKind[] {
  const ids = orders.filter((order) => !order.confidential).map((order) => order.kind);
  return [...new Set(ids)]
    .map((id) => kindOf(needs, id))
    .filter((kind): kind is AskableKind => kind?.nature === 'public_service')
    .slice(0, SHOWN);
}

/** A few things that volunteers do, as the network's own list begins. */
export function commonKinds(needs: AskableNeeds): AskableKind[] {
  return needs.categories
    .flatMap((category) => category.kinds)
    .filter((kind) => kind.nature === 'public_service' && kind.volunteerDispatchable && kind.homeVisit)
    .slice(0, SHOWN);
}

/** What is asked the same as the last time. */
export type LastTime = Pick<OrderDetail, 'text' | 'placeUnitId' | 'place' | 'forOther' | 'requesterName'>;

/** The draft that asking again begins with: the words and place of the last time if there was one, so that only the day is asked. */
export function draftAgain(kind: AskableKind, last: LastTime | undefined, home: string | null): Partial<Draft> {
  return {
    kind: kind.id,
    text: last?.text ?? sayKind(kind),
    placeUnitId: last?.placeUnitId ?? home,
    place: last?.place ?? '',
    forName: last?.forOther ? (last.requesterName ?? '') : null,
  };
}

/** Where asking again goes on: whoever it is for is asked first whether they agree, then what is not known yet. */
export function stepAgain({ placeUnitId, forName }: Partial<Draft>): string {
  if (typeof forName === 'string') return '/order/whom';
  return placeUnitId ? '/order/when' : '/order/where';
}

/** Whether beginning anew would throw away something of one's own. */
export function wouldLose(draft: Draft, anew: Partial<Draft>): boolean {
  const untouched = draft.kind === anew.kind && draft.text === anew.text && draft.photos.length === 0;
  return hasWords(draft) && !untouched;
}

/** Begins an order anew, in place of the one that was begun. */
export function beginAgain(anew: Partial<Draft>): void {
  forgetDraft();
  changeDraft({ ...blankDraft(), ...anew });
  go(stepAgain(anew));
}
