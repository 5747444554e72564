import { useQueries, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayTime } from '../../ui/times.ts';
import { listOrders, readOrder } from '../calls.ts';
import { useSettled } from '../frame/settled.ts';
import { placeText, useKindName, useTree } from '../lookups.ts';

/** Who called from this number before: a name, where they live, what they last asked for. */
export interface Caller {
  name: string;
  placeUnitId: string;
  place: string;
}

interface CallerNoteProps {
  phone: string;
  /** The name that stands in the form already. */
  named: string;
  onTake: (caller: Caller) => void;
}

/** Digits of a whole number, with its area if it is a landline: before that nobody's name is shown. */
const WHOLE = 10;
/** Orders looked at, and people offered, at most: a number's last four digits are shared by few. */
const LOOKED_AT = 8;
const OFFERED = 3;

/** Says who it may be as soon as the number is whole; one press fills in what they said before. */
export function CallerNote({ phone, named, onTake }: CallerNoteProps) {
  const digits = useSettled(phone.replace(/\D/g, ''));
  const tail = digits.slice(-4);
  const whole = digits.length >= WHOLE;
  const tree = useTree();
  const kindName = useKindName();
  const { data } = useQuery({
    queryKey: ['earlier', tail],
    queryFn: () => listOrders({ text: tail, limit: 20 }),
    enabled: whole,
    staleTime: 0,
  });
  const earlier = (whole ? (data?.items ?? []) : []).filter((order) => !order.confidential).slice(0, LOOKED_AT);
  const details = useQueries({
    queries: earlier.map(({ id }) => ({ queryKey: ['order', id], queryFn: () => readOrder(id), retry: false })),
  });
  const people = callersOf(details.flatMap(({ data: order }) => (order ? [order] : [])));
  if (named.trim() !== '' || people.length === 0) return <div role="status" />;
  return (
    <div className="caller" role="status">
      <p>{t('desk.intake.caller_maybe')}</p>
      {people.slice(0, OFFERED).map(({ last, ...caller }) => (
        <div key={`${caller.name} ${caller.placeUnitId}`}>
          <span>
            <b>{caller.name}</b> · {placeText(tree, caller.placeUnitId)}
            <br />
            <span className="soft">
              {t(
                last.status === 'closed' || last.status === 'withdrawn'
                  ? 'desk.intake.caller_last'
                  : 'desk.intake.caller_open',
                {
                  kind: last.kind === null && last.text ? last.text : kindName(last.kind, last.nature),
                  time: sayTime(last.submittedAt, new Date()),
                  status: t(`status.${last.status}`),
                },
              )}
            </span>
          </span>
          <Button onClick={() => onTake(caller)}>{t('desk.intake.caller_take', { name: caller.name })}</Button>
        </div>
      ))}
    </div>
  );
}

/** Each name at each place once, with the latest order; in the order given. */
function callersOf(orders: readonly OrderDetail[]): (Caller & { last: OrderDetail })[] {
  const found = new Map<string, Caller & { last: OrderDetail }>();
  for (const order of orders) {
    const { requesterName: name, placeUnitId, place } = order;
    const key = `${name} ${placeUnitId}`;
    if (name !== null && !found.has(key)) found.set(key, { name, placeUnitId, place: place ?? '', last: order });
  }
  return [...found.values()];
}
