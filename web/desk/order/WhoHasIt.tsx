import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayTime } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { useUnitName } from '../lookups.ts';
import { offersToShow } from './offers.ts';

/** To whom it went, and what each said: an open question, a yes, a no without reasons. */
export function WhoHasIt({ order }: { order: OrderDetail }) {
  const now = useNow(60);
  const offers = offersToShow(order);
  if (offers.length === 0 && order.assignments.length === 0) return null;
  return (
    <section>
      <h3>{t('desk.has')}</h3>
      <ul className="path">
        {offers.map((offer) => (
          <li key={`${offer.teamId}-${offer.personId}`}>
            <time dateTime={offer.offeredAt}>{t(`desk.offer.${offer.status as 'open'}`)}</time>
            <span>
              <OfferName teamId={offer.teamId} name={offer.name} />{' '}
              <span className="soft">{sayTime(offer.offeredAt, new Date(now))}</span>
            </span>
          </li>
        ))}
        {order.assignments.map((each) => (
          <li key={`${each.personId}-${each.acceptedAt}`}>
            <time dateTime={each.acceptedAt}>{t(`desk.assignment.${each.status as 'accepted'}`)}</time>
            <span>
              {each.name ?? t('desk.fact.nameless')}{' '}
              <span className="soft">
                {sayTime(each.finishedAt ?? each.startedAt ?? each.acceptedAt, new Date(now))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OfferName({ teamId, name }: { teamId: string | null; name: string | null }) {
  const team = useUnitName(teamId);
  return <>{teamId ? team : (name ?? t('desk.fact.nameless'))}</>;
}
