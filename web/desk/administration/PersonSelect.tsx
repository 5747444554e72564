import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { PersonSummary } from '../../../src/identity/schema.ts';
import { t } from '../../ui/language.ts';
import { findPeople } from '../calls.ts';
import { useSettled } from '../frame/settled.ts';
import { placeText, useTree } from '../lookups.ts';

export interface Chosen {
  id: string;
  name: string;
}

/** So many are offered; of more it is said that there are more. */
const MOST = 20;

interface PersonSelectProps {
  id: string;
  value: Chosen | undefined;
  onChange: (chosen: Chosen | undefined) => void;
  /** Whoever hands something over does not take it over. */
  without?: string | undefined;
  /** What is said beneath, by its id, when something is wrong with the choice. */
  wrong?: string | undefined;
}

/** Chooses a person by the beginning of their name or their whole phone number. */
export function PersonSelect({ id, value, onChange, without, wrong }: PersonSelectProps) {
  const [text, setText] = useState('');
  const wanted = useSettled(text.trim());
  const { data: people } = useQuery({
    queryKey: ['people', wanted, undefined, MOST],
    queryFn: () => findPeople({ text: wanted, limit: MOST }),
    enabled: wanted.length > 0,
  });
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value?.id ?? null}
      {...(wrong ? { status: 'error' as const, 'aria-describedby': wrong } : {})}
      placeholder={t('desk.people.find')}
      notFoundContent={t(wanted === '' ? 'desk.posts.type' : 'desk.people.nobody')}
      onChange={(chosen: string | null | undefined, option) => {
        const label = Array.isArray(option) ? undefined : option?.label;
        onChange(chosen ? { id: chosen, name: String(label ?? '') } : undefined);
      }}
      options={(people?.items ?? [])
        .filter((each) => each.id !== without)
        .map((each) => ({ value: each.id, label: each.name ?? t('desk.fact.nameless'), person: each }))}
      optionRender={({ data }) => <WhoItIs person={data.person} />}
      popupRender={(menu) => (
        <>
          {menu}
          {people?.nextCursor ? <p className="soft more">{t('desk.people.more')}</p> : null}
        </>
      )}
    />
  );
}

/** Two may have one name: the end of the phone and the roles, or the home, tell them apart. */
function WhoItIs({ person }: { person: PersonSummary }) {
  const tree = useTree();
  const roles = [...new Set(person.grants.map((grant) => t(`role.${grant.role}`)))].join(t('desk.list'));
  const home = person.homeUnitId ? placeText(tree, person.homeUnitId) : '';
  const more = [person.phoneMasked ?? '', roles === '' ? home : roles].filter((each) => each !== '');
  return (
    <span>
      {person.name ?? t('desk.fact.nameless')} <span className="soft">{more.join(' · ')}</span>
    </span>
  );
}
