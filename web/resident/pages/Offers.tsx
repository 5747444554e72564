import { useEffect, useState } from 'react';
import type { OfferCard } from '../../../src/orders/schema/views.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { languageInUse, t } from '../../ui/language.ts';
import { settleToast, toast } from '../../ui/Toast.tsx';
import { sayDistance, sayTime, sayWindowAlone } from '../../ui/times.ts';
import { decline, useOpenOffers, whyNotDeclined } from '../declines.ts';
import { Frame } from '../Frame.tsx';
import { arriveAtHeading } from '../heading.ts';
import { useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { actOn, kindOf, sayKind, useMe, useNeeds } from '../queries.ts';
import { go } from '../router.ts';
import { ServingTabs } from '../ServingTabs.tsx';
import { Loaded, SignedIn, Trouble } from '../states.tsx';
import { UnitName } from '../UnitName.tsx';
import { OpenOrders } from './asking/OpenOrders.tsx';
import { Overlap } from './asking/Overlap.tsx';
import { PersonalMatching, useMatchingOff } from './asking/PersonalMatching.tsx';
import { WhyAsked } from './asking/WhyAsked.tsx';

/** What is asked of me: kind, time and community, nothing nearer; I take it or I do not. */
export function Offers() {
  useEffect(() => settleToast, []);
  return (
    <Frame title={t('resident.offers.title')} back="/">
      <h1 tabIndex={-1}>{t('resident.offers.title')}</h1>
      <SignedIn why={t('resident.offers.sign_in')}>
        <ServingTabs here="/offers">
          <Mine />
          <OpenOrders />
          <Around />
        </ServingTabs>
      </SignedIn>
    </Frame>
  );
}

/** How one is asked, and what others took. */
function Around() {
  const off = useMatchingOff();
  return (
    <section className={styles.stack}>
      {off ? <PersonalMatching whole /> : null}
      <div>
        <Button href="/offers/taken">{t('resident.taken.do')}</Button>
      </div>
    </section>
  );
}

function Mine() {
  const offers = useOpenOffers(Boolean(useMe().value));
  return (
    <Loaded of={offers}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState action={<Button href="/volunteer">{t('resident.offers.when_free')}</Button>}>
            {t('resident.offers.none')}
          </EmptyState>
        ) : (
          items.map((offer) => <Offer key={offer.orderId} offer={offer} />)
        )
      }
    </Loaded>
  );
}

function Offer({ offer }: { offer: OfferCard }) {
  const kind = kindOf(useNeeds().value, offer.kind);
  const now = new Date();
  const name = kind ? sayKind(kind) : t('notify.help');
  const [asking, setAsking] = useState(false);
  const { busy, refusal, run, stayed } = useDoing();
  const take = async () => {
    if (!(await run(() => actOn(offer.orderId, 'accept', {})))) return;
    toast(t('resident.offers.taken', { kind: name }));
    if (stayed()) go(`/tasks/${offer.orderId}`);
  };
  const sayNo = () => {
    decline(offer.orderId);
    // The pressed button goes with its offer.
    arriveAtHeading();
  };
  const notDeclined = whyNotDeclined(offer.orderId);
  const window = sayWindowAlone(offer.earliestAt, offer.latestAt, now);
  return (
    <Card label={name}>
      <h2>{name}</h2>
      <div>
        <p>{[window ?? t('resident.offers.any_time'), offer.wish].filter(Boolean).join(' · ')}</p>
        <p>
          <UnitName id={offer.placeUnitId} />
          {offer.distanceMetres === null ? '' : ` · ${sayDistance(offer.distanceMetres)}`}
        </p>
      </div>
      <p className={styles.soft}>
        {[
          offer.homeVisit ? t('resident.offers.home') : null,
          offer.places > 1 ? t('resident.offers.places', { count: offer.places, left: offer.placesLeft }) : null,
          offer.teamId ? t('resident.offers.team') : null,
          offer.dueAt ? t('resident.offers.until', { due: sayTime(offer.dueAt, now) }) : null,
        ]
          .filter(Boolean)
          .join(languageInUse() === 'zh-CN' ? '' : ' ')}
      </p>
      {offer.teamId === null ? <WhyAsked orderId={offer.orderId} kind={name} /> : null}
      {offer.conflict ? <p className={styles.note}>{t('resident.offers.conflict')}</p> : null}
      {refusal ? <Trouble refusal={refusal} onRetry={take} /> : null}
      {notDeclined ? <Trouble refusal={notDeclined} onRetry={sayNo} /> : null}
      <div className={styles.two}>
        <Button
          look="main"
          busy={busy}
          onPress={() => (offer.conflict ? setAsking(true) : take())}
          label={t('resident.offers.take_which', { kind: name })}
        >
          {t('resident.offers.take')}
        </Button>
        <Button busy={busy} onPress={sayNo} label={t('resident.offers.decline_which', { kind: name })}>
          {t('resident.offers.decline')}
        </Button>
      </div>
      {asking ? <Overlap busy={busy} onTake={take} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}
