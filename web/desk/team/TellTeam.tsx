import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { t } from '../../ui/language.ts';
import { tellTeam } from '../calls.ts';
import { WordsToTeam } from './WordsToTeam.tsx';

/** Tells all members of a team something: where to meet, what to bring. */
export function TellTeam({ team }: { team: string }) {
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
      <WordsToTeam words={words} onChange={setWords} hint={t('desk.members.tell_hint')} rows={3} error={tell.error} />
      <div className="send">
        <Button htmlType="submit" loading={tell.isPending} disabled={words.trim() === ''}>
          {t('desk.members.tell_do')}
        </Button>
      </div>
    </form>
  );
}
