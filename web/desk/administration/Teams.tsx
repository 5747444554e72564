import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { nameIn, t } from '../../ui/language.ts';
import { listTeams } from '../calls.ts';
import { Trouble } from '../frame/said.tsx';
import { useSettled } from '../frame/settled.ts';

/** So many teams are listed; of more it is said that there are more. */
const MOST = 20;

/** The teams at a unit and below it, which the tree leaves out: found by name, opened by one press. */
export function Teams({ unitId, onOpen }: { unitId: string; onOpen: (id: string) => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const wanted = useSettled(text.trim());
  const { data, error, refetch } = useTeams({ unit: unitId, text: wanted });
  if (error) return <Trouble error={error} again={() => refetch()} />;
  if (!data) return null;
  const many = wanted !== '' || data.nextCursor !== null;
  return (
    <section className="form">
      <h3>{t('desk.teams')}</h3>
      {many ? (
        <div className="field">
          <label htmlFor={id}>{t('desk.teams.find')}</label>
          <Input id={id} value={text} allowClear onChange={(event) => setText(event.target.value)} />
        </div>
      ) : null}
      {data.items.length === 0 ? (
        <p className="soft">{t(wanted === '' ? 'desk.teams.none' : 'desk.teams.not_found')}</p>
      ) : (
        <TeamList teams={data.items} onOpen={onOpen} />
      )}
      {data.nextCursor ? <p className="soft">{t('desk.teams.more', { count: MOST })}</p> : null}
    </section>
  );
}

/** Teams whose name holds what is looked for in the tree; nothing where there is none. */
export function FoundTeams({ text, onOpen }: { text: string; onOpen: (id: string) => void }) {
  const { data } = useTeams({ text });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="form" style={{ padding: '0 8px 16px' }} aria-label={t('desk.teams')}>
      <p>{t('desk.teams.found')}</p>
      <TeamList teams={data.items} onOpen={onOpen} />
      {data.nextCursor ? <p className="soft">{t('desk.teams.more', { count: MOST })}</p> : null}
    </section>
  );
}

/** Teams whose name holds a text, those at a unit and below it where one is named: the first few. */
export function useTeams({ unit, text }: { unit?: string; text: string }) {
  return useQuery({
    queryKey: ['teams', unit, text],
    queryFn: () => listTeams({ limit: MOST, ...(unit ? { unit } : {}), ...(text === '' ? {} : { text }) }),
    placeholderData: (before) => before,
  });
}

interface TeamListProps {
  teams: readonly { id: string; nameZh: string; nameEn: string; members: number }[];
  onOpen: (id: string) => void;
}

function TeamList({ teams, onOpen }: TeamListProps) {
  return (
    <ul>
      {teams.map((team) => (
        <li key={team.id}>
          <button type="button" className="linked" onClick={() => onOpen(team.id)}>
            {nameIn(team)}
          </button>{' '}
          <span className="soft">{t('desk.teams.members', { count: team.members })}</span>
        </li>
      ))}
    </ul>
  );
}
