import type { OrderSummary } from '../../src/orders/schema/views.ts';
import { answerOf, api } from './api.ts';

const PAGE = 100;
/** So many of those that are over are shown. */
const PAST = 50;

/** The orders of a team for its leader: every one that still asks something of it, then the newest that do not. */
export async function readTeamOrders(id: string): Promise<{ items: OrderSummary[] }> {
  const page = (part: 'ongoing' | 'past', limit: number, cursor?: string) =>
    answerOf(
      api.GET('/api/v1/teams/{id}/orders', {
        params: { path: { id }, query: { part, limit, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    );
  const past = page('past', PAST);
  // Whoever reads on waits for it; until then it may fail unheard.
  past.catch(() => undefined);
  const items: OrderSummary[] = [];
  for (let cursor: string | undefined; ; ) {
    const ongoing = await page('ongoing', PAGE, cursor);
    items.push(...ongoing.items);
    if (ongoing.nextCursor === null) break;
    cursor = ongoing.nextCursor;
  }
  return { items: [...items, ...(await past).items] };
}
