import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayDate, sayWindow } from '../../ui/times.ts';
import { QrCode } from '../frame/QrCode.tsx';
import { placeText, useKindName, useTree, useUnitName } from '../lookups.ts';

/**
 * An order on paper, for who goes without a phone or likes to hold one: what, where, when, who goes, and lines for when they
 * came and left. No phone numbers: showing those is written down, and paper is not. The code leads to the order on a phone.
 */
export function Slip({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const tree = useTree();
  const kindName = useKindName();
  const owner = useUnitName(order.unitId);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const now = new Date();
  const going = order.assignments.map(({ name }) => name ?? t('desk.fact.nameless'));
  const facts: [string, string][] = [
    [t('desk.slip.who'), order.requesterName ?? t('desk.fact.nameless')],
    [t('desk.column.place'), [placeText(tree, order.placeUnitId), order.place].filter((each) => each).join(' · ')],
    [t('desk.fact.when'), order.wish ?? sayWindow(order.earliestAt, order.latestAt, now) ?? t('desk.fact.no_wish')],
    [t('desk.slip.going'), going.length > 0 ? going.join(t('desk.list')) : t('desk.slip.nobody')],
    [t('desk.fact.owner'), owner],
  ];
  return (
    <dialog ref={dialog} className="paper" aria-label={t('desk.slip')} onClose={onClose}>
      <p className="soft figure">
        {order.number} · {kindName(order.kind, order.nature)} · {sayDate(now, now)}
      </p>
      <h2>{order.text ?? t('desk.row.no_words')}</h2>
      <dl className="meta">
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="lines">
        <span>{t('desk.slip.came')}</span>
        <span>{t('desk.slip.left')}</span>
        <span>{t('desk.slip.signed')}</span>
      </p>
      <QrCode words={`${location.origin}/tasks/${order.id}`} label={t('desk.slip.qr')} />
      <p className="soft">{t('desk.slip.qr')}</p>
      <div className="send">
        <Button type="primary" onClick={() => window.print()}>
          {t('desk.slip.print')}
        </Button>
        <Button onClick={() => dialog.current?.close()}>{t('action.close')}</Button>
      </div>
    </dialog>
  );
}
