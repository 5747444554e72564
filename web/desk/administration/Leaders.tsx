import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { TeamMember } from '../../../src/volunteers/schema.ts';
import { t } from '../../ui/language.ts';
import { addMember, changeMember, readMembers } from '../calls.ts';
import { problemText, Trouble } from '../frame/said.tsx';
import { FindMember } from '../team/FindMember.tsx';
import { foundMembers } from '../team/found-members.ts';

interface LeadersProps {
  team: string;
  /** A team that was closed keeps its people as they were. */
  fixed: boolean;
}

/** Who is in a team and who leads it: its leaders are named here, the first one too. */
export function Leaders({ team, fixed }: LeadersProps) {
  const { data, error, refetch } = useQuery({ queryKey: ['members', team], queryFn: () => readMembers(team) });
  const [text, setText] = useState('');
  if (error && !data) return <Trouble error={error} again={() => refetch()} />;
  if (!data) return <p className="skeleton soft">{t('state.loading')}</p>;
  const led = data.items.some((member) => member.leader);
  const { shown, more } = foundMembers(data.items, text);
  return (
    <section className="form">
      <h3>{t('desk.leaders')}</h3>
      {led ? null : <p className="wrong">{t('desk.leaders.none')}</p>}
      <FindMember among={data.items.length} text={text} onText={setText} />
      <ul className="form">
        {shown.map((member) => (
          <Member key={member.personId} team={team} member={member} fixed={fixed} />
        ))}
      </ul>
      {shown.length === 0 && text.trim() !== '' ? <p className="soft">{t('desk.members.unfound')}</p> : null}
      {more > 0 ? <p className="soft">{t('desk.team.more', { count: more })}</p> : null}
      {fixed ? null : <NewLeader team={team} />}
    </section>
  );
}

function useChanged(team: string): (sentence: string) => void {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (sentence) => {
    message.success(sentence);
    for (const queryKey of [['members', team], ['teams'], ['grants']]) client.invalidateQueries({ queryKey });
  };
}

function Member({ team, member, fixed }: LeadersProps & { member: TeamMember }) {
  const { message } = App.useApp();
  const changed = useChanged(team);
  const name = member.name ?? t('desk.fact.nameless');
  const change = useMutation({
    mutationFn: () => changeMember(team, member.personId, member.leader ? 'member' : 'leader'),
    onSuccess: () => changed(t(member.leader ? 'desk.leaders.ended' : 'desk.leaders.made', { name })),
    onError: (problem) => void message.error(problemText(problem)),
  });
  return (
    <li style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
      <span>
        {name} {member.leader ? <span className="tag">{t('desk.member.leader')}</span> : null}
      </span>
      {fixed ? null : (
        <Button
          size="small"
          loading={change.isPending}
          aria-label={t(member.leader ? 'desk.leaders.end_name' : 'desk.leaders.make_name', { name })}
          onClick={() => change.mutate()}
        >
          {t(member.leader ? 'desk.leaders.end' : 'desk.leaders.make')}
        </Button>
      )}
    </li>
  );
}

function NewLeader({ team }: { team: string }) {
  const id = useId();
  const changed = useChanged(team);
  const [phone, setPhone] = useState('');
  const add = useMutation({
    mutationFn: () => addMember(team, { phone: phone.trim(), role: 'leader' }),
    onSuccess(member) {
      setPhone('');
      changed(t('desk.leaders.made', { name: member.name ?? t('desk.fact.nameless') }));
    },
  });
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (phone.trim() !== '') add.mutate();
      }}
    >
      <label htmlFor={id}>{t('desk.leaders.add')}</label>
      <span style={{ display: 'flex', gap: 8, maxWidth: 420 }}>
        <Input id={id} inputMode="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
        <Button htmlType="submit" loading={add.isPending}>
          {t('desk.leaders.make')}
        </Button>
      </span>
      <span className="hint">{t('desk.members.add_hint')}</span>
      {add.error ? (
        <span className="wrong" role="alert">
          {problemText(add.error)}
        </span>
      ) : null}
    </form>
  );
}
