import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { t } from '../../ui/language.ts';
import { sayDay } from '../../ui/times.ts';
import { Frame } from '../Frame.tsx';
import { useOlder } from '../older.tsx';
import styles from '../page.module.css';
import { kindOf, readMyOrders, sayKind, useMe, useMyOrders, useNeeds } from '../queries.ts';
import { nameOf, sayOrder } from '../sentences.ts';
import { Loaded, SignedIn } from '../states.tsx';

/** My orders as sentences, the open ones first. */
export function Orders() {
  return (
    <Frame title={t('resident.way.orders')} back="/">
      <h1 tabIndex={-1}>{t('resident.way.orders')}</h1>
      <SignedIn why={t('resident.orders.sign_in')} receiptOf="">
        <Mine />
      </SignedIn>
    </Frame>
  );
}

const ENDED = new Set(['closed', 'withdrawn']);

function Mine() {
  const orders = useMyOrders(Boolean(useMe().value));
  const { items, more } = useOlder(orders.value, readMyOrders);
  const needs = useNeeds().value;
  const now = new Date();
  return (
    <Loaded of={orders}>
      {() => {
        if (items.length === 0) {
          return (
            <EmptyState
              action={
                <Button look="main" href="/order">
                  {t('resident.home.order')}
                </Button>
              }
            >
              {t('resident.orders.none')}
            </EmptyState>
          );
        }
        const open = items.filter((order) => !ENDED.has(order.status));
        const ended = items.filter((order) => ENDED.has(order.status));
        const list = (orders: typeof items, title: string) =>
          orders.length === 0 ? null : (
            <section>
              <h2 className={styles.section}>{title}</h2>
              <ul className={styles.rows}>
                {orders.map((order) => {
                  const kind = kindOf(needs, order.kind);
                  return (
                    <li key={order.id}>
                      <a className={styles.row} href={`/orders/${order.id}`}>
                        <span className={styles.grow}>
                          <strong>{nameOf(order, kind ? sayKind(kind) : null)}</strong>
                          <br />
                          {sayOrder(order, now).now}
                          <br />
                          <span className={styles.small}>
                            {t('resident.orders.since', { day: sayDay(order.submittedAt, now), number: order.number })}
                          </span>
                        </span>
                      </a>
                    </li>
                  );
                })}
              </ul>
            </section>
          );
        return (
          <>
            {list(open, t('resident.orders.open'))}
            {list(ended, t('resident.orders.ended'))}
            {more}
          </>
        );
      }}
    </Loaded>
  );
}
