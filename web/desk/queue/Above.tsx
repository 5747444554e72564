import { Button } from 'antd';
import { memo } from 'react';
import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayDuration } from '../../ui/times.ts';
import { News } from '../frame/News.tsx';
import { useNow } from '../frame/now.ts';
import { isEmergency } from './clock.ts';
import { Filters } from './Filters.tsx';
import { LayoutChoice } from './LayoutChoice.tsx';
import type { Layout } from './layout.ts';
import type { Queue } from './queue-state.ts';
import type { QueueSearch } from './search.ts';
import { ViewTabs } from './Views.tsx';
import type { View } from './views.ts';

interface AboveProps {
  search: QueueSearch;
  queue: Queue;
  /** The unit whose subtree may be narrowed. */
  desk: string;
  confidential: boolean;
  /** Whether there is a map to show. */
  hasMap: boolean;
  pending: boolean;
  hasMore: boolean;
  layout: Layout;
  views: readonly View[];
  onSearch: (next: QueueSearch) => void;
  onSettle: () => void;
  onLayout: (next: Layout) => void;
  onViews: (next: View[]) => void;
}

/** What stands above the table: what it shows, what came, and how else it could be looked at. Walking the rows leaves it as it is. */
export const Above = memo(function Above(props: AboveProps) {
  const { search, queue, confidential, layout, views, onSearch, onLayout } = props;
  return (
    <div className="above">
      <Sentence
        rows={queue.rows}
        tab={search.tab ?? 'waiting'}
        text={search.text}
        pending={props.pending}
        more={props.hasMore}
        confidential={confidential}
      />
      <News
        arrived={queue.arrived.length}
        emergency={queue.arrived.some(isEmergency)}
        left={queue.left.size}
        onSettle={props.onSettle}
      />
      <ViewTabs views={views} search={search} onSearch={onSearch} />
      {props.hasMap ? (
        <Button aria-pressed={layout.map} onClick={() => onLayout({ ...layout, map: !layout.map })}>
          {t('desk.map.button')} <kbd>G</kbd>
        </Button>
      ) : null}
      <LayoutChoice layout={layout} onLayout={onLayout} />
      <Filters search={search} desk={props.desk} onSearch={onSearch} views={views} onViews={props.onViews} />
    </div>
  );
});

/** The sentence: what is shown, and what it is sorted by. */
function Sentence({
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
