// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are drawn only in sight and placed by hand; the ARIA grid pattern can
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid alone takes the focus and names its row by aria-activedescendant
import { createColumnHelper, FlexRender, type Row, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  createContext,
  memo,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
} from 'react';
import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayDay } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { placeText, type TreeView, unitName, useKindName, useTree } from '../lookups.ts';
import { clockText, isEmergency, statusText, urgeOf } from './clock.ts';
import { columnsOf, type Layout, rowPixels, templateOf } from './layout.ts';
import type { Queue } from './queue-state.ts';

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, OrderSummary>();
/** The time in milliseconds: a tick draws the clocks anew and not the rows they stand in. */
const Now = createContext(0);

interface QueueTableProps {
  layout: Layout;
  queue: Queue;
  label: string;
  selected: string | undefined;
  /** Rows that are marked to be dealt with together. */
  marked: ReadonlySet<string>;
  onMark: (id: string) => void;
  hasMore: boolean;
  onSelect: (id: string) => void;
  onMore: () => void;
  /** Told of the row under the pointer, and when it has left. */
  onPoint: ((id: string | undefined) => void) | undefined;
}

/** Rows of clock, kind, the person's own words, place. Only what is in sight is drawn; nothing moves by itself. */
export function QueueTable({
  layout,
  queue,
  label,
  selected,
  marked,
  onMark,
  hasMore,
  onSelect,
  onMore,
  onPoint,
}: QueueTableProps) {
  const now = useNow(15);
  const id = useId();
  const tree = useTree();
  const kindName = useKindName();
  const scroll = useRef<HTMLDivElement>(null);
  const pixels = rowPixels[layout.density];
  const columns = useMemo(() => {
    const shown = columnsOf(layout);
    return helper
      .columns([
        helper.display({
          id: 'clock',
          header: () => t('desk.column.clock'),
          cell: ({ row }) => <Clock order={row.original} left={queue.left.has(row.original.id)} />,
        }),
        helper.display({
          id: 'number',
          header: () => t('desk.column.number'),
          cell: ({ row }) => <span className="figure">{row.original.number}</span>,
        }),
        helper.display({
          id: 'kind',
          header: () => t('desk.column.kind'),
          cell: ({ row }) => kindName(row.original.kind, row.original.nature),
        }),
        helper.display({
          id: 'words',
          header: () => t('desk.column.words'),
          cell: ({ row }) => <Words order={row.original} />,
        }),
        helper.display({
          id: 'status',
          header: () => t('desk.column.status'),
          cell: ({ row }) => statusText(row.original),
        }),
        helper.display({
          id: 'place',
          header: () => t('desk.column.place'),
          cell: ({ row }) => placeText(tree, row.original.placeUnitId),
        }),
        helper.display({
          id: 'owner',
          header: () => t('desk.column.owner'),
          cell: ({ row }) => ownerText(tree, row.original.unitId),
        }),
        helper.display({
          id: 'at',
          header: () => t('desk.column.at'),
          cell: ({ row }) => <Asked at={row.original.submittedAt} />,
        }),
      ])
      .filter((column) => shown.some((each) => each === column.id));
  }, [tree, kindName, queue.left, layout]);
  const data = useMemo(() => [...queue.rows], [queue.rows]);
  const table = useTable({ features, columns, data, getRowId: (row) => row.id });
  const rows = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => pixels,
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: 8,
    paddingStart: 0,
    scrollPaddingStart: pixels,
    scrollPaddingEnd: pixels,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) onMore();
  }, [hasMore, last, rows.length, onMore]);
  const hands = useRef<Hands>({ onSelect, onMark, onPoint });
  hands.current = { onSelect, onMark, onPoint };
  const at = useMemo(() => rows.findIndex((row) => row.id === selected), [rows, selected]);
  useEffect(() => {
    if (at >= 0 && !isInSight(virtual, at * pixels, pixels)) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual, pixels]);
  return (
    <div
      ref={scroll}
      className="rows"
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      aria-activedescendant={items.some(({ index }) => index === at) ? `${id}-${selected}` : undefined}
      tabIndex={0}
      id="queue-rows"
      style={{ '--columns': templateOf(layout), '--row': `${pixels}px` } as CSSProperties}
    >
      <div role="rowgroup">
        {table.getHeaderGroups().map((group) => (
          <div key={group.id} role="row" className="grid head" aria-rowindex={1}>
            {group.headers.map((header) => (
              <span key={header.id} role="columnheader">
                <table.FlexRender header={header} />
              </span>
            ))}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        <Now value={now}>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <Line
                key={row.id}
                id={`${id}-${row.id}`}
                row={row}
                columns={columns}
                index={item.index + 2}
                top={item.start}
                selected={row.id === selected}
                left={queue.left.has(row.id)}
                marked={marked.has(row.id)}
                hands={hands}
                points={onPoint !== undefined}
              />
            );
          })}
        </Now>
      </div>
    </div>
  );
}

