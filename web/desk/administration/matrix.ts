import type { GrantedRole } from '../../../src/shared/actor.ts';
import type { TreeView } from '../lookups.ts';

/** A role that somebody holds at a unit. */
interface Held {
  unitId: string;
  role: GrantedRole;
  name: string | null;
}

/** The units at which somebody holds a role, in the order of the tree, with who holds what there; and how many roles are at units that closed. */
export function matrixOf<Grant extends Held>(grants: readonly Grant[], tree: Pick<TreeView, 'units' | 'byId'>) {
  const rank = new Map(tree.units.map((unit, index) => [unit.id, index]));
  const rows = new Map<string, Map<GrantedRole, Grant[]>>();
  let closed = 0;
  for (const grant of grants) {
    if (!tree.byId.has(grant.unitId)) {
      closed += 1;
      continue;
    }
    const row = rows.get(grant.unitId) ?? new Map<GrantedRole, Grant[]>();
    rows.set(grant.unitId, row.set(grant.role, [...(row.get(grant.role) ?? []), grant]));
  }
  const rankOf = (id: string) => rank.get(id) ?? 0;
  const units = [...rows]
    .map(([unitId, held]) => ({ unitId, held }))
    .sort((a, b) => rankOf(a.unitId) - rankOf(b.unitId));
  return { units, closed };
}
