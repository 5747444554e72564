import type { OrderDetail } from '../../src/orders/schema/views.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { t } from '../ui/language.ts';
import { Timeline } from '../ui/Timeline.tsx';
import { ContactButton, WithdrawButton } from './order-acts.tsx';
import styles from './page.module.css';
import { useOrder, useOrderEvents } from './queries.ts';
import { sayOrder, stepsOf } from './sentences.ts';

/** Whether the caller may do this to the order now. */
export function may(order: OrderDetail, name: OrderDetail['actions'][number]['name']): boolean {
  return order.actions.some((action) => action.name === name && action.allowed);
}

/** How far an order is, by its history. */
export function OrderTimeline({ order }: { order: OrderDetail }) {
  const events = useOrderEvents(order.id).value ?? [];
  const steps = stepsOf(order, events, new Date());
  if (steps.length === 0) return null;
  const spoken = { passed: t('resident.step.passed'), now: t('resident.step.now'), ahead: t('resident.step.ahead') };
  return <Timeline steps={steps} label={t('resident.step.all')} spoken={spoken} />;
}

/** The order that matters now: what is true, what comes next, what one can do about it. */
export function OrderCard({ id }: { id: string }) {
  const { value: order } = useOrder(id);
  if (!order) return null;
  const standing = sayOrder(order, new Date());
  return (
    <Card tone={standing.tone === 'danger' ? 'danger' : 'calm'}>
      <a href={`/orders/${order.id}`} className={`${styles.sentence} ${styles.opens}`}>
        {standing.now}
      </a>
      <OrderTimeline order={order} />
      {standing.next ? <p className={styles.soft}>{t('resident.then', { next: standing.next })}</p> : null}
      {standing.seenBy ? <p className={styles.soft}>{standing.seenBy}</p> : null}
      <OrderActs order={order} />
    </Card>
  );
}

/** What the server says the reader may do, as buttons. */
export function OrderActs({ order }: { order: OrderDetail }) {
  const others = order.contactAvailable || may(order, 'change') || may(order, 'withdraw');
  return (
    <>
      {order.callFirst && order.status === 'redirected' ? (
        <Button look="main" href={`tel:${order.callFirst}`}>
          {t('resident.call_number', { number: order.callFirst })}
        </Button>
      ) : null}
      {may(order, 'review') ? (
        <Button look="main" href={`/orders/${order.id}/review`}>
          {t('resident.review.do')}
        </Button>
      ) : null}
      {others ? (
        <div className={styles.acts}>
          {order.contactAvailable ? <ContactButton order={order} /> : null}
          {may(order, 'change') ? <Button href={`/orders/${order.id}/change`}>{t('resident.change.do')}</Button> : null}
          {may(order, 'withdraw') ? <WithdrawButton order={order} /> : null}
        </div>
      ) : null}
    </>
  );
}
