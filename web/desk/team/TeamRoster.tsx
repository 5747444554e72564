import { useQueries } from '@tanstack/react-query';
import { Button } from 'antd';
import { asksTeam } from '../../../src/orders/rules/team-part.ts';
import type { OrderDetail, OrderSummary } from '../../../src/orders/schema/views.ts';
import type { TeamMember } from '../../../src/volunteers/schema.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayShortDate, sayShortWeekday } from '../../ui/times.ts';
import { readOrder } from '../calls.ts';
import { useNow } from '../frame/now.ts';
import { Table } from '../frame/Table.tsx';
import { unitName, useKindName, useTree } from '../lookups.ts';
import { rosterColumns } from './roster.ts';

interface TeamRosterProps {
  rows: readonly OrderSummary[];
  members: readonly TeamMember[];
  selected: string | undefined;
  onSelect: (id: string) => void;
}

/** A column of the roster in words. */
interface Column {
  /** YYYY-MM-DD; null: later, or no day was said. */
  date: string | null;
  title: string;
  beside: string;
  orders: readonly OrderSummary[];
}

/** The week of a team: what still needs people, and of each member where they go, or that they are away. For the wall too. */
export function TeamRoster({ rows, members, selected, onSelect }: TeamRosterProps) {
  const now = new Date(useNow(60));
  const open = rows.filter((row) => asksTeam(row.status));
  const goes = useWhoGoes(open);
  const columns = columnsOf(now, open);
  const missing = (order: OrderSummary) => order.places - order.assigned;
  const lacking = open.filter((order) => missing(order) > 0);
  const cell = (order: OrderSummary, date: string | null, note?: string) => (
    <Entry
      key={order.id}
      order={order}
      dated={date === null}
      note={note}
      selected={order.id === selected}
      onSelect={onSelect}
    />
  );
  return (
    <section className="roster" aria-label={t('desk.roster.title')}>
      <Table>
        <caption>
          {t('desk.roster.sentence', {
            count: open.length,
            missing: lacking.reduce((sum, each) => sum + missing(each), 0),
          })}{' '}
          <Button className="send" size="small" onClick={() => window.print()}>
            {t('desk.roster.print')}
          </Button>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.members.name')}</th>
            {columns.map(({ title, beside }) => (
              <th key={title} scope="col">
                {title} <span className="figure">{beside}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="lacking">
            <th scope="row">{t('desk.roster.lacking')}</th>
            {columns.map(({ title, date, orders }) => (
              <td key={title}>
                {orders
                  .filter((order) => missing(order) > 0)
                  .map((order) => cell(order, date, t('desk.roster.missing', { count: missing(order) })))}
              </td>
            ))}
          </tr>
          {members.map((member) => (
            <tr key={member.personId}>
              <th scope="row">{member.name ?? t('desk.fact.nameless')}</th>
              {columns.map(({ title, date, orders }) => (
                <td key={title}>
                  {isAway(member, date) ? <span className="ochre">{t('desk.roster.away')}</span> : null}
                  {orders.filter((order) => goes.get(order.id)?.has(member.personId)).map((order) => cell(order, date))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Entry({
  order,
  dated,
  note,
  selected,
  onSelect,
}: {
  order: OrderSummary;
  /** The column does not say the day. */
  dated: boolean;
  note: string | undefined;
  selected: boolean;
  onSelect: (id: string) => void;
}) {
  const tree = useTree();
  const kindName = useKindName();
  const place = tree.byId.get(order.placeUnitId);
  return (
    <button type="button" className="entry" aria-pressed={selected} onClick={() => onSelect(order.id)}>
      <b>
        {order.earliestAt ? (
          <span className="figure">
            {dated ? `${sayShortDate(new Date(order.earliestAt))} ` : ''}
            {sayClock(order.earliestAt)}{' '}
          </span>
        ) : null}
        {kindName(order.kind, order.nature)}
      </b>
      <span className="soft">{place ? unitName(place, 'short') : ''}</span>
      {note ? <span className="ochre">{note}</span> : null}
    </button>
  );
}

function columnsOf(now: Date, open: readonly OrderSummary[]): Column[] {
  return rosterColumns(now, open).map(({ when, orders }) =>
    typeof when === 'string'
      ? { date: null, title: t(`desk.roster.${when}`), beside: '', orders }
      : { date: when.date, title: sayShortWeekday(when.weekday + 1), beside: sayShortDate(when.at), orders },
  );
}

/** Who goes is read with each order: lists name nobody. */
function useWhoGoes(open: readonly OrderSummary[]): ReadonlyMap<string, ReadonlySet<string>> {
  const details = useQueries({
    queries: open.map((order) => ({ queryKey: ['order', order.id], queryFn: () => readOrder(order.id) })),
  });
  return new Map(details.flatMap(({ data }) => (data ? [[data.id, goingTo(data)] as const] : [])));
}

function goingTo(order: OrderDetail): Set<string> {
  return new Set(
    order.assignments
      .filter((each) => each.status !== 'returned' && each.status !== 'released')
      .map((each) => each.personId),
  );
}

function isAway(member: TeamMember, date: string | null): boolean {
  return date !== null && member.awayUntil !== null && member.awayUntil >= date;
}
