import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { TeamMember } from '../../../src/volunteers/schema.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { addMember, removeMember, verifySkill, verifyVolunteer } from '../calls.ts';
import { useAsk } from '../frame/ask.ts';
import { Nothing, problemText, Trouble } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { useSkillName } from '../lookups.ts';
import { useMe } from '../session.tsx';
import { FindMember } from './FindMember.tsx';
import { foundMembers } from './found-members.ts';
import { TellTeam } from './TellTeam.tsx';

interface TeamMembersProps {
  team: string;
  members: readonly TeamMember[] | undefined;
  error: unknown;
}

/** Who is in the team; whom a leader has met; whose papers were seen. */
export function TeamMembers({ team, members, error }: TeamMembersProps) {
  const client = useQueryClient();
  const me = useMe();
  const { message } = App.useApp();
  const ask = useAsk();
  const skillName = useSkillName();
  const id = useId();
  const [phone, setPhone] = useState('');
  const [text, setText] = useState('');
  const settle = (sentence: string) => ({
    onSuccess: () => {
      message.success(sentence);
      client.invalidateQueries({ queryKey: ['members', team] });
    },
    onError: (problem: unknown) => void message.error(problemText(problem)),
  });
  const add = useMutation({
    mutationFn: () => addMember(team, { phone: phone.trim() }),
    onSuccess: () => {
      setPhone('');
      settle(t('desk.members.added')).onSuccess();
    },
  });
  const remove = useMutation({
    mutationFn: (personId: string) => removeMember(team, personId),
    ...settle(t('desk.members.removed')),
  });
  const meet = useMutation({ mutationFn: verifyVolunteer, ...settle(t('desk.members.verified')) });
  const see = useMutation({
    mutationFn: ({ personId, skill }: { personId: string; skill: string }) => verifySkill(personId, skill),
    ...settle(t('desk.members.papers_seen')),
  });
  if (error && !members) return <Trouble error={error} />;
  if (!members) return <p className="page skeleton soft">{t('state.loading')}</p>;
  const { shown, more } = foundMembers(members, text);
  return (
    <div className="page">
      <form
        className="form"
        style={{ maxWidth: 460 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (phone.trim() !== '') add.mutate();
        }}
      >
        <div className="field">
          <label htmlFor={id}>{t('desk.members.add')}</label>
          <span style={{ display: 'flex', gap: 8 }}>
            <Input id={id} inputMode="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
            <Button htmlType="submit" loading={add.isPending}>
              {t('desk.members.add_do')}
            </Button>
          </span>
          <span className="hint">{t('desk.members.add_hint')}</span>
          {add.error ? (
            <span className="wrong" role="alert">
              {problemText(add.error)}
            </span>
          ) : null}
        </div>
      </form>
      {members.length === 0 ? <Nothing>{t('desk.members.none')}</Nothing> : null}
      <FindMember among={members.length} text={text} onText={setText} />
      <Table>
        <caption>
          {t('desk.members.caption', {
            count: members.length,
            verified: members.filter((each) => each.verified).length,
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.members.name')}</th>
            <th scope="col">{t('desk.members.skills')}</th>
            <th scope="col">{t('desk.members.met')}</th>
            <th scope="col">{t('desk.members.since')}</th>
            <th scope="col">{t('desk.members.deeds')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((member) => (
            <tr key={member.personId}>
              <td>
                <b>{nameOf(member)}</b> {member.leader ? <span className="tag">{t('desk.member.leader')}</span> : null}{' '}
                {member.adult ? null : <span className="tag ochre">{t('desk.member.minor')}</span>}
              </td>
              <td>
                {member.skills.map((each) => (
                  <span key={each.skill} style={{ marginRight: 8 }}>
                    {skillName(each.skill)}
                    {each.credential === 'claimed' ? (
                      <Button
                        type="link"
                        size="small"
                        onClick={() =>
                          ask({
                            title: t('desk.members.see_papers_sure', {
                              name: nameOf(member),
                              skill: skillName(each.skill),
                            }),
                            says: t('desk.members.stands'),
                            okText: t('desk.members.see_papers'),
                            onOk: () => see.mutate({ personId: member.personId, skill: each.skill }),
                          })
                        }
                      >
                        {t('desk.members.see_papers')}
                      </Button>
                    ) : (
                      <span className="soft"> {t(`desk.credential.${each.credential}`)}</span>
                    )}
                  </span>
                ))}
              </td>
              <td>
                {member.verified ? (
                  <span className="jade">{t('desk.members.met_yes')}</span>
                ) : (
                  <Button
                    size="small"
                    onClick={() =>
                      ask({
                        title: t('desk.members.verify_sure', { name: nameOf(member) }),
                        says: t('desk.members.verify_says'),
                        okText: t('desk.members.verify'),
                        onOk: () => meet.mutate(member.personId),
                      })
                    }
                  >
                    {t('desk.members.verify')}
                  </Button>
                )}
              </td>
              <td className="figure">{sayDate(member.joinedAt, new Date())}</td>
              <td>
                {member.personId === me.personId ? null : (
                  <Button
                    size="small"
                    type="text"
                    onClick={() =>
                      ask({
                        title: t('desk.members.remove_sure', { name: nameOf(member) }),
                        says: t('desk.members.remove_says'),
                        okText: t('desk.members.remove'),
                        onOk: () => remove.mutate(member.personId),
                      })
                    }
                    aria-label={t('desk.members.remove_name', { name: nameOf(member) })}
                  >
                    {t('desk.members.remove')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {shown.length === 0 && text.trim() !== '' ? <p className="soft">{t('desk.members.unfound')}</p> : null}
      {more > 0 ? <p className="soft">{t('desk.team.more', { count: more })}</p> : null}
      <p className="soft">{t('desk.members.verify_says')}</p>
      <TellTeam team={team} />
    </div>
  );
}

function nameOf(member: TeamMember): string {
  return member.name ?? t('desk.fact.nameless');
}
