import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { openStatuses } from '../../../src/orders/schema/states.ts';
import type { OrderDetail, OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayAgo } from '../../ui/times.ts';
import { listOrders } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { useSettled } from '../frame/settled.ts';
import { placeText, useTree } from '../lookups.ts';

interface OrderSearchProps {
  order: OrderDetail;
  chosen: OrderSummary | undefined;
  onChoose: (other: OrderSummary) => void;
}

/** Finds another open order: at first those of the same place, then by number or words. */
export function OrderSearch({ order, chosen, onChoose }: OrderSearchProps) {
  const [text, setText] = useState('');
  const wanted = useSettled(text.trim());
  const id = useId();
  const tree = useTree();
  const { data, error } = useQuery({
    queryKey: ['others', order.id, wanted],
    queryFn: () =>
      wanted.length >= 2
        ? listOrders({ text: wanted, confidential: order.confidential, limit: 20 })
        : listOrders({ unit: order.unitId, status: [...openStatuses], confidential: order.confidential, limit: 50 }),
  });
  const others = (data?.items ?? [])
    .filter((each) => each.id !== order.id && openStatuses.some((status) => status === each.status))
    .sort((a, b) => Number(b.placeUnitId === order.placeUnitId) - Number(a.placeUnitId === order.placeUnitId))
    .slice(0, 8);
  return (
    <div className="field">
      <label htmlFor={id}>{t('desk.deed.merge.find')}</label>
      <Input id={id} value={text} placeholder={t('desk.find')} onChange={(event) => setText(event.target.value)} />
      {error ? <p className="wrong">{problemText(error)}</p> : null}
      <div className="who" role="radiogroup" aria-label={t('desk.deed.merge.found')}>
        {others.map((each) => (
          <label key={each.id}>
            <input type="radio" name={id} checked={chosen?.id === each.id} onChange={() => onChoose(each)} />
            <span>
              {each.text}
              <br />
              <span className="soft">
                {each.number} · {placeText(tree, each.placeUnitId)} · {sayAgo(each.submittedAt, new Date())}
              </span>
            </span>
            <span className="tag">{t(`status.${each.status}`)}</span>
          </label>
        ))}
        {data && others.length === 0 ? <p style={{ padding: 12 }}>{t('desk.deed.merge.none')}</p> : null}
      </div>
    </div>
  );
}
