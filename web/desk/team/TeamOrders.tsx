import { asksTeam } from '../../../src/orders/rules/team-part.ts';
import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayWindow } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { Nothing } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { placeText, useKindName, useTree } from '../lookups.ts';
import { clockText, urgeOf } from '../queue/clock.ts';

interface TeamOrdersProps {
  rows: readonly OrderSummary[];
  pending: boolean;
  selected: string | undefined;
  onSelect: (id: string) => void;
}

/** Orders sent to the team. Before somebody takes one, its kind, time and community are all there is to see. */
export function TeamOrders({ rows, pending, selected, onSelect }: TeamOrdersProps) {
  const now = useNow(15);
  const tree = useTree();
  const kindName = useKindName();
  const open = rows.filter((row) => row.status === 'dispatched').length;
  if (pending) return <p className="above soft skeleton">{t('state.loading')}</p>;
  if (rows.length === 0) return <Nothing>{t('desk.team.no_orders')}</Nothing>;
  return (
    <section className="list" style={{ overflow: 'auto', alignContent: 'start', gridTemplateRows: 'auto' }}>
      <Table>
        <caption style={{ padding: '12px 16px' }}>
          {t('desk.team.sentence', { count: open, total: rows.filter((row) => asksTeam(row.status)).length })}
        </caption>
        <thead>
          <tr>
            <th scope="col" style={{ paddingLeft: 16 }}>
              {t('desk.column.clock')}
            </th>
            <th scope="col">{t('desk.column.kind')}</th>
            <th scope="col">{t('desk.fact.when')}</th>
            <th scope="col">{t('desk.column.place')}</th>
            <th scope="col">{t('desk.team.people')}</th>
            <th scope="col">{t('desk.facet.status')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} style={row.id === selected ? { background: 'var(--persimmon-wash)' } : undefined}>
              <td style={{ paddingLeft: 16 }} className={`clock ${urgeOf(row, now)}`}>
                {clockText(row, now)}
              </td>
              <td>
                <button
                  type="button"
                  className="linked"
                  aria-pressed={row.id === selected}
                  onClick={() => onSelect(row.id)}
                >
                  {kindName(row.kind, row.nature)}
                </button>
              </td>
              <td>{row.wish ?? sayWindow(row.earliestAt, row.latestAt, new Date(now)) ?? t('desk.fact.no_wish')}</td>
              <td>{placeText(tree, row.placeUnitId)}</td>
              <td className="figure">{t('desk.team.of', { assigned: row.assigned, places: row.places })}</td>
              <td>{t(`status.${row.status}`)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
