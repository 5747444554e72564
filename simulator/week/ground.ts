import { readFileSync } from 'node:fs';
import type { Surroundings } from '../../src/orders/rules/decision.ts';
import type { OrderState } from '../../src/orders/rules/state.ts';
import type { PetitionPolicy, UrgencyPolicy } from '../../src/organisation/policies/schema/clocks.ts';
import type { SkillList } from '../../src/organisation/policies/schema/lists.ts';
import type { NeedTaxonomy } from '../../src/organisation/policies/schema/needs.ts';
import { chineseCalendar } from '../../src/organisation/rules/calendar.ts';
import type { Taiyuan } from './town.ts';

/** What every decision of the week rests on that does not change: the policies every network starts with. */
export type WeekGround = Pick<Surroundings, 'clocks' | 'calendar' | 'kinds' | 'skillRules' | 'doors'>;

/** The policies as they are seeded, and the working calendar of China. */
export function groundOfSeeds(): WeekGround {
  const { categories } = seed<NeedTaxonomy>('needs');
  const { skills } = seed<SkillList>('skills');
  const petition = seed<PetitionPolicy>('petitions');
  return {
    clocks: { ...seed<UrgencyPolicy>('urgency'), petition },
    calendar: chineseCalendar(),
    kinds: new Map(categories.flatMap(({ kinds }) => kinds).map((kind) => [kind.id, kind])),
    skillRules: new Map(skills.map(({ id, credential }) => [id, credential])),
    doors: new Set(petition.doors.map(({ id }) => id)),
  };
}

/** A policy as a new network gets it. */
function seed<Policy>(name: string): Policy {
  return JSON.parse(readFileSync(new URL(`../../db/seeds/${name}.json`, import.meta.url), 'utf8')) as Policy;
}

/** What an action may name besides the order. */
export interface Named {
  departmentId?: string;
  unitId?: string;
  people?: Surroundings['people'];
}

/** Everything a decision about an order rests on now, read from the town in memory. */
export function aroundOf(
  ground: WeekGround,
  taiyuan: Taiyuan,
  order: Pick<OrderState, 'unitId' | 'supervisedBy'>,
  rest: { now: Date; nextId: () => string; named?: Named },
): Surroundings {
  const { named = {}, now, nextId } = rest;
  const find = (id: string | undefined) => {
    const unit = id === undefined ? undefined : taiyuan.units.get(id);
    return unit && { id: unit.id, level: unit.level, open: true, path: taiyuan.pathOf(unit.id) };
  };
  return {
    ...ground,
    ...{ now, nextId },
    unitPath: taiyuan.pathOf(order.unitId),
    centreId: taiyuan.centreOf(order.unitId),
    levelUp: taiyuan.levelUp(order.supervisedBy ?? order.unitId),
    unit: find(named.unitId),
    department: find(named.departmentId),
    ...(named.people ? { people: named.people } : {}),
  };
}
