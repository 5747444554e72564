import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { eventRows, type NewEvent } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { detailOf, forgetOrganisation, readTree, today } from '../actions.ts';
import { missingCells, withCells } from '../rules/cells.ts';
import {
  demandAdministrator,
  demandClosable,
  demandCoherent,
  demandKeepable,
  demandMergeable,
  demandMovable,
  demandParent,
  unitToReshape,
  versionConflict,
} from '../rules/changes.ts';
import { buildTree, lastingChildren, pathOf, subtreeOf, type Tree, type Unit } from '../rules/tree.ts';
import type { ClosingInput, MergeInput, MoveInput, NewUnit, UnitChange, UnitDetail, UnitVersion } from '../schema.ts';
import { insertUnits, lockTree, rewriteAncestors, updateUnits } from '../store/units.ts';

/** Whoever moves gets a cell beside the new siblings. */
const NO_CELL = { gridQ: null, gridR: null };

/** A change of the tree, and what is told of it. */
interface Reshaping {
  created?: Unit;
  changed: Unit[];
  /** Units that stand elsewhere now; what is below them follows. */
  moved: string[];
  events: NewEvent[];
  change: UnitVersion['change'];
  /** Whom the answer shows. */
  unitId: string;
}

/**
 * One change of the tree: nobody else changes its shape meanwhile, the rules decide on the tree as it is, and the change,
 * its history and its events are written together. A write sent twice gives the unit as it is now.
 */
async function reshape(
  context: Context,
  actor: Actor,
  attempt: Attempt | undefined,
  subject: { status: number; id: string },
  decide: (tree: Tree, date: string, at: Date) => Reshaping,
): Promise<UnitDetail> {
  const at = context.clock.now();
  const date = today(context);
  const detail = await context.database.transaction(actor.networkId, async (connection) => {
    const answer = { status: subject.status, subjectId: subject.id, at };
    const first = await claimAttempt(connection, attempt, answer);
    if (first) return detailOf(await readTree(connection), first.subjectId ?? subject.id, date);
    await lockTree(connection);
    const tree = await readTree(connection);
    const reshaping = placed(tree, decide(tree, date, at), date);
    const after = applyTo(tree, reshaping);
    await write(connection, actor, { at, date, after }, reshaping);
    return detailOf(after, reshaping.unitId, date);
  });
  forgetOrganisation(context, actor.networkId);
  return detail;
}

/** Gives new and moved units their cells of the schematic map. */
function placed(tree: Tree, reshaping: Reshaping, date: string): Reshaping {
  const cells = missingCells(applyTo(tree, reshaping), date);
  const [created] = withCells(reshaping.created ? [reshaping.created] : [], cells);
  return { ...reshaping, changed: withCells(reshaping.changed, cells), ...(created ? { created } : {}) };
}

function applyTo(tree: Tree, { created, changed }: Reshaping): Tree {
  const units = new Map(tree.units);
  for (const unit of created ? [...changed, created] : changed) units.set(unit.id, unit);
  return buildTree(units.values());
}

async function write(
  connection: Connection,
  actor: Actor,
  now: { at: Date; date: string; after: Tree },
  { created, changed, moved, events, change }: Reshaping,
): Promise<void> {
  const rows = eventRows(events, actor, now.at);
  const mark = { at: now.at, actorId: actor.id, change };
  if (created) await insertUnits(connection, [{ unit: created, path: pathOf(now.after, created.id) }], mark, rows);
  if (changed.length > 0) {
    const written = await updateUnits(connection, changed, { ...mark, today: now.date }, created ? [] : rows);
    if (written < changed.length) throw versionConflict();
  }
  const elsewhere = moved
    .flatMap((id) => subtreeOf(now.after, id))
    .flatMap((id) => now.after.units.get(id) ?? [])
    .map((unit) => ({ unit, path: pathOf(now.after, unit.id) }));
  await rewriteAncestors(connection, elsewhere);
}

function demandVersion(unit: Unit, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== unit.version) throw versionConflict();
}

