import Type, { type Static } from 'typebox';

/** One row of an import of the tree. CSV has the same names as columns; an empty cell is an absent field. */
export interface TreeRow {
  code: string;
  /** Code of the unit above, in the same file or already there; absent for the city. */
  parentCode?: string | null;
  level: string;
  nameZh: string;
  /** The Chinese name if absent. */
  nameEn?: string | null;
  /** The Chinese name if absent. */
  shortNameZh?: string | null;
  plaque?: string | null;
  plaqueSince?: string | null;
  longitude?: number | string | null;
  latitude?: number | string | null;
  placeApproximate?: boolean | string | null;
  address?: string | null;
  phone?: string | null;
  openingHours?: unknown;
  /** Today if absent. */
  openedOn?: string | null;
  invented?: boolean | string | null;
  gridQ?: number | string | null;
  gridR?: number | string | null;
}

/** A file of units: CSV or JSON, as text. */
export const TreeFile = Type.Object(
  { text: Type.String({ minLength: 1, description: 'CSV or JSON' }) },
  { additionalProperties: false },
);

/** One thing wrong with one row of an import. `row`: line of the file, or position in the list from 1. */
export const ImportErrorShape = Type.Object({
  row: Type.Integer(),
  field: Type.String(),
  code: Type.String({ description: 'problem code' }),
  message: Type.String({
    description: 'what is wrong and how to mend it, in English; people read the code’s translation',
  }),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type ImportError = Static<typeof ImportErrorShape>;

/** How many units an import opens, changes, and finds as the file says. */
export const ImportCounts = Type.Object({
  created: Type.Integer(),
  changed: Type.Integer(),
  moved: Type.Integer({ description: 'of those changed: they stand below another unit, and their orders with them' }),
  unchanged: Type.Integer(),
});

/** What an import did, or would do. */
export interface ImportResult extends Static<typeof ImportCounts> {
  errors: ImportError[];
}

/** What a file would change. Of its errors the first 200, and how many there are. */
export const ImportReport = Type.Object({
  ...ImportCounts.properties,
  errors: Type.Array(ImportErrorShape),
  errorCount: Type.Integer(),
});
