import { useEffect } from 'react';
import { openSoonest } from '../../../src/orders/rules/soonest.ts';
import { answerOf, api } from '../../ui/api.ts';
import { enterElderMode, leaveElderMode, useAppearance } from '../../ui/appearance.ts';
import { Button } from '../../ui/Button.tsx';
import { chooseLanguage, type Language, languageInUse, t } from '../../ui/language.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { dropWordless, hasWords, useDraft } from '../draft.ts';
import { Frame } from '../Frame.tsx';
import { OrderCard } from '../OrderCard.tsx';
import styles from '../page.module.css';
import {
  kindOf,
  sayKind,
  useMe,
  useMyOrders,
  useNeeds,
  useNetwork,
  useOffers,
  useOrder,
  useOrderEvents,
  useTasks,
} from '../queries.ts';
import { nameOf, sayOrder } from '../sentences.ts';
import { Loaded } from '../states.tsx';
import { Again } from './order/Again.tsx';
import { ThrowAway } from './order/ThrowAway.tsx';

const OPEN_SHOWN = 3;

/** What is true now, what comes next, what one can do about it. */
export function Home() {
  const me = useMe();
  const network = useNetwork();
  const phone = network.value?.helpPhone;
  const ready = useAllAtOnce();
  useEffect(dropWordless, []);
  return (
    <Frame title={t('resident.way.home')} beside={<Appearance />}>
      <section className={styles.stack}>
        <h1 tabIndex={-1}>{t('resident.home.title')}</h1>
        <div className={phone || !(network.value || network.refusal) ? styles.two : styles.stack}>
          <Button look="main" href="/order">
            {t('resident.home.order')}
          </Button>
          {phone ? <Button href={`tel:${phone}`}>{t('resident.home.call')}</Button> : null}
          {network.value || network.refusal ? null : <span className={styles.kept} />}
        </div>
        <p className={styles.soft}>
          <a href="/order/whom">{t('resident.home.for_others')}</a>
        </p>
        <Started />
      </section>
      {ready ? (
        <>
          {me.value ? <Unread count={me.value.unread} /> : null}
          {me.value ? <MyOpenOrders /> : null}
          {me.value?.volunteer ? <Serving /> : null}
          <Again signedIn={Boolean(me.value)} />
          <p className={styles.soft}>
            <a href={languageInUse() === 'zh-CN' ? '/site/answers' : '/site/en/answers'}>
              {t('resident.home.answers')}
            </a>
          </p>
          {me.value === null ? (
            <section className={styles.stack}>
              <p className={styles.soft}>{t('resident.home.sign_in')}</p>
              <div>
                <Button href="/login">{t('resident.login.do')}</Button>
              </div>
              <p className={styles.soft}>
                <a href="/receipt">{t('resident.receipt.have')}</a>
              </p>
            </section>
          ) : null}
        </>
      ) : (
        <Skeleton lines={6} label={t('state.loading')} />
      )}
    </Frame>
  );
}

/** Whether all below the first buttons is known, or cannot be: it is shown at once, and nothing moves under a finger. */
function useAllAtOnce(): boolean {
  const me = useMe();
  const orders = useMyOrders(Boolean(me.value));
  const needs = useNeeds();
  const first = openSoonest(orders.value?.items ?? [])[0]?.id ?? null;
  const [order, events] = [useOrder(first), useOrderEvents(first)];
  const settled = (remote: { value: unknown; refusal: unknown }) =>
    remote.value !== undefined || remote.refusal !== undefined;
  if (!settled(me) || !settled(needs)) return false;
  if (!me.value) return true;
  return settled(orders) && (first === null || (settled(order) && settled(events)));
}

/** Large letters and the other language, from the first screen on. */
function Appearance() {
  const { elder } = useAppearance();
  const other: Language = languageInUse() === 'zh-CN' ? 'en' : 'zh-CN';
  const signedIn = Boolean(useMe().value);
  const keep = (change: { language?: Language; elderMode?: boolean }) => {
    // The device keeps it in any case; the account only so that the next device knows.
    if (signedIn) void answerOf(api.PATCH('/api/v1/me', { body: change })).catch(() => undefined);
  };
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap' }}>
      <Button
        look="quiet"
        pressed={elder}
        onPress={() => {
          if (elder) leaveElderMode();
          else enterElderMode();
          keep({ elderMode: !elder });
        }}
      >
        {t('resident.home.large')}
      </Button>
      <Button
        look="quiet"
        lang={other}
        onPress={() => {
          void chooseLanguage(other);
          keep({ language: other });
        }}
      >
        {other === 'en' ? 'English' : '中文'}
      </Button>
    </div>
  );
}

function Started() {
  const draft = useDraft();
  if (!hasWords(draft)) return null;
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>
        {t('resident.home.started')} <a href="/order">{t('resident.home.go_on')}</a>
      </p>
      <div>
        <ThrowAway />
      </div>
    </div>
  );
}

function Unread({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <div className={styles.rows}>
      <a className={styles.row} href="/inbox">
        {t('resident.home.unread', { count })}
      </a>
    </div>
  );
}

function MyOpenOrders() {
  const orders = useMyOrders(true);
  const needs = useNeeds().value;
  return (
    <Loaded of={orders}>
      {({ items }) => {
        const open = openSoonest(items);
        const [first, ...others] = open;
        if (!first) return null;
        return (
          <section>
            <h2 className={styles.section}>{t('resident.way.orders')}</h2>
            <div className={styles.stack}>
              <OrderCard id={first.id} />
              {others.length > 0 ? (
                <ul className={styles.rows}>
                  {others.slice(0, OPEN_SHOWN).map((order) => {
                    const kind = kindOf(needs, order.kind);
                    return (
                      <li key={order.id}>
                        <a className={styles.row} href={`/orders/${order.id}`}>
                          <span className={styles.grow}>
                            {nameOf(order, kind ? sayKind(kind) : null)}
                            <br />
                            <span className={styles.soft}>{sayOrder(order, new Date()).now}</span>
                          </span>
                        </a>
                      </li>
                    );
                  })}
                </ul>
              ) : null}
              {others.length > OPEN_SHOWN ? (
                <Button href="/orders">{t('resident.home.all_orders', { count: open.length })}</Button>
              ) : null}
            </div>
          </section>
        );
      }}
    </Loaded>
  );
}

/** For volunteers: what waits for their word, and what they have taken on. */
function Serving() {
  const offers = useOffers(true).value?.items.length ?? 0;
  const tasks = useTasks(true).value?.items.length ?? 0;
  if (offers + tasks === 0) return null;
  return (
    <section>
      <h2 className={styles.section}>{t('resident.home.serving')}</h2>
      <ul className={styles.rows}>
        {offers > 0 ? (
          <li>
            <a className={styles.row} href="/offers">
              {t('resident.home.offers', { count: offers })}
            </a>
          </li>
        ) : null}
        {tasks > 0 ? (
          <li>
            <a className={styles.row} href="/tasks">
              {t('resident.home.tasks', { count: tasks })}
            </a>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
