// biome-ignore-all lint/a11y/useSemanticElements: SVG has no element for a group of buttons
// biome-ignore-all lint/a11y/noStaticElementInteractions: a hexagon has the role of a button whenever it can be pressed
// biome-ignore-all lint/a11y/noAriaHiddenOnFocusable: a g takes no focus; the hexagons say what these letters and lines show
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import './HexMap.css';
import { type Cell, cornerOf, type DrawnCell, fitMap, heatOf, nameLines, nextIn } from './hexagons.ts';

interface HexMapProps {
  cells: readonly Cell[];
  /** Waiting orders by unit. */
  waiting: ReadonlyMap<string, number>;
  nameOf: (id: string) => string;
  /** Names are put on groups (counties), or on each hexagon. */
  naming: 'groups' | 'cells';
  label: string;
  /** A hexagon in words; without a number until it has been read. */
  say: (cell: Cell, waiting: number | undefined) => string;
  /** A number of orders, below a name. */
  sayCount: (count: number) => string;
  /** Pixels of a letter, so that names fit their hexagons; else one and a half of the page's own. */
  letter?: number;
  /** The cell, or the group, that is singled out; and the one that somebody points at elsewhere on the page. */
  chosen?: string | undefined;
  pointed?: string | undefined;
  /** What choosing a hexagon does, when it does anything. */
  onOpen: ((cell: Cell) => void) | undefined;
}

const DIRECTIONS: Record<string, { x: number; y: number }> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** The schematic map: one place of focus that the arrows move, Enter goes down. */
export function HexMap(props: HexMapProps) {
  const { cells, waiting, label, chosen, pointed, onOpen } = props;
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0, rem: 16 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () =>
      setSize({
        width: element.clientWidth,
        height: element.clientHeight,
        rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
      });
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    measure();
    return () => watch.disconnect();
  }, []);
  const map = useMemo(() => fitMap(cells, size, size.rem * 6), [cells, size]);
  const [at, setAt] = useState<string>();
  const focused = map.cells.some((cell) => cell.id === at) ? at : map.cells[0]?.id;
  const press = (event: KeyboardEvent, cell: DrawnCell) => {
    const direction = DIRECTIONS[event.key];
    if (direction) {
      event.preventDefault();
      const next = nextIn(cell, direction, map.cells);
      if (next) {
        setAt(next.id);
        document.getElementById(`hex-${next.id}`)?.focus();
      }
    } else if ((event.key === 'Enter' || event.key === ' ') && onOpen) {
      event.preventDefault();
      onOpen(cell);
    }
  };
  return (
    <div ref={box} className="map">
      <svg width={size.width} height={size.height} role="group" aria-label={label}>
        {map.cells.map((cell) => (
          <Hexagon
            key={cell.id}
            cell={cell}
            radius={map.radius}
            waiting={waiting.get(cell.id)}
            said={props.say(cell, waiting.get(cell.id))}
            mark={markOf(cell, chosen, pointed)}
            focusable={cell.id === focused}
            onFocus={() => setAt(cell.id)}
            onPress={press}
            onOpen={onOpen}
          />
        ))}
        <Borders cells={map.cells} radius={map.radius} />
        <Names {...props} letter={props.letter ?? size.rem * 1.5} cells={map.cells} radius={map.radius} />
      </svg>
    </div>
  );
}

function markOf(cell: Cell, chosen: string | undefined, pointed: string | undefined): string {
  if (pointed !== undefined && cell.id === pointed) return ' pointed';
  return chosen !== undefined && (cell.id === chosen || cell.group === chosen) ? ' chosen' : '';
}

interface HexagonProps {
  cell: DrawnCell;
  radius: number;
  /** Undefined until it has been read. */
  waiting: number | undefined;
  /** In words, for those who hear it or rest on it. */
  said: string;
  mark: string;
  focusable: boolean;
  onFocus: () => void;
  onPress: (event: KeyboardEvent, cell: DrawnCell) => void;
  onOpen: ((cell: Cell) => void) | undefined;
}

function Hexagon({ cell, radius, waiting, said, mark, focusable, onFocus, onPress, onOpen }: HexagonProps) {
  const points = [0, 1, 2, 3, 4, 5].map((n) => {
    const { x, y } = cornerOf(cell, radius * 0.955, n);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <polygon
      id={`hex-${cell.id}`}
      className={`hex heat-${waiting === undefined ? 'unknown' : heatOf(waiting)}${mark}`}
      points={points.join(' ')}
      role={onOpen ? 'button' : 'img'}
      aria-label={said}
      tabIndex={focusable ? 0 : -1}
      onFocus={onFocus}
      onKeyDown={(event) => onPress(event, cell)}
      onClick={() => onOpen?.(cell)}
    >
      <title>{said}</title>
    </polygon>
  );
}

/** Gaps between counties, and the line around them all. */
function Borders({ cells, radius }: { cells: readonly DrawnCell[]; radius: number }) {
  return (
    <g className="borders" aria-hidden="true">
      {cells.flatMap((cell) =>
        cell.borders.map(({ side, kind }) => {
          const from = cornerOf(cell, radius, side);
          const to = cornerOf(cell, radius, side + 1);
          return <line key={`${cell.id}-${side}`} className={kind} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />;
        }),
      )}
    </g>
  );
}

type NamesProps = Omit<HexMapProps, 'cells' | 'letter'> & {
  cells: readonly DrawnCell[];
  radius: number;
  letter: number;
};

/** Of a hexagon's radius, how wide a name may be. */
const NAME_WIDTH = 1.62;

function Names({ cells, radius, waiting, nameOf, naming, sayCount, letter }: NamesProps) {
  const groups = new Map<string, DrawnCell[]>();
  for (const cell of cells) {
    const key = naming === 'groups' ? cell.group : cell.id;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const most = (radius * NAME_WIDTH) / letter;
  return (
    <g className="names" aria-hidden="true">
      {[...groups].map(([id, members]) => {
        const x = members.reduce((sum, cell) => sum + cell.x, 0) / members.length;
        const y = members.reduce((sum, cell) => sum + cell.y, 0) / members.length;
        // A county's own number: some of its orders are wanted at the centre itself, at none of its institutes.
        const total = waiting.get(id);
        const lines = naming === 'cells' ? nameLines(nameOf(id), most) : [{ text: nameOf(id), letters: 0 }];
        return (
          <text key={id} x={x} y={y - ((lines.length - 1) * letter) / 2}>
            {lines.map(({ text, letters }, index) => (
              <tspan
                key={text}
                x={x}
                dy={index === 0 ? '-0.1em' : '1.15em'}
                {...(letters > most ? { textLength: radius * NAME_WIDTH, lengthAdjust: 'spacingAndGlyphs' } : {})}
              >
                {text}
              </tspan>
            ))}
            {total === undefined ? null : (
              <tspan x={x} dy="1.15em" className="n">
                {sayCount(total)}
              </tspan>
            )}
          </text>
        );
      })}
    </g>
  );
}
