import { useQueries, useQuery } from '@tanstack/react-query';
import type { OrderCount } from '../../../src/orders/schema/inputs.ts';
import { countOrders, readFigures } from '../calls.ts';
import { mayReadFigures, useMe } from '../session.tsx';
import { countIn, statusesOf, type Tab, tabs, whoseOf } from './search.ts';

/** Clocks run out without anybody doing anything. */
const REREAD_MILLISECONDS = 60_000;

/** Tabs that the wall's figures do not count: they know neither whose an order is nor which states wait for a resident. */
const COUNTED: readonly Tab[] = ['mine', 'late'];

/** How many orders each tab holds, as the server counts them; undefined while it is not known. */
export function useTabCounts(unit: string, confidential: boolean): (tab: Tab) => OrderCount | undefined {
  const me = useMe();
  const mayRead = !confidential && mayReadFigures(me);
  const { data: figures, isError } = useQuery({
    queryKey: ['figures', unit],
    queryFn: () => readFigures(unit),
    enabled: mayRead && unit !== '',
    staleTime: 2_000,
    retry: false,
  });
  // Departments are given no figures: their tabs are counted one by one.
  const asked = mayRead && !isError ? COUNTED : tabs;
  const counts = useQueries({
    queries: asked.map((tab) => ({
      queryKey: ['figures', 'count', unit, confidential, tab],
      queryFn: () => countOrders({ unit, confidential, status: [...statusesOf[tab]], ...whoseOf(tab) }),
      enabled: unit !== '',
      staleTime: 2_000,
      refetchInterval: REREAD_MILLISECONDS,
      retry: false,
    })),
  });
  return (tab) => {
    const at = asked.indexOf(tab);
    if (at >= 0) return counts[at]?.data;
    if (!figures) return undefined;
    return { count: countIn(tab, figures.byStatus), more: false };
  };
}
