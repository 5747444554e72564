import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayDuration } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import type { QueueSearch } from './search.ts';

/** The sentence above the table: what it shows, and what it is sorted by. */
export function Sentence({
  rows,
  tab,
  text,
  pending,
  more,
  confidential,
}: {
  confidential: boolean;
  rows: readonly OrderSummary[];
  tab: NonNullable<QueueSearch['tab']>;
  text: string | undefined;
  pending: boolean;
  more: boolean;
}) {
  const now = useNow(30);
  if (pending) return <p className="skeleton">{t('state.loading')}</p>;
  const count = more ? t('desk.queue.at_least', { count: rows.length }) : rows.length;
  if (text) return <p>{t('desk.queue.found', { count, text })}</p>;
  // The empty page says so itself.
  if (rows.length === 0) return <p />;
  const oldest = Math.min(...rows.map((row) => Date.parse(row.statusSince)));
  return (
    <p>
      {t(confidential && tab === 'waiting' ? 'desk.petitions.sentence' : `desk.queue.sentence.${tab}`, {
        count,
        longest: sayDuration(now - oldest),
      })}
    </p>
  );
}

/** What came and what left since the list was last put in order. Said aloud; taken in only when asked. */
export function News({
  arrived,
  emergency,
  left,
  onSettle,
}: {
  arrived: number;
  emergency: boolean;
  left: number;
  onSettle: () => void;
}) {
  const words = [
    ...(arrived > 0 ? [t(emergency ? 'desk.queue.arrived_emergency' : 'desk.queue.arrived', { count: arrived })] : []),
    ...(left > 0 ? [t('desk.queue.left', { count: left })] : []),
  ].join(' · ');
  return (
    <span role="status">
      {words ? (
        <button type="button" className="news" onClick={onSettle} title={t('desk.queue.settle')}>
          {words} <kbd>N</kbd>
        </button>
      ) : null}
    </span>
  );
}
