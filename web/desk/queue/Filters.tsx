import { Button, ConfigProvider, Select } from 'antd';
import { useId, useMemo, useState } from 'react';
import { natures, urgencies } from '../../../src/orders/schema/states.ts';
import { nameIn, t } from '../../ui/language.ts';
import { useCommands } from '../frame/commands.ts';
import { useKeys } from '../frame/keys.ts';
import { QuickDialog } from '../frame/QuickDialog.tsx';
import { useNeeds } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import type { QueueSearch } from './search.ts';
import { KeepView } from './Views.tsx';
import { type View, withoutView, withView } from './views.ts';

interface FiltersProps {
  search: QueueSearch;
  /** The unit whose subtree may be narrowed. */
  desk: string;
  onSearch: (next: QueueSearch) => void;
  views: readonly View[];
  onViews: (next: View[]) => void;
}

/** Narrows the queue; all of it stands in the address, to be kept or passed on. */
export function Filters(props: FiltersProps) {
  const { nature, category, urgency, unit, place } = props.search;
  const active = [nature, category, urgency, unit, place].filter(Boolean).length;
  const [open, setOpen] = useState(false);
  const show = () => setOpen(true);
  useKeys({ f: show });
  useCommands([{ key: 'filters', name: t('desk.filter'), run: show }]);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={show}>
        {active > 0 ? t('desk.filter.active', { count: active }) : t('desk.filter')} <kbd>F</kbd>
      </Button>
      {open ? (
        <QuickDialog title={t('desk.filter')} width={360} onClose={() => setOpen(false)}>
          <ConfigProvider getPopupContainer={dialogOf}>
            <Fields {...props} />
          </ConfigProvider>
        </QuickDialog>
      ) : null}
    </>
  );
}

/** What a field opens lies within its dialog: all else is out of reach while that is shown. */
function dialogOf(field?: HTMLElement): HTMLElement {
  return field?.closest('dialog') ?? document.body;
}

function Fields({ search, desk, onSearch, views, onViews }: FiltersProps) {
  const needs = useNeeds();
  const own = useMemo(() => [desk], [desk]);
  const set = <Name extends 'nature' | 'category' | 'urgency' | 'unit' | 'place'>(
    name: Name,
    value: QueueSearch[Name] | undefined,
  ) => {
    const { [name]: _before, order: _order, ...rest } = search;
    onSearch((value === undefined ? rest : { ...rest, [name]: value }) as QueueSearch);
  };
  const id = useId();
  return (
    <div className="form">
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
      <Button
        onClick={() =>
          onSearch({ ...(search.tab ? { tab: search.tab } : {}), ...(search.desk ? { desk: search.desk } : {}) })
        }
      >
        {t('desk.filter.clear')}
      </Button>
      <KeepView
        views={views}
        onKeep={(name) => onViews(withView(views, name, search))}
        onForget={(name) => onViews(withoutView(views, name))}
      />
    </div>
  );
}
