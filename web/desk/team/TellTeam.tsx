import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { t } from '../../ui/language.ts';
import { tellTeam } from '../calls.ts';
import { problemText } from '../frame/said.tsx';

/** Tells all members of a team something: where to meet, what to bring. */
export function TellTeam({ team }: { team: string }) {
  const id = useId();
  const { message } = App.useApp();
  const [words, setWords] = useState('');
  const tell = useMutation({
    mutationFn: () => tellTeam(team, words.trim()),
    onSuccess({ told }) {
      setWords('');
      message.success(t('desk.members.told', { count: told }));
    },
  });
  return (
    <form
      className="form"
      style={{ maxWidth: 460 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '') tell.mutate();
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('desk.members.tell')}</label>
        <Input.TextArea
          id={id}
          rows={3}
          maxLength={500}
          value={words}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setWords(event.target.value)}
        />
        <span id={`${id}-hint`} className="hint">
          {t('desk.members.tell_hint')}
        </span>
        {tell.error ? (
          <span className="wrong" role="alert">
            {problemText(tell.error)}
          </span>
        ) : null}
      </div>
      <div className="send">
        <Button htmlType="submit" loading={tell.isPending} disabled={words.trim() === ''}>
          {t('desk.members.tell_do')}
        </Button>
      </div>
    </form>
  );
}
