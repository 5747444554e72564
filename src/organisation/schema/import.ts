import Type, { type Static } from 'typebox';
import { LevelShape } from '../schema.ts';

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

const Named = { row: Type.Integer(), code: Type.String(), nameZh: Type.String(), nameEn: Type.String() };
const Cell = Type.Union([Type.String(), Type.Null()], { description: 'as a cell of a file has it; null: empty' });

/** Unit by unit what an import would do: the first 50 that it would open, and the first 50 that it would change. */
export const ImportPreview = Type.Object({
  opening: Type.Array(Type.Object({ ...Named, level: LevelShape })),
  changing: Type.Array(
    Type.Object({
      ...Named,
      fields: Type.Array(Type.Object({ field: Type.String(), before: Cell, after: Cell })),
    }),
  ),
});
export type ImportPreview = Static<typeof ImportPreview>;

/** What an import did, or would do. */
export interface ImportResult extends Static<typeof ImportCounts> {
  errors: ImportError[];
  /** Of a dry run of a tree that is there. */
  preview?: ImportPreview;
}

/** What a file would change. Of its errors the first 200, and how many there are. */
export const ImportReport = Type.Object({
  ...ImportCounts.properties,
  ...ImportPreview.properties,
  errors: Type.Array(ImportErrorShape),
  errorCount: Type.Integer(),
});
