import { loadPolicies, loadTree } from '../../organisation/actions.ts';
import { calendarOf, type NetworkCalendar } from '../../organisation/rules/calendar.ts';
import { centreOf, isOpen, levelUp, pathOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { newId } from '../../shared/ids.ts';
import { localDate } from '../../shared/time.ts';
import { loadTriageModel } from '../../triage/actions/models.ts';
import { loadTaughtPlaces } from '../../triage/actions/places.ts';
import { type KindTaxonomy, taxonomyOf } from '../../triage/model/kinds.ts';
import type { NetworkModel } from '../../triage/model/network.ts';
import type { Taught } from '../../triage/rules/places.ts';
import type { TriageKind } from '../../triage/rules/suggest.ts';
import { membersOf, volunteersById } from '../../volunteers/actions.ts';
import type { CredentialRule } from '../../volunteers/rules.ts';
import type { ClockPolicy } from '../rules/clocks.ts';
import type { Surroundings } from '../rules/decision.ts';
import type { Standing } from '../rules/permissions.ts';
import type { OrderState } from '../rules/state.ts';

type Policies = Awaited<ReturnType<typeof loadPolicies>>;

/** What every decision about orders stands on: tree and policies, read seldom. */
export interface Ground {
  tree: Tree;
  policies: Policies;
  clocks: ClockPolicy;
  calendar: NetworkCalendar;
  skillRules: ReadonlyMap<string, CredentialRule>;
  /** Ways out for petitions that are not taken in. */
  doors: ReadonlySet<string>;
  triageKinds: readonly TriageKind[];
  triageTaxonomy: KindTaxonomy;
  /** Null before the network's first. */
  triageModel: NetworkModel | null;
  /** What people taught of places. */
  taught: Taught;
}

/** Loads the ground, usually from memory. Before a transaction, never inside one: it may need a connection of its own. */
export async function loadGround(context: Context, networkId: string): Promise<Ground> {
  const [tree, policies, triageModel, taught] = await Promise.all([
    loadTree(context, networkId),
    loadPolicies(context, networkId),
    loadTriageModel(context, networkId),
    loadTaughtPlaces(context, networkId),
  ]);
  const known = derived.get(policies);
  if (known) return { tree, triageModel, taught, ...known };
  const fresh = derive(policies);
  derived.set(policies, fresh);
  return { tree, triageModel, taught, ...fresh };
}

/** What is worked out of policies once, as long as they are the same. */
const derived = new WeakMap<Policies, Omit<Ground, 'tree' | 'triageModel' | 'taught'>>();

function derive(policies: Policies): Omit<Ground, 'tree' | 'triageModel' | 'taught'> {
  return {
    policies,
    clocks: { ...policies.urgency, petition: policies.petitions },
    calendar: calendarOf(policies.calendar),
    skillRules: new Map(policies.skills.skills.map((each) => [each.id, each.credential])),
    doors: new Set(policies.petitions.doors.map((each) => each.id)),
    triageKinds: [...policies.kinds.values()],
    triageTaxonomy: taxonomyOf(policies.needs),
  };
}

/** Where an order stands: its owner with all above it. */
export function standingOf(ground: Ground, unitId: string): Standing {
  return { unitPath: pathOf(ground.tree, unitId) };
}

/** A unit as a place where something is wanted; undefined when no such unit is open. */
export function placeOf(ground: Ground, unitId: string, now: Date) {
  const unit = ground.tree.units.get(unitId);
  if (!unit || !isOpen(unit, localDate(now, ground.calendar.offsetMinutes))) return undefined;
  return { id: unit.id, level: unit.level, centreId: centreOf(ground.tree, unit.id) };
}

/** What an action may name besides the order. */
export interface Named {
  teamId?: string | undefined;
  personIds?: readonly string[] | undefined;
  unitId?: string | undefined;
  departmentId?: string | undefined;
}

/** Gathers everything a decision about this order rests on; people and teams are read on the same connection. */
export async function surroundingsOf(
  ground: Ground,
  connection: Connection,
  order: OrderState,
  named: Named,
  rest: { now: Date },
): Promise<Surroundings> {
  const { tree } = ground;
  const date = localDate(rest.now, ground.calendar.offsetMinutes);
  const find = (id: string | undefined) => {
    const unit = id === undefined ? undefined : tree.units.get(id);
    return unit && { id: unit.id, level: unit.level, open: isOpen(unit, date), path: pathOf(tree, unit.id) };
  };
  return {
    ...standingOf(ground, order.unitId),
    now: rest.now,
    nextId: () => newId(rest.now),
    clocks: ground.clocks,
    calendar: ground.calendar,
    kinds: ground.policies.kinds,
    skillRules: ground.skillRules,
    centreId: centreOf(tree, order.unitId),
    levelUp: levelUp(tree, order.supervisedBy ?? order.unitId),
    team: named.teamId === undefined ? undefined : await teamOf(ground, connection, order, named.teamId, date),
    ...(named.personIds ? { people: await volunteersById(connection, named.personIds, rest.now) } : {}),
    unit: find(named.unitId),
    department: find(named.departmentId),
    doors: ground.doors,
  };
}

/** The team, if it is open and stands under the owner's centre, or hangs from a unit above it. */
async function teamOf(ground: Ground, connection: Connection, order: OrderState, teamId: string, date: string) {
  const { tree } = ground;
  const unit = tree.units.get(teamId);
  if (unit?.level !== 'team' || !isOpen(unit, date)) return undefined;
  const centre = centreOf(tree, order.unitId);
  const near = pathOf(tree, teamId).includes(centre) || pathOf(tree, order.unitId).includes(unit.parentId ?? '');
  return near ? { id: teamId, memberCount: (await membersOf(connection, teamId)).length } : undefined;
}
