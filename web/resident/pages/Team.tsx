import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { nameIn, say, t } from '../../ui/language.ts';
import { sayTime, sayWindowAlone } from '../../ui/times.ts';
import { Frame } from '../Frame.tsx';
import styles from '../page.module.css';
import { kindOf, sayKind, useMe, useNeeds } from '../queries.ts';
import { goInstead } from '../router.ts';
import { ServingTabs } from '../ServingTabs.tsx';
import { Loaded, SignedIn } from '../states.tsx';
import { teamAt, teamsLedBy, useMembers, useTeam, useTeamOrders } from '../teams.ts';
import { UnitName } from '../UnitName.tsx';

/** For a team's leader: what was sent to the team, what still waits for a name, who is in it. */
export function Team() {
  const me = useMe().value;
  const led = me ? teamsLedBy(me) : [];
  const team = teamAt(led, location.search);
  const name = useTeam(team ?? null).value;
  const title = name ? nameIn(name) : t('resident.way.team');
  return (
    <Frame title={title} back="/">
      <h1 tabIndex={-1}>{title}</h1>
      <SignedIn why={t('resident.team.sign_in')}>
        <ServingTabs here="/team">
          {team === undefined ? (
            <EmptyState action={<Button href="/tasks">{t('resident.tasks.title')}</Button>}>
              {t('resident.team.none_led')}
            </EmptyState>
          ) : (
            <>
              {led.length > 1 ? <TeamChoice led={led} team={team} /> : null}
              <TeamOrders team={team} />
              <Button href={`/team/week?team=${team}`}>{t('resident.roster.title')}</Button>
              <MembersWay team={team} />
            </>
          )}
        </ServingTabs>
      </SignedIn>
    </Frame>
  );
}

function TeamChoice({ led, team }: { led: readonly string[]; team: string }) {
  return (
    <section className={styles.stack}>
      <h2 className={styles.section}>{t('resident.team.choose')}</h2>
      <div className={styles.chips}>
        {led.map((id) => (
          <TeamChip key={id} id={id} chosen={id === team} />
        ))}
      </div>
    </section>
  );
}

function TeamChip({ id, chosen }: { id: string; chosen: boolean }) {
  const team = useTeam(id).value;
  return (
    <Button pressed={chosen} onPress={() => goInstead(`/team?team=${id}`)}>
      {team ? nameIn(team) : '…'}
    </Button>
  );
}

const OPEN = new Set(['dispatched', 'accepted', 'in_service']);

function TeamOrders({ team }: { team: string }) {
  return (
    <Loaded of={useTeamOrders(team)}>
      {({ items }) => {
        if (items.length === 0) return <EmptyState>{t('resident.team.none')}</EmptyState>;
        const waiting = items.filter((order) => order.status === 'dispatched');
        const going = items.filter((order) => OPEN.has(order.status) && order.status !== 'dispatched');
        const past = items.filter((order) => !OPEN.has(order.status));
        return (
          <>
            <p>{t('resident.team.sentence', { count: waiting.length })}</p>
            <OrderRows orders={waiting} title={t('resident.team.waiting')} team={team} />
            <OrderRows orders={going} title={t('resident.team.going')} team={team} />
            {past.length > 0 ? (
              <details>
                <summary className={styles.summary}>{t('resident.team.past', { count: past.length })}</summary>
                <OrderRows orders={past} title={null} team={team} />
              </details>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

function OrderRows({ orders, title, team }: { orders: readonly OrderSummary[]; title: string | null; team: string }) {
  if (orders.length === 0) return null;
  return (
    <section>
      {title ? <h2 className={styles.section}>{title}</h2> : null}
      <ul className={styles.rows}>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} team={team} />
        ))}
      </ul>
    </section>
  );
}

function OrderRow({ order, team }: { order: OrderSummary; team: string }) {
  const kind = kindOf(useNeeds().value, order.kind);
  const now = new Date();
  const waits = order.status === 'dispatched';
  return (
    <li>
      <a className={`${styles.row} ${styles.order}`} href={`/team/${order.id}?team=${team}`}>
        <span className={styles.grow}>
          <strong>{kind ? sayKind(kind) : t('notify.help')}</strong>
          <br />
          {sayWindowAlone(order.earliestAt, order.latestAt, now) ?? order.wish ?? t('resident.offers.any_time')} ·{' '}
          <UnitName id={order.placeUnitId} />
          {waits && order.dueAt ? (
            <>
              <br />
              <span className={styles.small}>{t('resident.offers.until', { due: sayTime(order.dueAt, now) })}</span>
            </>
          ) : null}
        </span>
        <span className={styles.tag}>
          {waits
            ? t('resident.roster.missing', { count: order.places - order.assigned })
            : say(`status.${order.status}`)}
        </span>
      </a>
    </li>
  );
}

function MembersWay({ team }: { team: string }) {
  const members = useMembers(team).value;
  return (
    <ul className={styles.rows}>
      <li>
        <a className={styles.row} href={`/team/members?team=${team}`}>
          <span className={styles.grow}>{t('resident.members.title')}</span>
          {members ? (
            <span className={styles.tag}>{t('resident.members.count', { count: members.length })}</span>
          ) : null}
        </a>
      </li>
    </ul>
  );
}
