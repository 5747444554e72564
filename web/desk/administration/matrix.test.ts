import { describe, expect, it } from 'vitest';
import type { TreeUnit } from '../../../src/organisation/schema.ts';
import type { GrantedRole } from '../../../src/shared/actor.ts';
import { treeView } from '../lookups.ts';
import { matrixOf } from './matrix.ts';

const grant = (unitId: string, role: GrantedRole, name: string) => ({ unitId, role, name });

describe('who holds what where', () => {
  it('stands in the order of the tree, each unit once, and says how many roles are at units that closed', () => {
    const tree = treeView(['市', '区', '街'].map((id, index) => ({ id, parent: index - 1 }) as TreeUnit));
    const { units, closed } = matrixOf(
      [
        grant('街', 'dispatcher', '丙'),
        grant('市', 'administrator', '甲'),
        grant('没有了', 'dispatcher', '丁'),
        grant('街', 'dispatcher', '乙'),
        grant('街', 'observer', '乙'),
      ],
      tree,
    );
    expect(units.map(({ unitId }) => unitId)).toEqual(['市', '街']);
    expect(units[1]?.held.get('dispatcher')?.map(({ name }) => name)).toEqual(['丙', '乙']);
    expect(units[1]?.held.get('observer')?.map(({ name }) => name)).toEqual(['乙']);
    expect(closed).toBe(1);
  });

  it('leaves out none of a whole city’s units', () => {
    const tree = treeView(
      Array.from({ length: 1620 }, (_, index) => ({ id: `u${index}`, parent: index - 1 }) as TreeUnit),
    );
    const grants = tree.units.map(({ id }) => grant(id, 'dispatcher', id)).reverse();
    expect(matrixOf(grants, tree).units.map(({ unitId }) => unitId)).toEqual(tree.units.map(({ id }) => id));
  });
});
