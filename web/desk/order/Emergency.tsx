import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayClock } from '../../ui/times.ts';
import { readAlerted } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import type { Act } from './use-act.tsx';

interface EmergencyProps {
  order: OrderDetail;
  allowed: boolean;
  act: Act;
}

/** The number to call, and the word of a person that somebody is safe. */
export function Emergency({ order, allowed, act }: EmergencyProps) {
  const [words, setWords] = useState('');
  const id = useId();
  const input = (reached: boolean) => ({ reached, ...(words.trim() === '' ? {} : { words: words.trim() }) });
  return (
    <section className="form">
      <p className="call" role="alert">
        {t('desk.emergency.call', { number: order.callFirst ?? '110' })}
      </p>
      <Alerted orderId={order.id} />
      {allowed ? (
        <>
          <label className="field" htmlFor={id}>
            {t('desk.emergency.words')}
            <Input.TextArea
              id={id}
              value={words}
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 5 }}
              onChange={(event) => setWords(event.target.value)}
            />
          </label>
          <div className="send">
            <Button
              type="primary"
              className="wide"
              onClick={() => act('confirm_safe', input(true), { sentence: t('desk.emergency.safe_done') })}
            >
              {t('desk.emergency.safe')}
            </Button>
            <Button
              onClick={() => act('confirm_safe', input(false), { sentence: t('desk.emergency.not_reached_done') })}
            >
              {t('desk.emergency.not_reached')}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}

/** Who was told of it, and when; how often it is asked follows the order's own refreshing. */
function Alerted({ orderId }: { orderId: string }) {
  const { data, error } = useQuery({
    queryKey: ['alerted', orderId],
    queryFn: () => readAlerted(orderId),
    // Alerts follow the order within a second or two.
    refetchInterval: ({ state }) => (state.data?.items.length ? 60_000 : 3_000),
  });
  if (error) return <p className="wrong">{problemText(error)}</p>;
  if (!data) return null;
  if (data.items.length === 0) return <p className="soft">{t('desk.emergency.alerted.nobody')}</p>;
  const people = data.items.map(({ name, at }) =>
    t('desk.emergency.alerted.one', { name: name ?? t('desk.fact.nameless'), time: sayClock(at) }),
  );
  return <p>{t('desk.emergency.alerted', { people: people.join(t('desk.list')) })}</p>;
}
