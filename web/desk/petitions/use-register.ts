import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { PetitionFilter, PetitionRow } from '../../../src/orders/schema/petitions.ts';
import { useLive } from '../../ui/live.ts';
import { listPetitions } from '../calls.ts';
import { gathered } from '../frame/gathered.ts';
import { heldLonger, heldStill } from './held.ts';

const PAUSE_MILLISECONDS = 1000;

/** Reads one list of the register and keeps it true by the stream; no row moves until `settle`. */
export function useRegister(filter: PetitionFilter) {
  const client = useQueryClient();
  const key = JSON.stringify(filter);
  const list = useInfiniteQuery({
    queryKey: ['petitions', key],
    queryFn: ({ pageParam }) => listPetitions({ ...filter, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: filter.unit !== '',
    gcTime: 0,
  });
  const again = useMemo(
    () => gathered(PAUSE_MILLISECONDS, () => client.invalidateQueries({ queryKey: ['petitions'] })),
    [client],
  );
  const liveness = useLive(true, (name, event) => {
    if (name !== 'order' && name !== 'opened' && name !== 'reconnected') return;
    again();
    client.invalidateQueries({ queryKey: event?.orderId ? ['order', event.orderId] : ['order'] });
  });
  const pages = list.data?.pages ?? [];
  const fresh = pages.flatMap((page) => page.items);
  const [shown, setShown] = useState<{ key: string; pages: number; rows: readonly PetitionRow[] }>();
  // Another list, or more of this one, was asked for by hand; whatever else is read waits.
  if (list.data && (shown?.key !== key || shown.pages !== pages.length))
    setShown({
      key,
      pages: pages.length,
      rows: shown?.key === key ? heldLonger(shown.rows, pages.at(-1)?.items ?? []) : fresh,
    });
  const held = heldStill(list.data && shown?.key === key ? shown.rows : [], fresh, list.hasNextPage);
  return {
    ...held,
    list,
    liveness,
    settle: () => setShown({ key, pages: pages.length, rows: fresh }),
    /** Reads anew and takes in what came, as if the list were opened again. */
    async anew() {
      const { data } = await list.refetch();
      if (data) setShown({ key, pages: data.pages.length, rows: data.pages.flatMap((page) => page.items) });
    },
    /** Reads anew after the person's own deed; what they dealt with goes at once if it is no longer in the list. */
    async dealtWith(id: string) {
      const { data } = await list.refetch();
      const stays = data?.pages.some((page) => page.items.some((row) => row.id === id));
      if (!data || stays) return;
      setShown((now) => (now?.key === key ? { ...now, rows: now.rows.filter((row) => row.id !== id) } : now));
    },
  };
}
