import { useEffect } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { Card } from '../../ui/Card.tsx';
import { say, t } from '../../ui/language.ts';
import { sayTime, sayWindowAlone } from '../../ui/times.ts';
import { Frame } from '../Frame.tsx';
import { OrderActs, OrderTimeline } from '../OrderCard.tsx';
import { PrintButton } from '../PrintButton.tsx';
import styles from '../page.module.css';
import { kindOf, sayKind, useNeeds, useOrder, useOrderEvents } from '../queries.ts';
import { followByReceipt, holdsReceipt } from '../receipt.ts';
import { goInstead, type PageProps } from '../router.ts';
import { nameOf, sayOrder } from '../sentences.ts';
import { Loaded, SignedIn } from '../states.tsx';
import { UnitName } from '../UnitName.tsx';
import { PetitionLooks } from './petition/Looks.tsx';
import { PetitionPath } from './petition/Path.tsx';
import { ByReceipt } from './receipt/ByReceipt.tsx';

/** One order: how it stands, what I can do, what was said, what happened. */
export function Order({ at }: { at: PageProps }) {
  return (
    <Frame title={t('resident.order.title')} back={holdsReceipt(at['id'] ?? '') ? '/receipt' : '/orders'}>
      <SignedIn why={t('resident.orders.sign_in')} title={t('resident.order.title')} receiptOf={at['id'] ?? ''}>
        <Whole id={at['id'] ?? ''} />
      </SignedIn>
    </Frame>
  );
}

function Whole({ id }: { id: string }) {
  const order = useOrder(id);
  const mine = order.value?.mine;
  useEffect(() => {
    // A volunteer who opens it from a message belongs to their own page of it.
    if (mine === false) goInstead(`/tasks/${id}`);
  }, [mine, id]);
  return (
    <Loaded of={order} title={t('resident.order.title')}>
      {(known) => <Known order={known} />}
    </Loaded>
  );
}

function Known({ order }: { order: OrderDetail }) {
  const kind = kindOf(useNeeds().value, order.kind);
  const standing = sayOrder(order, new Date());
  return (
    <div className={styles.wide}>
      <div>
        <h1 tabIndex={-1}>{nameOf(order, kind ? sayKind(kind) : null)}</h1>
        <p className={styles.small}>{t('resident.order.number', { number: order.number })}</p>
      </div>
      <Card tone={standing.tone === 'danger' ? 'danger' : 'calm'}>
        <p className={styles.sentence}>{standing.now}</p>
        <OrderTimeline order={order} />
        {standing.next ? <p className={styles.soft}>{t('resident.then', { next: standing.next })}</p> : null}
        {standing.seenBy ? <p className={styles.soft}>{standing.seenBy}</p> : null}
        {order.mergedInto ? <Followed id={order.mergedInto} by={order.id} /> : null}
        {order.mergedInto ? <p>{t('resident.order.merged')}</p> : null}
        <OrderActs order={order} />
      </Card>
      <ByReceipt order={order} />
      <PetitionPath order={order} />
      <Said order={order} />
      <Asked order={order} />
      {order.confidential ? <PetitionLooks orderId={order.id} /> : null}
      <History id={order.id} />
      <PrintButton />
    </div>
  );
}

/** How far the order is that this one was merged into: its state alone, nothing of whose it is. */
function Followed({ id, by }: { id: string; by: string }) {
  followByReceipt(by, id);
  const { value: order } = useOrder(id);
  if (!order) return null;
  return <p>{t('resident.order.followed', { now: sayOrder(order, new Date()).now })}</p>;
}

/** What was said along the way. */
function Said({ order }: { order: OrderDetail }) {
  // What the department reads stands above, with the department.
  const said = order.words.filter((word) => word.kind !== 'masked');
  if (said.length === 0) return null;
  const now = new Date();
  return (
    <section>
      <h2 className={styles.section}>{t('resident.order.said')}</h2>
      <ul className={styles.rows}>
        {said.map((word) => (
          <li key={word.at + word.kind} className={`${styles.row} ${styles.still}`}>
            <span className={styles.grow}>
              <span className={styles.small}>
                {[say(`resident.said.${word.kind}`), word.by, sayTime(word.at, now)].filter(Boolean).join(' · ')}
              </span>
              <br />
              <span className={styles.words}>{word.words}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was asked for: words, place, time, for whom, photos. */
function Asked({ order }: { order: OrderDetail }) {
  const window = sayWindowAlone(order.earliestAt, order.latestAt, new Date());
  return (
    <section>
      <h2 className={styles.section}>{t(order.confidential ? 'resident.order.written' : 'resident.order.asked')}</h2>
      <div className={styles.stack}>
        {order.text ? <p className={styles.words}>{order.text}</p> : null}
        <p className={styles.soft}>
          <UnitName id={order.placeUnitId} whole /> {order.place ?? ''}
        </p>
        {window || order.wish ? (
          <p className={styles.soft}>{[window, order.wish].filter(Boolean).join(' · ')}</p>
        ) : null}
        {order.requesterName && order.placedByName ? (
          <p className={styles.soft}>
            {t('resident.order.for_whom', { name: order.requesterName, by: order.placedByName })}
          </p>
        ) : null}
        {order.photoIds.length > 0 ? (
          <div className={styles.photos}>
            {order.photoIds.map((id, index) => (
              <a key={id} href={`/api/v1/photos/${id}`} target="_blank" rel="noreferrer">
                <img
                  className={styles.photo}
                  src={`/api/v1/photos/${id}`}
                  alt={t('resident.photos.number', { number: index + 1 })}
                  loading="lazy"
                />
              </a>
            ))}
          </div>
        ) : null}
      </div>
    </section>
  );
}

/** Every step with its time, for whoever wants to know exactly. */
function History({ id }: { id: string }) {
  const events = useOrderEvents(id).value ?? [];
  const now = new Date();
  const told = events.flatMap((event) => {
    const sentence = say(`resident.event.${event.kind.replace('orders.', '')}`, { who: event.by ?? '' });
    return sentence ? [{ event, sentence }] : [];
  });
  if (told.length === 0) return null;
  return (
    <details>
      <summary className={styles.summary}>{t('resident.order.history')}</summary>
      <ol className={styles.rows}>
        {told.map(({ event, sentence }) => (
          <li key={event.id} className={`${styles.row} ${styles.still}`}>
            <span className={styles.grow}>
              {sentence}
              <br />
              <span className={styles.small}>{[sayTime(event.at, now), event.by].filter(Boolean).join(' · ')}</span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
