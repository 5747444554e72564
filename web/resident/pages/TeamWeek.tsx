import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { dateOf, sayClock, sayDate, sayWeekday } from '../../ui/times.ts';
import { daysFrom } from '../../ui/week.ts';
import { Frame } from '../Frame.tsx';
import { PrintButton } from '../PrintButton.tsx';
import styles from '../page.module.css';
import { kindOf, sayKind, useMe, useNeeds, useOrder } from '../queries.ts';
import { Loaded, SignedIn } from '../states.tsx';
import { teamAt, teamsLedBy, useMembers, useTeamOrders } from '../teams.ts';
import { UnitName } from '../UnitName.tsx';

const OPEN = new Set(['dispatched', 'accepted', 'in_service']);

/** The team's roster of the week: what, when, where, who goes, who is away. Printed, it hangs on the station's wall. */
export function TeamWeek() {
  const me = useMe().value;
  const team = teamAt(me ? teamsLedBy(me) : [], location.search);
  return (
    <Frame title={t('resident.roster.title')} back="/team">
      <h1 tabIndex={-1}>{t('resident.roster.title')}</h1>
      <SignedIn why={t('resident.team.sign_in')}>
        {team === undefined ? <p>{t('resident.team.none_led')}</p> : <Roster team={team} />}
      </SignedIn>
    </Frame>
  );
}

function Roster({ team }: { team: string }) {
  const now = new Date();
  return (
    <Loaded of={useTeamOrders(team)}>
      {({ items }) => {
        const open = items.filter((order) => OPEN.has(order.status));
        const undated = open.filter((order) => order.earliestAt === null);
        return (
          <>
            {daysFrom(now, open).map(({ date, at, weekday, tasks }) => (
              <Rows key={date} title={`${sayWeekday(weekday + 1)} · ${sayDate(at, now)}`} orders={tasks} team={team} />
            ))}
            {undated.length > 0 ? <Rows title={t('resident.offers.any_time')} orders={undated} team={team} /> : null}
            <Away team={team} today={dateOf(now)} />
            <PrintButton />
          </>
        );
      }}
    </Loaded>
  );
}

function Rows({ title, orders, team }: { title: string; orders: readonly OrderSummary[]; team: string }) {
  return (
    <section>
      <h2 className={styles.section}>{title}</h2>
      <ul className={styles.rows}>
        {orders.map((order) => (
          <Row key={order.id} order={order} team={team} />
        ))}
        {orders.length === 0 ? (
          <li className={`${styles.row} ${styles.still}`}>
            <span className={styles.soft}>{t('resident.roster.nothing')}</span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

/** Who goes is read with the order itself: lists name nobody. */
function Row({ order, team }: { order: OrderSummary; team: string }) {
  const kind = kindOf(useNeeds().value, order.kind);
  const names = (useOrder(order.id).value?.assignments ?? [])
    .filter((each) => each.status !== 'returned' && each.status !== 'released')
    .flatMap((each) => each.name ?? []);
  const missing = order.places - order.assigned;
  return (
    <li>
      <a className={styles.row} href={`/team/${order.id}?team=${team}`}>
        <span className={styles.grow}>
          <strong>
            {order.earliestAt ? `${sayClock(order.earliestAt)} ` : ''}
            {kind ? sayKind(kind) : order.number}
          </strong>
          <br />
          <UnitName id={order.placeUnitId} />
          <br />
          {names.join(t('resident.list_comma'))}
          {missing > 0 ? (
            <span className={styles.soft}>
              {names.length > 0 ? ' · ' : ''}
              {t('resident.roster.missing', { count: missing })}
            </span>
          ) : null}
        </span>
      </a>
    </li>
  );
}

function Away({ team, today }: { team: string; today: string }) {
  const away = (useMembers(team).value ?? []).filter(
    (member) => member.awayUntil !== null && member.awayUntil >= today,
  );
  if (away.length === 0) return null;
  const names = away.map((member) => member.name ?? t('resident.a_volunteer'));
  return <p>{t('resident.roster.away', { names: names.join(t('resident.list_comma')) })}</p>;
}
