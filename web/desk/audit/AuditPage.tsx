import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { type AuditEntry, type EntryCategory, entryCategories } from '../../../src/audit/schema.ts';
import { t } from '../../ui/language.ts';
import { startOfDate } from '../../ui/times.ts';
import { readAuditEntries } from '../calls.ts';
import { Missing } from '../frame/Missing.tsx';
import { Nothing, Trouble } from '../frame/said.tsx';
import { useSettled } from '../frame/settled.ts';
import { holds, useMe } from '../session.tsx';
import { EntryTable } from './EntryTable.tsx';
import { LogCard } from './LogCard.tsx';

const route = getRouteApi('/frame/audit');
const DAY = 86_400_000;
const LIMIT = 50;
/** What the number of an order looks like; no account is named like one. */
const ORDER_NUMBER = /^\d{4}-\d+$/;

type Wish = Partial<Record<'category' | keyof typeof EVERYBODY | 'from' | 'to' | 'cursor', string | undefined>>;
const EVERYBODY = { actor: undefined, person: undefined, named: undefined, side: undefined };

/** For auditors: who looked at whom, who was refused, who changed whose rights, and how far the log proves it. */
export function AuditPage() {
  return holds(useMe(), 'auditor') ? <Log /> : <Missing />;
}

function Log() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const settled = useSettled(search);
  const categoryOf = (wish: typeof search) => entryCategories.find((each) => each === wish.category);
  const category = categoryOf(settled);
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['audit', settled],
    queryFn: () =>
      readAuditEntries({
        limit: LIMIT,
        ...(category ? { category } : {}),
        ...(settled.actor ? { actor: settled.actor } : {}),
        ...(settled.person ? { person: settled.person } : {}),
        ...(settled.named ? { named: settled.named } : {}),
        ...(settled.side === 'by' ? { side: 'by' } : {}),
        ...(settled.from ? { from: startOfDate(settled.from).toISOString() } : {}),
        ...(settled.to ? { to: new Date(startOfDate(settled.to).getTime() + DAY).toISOString() } : {}),
        ...(settled.cursor ? { cursor: settled.cursor } : {}),
      }),
  });
  const go = (next: Wish, replace = false) =>
    navigate({
      search: Object.fromEntries(
        Object.entries({ ...search, cursor: undefined, ...next }).filter(([, value]) => value),
      ),
      replace,
    });
  return (
    <>
      <header className="bar">
        <h1>{t('desk.audit.title')}</h1>
      </header>
      <main className="body">
        <div className="page">
          <LogCard />
          <Named key={search.named} named={search.named} onNamed={(named) => go({ ...EVERYBODY, named })} />
          <Filters
            category={categoryOf(search)}
            from={search.from}
            to={search.to}
            onChange={(category) => go({ category })}
            onDay={(day) => go(day, true)}
          />
          {search.actor || search.person || search.named ? (
            <p className="audit-line">
              <span>{onlyText(search, data?.items ?? [])}</span>
              {search.named && !ORDER_NUMBER.test(search.named) ? (
                <Button onClick={() => go({ side: search.side === 'by' ? undefined : 'by' })}>
                  {t(search.side === 'by' ? 'desk.audit.at_them' : 'desk.audit.by_them')}
                </Button>
              ) : null}
              <Button onClick={() => go(EVERYBODY)}>{t('desk.audit.everybody')}</Button>
              {search.actor && !search.person ? <EnterLooked {...search} actor={search.actor} /> : null}
            </p>
          ) : null}
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {isPending && !error ? <p className="skeleton soft">{t('state.loading')}</p> : null}
          {data?.items.length === 0 ? <Nothing>{t('desk.audit.empty')}</Nothing> : null}
          {data && data.items.length > 0 ? (
            <EntryTable entries={data.items} onOnly={(who) => go({ ...EVERYBODY, ...who })} />
          ) : null}
          <p className="audit-line">
            {search.cursor ? <Button onClick={() => go({})}>{t('desk.audit.newest')}</Button> : null}
            {data?.nextCursor ? (
              <Button onClick={() => go({ cursor: data.nextCursor ?? undefined })}>{t('desk.audit.earlier')}</Button>
            ) : null}
          </p>
        </div>
      </main>
    </>
  );
}

/** To the register of breaches, with the account and the days that are looked at here. */
function EnterLooked({ actor, from, to }: { actor: string; from?: string; to?: string }) {
  return (
    <Link to="/breaches" search={{ actor, ...(from ? { from } : {}), ...(to ? { to } : {}) }}>
      {t('desk.audit.enter_looked')}
    </Link>
  );
}

/** One order by its number, or one of the staff by the account's name: the server finds which. */
function Named({ named, onNamed }: { named: string | undefined; onNamed: (named: string | undefined) => void }) {
  const id = useId();
  const [text, setText] = useState(named ?? '');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onNamed(text.trim() || undefined);
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('desk.audit.named')}</label>
        <span className="audit-line">
          <Input
            id={id}
            type="search"
            style={{ maxWidth: 320 }}
            maxLength={60}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button htmlType="submit">{t('desk.people.search')}</Button>
        </span>
        <span className="hint">{t('desk.audit.named_hint')}</span>
      </div>
    </form>
  );
}

interface FiltersProps {
  category: EntryCategory | undefined;
  from: string | undefined;
  to: string | undefined;
  onChange: (category: string | undefined) => void;
  onDay: (day: { from?: string | undefined; to?: string | undefined }) => void;
}

function Filters({ category, from, to, onChange, onDay }: FiltersProps) {
  const id = useId();
  return (
    <search className="searches audit-filters">
      <div className="field">
        <label htmlFor={`${id}-what`}>{t('desk.audit.what')}</label>
        <select
          id={`${id}-what`}
          value={category ?? ''}
          onChange={(event) => onChange(event.target.value || undefined)}
        >
          <option value="">{t('desk.audit.all')}</option>
          {entryCategories.map((each) => (
            <option key={each} value={each}>
              {t(`desk.audit.category.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-from`}>{t('desk.audit.from')}</label>
        <input
          id={`${id}-from`}
          type="date"
          value={from ?? ''}
          onChange={(event) => onDay({ from: event.target.value || undefined })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-to`}>{t('desk.audit.to')}</label>
        <input
          id={`${id}-to`}
          type="date"
          value={to ?? ''}
          onChange={(event) => onDay({ to: event.target.value || undefined })}
        />
      </div>
    </search>
  );
}

/** Whose deeds, or what about whom, is shown: by name, where a row on the page says it, else as it was written. */
function onlyText({ actor, person, named, side }: Wish, entries: readonly AuditEntry[]): string {
  if (named && ORDER_NUMBER.test(named)) return t('desk.audit.only_order', { number: named });
  const name = person
    ? entries.flatMap(({ of }) => of).find(({ id }) => id === person)?.name
    : entries.find(({ by }) => by.id === actor)?.by.name;
  const of = person || (named && side !== 'by');
  return t(of ? 'desk.audit.only_person' : 'desk.audit.only_actor', {
    name: name ?? named ?? t('desk.audit.one_person'),
  });
}
