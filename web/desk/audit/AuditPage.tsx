import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId } from 'react';
import { type AuditEntry, type EntryCategory, entryCategories } from '../../../src/audit/schema.ts';
import { t } from '../../ui/language.ts';
import { startOfDate } from '../../ui/times.ts';
import { readAuditEntries } from '../calls.ts';
import { Missing } from '../frame/Missing.tsx';
import { Nothing, Trouble } from '../frame/said.tsx';
import { holds, useMe } from '../session.tsx';
import { EntryTable } from './EntryTable.tsx';
import { LogCard } from './LogCard.tsx';

const route = getRouteApi('/frame/audit');
const DAY = 86_400_000;
const LIMIT = 50;

/** For auditors: who looked at whom, who was refused, who changed whose rights, and how far the log proves it. */
export function AuditPage() {
  return holds(useMe(), 'auditor') ? <Log /> : <Missing />;
}

function Log() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const category = entryCategories.find((each) => each === search.category);
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['audit', search],
    queryFn: () =>
      readAuditEntries({
        limit: LIMIT,
        ...(category ? { category } : {}),
        ...(search.actor ? { actor: search.actor } : {}),
        ...(search.person ? { person: search.person } : {}),
        ...(search.from ? { from: startOfDate(search.from).toISOString() } : {}),
        ...(search.to ? { to: new Date(startOfDate(search.to).getTime() + DAY).toISOString() } : {}),
        ...(search.cursor ? { cursor: search.cursor } : {}),
      }),
  });
  const go = (next: Partial<Record<keyof typeof search, string | undefined>>) =>
    navigate({
      search: Object.fromEntries(
        Object.entries({ ...search, cursor: undefined, ...next }).filter(([, value]) => value),
      ),
    });
  return (
    <>
      <header className="bar">
        <h1>{t('desk.audit.title')}</h1>
      </header>
      <main className="body">
        <div className="page">
          <LogCard />
          <Filters category={category} from={search.from} to={search.to} onChange={go} />
          {search.actor || search.person ? (
            <p className="audit-line">
              <span>{onlyText(search, data?.items ?? [])}</span>
              <Button onClick={() => go({ actor: undefined, person: undefined })}>{t('desk.audit.everybody')}</Button>
              {search.actor && !search.person ? <EnterLooked {...search} actor={search.actor} /> : null}
            </p>
          ) : null}
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {isPending && !error ? <p className="skeleton soft">{t('state.loading')}</p> : null}
          {data?.items.length === 0 ? <Nothing>{t('desk.audit.empty')}</Nothing> : null}
          {data && data.items.length > 0 ? <EntryTable entries={data.items} onOnly={go} /> : null}
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

function Filters({
  category,
  from,
  to,
  onChange,
}: {
  category: EntryCategory | undefined;
  from: string | undefined;
  to: string | undefined;
  onChange: (next: { category?: string | undefined; from?: string | undefined; to?: string | undefined }) => void;
}) {
  const id = useId();
  return (
    <search className="searches audit-filters">
      <div className="field">
        <label htmlFor={`${id}-what`}>{t('desk.audit.what')}</label>
        <select
          id={`${id}-what`}
          value={category ?? ''}
          onChange={(event) => onChange({ category: event.target.value || undefined })}
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
          onChange={(event) => onChange({ from: event.target.value || undefined })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-to`}>{t('desk.audit.to')}</label>
        <input
          id={`${id}-to`}
          type="date"
          value={to ?? ''}
          onChange={(event) => onChange({ to: event.target.value || undefined })}
        />
      </div>
    </search>
  );
}

/** Whose deeds, or what about whom, is shown: by name, where a row on the page says it. */
function onlyText({ actor, person }: { actor?: string; person?: string }, entries: readonly AuditEntry[]): string {
  const name = person
    ? entries.flatMap(({ of }) => of).find(({ id }) => id === person)?.name
    : entries.find(({ by }) => by.id === actor)?.by.name;
  return t(person ? 'desk.audit.only_person' : 'desk.audit.only_actor', { name: name ?? t('desk.audit.one_person') });
}
