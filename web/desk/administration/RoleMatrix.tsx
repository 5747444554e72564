import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { grantedRoles } from '../../../src/shared/actor.ts';
import { t } from '../../ui/language.ts';
import { readGrants } from '../calls.ts';
import { Trouble } from '../frame/said.tsx';
import { pathIn, unitName, useTree } from '../lookups.ts';

const MOST_UNITS = 120;
/** Leaders are named on the page of their team. */
const ROLES = grantedRoles.filter((role) => role !== 'team_leader');

/** Who holds what where: a row a unit, a column a role. */
export function RoleMatrix() {
  const tree = useTree();
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['grants', { teams: false }],
    queryFn: () => readGrants({ teams: false }),
  });
  const units = useMemo(() => {
    const held = [...new Set((data?.items ?? []).map((grant) => grant.unitId))];
    return held
      .filter((id) => tree.byId.has(id))
      .sort((a, b) => tree.units.findIndex((unit) => unit.id === a) - tree.units.findIndex((unit) => unit.id === b));
  }, [data, tree]);
  const closed = (data?.items ?? []).filter((grant) => !tree.byId.has(grant.unitId)).length;
  if (error) return <Trouble error={error} again={() => refetch()} />;
  if (isPending) return <p className="skeleton soft">{t('state.loading')}</p>;
  return (
    <>
      <table className="plain">
        <caption>{t('desk.matrix.caption', { count: data.items.length, units: units.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.unit')}</th>
            {ROLES.map((role) => (
              <th scope="col" key={role}>
                {t(`role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.slice(0, MOST_UNITS).map((id) => (
            <tr key={id}>
              <th scope="row" style={{ paddingLeft: 10 + 16 * (pathIn(tree, id).length - 1) }}>
                {unitName(tree.byId.get(id) as NonNullable<ReturnType<typeof tree.byId.get>>)}
              </th>
              {ROLES.map((role) => (
                <td key={role}>
                  {data.items
                    .filter((grant) => grant.unitId === id && grant.role === role)
                    .map((grant) => grant.name ?? t('desk.fact.nameless'))
                    .join(t('desk.list'))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {units.length > MOST_UNITS ? (
        <p className="soft">{t('desk.matrix.more', { count: units.length - MOST_UNITS })}</p>
      ) : null}
      {data.nextCursor === null ? null : <p className="soft">{t('desk.matrix.first', { count: data.items.length })}</p>}
      {closed > 0 ? <p className="soft">{t('desk.matrix.closed', { count: closed })}</p> : null}
      <p className="soft">{t('desk.matrix.teams')}</p>
    </>
  );
}
