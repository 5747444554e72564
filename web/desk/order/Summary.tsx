import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayTime, sayWindow } from '../../ui/times.ts';
import { showContact } from '../calls.ts';
import { useNow } from '../frame/now.ts';
import { problemText } from '../frame/said.tsx';
import { placeText, useTree, useUnitName } from '../lookups.ts';
import { clockText, statusText, urgeOf } from '../queue/clock.ts';

/** Whose words, which, since when, how long still, where and when it is wished. */
export function Summary({ order }: { order: OrderDetail }) {
  const now = useNow(15);
  const tree = useTree();
  const owner = useUnitName(order.unitId);
  const supervisor = useUnitName(order.supervisedBy);
  const wish = order.wish ?? sayWindow(order.earliestAt, order.latestAt, new Date(now));
  return (
    <section className="top">
      <div className="soft">
        {order.number} · {whoText(order)} · {sayTime(order.submittedAt, new Date(now))}
      </div>
      <h2>{order.text ?? t('desk.row.no_words')}</h2>
      <div className="facts">
        <span className="tag">{statusText(order)}</span>
        {order.dueAt ? <span className={`clock ${urgeOf(order, now)}`}>{clockText(order, now)}</span> : null}
        {order.confidential ? <span className="tag ochre">{t('desk.fact.confidential')}</span> : null}
        {order.homeVisit ? <span className="tag">{t('desk.fact.home_visit')}</span> : null}
        {order.places > 1 ? <span className="tag">{t('desk.fact.places', { count: order.places })}</span> : null}
        {order.reopened > 0 ? <span className="tag ochre">{t('desk.row.reopened')}</span> : null}
        {order.escalations > 0 ? (
          <span className="tag danger">{t('desk.fact.escalated', { count: order.escalations })}</span>
        ) : null}
      </div>
      <dl className="meta" style={{ marginTop: 10 }}>
        <dt>{t('desk.column.place')}</dt>
        <dd>
          {placeText(tree, order.placeUnitId)}
          {order.place ? ` · ${order.place}` : ''}
        </dd>
        <dt>{t('desk.fact.when')}</dt>
        <dd>{wish ?? t('desk.fact.no_wish')}</dd>
        <dt>{t('desk.fact.owner')}</dt>
        <dd>
          {owner}
          {order.supervisedBy ? ` · ${t('desk.fact.supervised', { unit: supervisor })}` : ''}
        </dd>
      </dl>
      <Photos ids={order.photoIds} />
      <Contact order={order} />
    </section>
  );
}

/** `王女士替母亲点`, as far as the reader may know. */
function whoText(order: OrderDetail): string {
  const who = order.requesterName ?? t('desk.fact.nameless');
  return order.placedByName ? t('desk.fact.placed_by', { by: order.placedByName, who }) : who;
}

function Photos({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <div className="photos" style={{ marginTop: 10 }}>
      {ids.map((id, index) => (
        <a key={id} href={`/api/v1/photos/${id}`} target="_blank" rel="noreferrer">
          <img src={`/api/v1/photos/${id}`} alt={t('desk.fact.photo', { number: index + 1 })} loading="lazy" />
        </a>
      ))}
    </div>
  );
}

/** Phone numbers come only when asked for, and each showing is written down. */
function Contact({ order }: { order: OrderDetail }) {
  const shown = useMutation({ mutationFn: () => showContact(order.id) });
  if (!order.contactAvailable) return null;
  if (shown.data)
    return (
      <ul style={{ marginTop: 10 }}>
        {shown.data.items.map((person) => (
          <li key={person.personId + person.part}>
            {t(`desk.contact.${person.part}`)} {person.name ?? t('desk.fact.nameless')}{' '}
            <b className="figure">{person.phone ?? t('desk.contact.no_phone')}</b>
          </li>
        ))}
      </ul>
    );
  return (
    <div className="send" style={{ marginTop: 10 }}>
      <Button size="small" loading={shown.isPending} onClick={() => shown.mutate()}>
        {t('desk.contact.show')}
      </Button>
      <span className="soft">{shown.error ? problemText(shown.error) : t('desk.contact.recorded')}</span>
    </div>
  );
}
