import { useCallback, useEffect, useRef, useState } from 'react';
import type { OrderDetail, OrderSummary } from '../../../src/orders/schema/views.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { actOn, readCandidates, readOrder } from '../calls.ts';
import { suggestedTriage } from '../order/suggestion.ts';
import type { Done } from '../order/use-act.tsx';

/** What can be done to many at once: take the suggestion of each; or that, and send each to the first who could. */
export type BulkDeed = 'triage' | 'dispatch';

/** Something said but not done yet: until `at` it can be taken back whole. */
export interface Held {
  deed: BulkDeed;
  orders: readonly OrderSummary[];
  /** Milliseconds; then it is done. */
  at: number;
}

/** How it went: how many are done, and of each that is not, why. */
export interface Outcome {
  deed: BulkDeed;
  done: number;
  refused: readonly { order: OrderSummary; reason: string }[];
}

const HOLD_MILLISECONDS = 10_000;

/** Does one deed to many orders, ten seconds after it was said: nothing has happened to anybody before. */
export function useBulk(onDone: Done) {
  const [held, setHeld] = useState<Held>();
  const [outcome, setOutcome] = useState<Outcome>();
  const latest = useRef({ held, onDone });
  useEffect(() => {
    latest.current = { held, onDone };
  });

  const perform = useCallback(async ({ deed, orders }: Held) => {
    setHeld(undefined);
    latest.current = { ...latest.current, held: undefined };
    const refused: { order: OrderSummary; reason: string }[] = [];
    for (const order of orders) {
      const reason = await performOne(deed, order, (...done) => latest.current.onDone(...done));
      if (reason !== undefined) refused.push({ order, reason });
    }
    setOutcome({ deed, done: orders.length - refused.length, refused });
  }, []);

  useEffect(() => {
    if (!held) return;
    const timer = setTimeout(() => void perform(held), HOLD_MILLISECONDS);
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('beforeunload', stay);
    };
  }, [held, perform]);
  // Whoever goes to another page has not taken it back.
  useEffect(
    () => () => {
      const { held: waiting } = latest.current;
      if (waiting) void perform(waiting);
    },
    [perform],
  );

  return {
    held,
    outcome,
    hold: (deed: BulkDeed, orders: readonly OrderSummary[]) => {
      setOutcome(undefined);
      setHeld({ deed, orders, at: Date.now() + HOLD_MILLISECONDS });
    },
    takeBack: () => setHeld(undefined),
    doNow: () => held && void perform(held),
    forget: () => setOutcome(undefined),
  };
}

/** Undefined when it is done; else why not, in the reader's words. */
async function performOne(deed: BulkDeed, order: OrderSummary, onDone: Done): Promise<string | undefined> {
  try {
    const now = await readOrder(order.id);
    if (now.status !== order.status || now.kind !== order.kind || now.unitId !== order.unitId)
      return t('desk.bulk.changed');
    const wish = suggestedTriage(now);
    if (now.nature === null && !wish) return t('desk.bulk.undecided');
    const triaged = wish ? await actOn(now.id, 'triage', wish, now.version) : now;
    if (!triaged) {
      onDone(now, 'gone');
      return deed === 'triage' ? undefined : t('desk.bulk.not_for_volunteers');
    }
    if (deed === 'triage') {
      onDone(triaged, 'done');
      return wish ? undefined : t('desk.bulk.triaged_before');
    }
    return await sendToFirst(triaged, onDone);
  } catch (error) {
    return asRefusal(error).sentence;
  }
}

async function sendToFirst(order: OrderDetail, onDone: Done): Promise<string | undefined> {
  const may = order.actions.some((each) => each.name === 'dispatch' && each.allowed);
  const first = may ? (await readCandidates(order.id)).items[0] : undefined;
  if (!first) {
    onDone(order, 'done');
    return t(may ? 'desk.bulk.nobody' : 'desk.bulk.not_for_volunteers');
  }
  const to = first.teamId === null ? { personIds: [first.personId ?? ''] } : { teamId: first.teamId };
  const sent = await actOn(order.id, 'dispatch', to, order.version);
  onDone(sent ?? order, sent ? 'done' : 'gone');
  return undefined;
}
