import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Input, Radio } from 'antd';
import { useId, useMemo } from 'react';
import type { TopicList } from '../../../src/orders/schema/alike.ts';
import { t } from '../../ui/language.ts';
import { sayClock } from '../../ui/times.ts';
import { readTopics } from '../calls.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { useUnitName } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import { unitsWith, useMe } from '../session.tsx';
import { PetitionTopics } from './PetitionTopics.tsx';
import { orders, type TopicSearch, windows } from './search.ts';
import { TopicRows } from './TopicRows.tsx';
import './topics.css';
import { useSettled } from '../frame/settled.ts';

const route = getRouteApi('/frame/topics');
const ROLES = ['dispatcher', 'administrator', 'petition_clerk'] as const;
const PLACES = ['city', 'centre', 'institute', 'station'] as const;

/** One matter at one place: what people say again and again, what grows; put together and taken apart here. */
export function TopicsPage() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const own = useMemo(() => unitsWith(me, ROLES), [me]);
  const unit = search.unit ?? own[0] ?? '';
  const text = useSettled(search.text ?? '');
  const days = search.days ?? 90;
  const { data, error, refetch } = useQuery({
    queryKey: ['topics', unit, days, search.by, text],
    queryFn: () =>
      readTopics({ unit, days, ...(search.by ? { by: search.by } : {}), ...(text === '' ? {} : { text }) }),
    enabled: unit !== '',
    placeholderData: (before) => before,
  });
  const go = (next: Partial<Record<keyof TopicSearch, string | number | undefined>>) =>
    navigate({
      search: Object.fromEntries(
        Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined && value !== ''),
      ),
      replace: true,
    });
  return (
    <>
      <header className="bar">
        <h1>{t('desk.topics.title')}</h1>
      </header>
      <main className="body">
        <div className="page wide">
          <Filters search={{ ...search, unit, days }} within={own} onChange={go} />
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {!data && !error ? <p className="skeleton soft">{t('state.loading')}</p> : null}
          {data ? <Shown list={data} unit={unit} filtered={text !== ''} /> : null}
        </div>
      </main>
    </>
  );
}

interface FiltersProps {
  search: TopicSearch;
  within: readonly string[];
  onChange: (next: Partial<Record<keyof TopicSearch, string | number | undefined>>) => void;
}

function Filters({ search, within, onChange }: FiltersProps) {
  const id = useId();
  return (
    <search className="topic-filters">
      <div className="field">
        <label htmlFor={`${id}-text`}>{t('desk.topics.text')}</label>
        <Input
          id={`${id}-text`}
          allowClear
          maxLength={60}
          value={search.text ?? ''}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-unit`}>{t('desk.topics.place')}</label>
        <UnitSelect
          id={`${id}-unit`}
          needed
          levels={PLACES}
          within={within}
          value={search.unit}
          onChange={(unit) => onChange({ unit })}
        />
      </div>
      <Radio.Group
        aria-label={t('desk.topics.window')}
        optionType="button"
        value={search.days}
        onChange={(event) => onChange({ days: event.target.value as number })}
        options={windows.map((days) => ({ value: days, label: t('desk.topics.days', { days }) }))}
      />
      <Radio.Group
        aria-label={t('desk.topics.order')}
        optionType="button"
        value={search.by ?? ''}
        onChange={(event) => onChange({ by: event.target.value as string })}
        options={[
          { value: '', label: t('desk.topics.by.hot') },
          ...orders.map((by) => ({ value: by, label: t(`desk.topics.by.${by}`) })),
        ]}
      />
    </search>
  );
}

function Shown({ list, unit, filtered }: { list: TopicList; unit: string; filtered: boolean }) {
  const me = useMe();
  const place = useUnitName(unit);
  const sees = unitsWith(me, ['dispatcher', 'administrator']).length > 0;
  const clerk = unitsWith(me, ['petition_clerk']).length > 0;
  const params = { place, days: list.days, read: list.read, time: sayClock(list.at) };
  return (
    <>
      {sees && list.items.length > 0 ? (
        <TopicRows topics={list.items} caption={t('desk.topics.caption', params)} />
      ) : null}
      {sees && list.items.length === 0 ? (
        <Nothing>{t(filtered ? 'desk.topics.none_found' : 'desk.topics.none', params)}</Nothing>
      ) : null}
      {clerk ? <PetitionTopics topics={list.petitions} days={list.days} /> : null}
    </>
  );
}
