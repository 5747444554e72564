import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '../../ui/language.ts';
import { useLive } from '../../ui/live.ts';
import { ringFor } from './chime.ts';

/**
 * An emergency that comes is heard and seen on every page of the desk, until somebody looks or it is dealt with. It stands
 * in the rail, where it moves nothing that is under a hand.
 */
export function Alarm() {
  const [orders, setOrders] = useState<readonly string[]>([]);
  const drop = (id: string) => setOrders((before) => before.filter((each) => each !== id));
  useLive(true, (name, event) => {
    const { orderId: id } = event ?? {};
    if (name !== 'order' || id === undefined) return;
    if (event?.status !== 'redirected') return drop(id);
    if (event.happened !== 'orders.submitted' && event.happened !== 'orders.redirected') return;
    ringFor([{ id, emergency: true }]);
    setOrders((before) => (before.includes(id) ? before : [...before, id]));
  });
  const [first] = orders;
  return (
    <div className="alarm" role="alert">
      {first === undefined ? null : (
        <Link to="/queue" search={{ order: first }} onClick={() => drop(first)}>
          <span className="heard">{t('desk.alarm', { count: orders.length })}</span>
          <span aria-hidden="true">{t('desk.alarm.short', { count: orders.length })}</span>
        </Link>
      )}
    </div>
  );
}
