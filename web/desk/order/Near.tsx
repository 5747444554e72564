import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { NearOrders } from '../../../src/orders/schema/alike.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayAgo } from '../../ui/times.ts';
import { readNear } from '../calls.ts';
import { useKeys } from '../frame/keys.ts';
import { problemText } from '../frame/said.tsx';
import { placeText, useTree } from '../lookups.ts';
import type { Act } from './use-act.tsx';

interface NearProps {
  order: OrderDetail;
  act: Act;
  busy: boolean;
  onOpen: (id: string) => void;
}

/** Open orders with nearly the same words, the nearest first: one key merges into the nearest, and it can be taken back. */
export function Near({ order, act, busy, onOpen }: NearProps) {
  const { data, error } = useQuery({
    queryKey: ['near', order.id],
    queryFn: () => readNear(order.id),
    enabled: !order.confidential,
    staleTime: 30_000,
  });
  const near = (data?.items ?? []).filter((each) => each.id !== order.mergedInto);
  const [nearest] = near;
  const merge = ({ id, number }: NearOrders['items'][number]) => {
    if (busy) return;
    act(
      'merge',
      { into: id },
      { sentence: t('desk.near.done', { number: order.number, other: number }), undo: { name: 'unmerge' } },
    );
  };
  useKeys(nearest ? { m: () => merge(nearest) } : {});
  if (error) return <p className="wrong">{problemText(error)}</p>;
  if (near.length === 0) return null;
  return (
    <section>
      <h3>{t('desk.near', { count: near.length })}</h3>
      <ul className="near">
        {near.map((each, index) => (
          <OneNear
            key={each.id}
            near={each}
            first={index === 0}
            busy={busy}
            onMerge={() => merge(each)}
            onOpen={() => onOpen(each.id)}
          />
        ))}
      </ul>
      <p className="soft">{t('desk.near.means')}</p>
    </section>
  );
}

interface OneNearProps {
  near: NearOrders['items'][number];
  first: boolean;
  busy: boolean;
  onMerge: () => void;
  onOpen: () => void;
}

function OneNear({ near, first, busy, onMerge, onOpen }: OneNearProps) {
  const tree = useTree();
  return (
    <li>
      <span>
        <button type="button" className="linked" onClick={onOpen}>
          {near.number}
        </button>{' '}
        {near.text}
        <br />
        <span className="soft">
          {[
            t('desk.near.likeness', { percent: Math.round(near.likeness * 100) }),
            placeText(tree, near.placeUnitId),
            sayAgo(near.submittedAt, new Date()),
            t(`status.${near.status as 'submitted'}`),
          ].join(' · ')}
        </span>
      </span>
      <Button size="small" disabled={busy} onClick={onMerge}>
        {t('desk.near.merge_into', { number: near.number })} {first ? <kbd>M</kbd> : null}
      </Button>
    </li>
  );
}
