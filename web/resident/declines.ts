import type { OfferCard } from '../../src/orders/schema/views.ts';
import { answerOf, api, asRefusal, newKey, type Refusal } from '../ui/api.ts';
import { t } from '../ui/language.ts';
import { toast } from '../ui/Toast.tsx';
import { useOffers } from './queries.ts';
import { useRedrawn } from './redrawn.ts';
import { known, put, type Remote, refresh } from './remote.ts';

/*
 * A "no" is one slip beside a "yes": it is out of sight at once, and told to the server when it can no longer be taken back.
 */

interface Decline {
  /** The Idempotency-Key of every try to send it. */
  key: string;
  /** Why it did not get there; the offer is in sight again. */
  refusal?: Refusal;
}

interface Offers {
  items: OfferCard[];
}

const declines = new Map<string, Decline>();
const readers = new Set<() => void>();

function hold(orderId: string, decline: Decline | null): void {
  if (decline) declines.set(orderId, decline);
  else declines.delete(orderId);
  for (const draw of readers) draw();
}

/** Takes an offer out of sight, and sends the "no" once it can no longer be taken back. */
export function decline(orderId: string): void {
  const { key } = declines.get(orderId) ?? { key: newKey() };
  hold(orderId, { key });
  toast(t('resident.offers.declined'), {
    label: t('action.undo'),
    act: () => hold(orderId, null),
    otherwise: () => void send(orderId, key),
  });
}

async function send(orderId: string, key: string): Promise<void> {
  try {
    await answerOf(
      api.POST('/api/v1/orders/{id}/actions/{name}', {
        params: { path: { id: orderId, name: 'decline' } },
        body: {},
        headers: { 'idempotency-key': key },
        // Arrives also where the page is left for good.
        keepalive: true,
      }),
    );
    const offers = knownOffers();
    if (offers) put('offers', { ...offers, items: offers.items.filter((offer) => offer.orderId !== orderId) });
    hold(orderId, null);
    void refresh('orders:', 'offers', 'tasks', 'team:');
  } catch (error) {
    hold(orderId, { key, refusal: asRefusal(error) });
    await refresh('orders:', 'offers');
    // Whom nobody asks any more has nothing to say no to.
    if (!knownOffers()?.items.some((offer) => offer.orderId === orderId)) hold(orderId, null);
  }
}

function knownOffers(): Offers | undefined {
  return known('offers').value as Offers | undefined;
}

/** Why the "no" to an offer did not get there. */
export function whyNotDeclined(orderId: string): Refusal | undefined {
  return declines.get(orderId)?.refusal;
}

/** What is offered to me, without what I have just said no to. */
export function useOpenOffers(enabled: boolean): Remote<Offers> {
  useRedrawn(readers);
  const offers: Remote<Offers> = useOffers(enabled);
  if (!offers.value) return offers;
  const inSight = ({ orderId }: OfferCard) => !declines.has(orderId) || whyNotDeclined(orderId) !== undefined;
  return { ...offers, value: { ...offers.value, items: offers.value.items.filter(inSight) } };
}
