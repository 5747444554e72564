import { Input } from 'antd';
import { useId } from 'react';
import { t } from '../../ui/language.ts';
import { SEARCHED_FROM } from './found-members.ts';

interface FindMemberProps {
  /** How many there are to look among. */
  among: number;
  text: string;
  onText: (text: string) => void;
}

/** The field that finds a name in a team; none where all of it is seen at a glance. */
export function FindMember({ among, text, onText }: FindMemberProps) {
  const id = useId();
  if (among < SEARCHED_FROM) return null;
  return (
    <div className="field">
      <label className="heard" htmlFor={id}>
        {t('desk.team.find')}
      </label>
      <Input
        id={id}
        type="search"
        value={text}
        placeholder={t('desk.team.find')}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  );
}
