import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ActingVolunteer, Actor, GrantedRole } from '../../src/shared/actor.ts';
import type { UnitLevel } from '../../src/shared/units.ts';
import type { Town, TownUnit } from '../owners.ts';
import { chance, pick } from '../random.ts';

const NETWORK = 'taiyuan';
const CITY_FILE = fileURLToPath(new URL('../../demo/city/taiyuan.json', import.meta.url));
/** Dispatchers of each centre, and of the city. */
const DISPATCHERS = 3;
/** Of the volunteers who could be asked so many have been met, are grown up, and have a skill with its papers. */
const VERIFIED = 0.75;
const ADULT = 0.95;
const SKILLED = 0.6;

/** A unit of Taiyuan, with its level as the rules want it. */
export interface Place extends TownUnit {
  level: UnitLevel;
}

/** Somebody who works at a desk. */
export interface DeskPerson {
  actor: Actor;
  role: GrantedRole;
  unitId: string;
}

/** A volunteer of a centre. */
export interface Helper {
  actor: Actor & { volunteer: ActingVolunteer };
  centreId: string;
}

/** Taiyuan as the rules alone know it: its tree, who sits where, who could be asked. */
export interface Taiyuan {
  town: Town;
  units: ReadonlyMap<string, Place>;
  stations: readonly Place[];
  departments: readonly Place[];
  desks: readonly DeskPerson[];
  helpers: ReadonlyMap<string, readonly Helper[]>;
  pathOf(unitId: string): string[];
  centreOf(unitId: string): string;
  /** The unit one level above; null at the top. */
  levelUp(unitId: string): string | null;
}

/** The demo city's own tree, peopled by the seed: three dispatchers and a clerk a centre, an officer a department. */
export function gatherTaiyuan(seed: number, helpersPerCentre: number, skills: readonly string[]): Taiyuan {
  const rows = JSON.parse(readFileSync(CITY_FILE, 'utf8')) as {
    code: string;
    parentCode?: string;
    level: UnitLevel;
    nameZh: string;
  }[];
  const units = new Map(
    rows.map(({ code, parentCode, level, nameZh }): [string, Place] => [
      code,
      { id: code, level, name: nameZh, parentId: parentCode ?? null },
    ]),
  );
  const all = [...units.values()];
  const centres = all.filter(({ level }) => level === 'centre');
  const departments = all.filter(({ level }) => level === 'department');
  const city = all.filter(({ level }) => level === 'city');
  const desks = [
    ...[...centres, ...city].flatMap((unit) => [
      ...Array.from({ length: DISPATCHERS }, (_, index) => sits('dispatcher', unit.id, index)),
      sits('petition_clerk', unit.id, 0),
    ]),
    ...departments.map((unit) => sits('department_officer', unit.id, 0)),
  ];
  const pathOf = (unitId: string) => {
    const path: string[] = [];
    for (let unit = units.get(unitId); unit; unit = units.get(unit.parentId ?? '')) path.push(unit.id);
    return path;
  };
  return {
    town: {
      units,
      holders: desks.map(({ actor, role, unitId }) => ({ personId: actor.id, role, unitId, name: actor.id })),
    },
    ...{ units, departments, desks, pathOf },
    stations: all.filter(({ level }) => level === 'station'),
    helpers: new Map(
      centres.map(({ id }) => [
        id,
        Array.from({ length: helpersPerCentre }, (_, index) => helperOf(seed, id, index, skills)),
      ]),
    ),
    centreOf: (unitId) => pathOf(unitId).find((id) => units.get(id)?.level === 'centre') ?? unitId,
    levelUp: (unitId) => units.get(unitId)?.parentId ?? null,
  };
}

function sits(role: GrantedRole, unitId: string, index: number): DeskPerson {
  const id = `${role} ${index + 1} of ${unitId}`;
  return { role, unitId, actor: { kind: 'person', id, networkId: NETWORK, grants: [{ role, unitId }] } };
}

function helperOf(seed: number, centreId: string, index: number, skills: readonly string[]): Helper {
  const id = `volunteer ${index + 1} of ${centreId}`;
  const adult = chance(seed, id, 'adult') < ADULT;
  const skilled = chance(seed, id, 'skilled') < SKILLED;
  const volunteer: ActingVolunteer = {
    verified: chance(seed, id, 'verified') < VERIFIED,
    adult,
    guardianConsented: adult || chance(seed, id, 'consent') < 0.5,
    skills: skilled
      ? [0, 1].map((nth) => ({ skill: pick(skills, seed, id, 'skill', nth), credential: 'verified' }))
      : [],
    teams: [],
  };
  return { centreId, actor: { kind: 'person', id, networkId: NETWORK, grants: [], volunteer } };
}

/** A resident as the rules know one. */
export function residentActor(id: string): Actor {
  return { kind: 'person', id, networkId: NETWORK, grants: [] };
}

/** The clock. */
export const clockActor: Actor = { kind: 'job', id: 'orders.clock', networkId: NETWORK, grants: [] };
