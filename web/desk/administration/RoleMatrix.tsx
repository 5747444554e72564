import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useMemo, useState } from 'react';
import { grantedRoles } from '../../../src/shared/actor.ts';
import { t } from '../../ui/language.ts';
import { readGrants } from '../calls.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { pathIn, unitName, useTree } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import { unitsWith, useMe } from '../session.tsx';
import { matrixOf } from './matrix.ts';

/** So many units are drawn at once. */
const AT_ONCE = 120;
/** Leaders are named on the page of their team. */
const ROLES = grantedRoles.filter((role) => role !== 'team_leader');

interface RoleMatrixProps {
  /** The unit with whose subtree it is narrowed. */
  within: string | undefined;
  onWithin: (unit: string | undefined) => void;
}

/** Who holds what where: a row a unit, a column a role. */
export function RoleMatrix({ within, onWithin }: RoleMatrixProps) {
  const id = useId();
  const me = useMe();
  const own = useMemo(() => unitsWith(me, ['administrator']), [me]);
  return (
    <>
      <div className="field form" style={{ maxWidth: 420 }}>
        <label htmlFor={id}>{t('desk.matrix.within')}</label>
        <UnitSelect id={id} value={within} onChange={onWithin} within={own} />
      </div>
      <Matrix key={within} within={within} />
    </>
  );
}

function Matrix({ within }: { within: string | undefined }) {
  const tree = useTree();
  const [shown, setShown] = useState(AT_ONCE);
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['grants', { teams: false, unit: within }],
    queryFn: () => readAllGrants(within),
  });
  const { units, closed } = useMemo(() => matrixOf(data ?? [], tree), [data, tree]);
  if (error) return <Trouble error={error} again={() => refetch()} />;
  if (isPending) return <p className="skeleton soft">{t('state.loading')}</p>;
  if (data.length === 0) return <Nothing>{t('desk.matrix.none')}</Nothing>;
  return (
    <>
      <Table className="matrix">
        <caption>{t('desk.matrix.caption', { count: data.length, units: units.length })}</caption>
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
          {units.slice(0, shown).map(({ unitId, held }) => {
            const path = pathIn(tree, unitId);
            return (
              <tr key={unitId}>
                <th scope="row" style={{ paddingLeft: 10 + 16 * (path.length - 1) }}>
                  {path[0] ? unitName(path[0]) : null}
                </th>
                {ROLES.map((role) => (
                  <td key={role}>
                    {(held.get(role) ?? []).map((grant) => grant.name ?? t('desk.fact.nameless')).join(t('desk.list'))}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </Table>
      {units.length > shown ? (
        <div className="deeds">
          <Button onClick={() => setShown(shown + AT_ONCE)}>
            {t('desk.matrix.more', { count: units.length - shown })}
          </Button>
        </div>
      ) : null}
      {closed > 0 ? <p className="soft">{t('desk.matrix.closed', { count: closed })}</p> : null}
      <p className="soft">{t('desk.matrix.teams')}</p>
    </>
  );
}

/** Every role of a subtree, of whatever length: the server gives a thousand at a time, by age and not by unit. */
async function readAllGrants(unit: string | undefined): Promise<Awaited<ReturnType<typeof readGrants>>['items']> {
  const query = { teams: false, ...(unit ? { unit } : {}) };
  let page = await readGrants(query);
  const items = [...page.items];
  while (page.nextCursor !== null) {
    page = await readGrants({ ...query, cursor: page.nextCursor });
    items.push(...page.items);
  }
  return items;
}
