import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { t } from '../../ui/language.ts';
import { findPeople } from '../calls.ts';

export interface Chosen {
  id: string;
  name: string;
}

interface PersonSelectProps {
  id: string;
  value: Chosen | undefined;
  onChange: (chosen: Chosen | undefined) => void;
  /** Whoever hands something over does not take it over. */
  without?: string | undefined;
}

/** Chooses a person by the beginning of their name or their whole phone number. */
export function PersonSelect({ id, value, onChange, without }: PersonSelectProps) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const { data: people } = useQuery({
    queryKey: ['people', wanted, undefined],
    queryFn: () => findPeople({ text: wanted, limit: 20 }),
    enabled: wanted.length > 0,
  });
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value?.id ?? null}
      placeholder={t('desk.people.find')}
      notFoundContent={t(wanted === '' ? 'desk.posts.type' : 'desk.people.nobody')}
      onChange={(chosen: string | null, option) => {
        const label = Array.isArray(option) ? undefined : option?.label;
        onChange(chosen ? { id: chosen, name: String(label ?? '') } : undefined);
      }}
      options={(people?.items ?? [])
        .filter((each) => each.id !== without)
        .map((each) => ({ value: each.id, label: each.name ?? t('desk.fact.nameless') }))}
    />
  );
}
