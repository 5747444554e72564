import { Button } from 'antd';
import { t } from '../../ui/language.ts';
import { useNow } from '../frame/now.ts';
import type { BulkDeed, useBulk } from './use-bulk.ts';

interface BulkBarProps {
  marked: number;
  work: ReturnType<typeof useBulk>;
  onDeed: (deed: BulkDeed) => void;
  onClear: () => void;
}

/** What can be done to all that are marked; what is about to be done, while it can be taken back; how it went. */
export function BulkBar({ marked, work, onDeed, onClear }: BulkBarProps) {
  const { held, outcome } = work;
  if (!held && !outcome && marked === 0) return null;
  return (
    <section className="bulk" aria-label={t('desk.bulk')} role="status">
      {held ? (
        <Countdown work={work} />
      ) : outcome ? (
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
          <Button onClick={work.forget}>{t('desk.bulk.seen')}</Button>
        </>
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

function Countdown({ work }: { work: ReturnType<typeof useBulk> }) {
  const now = useNow(1);
  const { held } = work;
  if (!held) return null;
  const seconds = Math.max(0, Math.ceil((held.at - now) / 1000));
  return (
    <>
      <p>
        {t(`desk.bulk.${held.deed}.held`, { count: held.orders.length })}{' '}
        <span className="figure" aria-hidden="true">
          {t('desk.bulk.seconds', { count: seconds })}
        </span>
      </p>
      <Button type="primary" onClick={work.takeBack}>
        {t('action.undo')} <kbd>U</kbd>
      </Button>
      <Button onClick={work.doNow}>{t('desk.bulk.now')}</Button>
    </>
  );
}
