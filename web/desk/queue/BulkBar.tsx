import { Button } from 'antd';
import { t } from '../../ui/language.ts';
import { useKeys } from '../frame/keys.ts';
import { useNow } from '../frame/now.ts';
import { type Bulk, type BulkDeed, doBulkNow, forgetBulk, takeBulkBack, useBulk } from './bulk.ts';

interface BulkBarProps {
  marked: number;
  onDeed: (deed: BulkDeed) => void;
  onClear: () => void;
}

/** What can be done to all that are marked; what is about to be done, while it can be taken back; how it goes and went. */
export function BulkBar({ marked, onDeed, onClear }: BulkBarProps) {
  const bulk = useBulk();
  const inHand = isInHand(bulk);
  if (!inHand && marked === 0) return null;
  return (
    <section className="bulk" aria-label={t('desk.bulk')} role="status">
      {inHand ? (
        <InHand bulk={bulk} />
      ) : (
        <>
          <p>{t('desk.bulk.marked', { count: marked })}</p>
          <Button onClick={() => onDeed('triage')}>{t('desk.bulk.triage')}</Button>
          <Button type="primary" onClick={() => onDeed('dispatch')}>
            {t('desk.bulk.dispatch')}
          </Button>
          <Button onClick={onClear}>{t('desk.bulk.clear')}</Button>
        </>
      )}
    </section>
  );
}

/** The same on a page without a list. */
export function BulkElsewhere() {
  const bulk = useBulk();
  useKeys(bulk.held ? { u: takeBulkBack } : {});
  if (!isInHand(bulk)) return null;
  return (
    <section className="bulk elsewhere" aria-label={t('desk.bulk')} role="status">
      <InHand bulk={bulk} />
    </section>
  );
}

function isInHand({ held, course, outcome }: Bulk): boolean {
  return held !== undefined || course !== undefined || outcome !== undefined;
}

function InHand({ bulk: { held, course, outcome } }: { bulk: Bulk }) {
  if (held) return <Countdown held={held} />;
  if (course) return <p>{t(`desk.bulk.${course.deed}.course`, { done: course.done, count: course.count })}</p>;
  if (!outcome) return null;
  return (
    <>
      <p>
        {t(`desk.bulk.${outcome.deed}.done`, { count: outcome.done })}
        {outcome.refused.map(({ order, reason }) => (
          <span key={order.id}>
            <br />
            {t('desk.bulk.refused', { number: order.number, reason })}
          </span>
        ))}
      </p>
      <Button onClick={forgetBulk}>{t('desk.bulk.seen')}</Button>
    </>
  );
}

function Countdown({ held }: { held: NonNullable<Bulk['held']> }) {
  const now = useNow(1);
  const seconds = Math.max(0, Math.ceil((held.at - now) / 1000));
  return (
    <>
      <p>
        {t(`desk.bulk.${held.deed}.held`, { count: held.orders.length })}{' '}
        <span className="figure" aria-hidden="true">
          {t('desk.bulk.seconds', { count: seconds })}
        </span>
      </p>
      <Button type="primary" onClick={takeBulkBack}>
        {t('action.undo')} <kbd>U</kbd>
      </Button>
      <Button onClick={doBulkNow}>{t('desk.bulk.now')}</Button>
    </>
  );
}
