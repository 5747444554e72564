import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Breach } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayDate } from '../../ui/times.ts';
import { readBreaches } from '../calls.ts';
import { Missing } from '../frame/Missing.tsx';
import { useNow } from '../frame/now.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { useTree } from '../lookups.ts';
import { keepsBreaches, useMe } from '../session.tsx';
import { BreachDetail } from './BreachDetail.tsx';
import { BreachForm } from './BreachForm.tsx';
import { useBrought } from './looked-at.ts';
import { kindsText } from './notice-fields.ts';

const route = getRouteApi('/frame/breaches');

/** For auditors and the whole network's administrators: breaches of personal data, whom they concern, and what was told to whom. */
export function BreachesPage() {
  const me = useMe();
  const tree = useTree();
  if (!tree.root) return <p className="skeleton soft">{t('state.loading')}</p>;
  return keepsBreaches(me, tree) ? <Register /> : <Missing />;
}

function Register() {
  const client = useQueryClient();
  const { breach: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const [writing, setWriting] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['breaches'], queryFn: readBreaches });
  const again = () => client.invalidateQueries({ queryKey: ['breaches'] });
  const items = data?.items ?? [];
  const open = items.find((each) => each.id === chosen);
  const choose = (breach: string) => navigate({ search: (before) => ({ ...before, breach }), replace: true });
  const brought = useBrought();
  return (
    <>
      <header className="bar">
        <h1>{t('desk.breach.title')}</h1>
        <div className="end">
          {writing ? null : <Button onClick={() => setWriting(true)}>{t('desk.breach.new')}</Button>}
        </div>
      </header>
      <main className="body">
        <div className="page">
          <p className="soft">{t('desk.breach.says')}</p>
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {data && items.length === 0 && !writing ? <Nothing>{t('desk.breach.none')}</Nothing> : null}
          {brought && !open ? <p>{t('desk.breach.choose_for', { name: brought.name })}</p> : null}
          {items.length > 0 ? <Rows items={items} chosen={chosen} onChoose={choose} /> : null}
          {writing ? (
            <BreachForm
              onSaved={(id) => {
                setWriting(false);
                again();
                if (id) choose(id);
              }}
              onCancel={() => setWriting(false)}
            />
          ) : null}
          {open && !writing ? <BreachDetail key={open.id} breach={open} onDone={again} /> : null}
        </div>
      </main>
    </>
  );
}

interface RowsProps {
  items: readonly Breach[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

function Rows({ items, chosen, onChoose }: RowsProps) {
  const now = new Date(useNow(60));
  const when = (at: string | null) => (at ? `${sayDate(at, now)} ${sayClock(at)}` : null);
  return (
    <Table className="register">
      <caption>{t('desk.breach.caption', { count: items.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.breach.found')}</th>
          <th scope="col">{t('desk.breach.what')}</th>
          <th scope="col">{t('desk.breach.data')}</th>
          <th scope="col">{t('desk.breach.people')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((each) => (
          <tr key={each.id} aria-selected={each.id === chosen}>
            <td className="figure">
              <button type="button" className="linked" onClick={() => onChoose(each.id)}>
                {when(each.foundAt)}
              </button>
            </td>
            <td className="prose">{each.what}</td>
            <td>{kindsText(each.dataKinds)}</td>
            <td className="prose">
              {each.peopleToldAt ? (
                t('desk.breach.told', { time: when(each.peopleToldAt) ?? '' })
              ) : (
                <span className="tag danger">{t('desk.breach.not_told')}</span>
              )}{' '}
              {each.authorityToldAt ? null : <span className="tag danger">{t('desk.breach.authority_not')}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
