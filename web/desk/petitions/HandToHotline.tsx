import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { handToHotline, readHotline } from '../calls.ts';
import { problemText } from '../frame/said.tsx';

/** Hands a petition over to 12345 where a provider is set up; where none is, says so: the number is noted by hand below. */
export function HandToHotline({ order, onDone }: { order: OrderDetail; onDone: () => void }) {
  const client = useQueryClient();
  const line = useQuery({ queryKey: ['hotline'], queryFn: readHotline, staleTime: 600_000 });
  const hand = useMutation({
    mutationFn: () => handToHotline(order.id),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['order', order.id] });
      onDone();
    },
  });
  if (!line.data) return null;
  if (!line.data.provider) return <p className="hint">{t('desk.path.hotline_none')}</p>;
  return (
    <div className="field">
      <Button loading={hand.isPending} onClick={() => hand.mutate()}>
        {t('desk.path.hotline_hand')}
      </Button>
      {hand.error ? <p className="wrong">{problemText(hand.error)}</p> : null}
    </div>
  );
}
