import type { ImportPreview } from '../schema/import.ts';
import type { ImportPlan } from './import.ts';
import type { Tree, Unit } from './tree.ts';

/** So many new and so many changed units are told one by one. */
const TOLD = 50;
/** What the file says nothing of, or what is told by the code of the unit above. */
const UNTOLD: ReadonlySet<keyof Unit> = new Set<keyof Unit>(['id', 'parentId', 'version']);

/**
 * What a plan would open, and of what it would change each field with what it is and will be, as the columns of a file have
 * them; the first 50 of both, in the order of the rows.
 */
export function previewOf(plan: ImportPlan, tree: Tree | undefined): ImportPreview {
  const byRow = (units: readonly Unit[]) =>
    units
      .map((unit) => ({ row: plan.rows.get(unit.id) ?? 0, unit }))
      .sort((a, b) => a.row - b.row)
      .slice(0, TOLD);
  const codes = new Map(plan.created.map((unit) => [unit.id, unit.code]));
  const codeOf = (id: string | null) => (id === null ? null : (tree?.units.get(id)?.code ?? codes.get(id) ?? null));
  return {
    opening: byRow(plan.created).map(({ row, unit: { code, nameZh, nameEn, level } }) => ({
      row,
      code,
      nameZh,
      nameEn,
      level,
    })),
    changing: byRow(plan.changed).flatMap(({ row, unit }) => {
      const before = tree?.units.get(unit.id);
      if (!before) return [];
      const { code, nameZh, nameEn } = before;
      return [{ row, code, nameZh, nameEn, fields: fieldsOf(before, unit, codeOf) }];
    }),
  };
}

function fieldsOf(
  before: Unit,
  after: Unit,
  codeOf: (id: string | null) => string | null,
): ImportPreview['changing'][number]['fields'] {
  const moved = { field: 'parentCode', before: codeOf(before.parentId), after: codeOf(after.parentId) };
  const fields = (Object.keys(after) as (keyof Unit)[])
    .filter((field) => !UNTOLD.has(field))
    .map((field) => ({ field, before: textOf(before[field]), after: textOf(after[field]) }));
  return [moved, ...fields].filter((each) => each.before !== each.after);
}

/** A value as a cell of a file has it; null: empty. */
function textOf(value: Unit[keyof Unit]): string | null {
  if (value === null) return null;
  if (typeof value !== 'object') return String(value);
  return value.map(({ days, opens, closes }) => `${days.join(',')} ${opens}-${closes}`).join('; ');
}
