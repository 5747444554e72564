import { type QueryClient, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import type { Me } from '../../src/identity/schema.ts';
import type { GrantedRole } from '../../src/shared/actor.ts';
import { api } from '../ui/api.ts';
import { readMe } from '../ui/session.ts';
import type { TreeView } from './lookups.ts';

const SessionContext = createContext<Me | undefined>(undefined);

/** The person at this desk; null when nobody is signed in. Undefined while it is not known. */
export function useWhoIsHere() {
  return useQuery({ queryKey: ['me'], queryFn: readMe, staleTime: 60_000 });
}

/** A session that has ended is seen at the first answer that says so: whoever was here is asked to sign in. */
export function watchSession(client: QueryClient): void {
  api.use({
    async onResponse({ response }) {
      if (response.status !== 401) return;
      const problem: { code?: string } = await response
        .clone()
        .json()
        .catch(() => ({}));
      if (problem.code === 'platform.sign_in') client.setQueryData(['me'], null);
    },
  });
}

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <SessionContext.Provider value={me}>{children}</SessionContext.Provider>;
}

/** Who is signed in. Only below the frame. */
export function useMe(): Me {
  const me = useContext(SessionContext);
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}

/** Units where this person holds one of the roles, in the order they were given. */
export function unitsWith(me: Pick<Me, 'grants'>, roles: readonly GrantedRole[]): string[] {
  return [...new Set(me.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.unitId))];
}

/** The roles that have orders before them. */
export const deskRoles = ['dispatcher', 'petition_clerk', 'department_officer'] as const;

/** Whether this person holds one of the roles anywhere. */
export function holds(me: Pick<Me, 'grants'>, ...roles: GrantedRole[]): boolean {
  return unitsWith(me, roles).length > 0;
}

/** Whether this person is given figures of a unit at all: departments are not. */
export function mayReadFigures(me: Pick<Me, 'grants'>): boolean {
  return holds(me, 'administrator', 'dispatcher', 'observer');
}

/** Teams that this person leads. */
export function teamsLedBy(me: Pick<Me, 'grants' | 'volunteer'>): string[] {
  const led = (me.volunteer?.teams ?? []).filter((team) => team.leader).map((team) => team.teamId);
  return [...new Set([...led, ...unitsWith(me, ['team_leader'])])];
}

/** Whether one of the roles reaches a whole centre, as batches and gaps ask for; taken for so while the tree is on its way. */
export function reachesCentre(me: Me, tree: TreeView, roles: readonly GrantedRole[]): boolean {
  if (!tree.root) return holds(me, ...roles);
  return unitsWith(me, roles).some((id) => ['city', 'centre'].includes(tree.byId.get(id)?.level ?? ''));
}

/** Whether this person administers the whole network. */
export function administersAll(me: Me, tree: TreeView): boolean {
  return tree.root !== undefined && unitsWith(me, ['administrator']).includes(tree.root.id);
}

/** Whether this person keeps the register of breaches: auditors and the whole network's administrators do. */
export function keepsBreaches(me: Me, tree: TreeView): boolean {
  return holds(me, 'auditor') || administersAll(me, tree);
}
