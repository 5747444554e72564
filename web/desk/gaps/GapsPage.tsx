import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Gaps } from '../../../src/dispatch/schema/gaps.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayTime } from '../../ui/times.ts';
import { readGaps } from '../calls.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { placeText, useKindName, useSkillName, useTree, useUnitName } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import { unitsWith, useMe } from '../session.tsx';

const route = getRouteApi('/frame/gaps');

const CENTRES = ['centre'] as const;

/** Where people are missing: how fast orders come and are taken, and which kind, place and part of the day stay empty. */
export function GapsPage() {
  const me = useMe();
  const tree = useTree();
  const held = useMemo(() => unitsWith(me, ['dispatcher', 'observer']), [me]);
  const own = held.find((id) => tree.byId.get(id)?.level === 'centre');
  const { unit = own } = route.useSearch();
  const navigate = route.useNavigate();
  const name = useUnitName(unit);
  const { data, error, refetch } = useQuery({
    queryKey: ['gaps', unit],
    queryFn: () => readGaps(unit ?? '') as Promise<Gaps>,
    enabled: unit !== undefined,
    refetchInterval: 30_000,
  });
  return (
    <>
      <header className="bar">
        <h1>{name ? t('desk.gaps.title', { unit: name }) : t('desk.rail.gaps')}</h1>
      </header>
      <main className="body">
        <div className="page wide">
          {own === undefined || held.length > 1 ? (
            <div className="field">
              <label htmlFor="gaps-unit">{t('desk.gaps.unit')}</label>
              <UnitSelect
                id="gaps-unit"
                value={unit}
                onChange={(chosen) => navigate({ search: chosen ? { unit: chosen } : {} })}
                levels={CENTRES}
                within={held}
                needed
              />
            </div>
          ) : null}
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {data ? <Now gaps={data} /> : null}
          {data ? data.items.length === 0 ? <Nothing>{t('desk.gaps.none')}</Nothing> : <Where gaps={data} /> : null}
        </div>
      </main>
    </>
  );
}

/** What is true now in a few sentences, as of when. */
function Now({ gaps }: { gaps: Gaps }) {
  const { cameIn, taken, waiting, asking, unmet, asOf, grewAt } = gaps;
  return (
    <>
      <p>{t('desk.gaps.flow', { cameIn, taken, waiting, time: sayClock(asOf) })}</p>
      {asking > 0 ? (
        <p>{t('desk.gaps.unmet', { count: asking, unmet: Math.round(unmet), percent: Math.round(unmet * 100) })}</p>
      ) : null}
      {asking > 0 ? <p>{t(cameIn > taken ? 'desk.gaps.growing' : 'desk.gaps.shrinking')}</p> : null}
      {grewAt ? <p className="soft">{t('desk.gaps.grew_at', { time: sayTime(grewAt, new Date(asOf)) })}</p> : null}
    </>
  );
}

function Where({ gaps }: { gaps: Gaps }) {
  const tree = useTree();
  const kindName = useKindName();
  const skillName = useSkillName();
  return (
    <Table>
      <caption>{t('desk.gaps.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.gaps.kind')}</th>
          <th scope="col">{t('desk.gaps.skills')}</th>
          <th scope="col">{t('desk.gaps.place')}</th>
          <th scope="col">{t('desk.gaps.hour')}</th>
          <th scope="col">{t('desk.gaps.orders')}</th>
          <th scope="col">{t('desk.gaps.likely')}</th>
          <th scope="col">{t('desk.gaps.nobody_left')}</th>
        </tr>
      </thead>
      <tbody>
        {gaps.items.map(({ kind, skills, unitId, hour, orders, unmet, nobodyLeft }) => (
          <tr key={`${kind} ${unitId} ${hour}`}>
            <th scope="row">{kindName(kind)}</th>
            <td>{skills.length === 0 ? t('desk.gaps.anybody') : skills.map(skillName).join(t('desk.comma'))}</td>
            <td>{placeText(tree, unitId)}</td>
            <td>{t(hour === null ? 'desk.gaps.any_hour' : `desk.gaps.hour.${hour}`)}</td>
            <td className="figure">{orders}</td>
            <td className="figure">{unmet}</td>
            <td className="figure">{nobodyLeft}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
