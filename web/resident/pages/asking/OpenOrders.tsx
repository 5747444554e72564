import { useState } from 'react';
import type { OpenOrder } from '../../../../src/dispatch/schema/waves.ts';
import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { languageInUse, t } from '../../../ui/language.ts';
import { toast } from '../../../ui/Toast.tsx';
import { sayDistance, sayWindowAlone } from '../../../ui/times.ts';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { kindOf, sayKind, useMe, useMeetsMine, useNeeds } from '../../queries.ts';
import { refresh, useRemote } from '../../remote.ts';
import { go } from '../../router.ts';
import { Trouble } from '../../states.tsx';
import { UnitName } from '../../UnitName.tsx';
import { Overlap } from './Overlap.tsx';

/** What waits for somebody in my county, by time, the same for everybody; nothing where nothing waits. */
export function OpenOrders() {
  const open = useRemote(useMe().value ? 'open' : null, () => answerOf(api.GET('/api/v1/me/open-orders')));
  const items = open.value?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={styles.stack} aria-label={t('resident.open.title')}>
      <h2 className={styles.section}>{t('resident.open.title')}</h2>
      {items.map((order) => (
        <Waiting key={order.orderId} order={order as OpenOrder} />
      ))}
    </section>
  );
}

function Waiting({ order }: { order: OpenOrder }) {
  const kind = kindOf(useNeeds().value, order.kind);
  const name = kind ? sayKind(kind) : t('notify.help');
  const meetsMine = useMeetsMine(order.orderId, order);
  const [asking, setAsking] = useState(false);
  const { busy, refusal, run, stayed } = useDoing();
  const take = async () => {
    const path = { id: order.orderId };
    const done = await run(() => answerOf(api.POST('/api/v1/me/open-orders/{id}/take', { params: { path } })));
    await refresh('open', 'offers', 'tasks', 'orders:');
    if (!done) return;
    toast(t('resident.offers.taken', { kind: name }));
    if (stayed()) go(`/tasks/${order.orderId}`);
  };
  return (
    <Card label={name}>
      <h3>{name}</h3>
      <div>
        <p>{sayWindowAlone(order.earliestAt, order.latestAt, new Date()) ?? t('resident.offers.any_time')}</p>
        <p>
          <UnitName id={order.placeUnitId} />
          {order.distanceMetres === null ? '' : ` · ${sayDistance(order.distanceMetres)}`}
        </p>
      </div>
      {order.homeVisit || order.places > 1 ? (
        <p className={styles.soft}>
          {[
            order.homeVisit ? t('resident.offers.home') : null,
            order.places > 1 ? t('resident.offers.places', { count: order.places, left: order.placesLeft }) : null,
          ]
            .filter(Boolean)
            .join(languageInUse() === 'zh-CN' ? '' : ' ')}
        </p>
      ) : null}
      {meetsMine ? <p className={styles.note}>{t('resident.offers.conflict')}</p> : null}
      {refusal ? <Trouble refusal={refusal} onRetry={take} /> : null}
      <div>
        <Button
          look="main"
          busy={busy}
          onPress={() => (meetsMine ? setAsking(true) : take())}
          label={t('resident.offers.take_which', { kind: name })}
        >
          {t('resident.offers.take')}
        </Button>
      </div>
      {asking ? <Overlap busy={busy} onTake={take} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}