/**
 * Opens a unit below another. Needs an administrator of the unit above. Problems `organisation.code_taken` (409),
 * `unit_unknown`, `unit_closed`, `level_not_below`, `plaque_date_needed`, `place_incomplete`, `hours_wrong`.
 */
export function openUnit(context: Context, actor: Actor, input: NewUnit, attempt?: Attempt): Promise<UnitDetail> {
  const id = newId(context.clock.now());
  return reshape(context, actor, attempt, { status: 201, id }, (tree, date) => {
    demandAdministrator(actor, pathOf(tree, input.parentId));
    const openedOn = input.openedOn ?? date;
    const [, later = date] = [openedOn, date].sort();
    demandParent(tree, input.level, input.parentId, later);
    if (tree.byCode.has(input.code))
      throw new Problem(
        'organisation.code_taken',
        409,
        'Another unit has this code, perhaps a closed one. Choose another.',
        {
          field: '/code',
        },
      );
    const created: Unit = {
      plaque: 'none',
      plaqueSince: null,
      longitude: null,
      latitude: null,
      placeApproximate: false,
      address: null,
      phone: null,
      openingHours: null,
      shortNameZh: input.nameZh,
      ...input,
      id,
      openedOn,
      closedOn: null,
      mergedInto: null,
      invented: false,
      gridQ: null,
      gridR: null,
      version: 1,
    };
    demandCoherent(created);
    const event = unitEvent('unit_opened', created, { level: created.level, parentId: created.parentId, openedOn });
    return { created, changed: [], moved: [], events: [event], change: 'opened', unitId: id };
  });
}

/**
 * Changes what is written of a unit: names, plaque, place, hours. Needs an administrator of it. Problems
 * `organisation.version_conflict` (412) when `ifMatch` is another version, `plaque_date_needed`, `place_incomplete`, `hours_wrong`.
 */
export function changeUnit(
  context: Context,
  actor: Actor,
  unitId: string,
  input: UnitChange,
  ifMatch?: number,
  attempt?: Attempt,
): Promise<UnitDetail> {
  return reshape(context, actor, attempt, { status: 200, id: unitId }, (tree) => {
    const unit = tree.units.get(unitId);
    if (!unit) throw notFound();
    demandAdministrator(actor, pathOf(tree, unitId));
    demandVersion(unit, ifMatch);
    const changed = { ...unit, ...input, version: unit.version + 1 };
    demandCoherent(changed);
    const event = unitEvent('unit_changed', changed, { fields: Object.keys(input) });
    return { changed: [changed], moved: [], events: [event], change: 'changed', unitId };
  });
}

/**
 * Closes a unit on a date and names who carries on what is open: with the date's coming, `organisation.unit_closed` tells
 * the other capabilities to hand it over. Needs an administrator above. Problems as `demandClosable`, and
 * `organisation.version_conflict`.
 */
export function closeUnit(
  context: Context,
  actor: Actor,
  unitId: string,
  input: ClosingInput,
  ifMatch?: number,
  attempt?: Attempt,
): Promise<UnitDetail> {
  return reshape(context, actor, attempt, { status: 200, id: unitId }, (tree, date) => {
    const unit = unitToReshape(tree, actor, unitId);
    demandVersion(unit, ifMatch);
    const on = input.on ?? date;
    const heirId = input.heirId ?? null;
    demandClosable(tree, unit, { on, heirId });
    const closed = { ...unit, closedOn: on, mergedInto: heirId, version: unit.version + 1 };
    const events = [closingEvent(closed, date)];
    return { changed: [closed], moved: [], events, change: 'closed', unitId };
  });
}

/**
 * Takes back a closing, or a merging, that is planned for a later day: the unit works on. Needs an administrator above.
 * `organisation.unit_kept_open` tells it. Problems as `demandKeepable`, and `organisation.version_conflict`.
 */
