import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { TreeUnit } from '../../src/organisation/schema.ts';
import { languageInUse, nameFor, t, useLanguage } from '../ui/language.ts';
import { readPolicy, readTree, readUnits } from './calls.ts';
import { together } from './frame/together.ts';

/** The tree as pages walk it. */
export interface TreeView {
  units: readonly TreeUnit[];
  byId: ReadonlyMap<string, TreeUnit>;
  children: ReadonlyMap<string, readonly TreeUnit[]>;
  root: TreeUnit | undefined;
}

/** Puts the compact list into the shape that pages walk. */
export function treeView(units: readonly TreeUnit[]): TreeView {
  const children = new Map<string, TreeUnit[]>();
  for (const unit of units) {
    const parent = units[unit.parent];
    if (!parent) continue;
    const siblings = children.get(parent.id);
    if (siblings) siblings.push(unit);
    else children.set(parent.id, [unit]);
  }
  return {
    units,
    byId: new Map(units.map((unit) => [unit.id, unit])),
    children,
    root: units.find((unit) => unit.parent === -1),
  };
}

/** The unit and all above it, itself first. Empty for an unknown id. */
export function pathIn(tree: TreeView, id: string): TreeUnit[] {
  const path: TreeUnit[] = [];
  for (let unit = tree.byId.get(id); unit; unit = tree.units[unit.parent]) path.push(unit);
  return path;
}

/** What an English name carries of its level, said already by where it stands. */
const SUFFIX = /( (District|County|City|Subdistrict|Town|Township))? (Centre|Institute|Station)(?=$| \(demo\)$)/;

/** The name as this reader reads it; the short Chinese one where rows are narrow. */
export function unitName(unit: TreeUnit, length: 'whole' | 'short' = 'whole'): string {
  if (languageInUse() === 'en') return length === 'short' ? unit.en.replace(SUFFIX, '') : unit.en;
  return length === 'short' ? (unit.short ?? unit.zh) : unit.zh;
}

const EMPTY_TREE = treeView([]);

const TREE = { queryKey: ['tree'], queryFn: readTree, staleTime: 300_000 };

/** The tree of units that work today. Empty while it loads, and where it could not be read. */
export function useTree(): TreeView {
  const { data } = useQuery(TREE);
  return data ? viewOf(data.units) : EMPTY_TREE;
}

/** Reads the tree again where there is none because it could not be read; else undefined. */
export function useTreeAgain(): (() => void) | undefined {
  const { data, errorUpdateCount, refetch } = useQuery(TREE);
  return !data && errorUpdateCount > 0 ? () => void refetch() : undefined;
}

/** Every part of a page asks for the tree: it is put into shape once, not once for each of them. */
const views = new WeakMap<readonly TreeUnit[], TreeView>();

function viewOf(units: readonly TreeUnit[]): TreeView {
  const known = views.get(units) ?? treeView(units);
  views.set(units, known);
  return known;
}

/** How the name of an invented unit ends. */
const INVENTED = /（演示）$| \(demo\)$/;

/** Says where a unit is: `文庙街道 · 五一社区`, its institute before it. What is invented says so once, at the end. */
export function placeText(tree: TreeView, id: string): string {
  const path = pathIn(tree, id).filter((unit) => unit.level !== 'city');
  const near = path
    .filter((unit) => unit.level !== 'centre')
    .slice(0, 2)
    .reverse();
  const named = near.length > 0 ? near : path.slice(0, 1);
  const last = named.at(-1);
  return named
    .map((unit) => {
      const name = unitName(unit, 'short');
      return unit !== last && unit.invented && last?.invented ? name.replace(INVENTED, '') : name;
    })
    .join(' · ');
}

const readNamed = together(async (ids) => (await readUnits(ids)).items, 100);

/** The name of any unit, teams included, which are not in the tree: all that a page names are read at once, and kept. */
export function useUnitName(id: string | null | undefined): string {
  const tree = useTree();
  const known = id ? tree.byId.get(id) : undefined;
  const { data } = useQuery({
    queryKey: ['unit-named', id],
    queryFn: () => readNamed(id ?? ''),
    enabled: Boolean(id) && !known && tree.units.length > 0,
    staleTime: 300_000,
    retry: false,
  });
  if (known) return unitName(known);
  if (data) return languageInUse() === 'en' ? data.nameEn : data.nameZh;
  return '';
}

interface Named {
  id: string;
  nameZh: string;
  nameEn: string;
}

/** The kinds of need, by category. */
export function useNeeds() {
  const { data } = useQuery({ queryKey: ['policy', 'needs'], queryFn: () => readPolicy('needs'), staleTime: 600_000 });
  return data?.body;
}

/** Names by id of everything a policy lists. */
function useNames(list: readonly Named[] | undefined): (id: string | null) => string {
  const language = useLanguage();
  const names = useMemo(
    () => new Map((list ?? []).map((each) => [each.id, nameFor(language, each)])),
    [list, language],
  );
  return useCallback((id) => (id === null ? '' : (names.get(id) ?? id)), [names]);
}

/** Says the kind of an order; what it is not yet is said too. */
export function useKindName(): (kind: string | null, nature?: string | null) => string {
  const needs = useNeeds();
  const list = useMemo(() => needs?.categories.flatMap((category) => category.kinds), [needs]);
  const nameOf = useNames(list);
  return useCallback(
    (kind, nature) => {
      if (kind !== null) return nameOf(kind);
      return nature ? t(`nature.${nature as 'petition'}`) : t('desk.kind.unknown');
    },
    [nameOf],
  );
}

/** The skills in force; undefined while they are read. */
export function useSkills() {
  const { data } = useQuery({
    queryKey: ['policy', 'skills'],
    queryFn: () => readPolicy('skills'),
    staleTime: 600_000,
  });
  return data?.body;
}

/** Says a skill of the taxonomy. */
export function useSkillName(): (skill: string) => string {
  return useNames(useSkills()?.skills);
}
