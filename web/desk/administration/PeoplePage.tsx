import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useId, useRef, useState } from 'react';
import type { PersonSummary } from '../../../src/identity/schema.ts';
import { t } from '../../ui/language.ts';
import { findPeople } from '../calls.ts';
import { useKeys } from '../frame/keys.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { placeText, useTree } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import { GrantWishes } from './GrantWishes.tsx';
import { NewPersonForm } from './NewPersonForm.tsx';
import { PersonCard } from './PersonCard.tsx';
import { RoleMatrix } from './RoleMatrix.tsx';

const route = getRouteApi('/frame/people');
/** So many are shown; of more it is said that there are more. */
const MOST = 50;

/** People and what they may: found by name, phone or unit; roles given and ended; who holds what where. */
export function PeoplePage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(search.text ?? '');
  const [adding, setAdding] = useState(false);
  const { message } = App.useApp();
  const client = useQueryClient();
  const tree = useTree();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const asked = search.text !== undefined || search.unit !== undefined;
  const { data, error, refetch } = useQuery({
    queryKey: ['people', search.text, search.unit, MOST],
    queryFn: () =>
      findPeople({
        limit: MOST,
        ...(search.text ? { text: search.text } : {}),
        ...(search.unit ? { unit: search.unit } : {}),
      }),
    enabled: asked,
  });
  const found = data?.items.find((each) => each.id === search.person);
  const { data: named } = useQuery({
    queryKey: ['people', { person: search.person }],
    queryFn: () => findPeople({ person: search.person ?? '' }),
    enabled: search.person !== undefined && !found && (!asked || data !== undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const person = found ?? named?.items[0];
  useKeys({ '/': () => input.current?.select() });
  const go = (next: Partial<Record<keyof typeof search, string | undefined>>) =>
    navigate({ search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value)) });
  return (
    <>
      <header className="bar">
        <h1>{t('desk.people.title')}</h1>
        <div className="end">
          <Button onClick={() => setAdding(true)}>{t('desk.people.add')}</Button>
        </div>
      </header>
      <main className="body">
        <div className="page">
          <GrantWishes />
          <search style={{ display: 'contents' }}>
            <form
              className="searches"
              onSubmit={(event) => {
                event.preventDefault();
                go({ text: text.trim() === '' ? undefined : text.trim(), person: undefined });
              }}
            >
              <label className="find" style={{ width: '100%' }}>
                <input
                  ref={input}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                  placeholder={t('desk.people.find')}
                  aria-label={t('desk.people.find')}
                />
                <kbd>/</kbd>
              </label>
              <Button htmlType="submit">{t('desk.people.search')}</Button>
              <div>
                <label className="heard" htmlFor={id}>
                  {t('desk.people.by_unit')}
                </label>
                <UnitSelect
                  id={id}
                  placeholder={t('desk.people.by_unit')}
                  value={search.unit}
                  onChange={(unit) => go({ unit, person: undefined })}
                />
              </div>
            </form>
          </search>
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {asked && data ? (
            <Found
              people={data.items}
              more={data.nextCursor !== null}
              chosen={search.person}
              placeOf={(unit) => placeText(tree, unit)}
              onChoose={(chosen) => go({ person: chosen })}
            />
          ) : null}
          {person ? (
            <PersonCard
              key={person.id}
              person={person}
              onChanged={() => client.invalidateQueries({ queryKey: ['people'] })}
            />
          ) : null}
          {named?.items.length === 0 && !found ? <Nothing>{t('desk.people.not_yours')}</Nothing> : null}
          {asked || search.person ? null : <RoleMatrix within={search.within} onWithin={(within) => go({ within })} />}
        </div>
      </main>
      {adding ? (
        <NewPersonForm
          onClose={() => setAdding(false)}
          onAdded={(entered) => {
            setAdding(false);
            client.setQueryData(['people', { person: entered.id }], { items: [entered], nextCursor: null });
            setText('');
            message.success(t('desk.people.added', { name: entered.name ?? '' }));
            go({ text: undefined, unit: undefined, person: entered.id });
          }}
        />
      ) : null}
    </>
  );
}

interface FoundProps {
  people: readonly PersonSummary[];
  more: boolean;
  chosen: string | undefined;
  placeOf: (unit: string) => string;
  onChoose: (id: string) => void;
}

function Found({ people, more, chosen, placeOf, onChoose }: FoundProps) {
  if (people.length === 0) return <Nothing>{t('desk.people.nobody')}</Nothing>;
  return (
    <Table>
      <caption>{t(more ? 'desk.people.found_more' : 'desk.people.found', { count: people.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.members.name')}</th>
          <th scope="col">{t('desk.people.phone')}</th>
          <th scope="col">{t('desk.people.home')}</th>
          <th scope="col">{t('desk.people.roles')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id} style={person.id === chosen ? { background: 'var(--persimmon-wash)' } : undefined}>
            <td>
              <button
                type="button"
                className="linked"
                aria-pressed={person.id === chosen}
                onClick={() => onChoose(person.id)}
              >
                {person.name ?? t('desk.fact.nameless')}
              </button>
              {person.minor ? <span className="tag ochre"> {t('desk.member.minor')}</span> : null}
            </td>
            <td className="figure">{person.phoneMasked ?? t('desk.contact.no_phone')}</td>
            <td>{person.homeUnitId ? placeOf(person.homeUnitId) : t('desk.none')}</td>
            <td>
              {person.grants.length === 0
                ? t('desk.people.no_role')
                : person.grants.map((grant) => t(`role.${grant.role}`)).join(t('desk.list'))}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