export function keepUnitOpen(
  context: Context,
  actor: Actor,
  unitId: string,
  ifMatch?: number,
  attempt?: Attempt,
): Promise<UnitDetail> {
  return reshape(context, actor, attempt, { status: 200, id: unitId }, (tree, date) => {
    const unit = unitToReshape(tree, actor, unitId);
    demandVersion(unit, ifMatch);
    demandKeepable(tree, unit, date);
    const kept = { ...unit, closedOn: null, mergedInto: null, version: unit.version + 1 };
    const events = [unitEvent('unit_kept_open', kept, { closing: unit.closedOn, heirId: unit.mergedInto })];
    return { changed: [kept], moved: [], events, change: 'kept_open', unitId };
  });
}

/**
 * Merges a unit into another of its level: units below move to the heir, the merged one stays readable and points to it.
 * Needs an administrator above both. Problems as `demandMergeable`, and `organisation.version_conflict`.
 */
export function mergeUnits(
  context: Context,
  actor: Actor,
  unitId: string,
  input: MergeInput,
  ifMatch?: number,
  attempt?: Attempt,
): Promise<UnitDetail> {
  return reshape(context, actor, attempt, { status: 200, id: unitId }, (tree, date) => {
    const unit = unitToReshape(tree, actor, unitId);
    demandVersion(unit, ifMatch);
    const on = input.on ?? date;
    demandMergeable(tree, unit, input.into, on, date);
    const heirParent = tree.units.get(input.into)?.parentId;
    if (heirParent) demandAdministrator(actor, pathOf(tree, heirParent));
    const merged = { ...unit, closedOn: on, mergedInto: input.into, version: unit.version + 1 };
    const moved = lastingChildren(tree, unitId, date).map((child) => ({
      ...child,
      parentId: input.into,
      // Each institute has a map of its own: on the heir's, a station takes a free cell.
      ...(unit.level === 'institute' && child.level === 'station' ? NO_CELL : {}),
      version: child.version + 1,
    }));
    const events = [
      ...moved.map((child) => unitEvent('unit_moved', child, { from: unitId, to: input.into })),
      closingEvent(merged, date),
    ];
    const change = 'merged';
    return { changed: [merged, ...moved], moved: moved.map((child) => child.id), events, change, unitId };
  });
}

/**
 * Moves a unit with all below it under another. `organisation.unit_moved` tells the other capabilities to rewrite what
 * they keep by subtree. Needs an administrator above both places. Problems `organisation.move_into_itself`, `unit_closed`,
 * `unit_unknown`, `level_not_below`, `version_conflict`.
 */
export function moveUnit(
  context: Context,
  actor: Actor,
  unitId: string,
  input: MoveInput,
  ifMatch?: number,
  attempt?: Attempt,
): Promise<UnitDetail> {
  return reshape(context, actor, attempt, { status: 200, id: unitId }, (tree, date) => {
    const unit = unitToReshape(tree, actor, unitId);
    demandVersion(unit, ifMatch);
    demandMovable(tree, unit, input.parentId, date);
    demandAdministrator(actor, pathOf(tree, input.parentId));
    const moved = { ...unit, parentId: input.parentId, ...NO_CELL, version: unit.version + 1 };
    const event = unitEvent('unit_moved', moved, { from: unit.parentId, to: input.parentId });
    return { changed: [moved], moved: [unitId], events: [event], change: 'moved', unitId };
  });
}

function unitEvent(what: string, unit: Unit, body: NonNullable<NewEvent['body']>): NewEvent {
  return { kind: `organisation.${what}`, subjectKind: 'unit', subjectId: unit.id, unitId: unit.id, body };
}

/** A closing that takes effect tells it at once; a later one is told by the job on its day. */
function closingEvent(unit: Unit, date: string): NewEvent {
  const body = { heirId: unit.mergedInto, parentId: unit.parentId, level: unit.level, on: unit.closedOn };
  const due = unit.closedOn !== null && unit.closedOn <= date;
  return unitEvent(due ? 'unit_closed' : 'unit_closing', unit, body);
}
