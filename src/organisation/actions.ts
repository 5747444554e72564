import type { Context } from '../platform/context.ts';
import type { Connection } from '../platform/database.ts';
import { type MadeOnce, makeOnce } from '../platform/made-once.ts';
import { notFound, Problem } from '../shared/problem.ts';
import { localDate } from '../shared/time.ts';
import type { Policies, PolicyBody, PolicyName } from './policies/schema/policies.ts';
import { seeds } from './policies/seeds.ts';
import { chineseCalendar } from './rules/calendar.ts';
import { askableNeeds, assemblePolicies } from './rules/policies.ts';
import {
  buildTree,
  isOpen,
  isWithin,
  lastingChildren,
  pathOf,
  plaqueRates,
  type Tree,
  type Unit,
} from './rules/tree.ts';
import type { CompactTree, NetworkShape, TreeUnit, UnitDetail, UnitFilter, UnitVersion } from './schema.ts';
import { loadMap, type MapRow } from './store/maps.ts';
import { loadPolicyRows, type PolicyRow, stampPolicies } from './store/policies.ts';
import { loadUnits, loadVersions, stampUnits } from './store/units.ts';

/** How old a kept tree or policy may be on a server that heard of no change. */
const KEPT_MILLISECONDS = 5_000;
/** For so long what was read whole is used again where it is still the same: thousands of units each five seconds are mostly waste. */
const SAME_MILLISECONDS = 3_600_000;

/** The local date of now, where the network is. */
export function today(context: Context): string {
  return localDate(context.clock.now(), chineseCalendar().offsetMinutes);
}

/**
 * All units of the network, teams and closed ones included, in one query, usually from memory. Problem
 * `organisation.tree_missing` (409) before a tree was imported.
 */
export function loadTree(context: Context, networkId: string): Promise<Tree> {
  return context.memo.get(`organisation.tree:${networkId}`, KEPT_MILLISECONDS, () =>
    context.database.transaction(networkId, (connection) => currentTree(context, connection)),
  );
}

/** The tree as it was committed last, read whole only where a unit changed since this process last did. Problem as in `loadTree`. */
export async function currentTree(context: Pick<Context, 'memo'>, connection: Connection): Promise<Tree> {
  const key = `organisation.tree_as:${connection.networkId}:${await stampUnits(connection)}`;
  return context.memo.get(key, SAME_MILLISECONDS, () => readTree(connection));
}

/** The tree as it is at this moment of a transaction. Problem as in `loadTree`. */
export async function readTree(connection: Connection): Promise<Tree> {
  const units = await loadUnits(connection);
  if (!units.some((unit) => unit.parentId === null))
    throw new Problem(
      'organisation.tree_missing',
      409,
      'This network has no city yet. Import its tree first: linli import tree FILE.',
    );
  return buildTree(units);
}

/** Every policy in force, usually from memory. */
export function loadPolicies(context: Context, networkId: string): Promise<Policies> {
  return context.memo.get(`organisation.policies:${networkId}`, KEPT_MILLISECONDS, () =>
    context.database.transaction(networkId, (connection) => currentPolicies(context, connection, context.clock.now())),
  );
}

/** Every policy in force at an instant, read whole only where others are in force than this process last read. */
export async function currentPolicies(
  context: Pick<Context, 'memo'>,
  connection: Connection,
  at: Date,
): Promise<Policies> {
  const key = `organisation.policies_as:${connection.networkId}:${await stampPolicies(connection, at)}`;
  return context.memo.get(key, SAME_MILLISECONDS, () => readPolicies(connection, at));
}

async function readPolicies(connection: Connection, at: Date): Promise<Policies> {
  return policiesOf(await loadPolicyRows(connection, at));
}

/** One version of every policy, put together. */
export function policiesOf(rows: readonly PolicyRow[]): Policies {
  // A network made before a policy was thought of goes by its seed, as version 0, until it saves its own.
  const bodies = { ...seeds, ...Object.fromEntries(rows.map((row) => [row.name, row.body])) };
  // Each was checked against its shape when it was written.
  return assemblePolicies(bodies as { [Name in PolicyName]: PolicyBody<Name> });
}

/** Forgets what is kept of a network in this process. */
export function forgetOrganisation(context: Context, networkId: string): void {
  context.memo.forget(`organisation.tree:${networkId}`);
  context.memo.forget(`organisation.policies:${networkId}`);
}

/** Forgets what is kept whenever any server changes it. Gives what ends it. */
export function forgetOnChanges(context: Context): () => void {
  return context.live.subscribeAll((event) => {
    if (event.kind.startsWith('organisation.')) context.memo.forget('organisation.');
  });
}

/** What everybody may know of a network: names, whether it is a demo, a number that people answer. */
export async function readNetwork(context: Context, networkId: string): Promise<NetworkShape> {
  const network = (await context.database.networks()).find((one) => one.id === networkId);
  if (!network) throw notFound();
  const tree = await loadTree(context, networkId).catch(missingTree);
  return {
    id: network.id,
    code: network.code,
    nameZh: network.name_zh,
    nameEn: network.name_en,
    demo: network.demo,
    zone: network.zone,
    helpPhone: tree?.units.get(tree.rootId)?.phone ?? null,
    languages: ['zh-CN', 'en'],
  };
}

function missingTree(error: unknown): undefined {
  if (error instanceof Problem && error.code === 'organisation.tree_missing') return undefined;
  throw error;
}

/** The compact tree of one day, ready to be sent. */
export interface SentTree extends MadeOnce {
  date: string;
}

const sentTrees = new WeakMap<Tree, SentTree>();

