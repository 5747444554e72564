import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import type { NeedTaxonomy } from '../../../src/organisation/policies/schema/needs.ts';
import { pathIn, type TreeView } from '../lookups.ts';
import { type QueueSearch, statusesOf } from './search.ts';

/** Whether an order, as it is now, belongs to the queue that the address names. */
export function fitsQueue(
  order: OrderSummary,
  {
    search,
    unit,
    desks,
    confidential,
    tree,
    needs,
  }: {
    search: QueueSearch;
    unit: string;
    /** Units at which this person has a desk. */
    desks: readonly string[];
    confidential: boolean;
    tree: TreeView;
    needs: NeedTaxonomy | undefined;
  },
): boolean {
  if (search.text) {
    const wanted = search.text.toLowerCase();
    return order.number.includes(wanted) || (order.text?.toLowerCase().includes(wanted) ?? false);
  }
  // Where the tree could not be read, what the server tells of is taken to lie here: better one too many than a need unseen.
  const lies = (where: string, above: string) =>
    tree.root === undefined || pathIn(tree, where).some(({ id }) => id === above);
  const tab = search.tab ?? 'waiting';
  if (order.confidential !== confidential || !statusesOf[tab].includes(order.status)) return false;
  if (search.place && !lies(order.placeUnitId, search.place)) return false;
  if (search.nature && order.nature !== search.nature) return false;
  if (search.urgency && order.urgency !== search.urgency) return false;
  const kinds = needs?.categories.find((category) => category.id === search.category)?.kinds.map((kind) => kind.id);
  if (search.category && order.kind !== search.category && !(order.kind !== null && kinds?.includes(order.kind)))
    return false;
  if (tab === 'mine' && !desks.includes(order.unitId) && !desks.includes(order.supervisedBy ?? '')) return false;
  if (tab === 'late' && order.escalations === 0 && (order.dueAt === null || Date.parse(order.dueAt) > Date.now()))
    return false;
  return lies(order.unitId, unit);
}
