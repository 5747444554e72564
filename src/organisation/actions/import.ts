import type { Static } from 'typebox';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows, eventsOf, type NewEvent } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, jobActor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { forgetOrganisation, today } from '../actions.ts';
import { missingCells, withCells } from '../rules/cells.ts';
import { demandAdministrator } from '../rules/changes.ts';
import { type ImportPlan, planImport } from '../rules/import.ts';
import { readFileRows } from '../rules/import-file.ts';
import { previewOf } from '../rules/import-preview.ts';
import { buildTree, pathOf, subtreeOf, type Tree, type Unit } from '../rules/tree.ts';
import type { ImportCounts, ImportReport, ImportResult } from '../schema/import.ts';
import { insertUnits, loadUnits, lockTree, rewriteAncestors, updateUnits } from '../store/units.ts';
import { createNetwork } from './networks.ts';

/** How rows are brought in. */
interface ImportOptions {
  dryRun?: boolean;
  /** The line of the n-th row. */
  rowOf?: (index: number) => number;
  attempt?: Attempt | undefined;
}

/** Errors of a file that are told; more help nobody. */
const TOLD_ERRORS = 200;

/**
 * What the text of a file (CSV or JSON) would change; writes nothing. Needs an administrator of the city. Problems
 * `platform.forbidden` (403), and those of `readFileRows` (422).
 */
export async function checkTreeFile(
  context: Context,
  actor: Actor,
  text: string,
): Promise<Static<typeof ImportReport>> {
  const { rows, lines } = readFileRows(text);
  const rowOf = (index: number) => lines[index] ?? index + 1;
  const result = await importTree(context, actor, rows, { dryRun: true, rowOf });
  const { preview = { opening: [], changing: [] }, errors, ...counts } = result;
  return { ...counts, ...preview, errors: errors.slice(0, TOLD_ERRORS), errorCount: errors.length };
}

/**
 * Brings the tree to what the text of a file says, and gives how many units that touched: all or nothing. Problems as
 * `checkTreeFile`; `organisation.import_refused` (422) where it found an error.
 */
export async function importTreeFile(
  context: Context,
  actor: Actor,
  text: string,
  attempt?: Attempt,
): Promise<Static<typeof ImportCounts>> {
  const { errors, created, changed, moved, unchanged } = await importTree(context, actor, readFileRows(text).rows, {
    attempt,
  });
  const count = errors.length;
  if (count === 0) return { created, changed, moved, unchanged };
  throw new Problem(
    'organisation.import_refused',
    422,
    `${count} errors: nothing was written. Have the file checked, mend them, and send it again.`,
    { params: { count } },
  );
}

/**
 * Begins a city in a database without a network: the network takes code and names of the one row of level city, and its
 * tree is what the rows say. With an error, or dry, nothing is made and `networkId` is null. Cut off between the two, the
 * network is there without a tree, and `importTree` with the same rows goes on.
 */
export async function importFirstTree(
  context: Context,
  rows: readonly unknown[],
  options: ImportOptions = {},
): Promise<ImportResult & { networkId: string | null }> {
  const at = context.clock.now();
  const rowOf = options.rowOf ?? ((index: number) => index + 1);
  const plan = planImport(rows, undefined, { newId: () => newId(at), today: today(context), rowOf });
  const city = plan.created.find((unit) => unit.level === 'city');
  if (plan.errors.length > 0 || options.dryRun || !city) return { ...countsOf(plan), networkId: null };
  const networkId = await createNetwork(context, {
    code: city.code.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    nameZh: city.nameZh,
    nameEn: city.nameEn ?? city.nameZh,
    divisionCode: city.code,
  });
  return { ...(await importTree(context, jobActor(networkId, 'organisation.first_tree'), rows, options)), networkId };
}

function countsOf(plan: ImportPlan): ImportResult {
  const { created, changed, moved, unchanged, errors } = plan;
  return { created: created.length, changed: changed.length, moved: moved.length, unchanged, errors };
}

/**
 * Brings the tree to what the rows say: new units are opened, known ones (by code) changed or moved, the rest left as it
 * is; none is closed. All or nothing: with one error nothing is written, and every error is given with its row. A dry run
 * writes nothing either way. Sent again with its key it writes nothing more and gives what the first did. Needs an administrator
 * of the city, or a job.
 */
