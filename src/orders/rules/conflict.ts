import type { Actor, Grant } from '../../shared/actor.ts';

/** Whoever held a post within so many months before is still in conflict. */
export const CONFLICT_MONTHS = 12;

/** Whom a petition complains of, as a clerk has marked. */
export interface Complained {
  complainedUnits: readonly string[] | null;
  complainedPeople: readonly string[] | null;
}

/** What the tree says of a unit. */
export interface UnitPaths {
  /** The unit first, then all above it. */
  pathOf(unitId: string): readonly string[];
}

/**
 * The units whose posts put their holders in conflict: the marked ones and those directly above them (信访工作条例 art. 30,
 * 有利害关系者回避). Each once, in no order.
 */
export function unitsInConflict({ complainedUnits }: Complained, { pathOf }: UnitPaths): string[] {
  return [...new Set((complainedUnits ?? []).flatMap((unitId) => pathOf(unitId).slice(0, 2)))];
}

/** What puts somebody in conflict with a petition: they are named in it, a role of theirs, or a post they hold or held. */
export type ConflictGround = { by: 'name' } | { by: 'post' } | { by: 'role'; grant: Grant };

/**
 * Whether an actor must not know of a petition: they are complained of; they have a role in a marked unit or below it; or
 * they held a post in one, or in the unit directly above, within 12 months (`formerHolders`). Example: of a complaint about
 * a station, its dispatcher and the institute's director learn nothing, the county's clerk, who holds a role and no post
 * there, handles it; of one about the county, only the city's clerks are left.
 */
export function isInConflict(
  complained: Complained,
  actor: Pick<Actor, 'id' | 'grants'>,
  paths: UnitPaths,
  formerHolders: ReadonlySet<string>,
): boolean {
  return conflictsOf(complained, actor, paths, formerHolders).length > 0;
}

/** Everything that puts an actor in conflict with a petition; empty: nothing does. */
export function conflictsOf(
  complained: Complained,
  actor: Pick<Actor, 'id' | 'grants'>,
  paths: UnitPaths,
  formerHolders: ReadonlySet<string>,
): ConflictGround[] {
  const marked = complained.complainedUnits ?? [];
  const roles = actor.grants.filter((grant) => paths.pathOf(grant.unitId).some((unitId) => marked.includes(unitId)));
  return [
    ...(complained.complainedPeople?.includes(actor.id) ? [{ by: 'name' as const }] : []),
    ...(formerHolders.has(actor.id) ? [{ by: 'post' as const }] : []),
    ...roles.map((grant) => ({ by: 'role' as const, grant })),
  ];
}

/**
 * The units of which an actor may not read complaints, for lists: those in which they have a role with all above them, and
 * of each post that they held lately its unit and the units directly below. The counterpart of `isInConflict`.
 */
export function unitsTiedTo(
  actor: Pick<Actor, 'grants'>,
  {
    postUnits,
    pathOf,
    childrenOf,
  }: UnitPaths & { postUnits: readonly string[]; childrenOf(unitId: string): readonly string[] },
): string[] {
  const ofRoles = actor.grants.flatMap((grant) => pathOf(grant.unitId));
  const ofPosts = postUnits.flatMap((unitId) => [unitId, ...childrenOf(unitId)]);
  return [...new Set([...ofRoles, ...ofPosts])];
}

/**
 * Who answers for a petition once it is marked: its owner, or, when the owner or a unit above it is itself complained of, the
 * unit above the highest of them; null when there is none, and the owner stays.
 */
export function ownerBeside(marked: readonly string[], ownerPath: readonly string[]): string | null {
  const highest = ownerPath.findLastIndex((unitId) => marked.includes(unitId));
  return highest < 0 ? null : (ownerPath[highest + 1] ?? null);
}

/**
 * The marks of a petition that was joined to another: its own and the other's, since both are handled as one and each tells
 * of whoever is complained of. Sorted, each once; null while nobody is marked on either. Example: joined to one in which a
 * county's clerk is marked, it is kept from that clerk too, and from whom it named itself.
 */
export function marksTogether(
  own: Complained,
  other: Complained,
): { complainedUnits: string[] | null; complainedPeople: string[] | null } {
  return {
    complainedUnits: bothOf(own.complainedUnits, other.complainedUnits),
    complainedPeople: bothOf(own.complainedPeople, other.complainedPeople),
  };
}

function bothOf(own: readonly string[] | null, other: readonly string[] | null): string[] | null {
  const both = [...new Set([...(own ?? []), ...(other ?? [])])].sort();
  // That the other complains of nobody here was said of the other alone.
  return both.length === 0 && own === null ? null : both;
}
