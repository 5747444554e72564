import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { t } from '../../ui/language.ts';
import { sayTime } from '../../ui/times.ts';
import { listOrders } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { useSettled } from '../frame/settled.ts';
import { placeText, useKindName, useTree } from '../lookups.ts';

/** What was asked before from a phone with the same last four digits, newest first. */
export function EarlierOrders({ phone }: { phone: string }) {
  const tail = useSettled(phone.replace(/\D/g, '').slice(-4));
  const tree = useTree();
  const kindName = useKindName();
  const enough = phone.replace(/\D/g, '').length >= 4;
  const { data, error } = useQuery({
    queryKey: ['earlier', tail],
    queryFn: () => listOrders({ text: tail, limit: 20 }),
    enabled: enough,
    staleTime: 0,
  });
  return (
    <section className="card" aria-label={t('desk.intake.earlier')}>
      <h3>{t('desk.intake.earlier')}</h3>
      {enough ? null : <p className="soft">{t('desk.intake.earlier_hint')}</p>}
      {error ? <p className="wrong">{problemText(error)}</p> : null}
      {enough && data?.items.length === 0 ? <p className="soft">{t('desk.intake.earlier_none', { tail })}</p> : null}
      <ul className="form">
        {(enough ? (data?.items ?? []) : []).map((order) => (
          <li key={order.id}>
            <Link to="/queue" search={{ order: order.id, text: tail }}>
              {order.text ?? t(order.confidential ? 'desk.row.sealed' : 'desk.row.no_words')}
            </Link>
            <div className="soft">
              {kindName(order.kind, order.nature)} · {t(`status.${order.status}`)} ·{' '}
              {placeText(tree, order.placeUnitId)} · {sayTime(order.submittedAt, new Date())}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
