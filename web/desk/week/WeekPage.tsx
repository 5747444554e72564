import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { WeekAhead } from '../../../src/dispatch/schema/week-ahead.ts';
import { t } from '../../ui/language.ts';
import { sayClock } from '../../ui/times.ts';
import { readWeekAhead } from '../calls.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { pathIn, useTree, useUnitName } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import { unitsWith, useMe } from '../session.tsx';
import './week.css';
import { Weather } from './Weather.tsx';
import { WeekTable } from './WeekTable.tsx';
import { weekdayOf } from './weekday.ts';

const route = getRouteApi('/frame/week');

/** Units that expect something of their own. */
const LEVELS = ['centre', 'institute', 'station'] as const;

/** What a station, an institute or a county should expect in the seven days to come, why, and who could meet it. */
export function WeekPage() {
  const me = useMe();
  const tree = useTree();
  const held = useMemo(() => unitsWith(me, ['dispatcher', 'observer']), [me]);
  const own = held.find((id) => LEVELS.some((level) => level === tree.byId.get(id)?.level));
  const { unit = own } = route.useSearch();
  const navigate = route.useNavigate();
  const name = useUnitName(unit);
  const { data, error, refetch } = useQuery({
    queryKey: ['week-ahead', unit],
    queryFn: () => readWeekAhead(unit ?? ''),
    enabled: unit !== undefined,
  });
  const hasBelow = held.length > 1 || held.some((id) => (tree.children.get(id)?.length ?? 0) > 0);
  return (
    <>
      <header className="bar">
        <h1>{name ? t('desk.week.title', { unit: name }) : t('desk.rail.week')}</h1>
      </header>
      <main className="body">
        <div className="page wide">
          {hasBelow ? (
            <div className="field week-unit">
              <label htmlFor="week-unit">{t('desk.week.unit')}</label>
              <UnitSelect
                id="week-unit"
                value={unit}
                onChange={(chosen) => navigate({ search: chosen ? { unit: chosen } : {} })}
                levels={LEVELS}
                within={held}
                needed
              />
            </div>
          ) : null}
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {data ? <Sentences week={data} /> : null}
          {data ? <Weather key={data.centreId} week={data} isBelow={pathIn(tree, data.unitId).length > 2} /> : null}
          {data ? data.kinds.length === 0 ? <Nothing>{t('desk.week.none')}</Nothing> : <WeekTable week={data} /> : null}
        </div>
      </main>
    </>
  );
}

/** The week in two sentences, and what it rests on. */
function Sentences({ week }: { week: WeekAhead }) {
  const { kinds, days, hasHistory, asOf } = week;
  const sums = days.map((_, n) => kinds.reduce((sum, each) => sum + (each.days?.[n] ?? 0), 0));
  const all = sums.reduce((sum, each) => sum + each, 0);
  const busiest = sums.indexOf(Math.max(...sums));
  const date = days[busiest]?.date;
  return (
    <>
      {hasHistory && all >= 1 && date ? (
        <p>
          {t('desk.week.all', {
            orders: Math.round(all),
            day: weekdayOf(date),
            busiest: Math.round(sums[busiest] ?? 0),
          })}
        </p>
      ) : null}
      <p className="soft">
        {t(hasHistory ? 'desk.week.how' : 'desk.week.no_history')} {t('desk.week.as_of', { time: sayClock(asOf) })}
      </p>
    </>
  );
}
