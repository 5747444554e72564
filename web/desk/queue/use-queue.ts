import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { OrderFilter } from '../../../src/orders/schema/inputs.ts';
import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { asRefusal } from '../../ui/api.ts';
import { useLive } from '../../ui/live.ts';
import { listOrders, readRow } from '../calls.ts';
import { gathered } from '../frame/gathered.ts';
import {
  broughtBack,
  byClock,
  caughtUp,
  changed,
  dealtWith,
  emptyQueue,
  extended,
  loaded,
  type Queue,
  settled,
  vanished,
} from './queue-state.ts';

type Step =
  | { step: 'loaded' | 'extended'; rows: readonly OrderSummary[] }
  | { step: 'changed'; order: OrderSummary; belongs: boolean }
  | { step: 'vanished' | 'dealt_with'; id: string }
  | { step: 'caught_up'; rows: readonly OrderSummary[]; reaches: (row: OrderSummary) => boolean }
  | { step: 'brought_back'; order: OrderSummary }
  | { step: 'settled' };

function reduce(queue: Queue, step: Step): Queue {
  switch (step.step) {
    case 'loaded':
      return loaded(step.rows);
    case 'extended':
      return extended(queue, step.rows);
    case 'caught_up':
      return caughtUp(queue, step.rows, step.reaches);
    case 'changed':
      return changed(queue, step.order, step.belongs);
    case 'vanished':
      return vanished(queue, step.id);
    case 'dealt_with':
      return dealtWith(queue, step.id);
    case 'brought_back':
      return broughtBack(queue, step.order);
    case 'settled':
      return settled(queue);
    default:
      return step satisfies never;
  }
}

const COUNTS_MILLISECONDS = 1000;

/** Which orders the queue holds. */
export interface QueueWish {
  filter: OrderFilter;
  /** Whether an order, as it is now, is one of this queue. */
  belongs(order: OrderSummary): boolean;
  /** Whether that can be told yet: until then what happens is not judged, but read anew once it can. */
  ready: boolean;
}

/** Reads a queue and keeps it true by the stream, without moving a row. `key` names the wish: another key begins anew. */
export function useQueue(key: string, wish: QueueWish) {
  const [queue, dispatch] = useReducer(reduce, emptyQueue);
  const [cursor, setCursor] = useState<string | null>(null);
  const [readAt, setReadAt] = useState<Date>();
  const client = useQueryClient();
  const latest = useRef(wish);
  useEffect(() => {
    latest.current = wish;
  });
  const first = useQuery({
    queryKey: ['queue', key],
    queryFn: () => listOrders(latest.current.filter),
    staleTime: 0,
    gcTime: 0,
  });
  const { data } = first;
  useEffect(() => {
    if (!data) return;
    dispatch({ step: 'loaded', rows: data.items });
    setCursor(data.nextCursor);
    setReadAt(new Date());
  }, [data]);

  // An answer to what was asked under another filter is no part of this list.
  const asked = useRef(key);
  useEffect(() => {
    asked.current = key;
  }, [key]);
  const [failure, setFailure] = useState<unknown>();
  const loading = useRef(false);
  const more = useCallback(async () => {
    if (cursor === null || loading.current) return;
    loading.current = true;
    try {
      const page = await listOrders({ ...latest.current.filter, cursor });
      if (asked.current !== key) return;
      dispatch({ step: 'extended', rows: page.items });
      setCursor(page.nextCursor);
      setFailure(undefined);
    } catch (error) {
      setFailure(error);
    } finally {
      loading.current = false;
    }
  }, [cursor, key]);

  const look = useCallback(
    async (id: string) => {
      const order = await readRow(id).catch((error: unknown) => {
        if (asRefusal(error).status === 404) dispatch({ step: 'vanished', id });
        return undefined;
      });
      setReadAt(new Date());
      if (!order) return;
      // Of two readings under way the older may come last.
      const known = client.getQueryData<OrderSummary>(['row', id])?.version ?? 0;
      const whole = client.getQueryData<OrderSummary>(['order', id])?.version ?? 0;
      if (Math.max(known, whole) > order.version) return;
      client.setQueryData<OrderSummary>(['row', id], order);
      // The whole of it is read, and a petition's reading recorded, only where a panel shows it.
      if (whole < order.version) client.invalidateQueries({ queryKey: ['order', id] });
      if (latest.current.ready) dispatch({ step: 'changed', order, belongs: latest.current.belongs(order) });
    },
    [client],
  );

  /** Reads what was missed. What fails here is tried again at the next break; the page says that it is not connected. */
  const catchUp = useCallback(async () => {
    const page = await listOrders(latest.current.filter).catch(() => undefined);
    if (!page || asked.current !== key) return;
    const last = page.items.at(-1);
    const byDue = latest.current.filter.order === 'due';
    const reaches = (row: OrderSummary) =>
      page.nextCursor === null || (byDue && last !== undefined && byClock(row, last) < 0);
    dispatch({ step: 'caught_up', rows: page.items, reaches });
    setReadAt(new Date());
  }, [key]);

  /** Something may have come after the list was read and before the line was open, or while it is being read. */
  const [gap, setGap] = useState(false);
  const judges = data !== undefined && wish.ready;
  useEffect(() => {
    if (!gap || !judges) return;
    setGap(false);
    catchUp();
  }, [gap, judges, catchUp]);

  // In a storm there are more events than counts: the counts come a moment later, and come.
  const recount = useMemo(
    () =>
      gathered(COUNTS_MILLISECONDS, () =>
        client.invalidateQueries({ queryKey: ['figures'] }, { cancelRefetch: false }),
      ),
    [client],
  );
  const liveness = useLive(true, (name, event) => {
    if (name === 'opened' || (!judges && name !== 'presence')) setGap(true);
    if (name === 'reconnected') catchUp();
    if (name === 'opened' || name === 'reconnected') client.invalidateQueries({ queryKey: ['order'] });
    if (name !== 'order' || !event?.orderId) return;
    recount();
    client.invalidateQueries({ queryKey: ['events', event.orderId] });
    look(event.orderId);
  });

  return {
    queue,
    readAt,
    liveness,
    error: data ? undefined : first.error,
    /** Why no more could be read behind the rows that are there. */
    moreError: failure,
    pending: first.isPending,
    hasMore: cursor !== null,
    more,
    again: () => first.refetch(),
    settle: () => dispatch({ step: 'settled' }),
    dealtWith: (id: string) => dispatch({ step: 'dealt_with', id }),
    bringBack: (order: OrderSummary) => dispatch({ step: 'brought_back', order }),
    replace: (order: OrderSummary) => dispatch({ step: 'changed', order, belongs: latest.current.belongs(order) }),
  };
}
