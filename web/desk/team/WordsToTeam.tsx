import { Input } from 'antd';
import { useId } from 'react';
import { t } from '../../ui/language.ts';
import { problemText } from '../frame/said.tsx';

interface WordsToTeamProps {
  words: string;
  onChange: (words: string) => void;
  hint: string;
  rows: number;
  /** What was refused the last time. */
  error: unknown;
}

/** The field for what members of a team are told. */
export function WordsToTeam({ words, onChange, hint, rows, error }: WordsToTeamProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('desk.members.tell')}</label>
      <Input.TextArea
        id={id}
        rows={rows}
        maxLength={500}
        value={words}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={`${id}-hint`} className="hint">
        {hint}
      </span>
      {error ? (
        <span className="wrong" role="alert">
          {problemText(error)}
        </span>
      ) : null}
    </div>
  );
}
