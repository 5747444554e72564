import { Button, Popover, Select } from 'antd';
import { useId, useMemo } from 'react';
import { natures, urgencies } from '../../../src/orders/schema/states.ts';
import { nameIn, t } from '../../ui/language.ts';
import { useNeeds } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import type { QueueSearch } from './search.ts';
import { KeepView } from './Views.tsx';
import { type View, withoutView, withView } from './views.ts';

interface FiltersProps {
  search: QueueSearch;
  /** The unit whose subtree may be narrowed. */
  unit: string;
  onSearch: (next: QueueSearch) => void;
  views: readonly View[];
  onViews: (next: View[]) => void;
}

/** Narrows the queue; all of it stands in the address, to be kept or passed on. */
export function Filters(props: FiltersProps) {
  const { nature, category, urgency, unit, place } = props.search;
  const active = [nature, category, urgency, unit, place].filter(Boolean).length;
  return (
    <Popover trigger="click" placement="bottomRight" content={<Fields {...props} />}>
      <Button>{active > 0 ? t('desk.filter.active', { count: active }) : t('desk.filter')}</Button>
    </Popover>
  );
}

function Fields({ search, unit, onSearch, views, onViews }: FiltersProps) {
  const needs = useNeeds();
  const own = useMemo(() => [unit], [unit]);
  const set = <Name extends 'nature' | 'category' | 'urgency' | 'unit' | 'place'>(
    name: Name,
    value: QueueSearch[Name] | undefined,
  ) => {
    const { [name]: _before, order: _order, ...rest } = search;
    onSearch((value === undefined ? rest : { ...rest, [name]: value }) as QueueSearch);
  };
  const id = useId();
  return (
    <div className="form" style={{ width: 300 }}>
      <div className="field">
        <label htmlFor={`${id}-nature`}>{t('desk.filter.nature')}</label>
        <Select
          id={`${id}-nature`}
          allowClear
          value={search.nature ?? null}
          placeholder={t('desk.filter.any')}
          onChange={(value) => set('nature', value ?? undefined)}
          options={natures.map((each) => ({ value: each, label: t(`nature.${each}`) }))}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-category`}>{t('desk.filter.category')}</label>
        <Select
          id={`${id}-category`}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={search.category ?? null}
          placeholder={t('desk.filter.any')}
          onChange={(value) => set('category', value ?? undefined)}
          options={(needs?.categories ?? []).map((category) => ({
            label: nameIn(category),
            options: [
              { value: category.id, label: t('desk.filter.whole', { name: nameIn(category) }) },
              ...category.kinds.map((kind) => ({ value: kind.id, label: nameIn(kind) })),
            ],
          }))}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-urgency`}>{t('desk.filter.urgency')}</label>
        <Select
          id={`${id}-urgency`}
          allowClear
          value={search.urgency ?? null}
          placeholder={t('desk.filter.any')}
          onChange={(value) => set('urgency', value ?? undefined)}
          options={urgencies.map((each) => ({ value: each, label: t(`urgency.${each}`) }))}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-unit`}>{t('desk.filter.unit')}</label>
        <UnitSelect id={`${id}-unit`} within={own} value={search.unit} onChange={(value) => set('unit', value)} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-place`}>{t('desk.filter.place')}</label>
        <UnitSelect id={`${id}-place`} within={own} value={search.place} onChange={(value) => set('place', value)} />
      </div>
      <Button onClick={() => onSearch(search.tab ? { tab: search.tab } : {})}>{t('desk.filter.clear')}</Button>
      <KeepView
        views={views}
        onKeep={(name) => onViews(withView(views, name, search))}
        onForget={(name) => onViews(withoutView(views, name))}
      />
    </div>
  );
}