/** Whether a row stands wholly between the head and the lower edge, each a row high. Asks nothing that needs a new layout. */
function isInSight(
  virtual: Pick<Virtualizer<HTMLDivElement, Element>, 'scrollOffset' | 'scrollRect'>,
  top: number,
  row: number,
): boolean {
  const begin = virtual.scrollOffset;
  const height = virtual.scrollRect?.height;
  return begin !== null && height !== undefined && top - row >= begin && top + 2 * row <= begin + height;
}

type Hands = Pick<QueueTableProps, 'onSelect' | 'onMark' | 'onPoint'>;

interface LineProps {
  id: string;
  row: Row<typeof features, OrderSummary>;
  /** What the cells are made by: the row is drawn anew with others. */
  columns: unknown;
  index: number;
  /** Pixels from the top of all rows. */
  top: number;
  selected: boolean;
  left: boolean;
  marked: boolean;
  /** What a hand does, as it is when it is done. */
  hands: { readonly current: Hands };
  points: boolean;
}

/** One row; drawn anew only when something of it has changed, so that a key costs two rows and not forty. */
const Line = memo(function Line({ id, row, index, top, selected, left, marked, hands, points }: LineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid holds the focus; j, k and the arrows do what a click does
    <div
      id={id}
      role="row"
      aria-rowindex={index}
      aria-selected={selected}
      className={`grid row${left ? ' left' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => hands.current.onSelect(row.id)}
      onPointerEnter={points ? () => hands.current.onPoint?.(row.id) : undefined}
      onPointerLeave={points ? () => hands.current.onPoint?.(undefined) : undefined}
    >
      {row.getAllCells().map((cell) => (
        <span key={cell.id} role="gridcell">
          {cell.column.id === 'clock' ? (
            <input
              type="checkbox"
              tabIndex={-1}
              checked={marked}
              aria-label={t('desk.bulk.mark', { number: row.original.number })}
              onClick={(event) => event.stopPropagation()}
              onChange={() => hands.current.onMark(row.id)}
            />
          ) : null}
          <FlexRender cell={cell} />
        </span>
      ))}
    </div>
  );
});

function ownerText(tree: TreeView, id: string): string {
  const unit = tree.byId.get(id);
  return unit ? unitName(unit, 'short') : '';
}

function Clock({ order, left }: { order: OrderSummary; left: boolean }) {
  const now = useContext(Now);
  if (left) return <span className="clock soft">{statusText(order)}</span>;
  return <span className={`clock ${urgeOf(order, now)}`}>{clockText(order, now)}</span>;
}

function Words({ order }: { order: OrderSummary }) {
  return (
    <span className="words" title={order.text ?? undefined}>
      {isEmergency(order) ? <b className="tag danger">{t('desk.row.emergency')}</b> : null}
      {order.reopened > 0 ? <b className="tag ochre">{t('desk.row.reopened')}</b> : null}
      {order.supervisedBy ? <b className="tag">{t('desk.row.supervised')}</b> : null}{' '}
      {order.text ?? t(order.confidential ? 'desk.row.sealed' : 'desk.row.no_words')}
    </span>
  );
}

function Asked({ at }: { at: string }) {
  const now = useContext(Now);
  const today = sayDay(at, new Date(now)) === t('time.today');
  return <span className="clock">{today ? sayClock(at) : sayDay(at, new Date(now))}</span>;
}