/** The tree of units that work today, without teams, ready to be sent. */
export async function readCompactTree(context: Context, networkId: string): Promise<SentTree> {
  const tree = await loadTree(context, networkId);
  const date = today(context);
  const known = sentTrees.get(tree);
  if (known?.date === date) return known;
  const sent = { date, ...(await makeOnce(compactTree(tree, date))) };
  sentTrees.set(tree, sent);
  return sent;
}

const sentNeeds = new WeakMap<Policies, MadeOnce>();

/** What one can ask for, ready to be sent. */
export async function readAskableNeeds(context: Context, networkId: string): Promise<MadeOnce> {
  const policies = await loadPolicies(context, networkId);
  const sent = sentNeeds.get(policies) ?? (await makeOnce(askableNeeds(policies.needs)));
  sentNeeds.set(policies, sent);
  return sent;
}

function compactTree(tree: Tree, date: string): CompactTree {
  const units: TreeUnit[] = [];
  const add = (id: string, parent: number) => {
    const unit = tree.units.get(id);
    if (!unit || unit.level === 'team' || !isOpen(unit, date)) return;
    const index = units.push(compactUnit(unit, parent)) - 1;
    for (const child of tree.children.get(id) ?? []) add(child, index);
  };
  add(tree.rootId, -1);
  return { units };
}

function compactUnit(unit: Unit, parent: number): TreeUnit {
  const { id, code, level } = unit;
  return {
    id,
    code,
    parent,
    level,
    zh: unit.nameZh,
    en: unit.nameEn,
    ...(unit.shortNameZh === unit.nameZh ? {} : { short: unit.shortNameZh }),
    ...(unit.plaque === 'none' ? {} : { plaque: unit.plaque }),
    ...(unit.longitude === null || unit.latitude === null ? {} : { at: [unit.longitude, unit.latitude] }),
    ...(unit.placeApproximate ? { approximate: true } : {}),
    ...(unit.gridQ === null || unit.gridR === null ? {} : { cell: [unit.gridQ, unit.gridR] }),
    ...(unit.closedOn === null ? {} : { closes: unit.closedOn }),
    ...(unit.invented ? { invented: true } : {}),
  };
}

/** One page of units, by code, filtered. The cursor is the code of the last one. */
export async function listUnits(
  context: Context,
  networkId: string,
  filter: UnitFilter,
): Promise<{ items: Unit[]; nextCursor: string | null }> {
  const tree = await loadTree(context, networkId);
  const date = today(context);
  const limit = filter.limit ?? 20;
  const text = filter.text?.trim().toLowerCase();
  const ids = filter.ids && new Set(filter.ids);
  const fits = (unit: Unit) =>
    (filter.closed || isOpen(unit, date)) &&
    (!ids || ids.has(unit.id)) &&
    (filter.level === undefined || unit.level === filter.level) &&
    (filter.within === undefined || isWithin(tree, unit.id, filter.within)) &&
    (!text || unit.nameZh.includes(text) || unit.nameEn.toLowerCase().includes(text) || unit.code.startsWith(text)) &&
    (filter.cursor === undefined || unit.code > filter.cursor);
  const pool =
    filter.parent === undefined
      ? sortedUnits(tree)
      : (tree.children.get(filter.parent) ?? []).flatMap((id) => tree.units.get(id) ?? []);
  const items: Unit[] = [];
  for (const unit of pool) {
    if (!fits(unit)) continue;
    if (items.length === limit) return { items, nextCursor: items.at(-1)?.code ?? null };
    items.push(unit);
  }
  return { items, nextCursor: null };
}

const sorted = new WeakMap<Tree, Unit[]>();

function sortedUnits(tree: Tree): Unit[] {
  let units = sorted.get(tree);
  if (!units) {
    units = [...tree.units.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
    sorted.set(tree, units);
  }
  return units;
}

/** One unit, closed ones too, with what stands above and its plaques. Problem `platform.not_found`. */
export async function readUnit(context: Context, networkId: string, unitId: string): Promise<UnitDetail> {
  return detailOf(await loadTree(context, networkId), unitId, today(context));
}

/** A unit as it is shown, from a tree at hand. Problem `platform.not_found`. */
export function detailOf(tree: Tree, unitId: string, date: string): UnitDetail {
  const unit = tree.units.get(unitId);
  if (!unit) throw notFound();
  return {
    ...unit,
    path: pathOf(tree, unitId)
      .slice(1)
      .flatMap((id) => tree.units.get(id) ?? [])
      .map(({ id, level, nameZh, nameEn }) => ({ id, level, nameZh, nameEn })),
    children: lastingChildren(tree, unitId, date).filter((child) => isOpen(child, date)).length,
    plaqueRates: plaqueRates(tree, unitId, date),
  };
}

/** What a unit was called and where it stood, oldest first. Problem `platform.not_found`. */
export async function readUnitHistory(context: Context, networkId: string, unitId: string): Promise<UnitVersion[]> {
  const tree = await loadTree(context, networkId);
  if (!tree.units.has(unitId)) throw notFound();
  return context.database.transaction(networkId, (connection) => loadVersions(connection, unitId));
}

/** The network's own map. Problem `organisation.map_missing` (404): then the schematic one is shown. */
export async function readMap(context: Context, networkId: string): Promise<MapRow> {
  const map = await context.database.transaction(networkId, loadMap);
  if (!map)
    throw new Problem(
      'organisation.map_missing',
      404,
      'This network has loaded no map of its own. Show the schematic one, from the cells of the tree.',
    );
  return map;
}