export async function importTree(
  context: Context,
  actor: Actor,
  rows: readonly unknown[],
  options: ImportOptions = {},
): Promise<ImportResult> {
  const at = context.clock.now();
  const date = today(context);
  const environment = { newId: () => newId(at), today: date, rowOf: options.rowOf ?? ((index) => index + 1) };
  const result = await context.database.transaction(actor.networkId, async (connection) => {
    await lockTree(connection);
    const units = await loadUnits(connection);
    const tree = units.length === 0 ? undefined : buildTree(units);
    demandAdministrator(actor, tree ? [tree.rootId] : []);
    const plan = planImport(rows, tree, environment);
    if (options.dryRun) return { ...countsOf(plan), preview: previewOf(plan, tree) };
    if (plan.errors.length > 0) return countsOf(plan);
    const importId = newId(at);
    const first = await claimAttempt(connection, options.attempt, { status: 200, subjectId: importId, at });
    if (first) return countsBefore(connection, tree, first.subjectId);
    await write(connection, actor, { at, date, tree, importId }, plan);
    return countsOf(plan);
  });
  forgetOrganisation(context, actor.networkId);
  return result;
}

/** What an import did that was asked for before. */
async function countsBefore(
  connection: Connection,
  tree: Tree | undefined,
  importId: string | null,
): Promise<ImportResult> {
  const events = tree ? await eventsOf(connection, tree.rootId) : [];
  const [done] = events.filter(
    ({ kind, body }) =>
      kind === 'organisation.tree_imported' && (body as { importId?: string } | null)?.importId === importId,
  );
  const nothing = { created: 0, changed: 0, moved: 0, unchanged: 0 };
  const { importId: _, ...counts } = { ...nothing, ...(done?.body as Partial<ImportResult> & { importId?: string }) };
  return { ...counts, errors: [] };
}

async function write(
  connection: Connection,
  actor: Actor,
  now: { at: Date; date: string; tree: Tree | undefined; importId: string },
  plan: ImportPlan,
): Promise<void> {
  if (plan.created.length + plan.changed.length === 0) return;
  const before = now.tree?.units ?? new Map<string, Unit>();
  const whole = (created: readonly Unit[], changed: readonly Unit[]) =>
    buildTree(new Map([...before.values(), ...created, ...changed].map((unit) => [unit.id, unit])).values());
  const cells = missingCells(whole(plan.created, leaveCells(plan, before)), now.date);
  const created = withCells(plan.created, cells);
  const changed = withCells(leaveCells(plan, before), cells);
  const after = whole(created, changed);
  const placed = (id: string) => {
    const unit = after.units.get(id);
    return unit ? [{ unit, path: pathOf(after, id) }] : [];
  };
  const rows = eventRows(importEvents(plan, after, now.importId), actor, now.at);
  const mark = { at: now.at, actorId: actor.id, change: 'imported' as const };
  await insertUnits(
    connection,
    created.flatMap((unit) => placed(unit.id)),
    mark,
    rows,
  );
  const rest = plan.created.length > 0 ? [] : rows;
  const written = await updateUnits(connection, changed, { ...mark, today: now.date }, rest);
  if (written < changed.length) throw new Error('Units changed although the tree was locked.');
  const elsewhere = new Set(plan.moved.flatMap(({ unitId }) => subtreeOf(after, unitId)));
  await rewriteAncestors(connection, [...elsewhere].flatMap(placed));
}

/** Changed units; those that move leave their cell of the schematic map, unless the file gives them another. */
function leaveCells(plan: ImportPlan, before: ReadonlyMap<string, Unit>): Unit[] {
  const moved = new Set(plan.moved.map(({ unitId }) => unitId));
  return plan.changed.map((unit) => {
    const old = before.get(unit.id);
    const stays = !moved.has(unit.id) || unit.gridQ !== old?.gridQ || unit.gridR !== old?.gridR;
    return stays ? unit : { ...unit, gridQ: null, gridR: null };
  });
}

function importEvents(plan: ImportPlan, after: Tree, importId: string): NewEvent[] {
  const unit = { subjectKind: 'unit', subjectId: after.rootId, unitId: after.rootId };
  const { errors: _, ...counts } = countsOf(plan);
  return [
    { ...unit, kind: 'organisation.tree_imported', body: { importId, ...counts } },
    ...plan.moved.map(({ unitId, from, to }) => ({
      kind: 'organisation.unit_moved',
      subjectKind: 'unit',
      subjectId: unitId,
      unitId,
      body: { from, to },
    })),
  ];
}
