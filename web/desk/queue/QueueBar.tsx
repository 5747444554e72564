import { memo, useEffect, useRef, useState } from 'react';
import type { OrderCount } from '../../../src/orders/schema/inputs.ts';
import { t } from '../../ui/language.ts';
import { sayClock } from '../../ui/times.ts';
import { useCommands } from '../frame/commands.ts';
import { useKeys } from '../frame/keys.ts';
import { useNow } from '../frame/now.ts';
import { UnitTitle } from '../frame/UnitTitle.tsx';
import { type QueueSearch, type Tab, tabs } from './search.ts';
import { useTabCounts } from './tab-counts.ts';

interface QueueBarProps {
  search: QueueSearch;
  desks: readonly string[];
  desk: string;
  /** What the counts are of: the desk, or what it is narrowed to. */
  unit: string;
  confidential: boolean;
  arrived: number;
  /** Grows each time the search field is asked for. */
  finding: number;
  readAt: Date | undefined;
  connected: boolean;
  onSearch: (next: QueueSearch) => void;
}

/** Where one works, the tabs with their counts, the search, the age of what is shown. Walking the rows leaves it as it is. */
export const QueueBar = memo(function QueueBar(props: QueueBarProps) {
  const { search, unit, confidential, onSearch } = props;
  const countOf = useTabCounts(unit, confidential);
  const tab = search.tab ?? 'waiting';
  const shown = tabs.filter((each) => !confidential || each !== 'under_way');
  const nameOf = (each: Tab) => t(confidential && each === 'waiting' ? 'desk.tab.confidential' : `desk.tab.${each}`);
  const show = (each: Tab) =>
    onSearch({
      ...(search.desk ? { desk: search.desk } : {}),
      ...(search.unit ? { unit: search.unit } : {}),
      tab: each,
    });
  const step = (direction: 1 | -1) => {
    const next = shown[shown.indexOf(tab) + direction];
    if (next) show(next);
  };
  useKeys({ '[': () => step(-1), ']': () => step(1) });
  useCommands(
    shown.map((each) => ({ key: `tab-${each}`, name: nameOf(each), hint: t('desk.tabs'), run: () => show(each) })),
  );
  return (
    <header className="bar">
      <UnitTitle
        unit={props.desk}
        units={props.desks}
        onChoose={(desk) => onSearch({ ...(search.tab ? { tab: search.tab } : {}), desk })}
      />
      <nav aria-label={t('desk.tabs')}>
        {shown.map((each) => (
          <button
            key={each}
            type="button"
            className="tab"
            aria-current={each === tab && !search.text ? 'page' : undefined}
            onClick={() => show(each)}
          >
            {nameOf(each)}
            <Count tab={each} value={countOf(each)} />
            {each === tab && props.arrived > 0 ? (
              <b className="tag" style={{ color: 'var(--persimmon)' }}>
                {t('desk.tab.new', { count: props.arrived })}
              </b>
            ) : null}
          </button>
        ))}
      </nav>
      <div className="end">
        <Find search={search} finding={props.finding} onSearch={onSearch} />
        <Age readAt={props.readAt} connected={props.connected} />
      </div>
    </header>
  );
});

function Count({ tab, value }: { tab: Tab; value: OrderCount | undefined }) {
  if (!value) return null;
  return (
    <span className={`figure${tab === 'late' && value.count > 0 ? ' danger' : ''}`}>
      {value.more ? t('desk.queue.at_least', { count: value.count }) : value.count}
    </span>
  );
}

function Find({
  search,
  finding,
  onSearch,
}: {
  search: QueueSearch;
  finding: number;
  onSearch: (next: QueueSearch) => void;
}) {
  const [text, setText] = useState(search.text ?? '');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(search.text ?? ''), [search.text]);
  useEffect(() => {
    if (finding > 0) input.current?.select();
  }, [finding]);
  const find = () => {
    const { text: _text, order: _order, ...rest } = search;
    onSearch(text.trim() === '' ? rest : { ...rest, text: text.trim() });
    input.current?.blur();
  };
  return (
    <search style={{ display: 'contents' }}>
      <form
        className="find"
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <input
          ref={input}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') input.current?.blur();
          }}
          placeholder={t('desk.find')}
          aria-label={t('desk.find')}
        />
        <kbd>/</kbd>
      </form>
    </search>
  );
}

/** How old the list is. While the stream holds, it is as true as a second ago. */
function Age({ readAt, connected }: { readAt: Date | undefined; connected: boolean }) {
  const now = useNow(5);
  if (!readAt) return <span className="age" />;
  const fresh = connected && now - readAt.getTime() < 60_000;
  return (
    <span className={`age ${connected ? 'soft' : 'ochre'}`} title={t('desk.age.title', { time: sayClock(readAt) })}>
      {connected ? t(fresh ? 'desk.age.just_now' : 'desk.age.live') : t('state.as_of', { time: sayClock(readAt) })}
    </span>
  );
}
