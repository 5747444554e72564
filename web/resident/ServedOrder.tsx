import type { OrderDetail } from '../../src/orders/schema/views.ts';
import { t } from '../ui/language.ts';
import { sayWindowAlone } from '../ui/times.ts';
import styles from './page.module.css';
import { kindOf, sayKind, useNeeds } from './queries.ts';
import { UnitName } from './UnitName.tsx';

/** What an order is about and its number, as whoever serves it reads it first. */
export function ServedTitle({ order }: { order: OrderDetail }) {
  const kind = kindOf(useNeeds().value, order.kind);
  return (
    <div>
      <h1 tabIndex={-1}>{kind ? sayKind(kind) : t('notify.help')}</h1>
      <p className={styles.small}>{t('resident.order.number', { number: order.number })}</p>
    </div>
  );
}

/** When and where it is wanted. */
export function ServedWhere({ order }: { order: OrderDetail }) {
  const window = sayWindowAlone(order.earliestAt, order.latestAt, new Date());
  return (
    <>
      <p className={styles.sentence}>
        {[window ?? t('resident.offers.any_time'), order.wish].filter(Boolean).join(' · ')}
      </p>
      <p>
        <UnitName id={order.placeUnitId} whole /> {order.place ?? ''}
      </p>
    </>
  );
}
