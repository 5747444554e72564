/** How close the rows stand, and which columns are shown; kept on this device. */
export const densities = ['close', 'normal', 'wide'] as const;
export type Density = (typeof densities)[number];

/** Columns that can be chosen; the clock and the person's own words are always there. */
export const choosable = ['number', 'kind', 'status', 'place', 'owner', 'at'] as const;
export type Choosable = (typeof choosable)[number];

export interface Layout {
  density: Density;
  columns: readonly Choosable[];
  /** Whether the map stands above the rows. */
  map: boolean;
}

export const usualLayout: Layout = { density: 'normal', columns: ['kind', 'place', 'at'], map: false };

/** Pixels of a row. */
export const rowPixels: Record<Density, number> = { close: 32, normal: 44, wide: 60 };

/** All columns in the order in which they stand, with the width of each for the grid's template. */
const widths = {
  clock: '124px',
  number: '96px',
  kind: 'minmax(96px, 150px)',
  words: 'minmax(0, 1fr)',
  status: '88px',
  place: 'minmax(120px, 214px)',
  owner: 'minmax(110px, 170px)',
  at: '88px',
} as const;
export type Column = keyof typeof widths;

/** The columns of a layout, in the order in which they stand. */
export function columnsOf({ columns }: Layout): Column[] {
  return (Object.keys(widths) as Column[]).filter(
    (column) => column === 'clock' || column === 'words' || columns.includes(column),
  );
}

/** The grid's template for a layout. */
export function templateOf(layout: Layout): string {
  return columnsOf(layout)
    .map((column) => widths[column])
    .join(' ');
}

/** Reads what was kept; what it does not know it leaves out. */
export function readLayout(kept: string | null): Layout {
  try {
    const read = JSON.parse(kept ?? '') as { density?: unknown; columns?: unknown; map?: unknown };
    const { columns } = read;
    return {
      density: densities.find((each) => each === read.density) ?? usualLayout.density,
      columns: Array.isArray(columns) ? choosable.filter((each) => columns.includes(each)) : usualLayout.columns,
      map: read.map === true,
    };
  } catch {
    return usualLayout;
  }
}
