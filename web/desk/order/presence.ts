import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { PresentPerson } from '../../../src/orders/schema/views.ts';
import { useLive } from '../../ui/live.ts';
import { sayPresence } from '../calls.ts';

/** How often a page says that it is still there; the server forgets one after 40 seconds. */
const AGAIN_MILLISECONDS = 15_000;

/** In how many places of this page somebody writes to an order. */
const writing = new Map<string, number>();
const watchers = new Set<() => void>();

function count(orderId: string, change: 1 | -1): void {
  const places = (writing.get(orderId) ?? 0) + change;
  if (places > 0) writing.set(orderId, places);
  else writing.delete(orderId);
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Somebody writes to this order as long as the component is shown. */
export function useWriting(orderId: string): void {
  useEffect(() => {
    count(orderId, 1);
    return () => count(orderId, -1);
  }, [orderId]);
}

/** Says that this page has the order before it, and who else has. Empty where that cannot be known. */
export function usePresence(orderId: string): readonly PresentPerson[] {
  const doing = useSyncExternalStore(watch, () => (writing.has(orderId) ? 'writing' : 'looking'));
  const [others, setOthers] = useState<readonly PresentPerson[]>([]);
  // Said again each time that something changed, and every few seconds; what fails is said to nobody.
  const say = useCallback(
    () =>
      sayPresence(orderId, doing).then(
        (answer) => setOthers(answer.others),
        () => setOthers([]),
      ),
    [orderId, doing],
  );
  useLive(true, (name, event) => {
    if (name === 'reconnected' || (name === 'presence' && event?.orderId === orderId)) void say();
  });
  useEffect(() => {
    void say();
    const timer = setInterval(say, AGAIN_MILLISECONDS);
    return () => clearInterval(timer);
  }, [say]);
  useEffect(() => () => void sayPresence(orderId, 'gone').catch(() => {}), [orderId]);
  return others;
}
