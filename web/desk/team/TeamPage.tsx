import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Select } from 'antd';
import { asksTeam } from '../../../src/orders/rules/team-part.ts';
import { nameIn, t } from '../../ui/language.ts';
import { useLive } from '../../ui/live.ts';
import { readTeamOrders } from '../../ui/team-orders.ts';
import { sayClock } from '../../ui/times.ts';
import { readMembers, readTeam, readUnits } from '../calls.ts';
import { useKeys } from '../frame/keys.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { teamsLedBy, useMe } from '../session.tsx';
import { TeamMembers } from './TeamMembers.tsx';
import { TeamOrder } from './TeamOrder.tsx';
import { TeamOrders } from './TeamOrders.tsx';
import { TeamRoster } from './TeamRoster.tsx';

const route = getRouteApi('/frame/team');

/** What the page shows of a team; the first one unless the address says otherwise. */
const views = ['orders', 'roster', 'members'] as const;
type View = (typeof views)[number];

/** The team leader's page: what was sent to the team, who can go, and who is in it. */
export function TeamPage() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const teams = teamsLedBy(me);
  const team = search.team ?? teams[0];
  if (!team)
    return (
      <main className="body">
        <Nothing>{t('desk.team.none')}</Nothing>
      </main>
    );
  return (
    <Led
      key={team}
      team={team}
      teams={teams}
      view={views.find((each) => each === search.view) ?? 'orders'}
      order={search.order}
      onTeam={(chosen) => navigate({ search: { team: chosen } })}
      onView={(view) => navigate({ search: { ...(search.team ? { team: search.team } : {}), view } })}
      onOrder={(order) => {
        const { order: _order, ...rest } = search;
        navigate({ search: order ? { ...rest, order } : rest, replace: true });
      }}
    />
  );
}

interface LedProps {
  team: string;
  teams: readonly string[];
  view: View;
  order: string | undefined;
  onTeam: (id: string) => void;
  onView: (view: View) => void;
  onOrder: (id: string | undefined) => void;
}

function Led({ team, teams, view, order, onTeam, onView, onOrder }: LedProps) {
  const client = useQueryClient();
  const profile = useQuery({ queryKey: ['team', team], queryFn: () => readTeam(team) });
  const orders = useQuery({ queryKey: ['team-orders', team], queryFn: () => readTeamOrders(team) });
  const members = useQuery({ queryKey: ['members', team], queryFn: () => readMembers(team) });
  const liveness = useLive(true, (name, event) => {
    if (name !== 'order' && name !== 'opened' && name !== 'reconnected') return;
    client.invalidateQueries({ queryKey: ['team-orders', team] });
    client.invalidateQueries({ queryKey: event?.orderId ? ['order', event.orderId] : ['order'] });
  });
  const rows = orders.data?.items ?? [];
  const counts = {
    orders: orders.data ? rows.filter(({ status }) => asksTeam(status)).length : '',
    roster: '',
    members: members.data?.items.length ?? '',
  };
  const step = (direction: 1 | -1) => {
    const at = rows.findIndex((row) => row.id === order);
    onOrder((rows[at + direction] ?? rows[at] ?? rows[0])?.id);
  };
  useKeys(
    view !== 'members'
      ? {
          j: () => step(1),
          k: () => step(-1),
          arrowdown: () => step(1),
          arrowup: () => step(-1),
          escape: () => onOrder(undefined),
        }
      : {},
  );
  return (
    <>
      <header className="bar">
        <h1>{profile.data ? nameIn(profile.data) : t('desk.team.title')}</h1>
        {teams.length > 1 ? <TeamChoice team={team} teams={teams} onTeam={onTeam} /> : null}
        <nav aria-label={t('desk.tabs')}>
          {views.map((each) => (
            <button
              key={each}
              type="button"
              className="tab"
              aria-current={view === each ? 'page' : undefined}
              onClick={() => onView(each)}
            >
              {t(`desk.team.${each}`)} <span className="figure">{counts[each]}</span>
            </button>
          ))}
        </nav>
        <div className="end">
          <span className="age soft">
            {liveness.connected ? t('desk.age.just_now') : t('state.as_of', { time: sayClock(liveness.since) })}
          </span>
        </div>
      </header>
      <main className="body">
        {view === 'members' ? (
          <TeamMembers team={team} members={members.data?.items} error={members.error} />
        ) : orders.error ? (
          <Trouble error={orders.error} again={() => orders.refetch()} />
        ) : (
          <div className={order || view === 'orders' ? 'queue' : 'queue alone'}>
            {view === 'roster' ? (
              <TeamRoster rows={rows} members={members.data?.items ?? []} selected={order} onSelect={onOrder} />
            ) : (
              <TeamOrders rows={rows} pending={orders.isPending} selected={order} onSelect={onOrder} />
            )}
            {order ? (
              <TeamOrder key={order} id={order} members={members.data?.items ?? []} onDone={() => orders.refetch()} />
            ) : view === 'orders' ? (
              <aside className="panel" aria-label={t('desk.panel')}>
                <Nothing>{t('desk.panel.none')}</Nothing>
              </aside>
            ) : null}
          </div>
        )}
      </main>
    </>
  );
}

function TeamChoice({ team, teams, onTeam }: { team: string; teams: readonly string[]; onTeam: (id: string) => void }) {
  const { data } = useQuery({ queryKey: ['teams', teams], queryFn: () => readUnits([...teams]) });
  return (
    <Select
      aria-label={t('desk.team.choose')}
      value={team}
      onChange={onTeam}
      popupMatchSelectWidth={false}
      options={teams.map((id) => {
        const named = data?.items.find((each) => each.id === id);
        return { value: id, label: named ? nameIn(named) : id };
      })}
    />
  );
}
