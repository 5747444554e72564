import { useQuery } from '@tanstack/react-query';
import { memo, useMemo } from 'react';
import type { OrderFigures, OrderSummary } from '../../../src/orders/schema/views.ts';
import { HexMap } from '../../ui/HexMap.tsx';
import type { Cell } from '../../ui/hexagons.ts';
import { t } from '../../ui/language.ts';
import { cellsBelow } from '../../ui/unit-cells.ts';
import { readFigures } from '../calls.ts';
import { pathIn, type TreeView, unitName, useTree } from '../lookups.ts';
import { countIn, type Tab } from './search.ts';

interface QueueMapProps {
  /** The unit whose subtree is drawn. */
  unit: string;
  tab: Tab;
  /** Where help is wanted, as the list is narrowed; undefined: everywhere. */
  place: string | undefined;
  /** The row that somebody points at, or the order that is open. */
  pointed: OrderSummary | undefined;
  onPlace: (place: string | undefined) => void;
}

const TRUNK: readonly string[] = ['centre', 'institute', 'station'];
const LETTER = 13;

type ByUnit = OrderFigures['byUnit'][number];
type Counted = Exclude<Tab, 'mine'> | 'open';

/** What the map counts beside a tab. Figures do not know whose an order is: beside ours stands all that is open. */
function countedIn(tab: Tab): Counted {
  return tab === 'mine' ? 'open' : tab;
}

function countOf(row: ByUnit, counted: Counted): number {
  if (counted === 'open') return row.open;
  return countIn(counted, counted === 'late' ? row.lateByStatus : row.byStatus);
}

/** Where the orders are: choosing a place narrows the list to it, choosing it again lets all back in; a row shows its place. */
export const QueueMap = memo(function QueueMap({ unit, tab, place, pointed, onPlace }: QueueMapProps) {
  const tree = useTree();
  const root = tree.byId.get(unit);
  const { data: figures } = useQuery({
    queryKey: ['figures', unit],
    queryFn: () => readFigures(unit),
    staleTime: 2_000,
    retry: false,
  });
  const cells = useMemo(() => (root ? cellsBelow(root, (id) => trunkBelow(tree, id)) : []), [tree, root]);
  const counted = countedIn(tab);
  const waiting = useMemo(() => countsOf(cells, figures, counted), [cells, figures, counted]);
  if (!root) return null;
  const whole = root.level === 'city';
  const nameOf = (id: string) => {
    const known = tree.byId.get(id);
    return known ? unitName(known, 'short') : '';
  };
  const placeOf = (cell: Cell) => (whole ? cell.group : cell.id);
  const say = (cell: Cell, count: number | undefined) => {
    const name = nameOf(placeOf(cell));
    if (count === undefined) return t('desk.map.unknown', { unit: name });
    return t(placeOf(cell) === place ? 'desk.map.chosen' : `desk.map.${counted}`, { unit: name, count });
  };
  return (
    <section className="queue-map" aria-label={t('desk.map')}>
      <HexMap
        cells={cells}
        waiting={waiting}
        nameOf={nameOf}
        naming={whole ? 'groups' : 'cells'}
        label={t('desk.map')}
        letter={LETTER}
        say={say}
        sayCount={(count) => t('desk.map.orders', { count })}
        chosen={place}
        pointed={pointed ? cellOf(tree, cells, pointed.placeUnitId) : undefined}
        onOpen={(cell) => onPlace(placeOf(cell) === place ? undefined : placeOf(cell))}
      />
      <p className="soft">
        {t(place ? 'desk.map.narrowed' : `desk.map.shows.${counted}`, { unit: nameOf(place ?? '') })}
      </p>
    </section>
  );
});

function trunkBelow(tree: TreeView, id: string) {
  return (tree.children.get(id) ?? []).filter((child) => TRUNK.includes(child.level));
}

/** The figures of each place; on a city's map an institute carries its county's, which is what is counted. */
function countsOf(cells: readonly Cell[], figures: OrderFigures | undefined, counted: Counted): Map<string, number> {
  if (!figures) return new Map();
  const found = new Map(figures.byUnit.map((row) => [row.unitId, countOf(row, counted)]));
  const of = (cell: Cell) => found.get(cell.id) ?? (cell.group === figures.unitId ? 0 : (found.get(cell.group) ?? 0));
  return new Map([...found, ...cells.map((cell) => [cell.id, of(cell)] as const)]);
}

/** The hexagon in which a place lies. */
function cellOf(tree: TreeView, cells: readonly Cell[], placeUnitId: string): string | undefined {
  const path = new Set(pathIn(tree, placeUnitId).map((each) => each.id));
  return cells.find((cell) => path.has(cell.id))?.id;
}
