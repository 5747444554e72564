import { useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { changesBetween } from './changes.ts';
import { type Done, useAct } from './use-act.tsx';

/**
 * Does a deed from a dialog. `seen`: the order as it stood when this person began to write; `overtaken`: others have
 * changed it since, which is shown before anything is sent.
 */
export function useSeen(order: OrderDetail, onDone: Done) {
  const [seen] = useState(order);
  const [finished, setFinished] = useState(false);
  const { act, busy } = useAct(order, (after, how) => {
    setFinished(true);
    onDone(after, how);
  });
  return { seen, overtaken: !finished && changesBetween(seen, order).length > 0, act, busy };
}
