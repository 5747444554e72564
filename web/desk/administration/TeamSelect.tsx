import { Select } from 'antd';
import { useState } from 'react';
import { nameIn, t } from '../../ui/language.ts';
import { useSettled } from '../frame/settled.ts';
import { useTeams } from './Teams.tsx';

interface TeamSelectProps {
  id: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  /** The team that is left, and does not take itself over. */
  without: string;
}

/** Chooses a team by part of its name; the tree leaves teams out. */
export function TeamSelect({ id, value, onChange, without }: TeamSelectProps) {
  const [text, setText] = useState('');
  const wanted = useSettled(text.trim());
  const { data } = useTeams({ text: wanted });
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      style={{ width: '100%' }}
      value={value ?? null}
      placeholder={t('desk.teams.find')}
      notFoundContent={t('desk.teams.not_found')}
      onChange={(chosen: string | null) => onChange(chosen ?? undefined)}
      options={(data?.items ?? [])
        .filter((team) => team.id !== without)
        .map((team) => ({ value: team.id, label: nameIn(team) }))}
    />
  );
}
