import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { nameIn, t } from '../../ui/language.ts';
import { useLive } from '../../ui/live.ts';
import { sayClock } from '../../ui/times.ts';
import { listTeamOrders, readMembers, readTeam } from '../calls.ts';
import { useKeys } from '../frame/keys.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { teamsLedBy, useMe } from '../session.tsx';
import { TeamMembers } from './TeamMembers.tsx';
import { TeamOrder } from './TeamOrder.tsx';
import { TeamOrders } from './TeamOrders.tsx';

const route = getRouteApi('/frame/team');

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
      order={search.order}
      onTeam={(chosen) => navigate({ search: { team: chosen } })}
      onOrder={(order) =>
        navigate({
          search: { ...(search.team ? { team: search.team } : {}), ...(order ? { order } : {}) },
          replace: true,
        })
      }
    />
  );
}

interface LedProps {
  team: string;
  teams: readonly string[];
  order: string | undefined;
  onTeam: (id: string) => void;
  onOrder: (id: string | undefined) => void;
}

function Led({ team, teams, order, onTeam, onOrder }: LedProps) {
  const client = useQueryClient();
  const [view, setView] = useState<'orders' | 'members'>('orders');
  const profile = useQuery({ queryKey: ['team', team], queryFn: () => readTeam(team) });
  const orders = useQuery({ queryKey: ['team-orders', team], queryFn: () => listTeamOrders(team) });
  const members = useQuery({ queryKey: ['members', team], queryFn: () => readMembers(team) });
  const liveness = useLive(true, (name, event) => {
    if (name !== 'order' && name !== 'reconnected') return;
    client.invalidateQueries({ queryKey: ['team-orders', team] });
    client.invalidateQueries({ queryKey: event?.orderId ? ['order', event.orderId] : ['order'] });
  });
  const rows = orders.data?.items ?? [];
  const step = (direction: 1 | -1) => {
    const at = rows.findIndex((row) => row.id === order);
    onOrder((rows[at + direction] ?? rows[at] ?? rows[0])?.id);
  };
  useKeys(
    view === 'orders'
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
        <nav aria-label={t('desk.tabs')} style={{ display: 'flex', gap: 4 }}>
          <button
            type="button"
            className="tab"
            aria-current={view === 'orders' ? 'page' : undefined}
            onClick={() => setView('orders')}
          >
            {t('desk.team.orders')} <span className="figure">{orders.data ? rows.length : ''}</span>
          </button>
          <button
            type="button"
            className="tab"
            aria-current={view === 'members' ? 'page' : undefined}
            onClick={() => setView('members')}
          >
            {t('desk.team.members')} <span className="figure">{members.data?.items.length ?? ''}</span>
          </button>
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
          <div className="queue">
            <TeamOrders rows={rows} pending={orders.isPending} selected={order} onSelect={onOrder} />
            {order ? (
              <TeamOrder key={order} id={order} members={members.data?.items ?? []} onDone={() => orders.refetch()} />
            ) : (
              <aside className="panel" aria-label={t('desk.panel')}>
                <Nothing>{t('desk.panel.none')}</Nothing>
              </aside>
            )}
          </div>
        )}
      </main>
    </>
  );
}

function TeamChoice({ team, teams, onTeam }: { team: string; teams: readonly string[]; onTeam: (id: string) => void }) {
  const { data } = useQuery({
    queryKey: ['teams', teams],
    queryFn: () => Promise.all(teams.map((id) => readTeam(id))),
  });
  return (
    <Select
      aria-label={t('desk.team.choose')}
      value={team}
      onChange={onTeam}
      popupMatchSelectWidth={false}
      options={teams.map((id) => ({ value: id, label: data?.find((each) => each.id === id)?.nameZh ?? id }))}
    />
  );
}
