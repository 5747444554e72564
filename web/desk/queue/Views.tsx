import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { t } from '../../ui/language.ts';
import { useCommands } from '../frame/commands.ts';
import type { QueueSearch } from './search.ts';
import { NAME_LENGTH, shows, type View } from './views.ts';

/** Views that were saved here, each one press away; the address then says what they show. */
export function ViewTabs({
  views,
  search,
  onSearch,
}: {
  views: readonly View[];
  search: QueueSearch;
  onSearch: (next: QueueSearch) => void;
}) {
  useCommands(
    views.map((view) => ({
      key: `view-${view.name}`,
      name: view.name,
      hint: t('desk.views'),
      run: () => onSearch(view.search),
    })),
  );
  if (views.length === 0) return null;
  return (
    <nav className="views" aria-label={t('desk.views')}>
      {views.map((view) => (
        <button
          key={view.name}
          type="button"
          className="tab"
          aria-current={shows(search, view) ? 'page' : undefined}
          onClick={() => onSearch(view.search)}
        >
          {view.name}
        </button>
      ))}
    </nav>
  );
}

/** Gives what the address shows a name, and lets names go again. */
export function KeepView({
  views,
  onKeep,
  onForget,
}: {
  views: readonly View[];
  onKeep: (name: string) => void;
  onForget: (name: string) => void;
}) {
  const id = useId();
  const [name, setName] = useState('');
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        onKeep(name);
        setName('');
      }}
    >
      <label htmlFor={id}>{t('desk.views.keep')}</label>
      <span style={{ display: 'flex', gap: 8 }}>
        <Input id={id} value={name} maxLength={NAME_LENGTH} onChange={(event) => setName(event.target.value)} />
        <Button htmlType="submit">{t('desk.views.keep_do')}</Button>
      </span>
      <span className="hint">{t('desk.views.keep_hint')}</span>
      {views.map((view) => (
        <span key={view.name} style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>
          {view.name}
          <Button
            type="link"
            size="small"
            aria-label={t('desk.views.forget_name', { name: view.name })}
            onClick={() => onForget(view.name)}
          >
            {t('desk.views.forget')}
          </Button>
        </span>
      ))}
    </form>
  );
}
