import { pathOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { PAGE_LIMIT, type PageOf } from '../../shared/page.ts';
import { forbidden, notFound } from '../../shared/problem.ts';
import { openKeys } from '../../vault/actions/petition-keys.ts';
import { FEW, inFives } from '../rules/few.ts';
import { reportMonths } from '../rules/report-months.ts';
import {
  type PetitionFilter,
  type PetitionReport,
  type PetitionRow,
  petitionClocks,
  type ReportQuery,
} from '../schema/petitions.ts';
import { openStatuses, type Status } from '../schema/states.ts';
import { LAST } from '../store/list.ts';
import {
  countByDepartment,
  type DepartmentCounts,
  type ListedPetition,
  listEndedPetitions,
  listPetitions,
} from '../store/petitions.ts';
import { tiesOf } from './conflict.ts';
import { type Ground, loadGround } from './ground.ts';
import { clockCursor, idCursor, writeClock } from './list.ts';
import { readWord } from './opening.ts';

/** Characters of the masked words that a row shows. */
const BEGINNING = 200;

/** States in which something of a petition is a department's business. */
const OF_DEPARTMENTS: ReadonlySet<Status> = new Set<Status>([
  ...petitionClocks.notice,
  ...petitionClocks.resolve,
  ...petitionClocks.confirm,
  ...petitionClocks.reconsideration,
  ...petitionClocks.ended,
]);

/**
 * One page of petitions: of a clerk's subtree, or of an officer's own department; the nearest clock first, ended ones the
 * newest first. Rows hold masked words only. Problems: `platform.forbidden`, `platform.not_found`, `orders.cursor_unknown`.
 */
export async function petitionsOf(
  context: Context,
  actor: Actor,
  filter: PetitionFilter,
): Promise<PageOf<PetitionRow>> {
  const ground = await loadGround(context, actor.networkId);
  const { unitId, department } = placeOf(ground, actor, filter.unit);
  const asked: readonly Status[] = filter.clock ? petitionClocks[filter.clock] : openStatuses;
  const statuses = asked.filter((status) => !department || OF_DEPARTMENTS.has(status));
  const limit = filter.limit ?? PAGE_LIMIT;
  const now = context.clock.now();
  const ended = filter.clock === 'ended';
  const rows = await context.database.transaction(actor.networkId, async (connection) => {
    const notAbout = await tiesOf(ground, connection, actor, now);
    const scope = { unitId, statuses, limit: limit + 1, notAbout };
    return ended
      ? listEndedPetitions(connection, scope, idCursor(filter.cursor) ?? LAST)
      : listPetitions(
          connection,
          scope,
          clockCursor(filter.cursor) ?? { dueAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' },
          filter.late ? now : null,
        );
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const cursor = last && (ended ? last.id : writeClock({ dueAt: last.dueAt?.toISOString() ?? '', id: last.id }));
  const masked = await openMasked(context, actor.networkId, shown);
  return {
    items: shown.map((row) => rowOf(row, masked.get(row.id) ?? null)),
    nextCursor: rows.length > limit ? (cursor ?? null) : null,
  };
}

/** Where the caller may look: clerks at a unit of theirs or below, officers at their own department. */
function placeOf(ground: Ground, actor: Actor, wanted: string | undefined): { unitId: string; department: boolean } {
  const own = actor.grants.filter((grant) => grant.role === 'petition_clerk' || grant.role === 'department_officer');
  const unitId = wanted ?? own[0]?.unitId;
  if (unitId === undefined) throw forbidden();
  if (!ground.tree.units.has(unitId)) throw notFound();
  if (holdsRole(actor, ['petition_clerk'], pathOf(ground.tree, unitId))) return { unitId, department: false };
  if (holdsRole(actor, ['department_officer'], [unitId])) return { unitId, department: true };
  throw forbidden();
}

/** The beginnings of the masked words, out of their seals. */
async function openMasked(
  context: Context,
  networkId: string,
  rows: readonly ListedPetition[],
): Promise<Map<string, string>> {
  const sealed = rows.filter((row) => row.masked?.sealed).map((row) => row.id);
  const keys = sealed.length > 0 ? await openKeys(context, networkId, sealed, 'content') : new Map<string, Buffer>();
  const opened = new Map<string, string>();
  for (const { id, masked } of rows) {
    const words = masked && readWord(networkId, masked, keys.get(id));
    if (words !== null) opened.set(id, words.slice(0, BEGINNING));
  }
  return opened;
}

function rowOf(row: ListedPetition, masked: string | null): PetitionRow {
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...row,
    masked,
    submittedAt: row.submittedAt.toISOString(),
    statusSince: row.statusSince.toISOString(),
    warnAt: text(row.warnAt),
    dueAt: text(row.dueAt),
    noticeBy: text(row.noticeBy),
    resolveBy: text(row.resolveBy),
    instructionDueBy: text(row.instructionDueBy),
  };
}

/**
 * How departments dealt with what the clerks of a subtree forwarded to them in whole months, the last three if none are
 * named. Counts are told in whole fives, and departments with fewer not at all. Problems: `platform.forbidden`,
 * `platform.not_found`, `orders.report_months` (422).
 */
export async function reportByDepartment(context: Context, actor: Actor, query: ReportQuery): Promise<PetitionReport> {
  const ground = await loadGround(context, actor.networkId);
  const grants = actor.grants.filter((grant) => grant.role === 'petition_clerk' || grant.role === 'observer');
  const unitId = query.unit ?? grants[0]?.unitId;
  if (unitId === undefined) throw forbidden();
  if (!ground.tree.units.has(unitId)) throw notFound();
  if (!holdsRole(actor, ['petition_clerk', 'observer'], pathOf(ground.tree, unitId))) throw forbidden();
  const now = context.clock.now();
  const { from, to, start, end } = reportMonths(query, now, ground.calendar.offsetMinutes);
  const counts = await context.database.transaction(actor.networkId, async (connection) => {
    const notAbout = await tiesOf(ground, connection, actor, now);
    return countByDepartment(connection, { unitId, start, end, notAbout });
  });
  return {
    unitId,
    from,
    to,
    departments: counts.filter((each) => each.received >= FEW).map(shownOf),
  };
}

/** A department's counts in whole fives, and its median where five replies or more stand behind it. */
function shownOf(counts: DepartmentCounts): PetitionReport['departments'][number] {
  const { departmentId, received, replied, onTime, disputed, reopened, medianDays } = counts;
  return {
    departmentId,
    received: inFives(received),
    replied: inFives(replied),
    onTime: inFives(onTime),
    disputed: inFives(disputed),
    reopened: inFives(reopened),
    medianDays: replied >= FEW && medianDays !== null ? Math.round(medianDays * 10) / 10 : null,
  };
}
