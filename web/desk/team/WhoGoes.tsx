import { useMemo, useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import type { TeamMember } from '../../../src/volunteers/schema.ts';
import { t } from '../../ui/language.ts';
import { reasonAgainst } from '../../ui/reason-against.ts';
import { dateOf, sayDate, startOfDate } from '../../ui/times.ts';
import { reasonText } from '../frame/said.tsx';
import { useNeeds, useSkillName, useSkills } from '../lookups.ts';
import { useMe } from '../session.tsx';
import { FindMember } from './FindMember.tsx';
import { whoCanGo } from './who-can-go.ts';

interface WhoGoesProps {
  order: OrderDetail;
  members: readonly TeamMember[];
  /** Who has this order already. */
  taken: ReadonlySet<string>;
  /** Places that are free. */
  left: number;
  chosen: readonly string[];
  onChosen: (chosen: string[]) => void;
}

/** The members who can be named, to be ticked; the others folded away with what speaks against them. */
export function WhoGoes({ order, members, taken, left, chosen, onChosen }: WhoGoesProps) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const skills = useSkills();
  const needs = useNeeds();
  const today = dateOf(new Date());
  const reasons = useMemo(() => {
    const kind = needs?.categories.flatMap((category) => category.kinds).find((each) => each.id === order.kind);
    const need = { homeVisit: order.homeVisit };
    return new Map(members.map((member) => [member.personId, reasonAgainst(member, need, kind, skills)]));
  }, [members, needs, skills, order.kind, order.homeVisit]);
  const against = (member: TeamMember) => reasons.get(member.personId) ?? null;
  const { fit, fitMore, rest, restMore } = whoCanGo(members, { against, taken, chosen, text, today });
  return (
    <>
      <FindMember among={members.length} text={text} onText={setText} />
      {fit.length === 0 ? <p className="soft">{t('desk.team.nobody')}</p> : null}
      <div className="who">
        {fit.map((member) => {
          const picked = chosen.includes(member.personId);
          return (
            <label key={member.personId}>
              <input
                type="checkbox"
                checked={picked}
                disabled={!picked && chosen.length >= left}
                onChange={() =>
                  onChosen(picked ? chosen.filter((each) => each !== member.personId) : [...chosen, member.personId])
                }
              />
              <Member member={member} against={null} />
              <Beside member={member} taken={taken} />
            </label>
          );
        })}
      </div>
      {fitMore > 0 ? <p className="soft">{t('desk.team.more', { count: fitMore })}</p> : null}
      {rest.length > 0 ? (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t('desk.team.rest', { count: rest.length + restMore })}</summary>
          {open ? (
            <ul className="who">
              {rest.map((member) => (
                <li key={member.personId}>
                  <Member member={member} against={against(member)} />
                  <Beside member={member} taken={taken} />
                </li>
              ))}
            </ul>
          ) : null}
          {restMore > 0 ? <p className="soft">{t('desk.team.more', { count: restMore })}</p> : null}
        </details>
      ) : null}
    </>
  );
}

function Beside({ member, taken }: { member: TeamMember; taken: ReadonlySet<string> }) {
  const me = useMe();
  if (taken.has(member.personId)) return <span className="soft">{t('desk.team.taken')}</span>;
  return <span className="soft">{member.personId === me.personId ? t('desk.team.you') : ''}</span>;
}

/** What speaks for and against sending this member, before anybody tries. */
function Member({ member, against }: { member: TeamMember; against: string | null }) {
  const skillName = useSkillName();
  const now = new Date();
  const reason = reasonText(against);
  const isAway = member.awayUntil !== null && member.awayUntil >= dateOf(now);
  const notes = [
    ...(reason ? [reason] : []),
    ...(member.adult ? [] : [t('desk.member.minor')]),
    ...(isAway ? [t('desk.member.away', { day: sayDate(startOfDate(member.awayUntil ?? ''), now) })] : []),
  ];
  return (
    <span>
      <b>{member.name ?? t('desk.fact.nameless')}</b>
      {member.leader ? ` · ${t('desk.member.leader')}` : ''}
      <br />
      <span className="soft">{member.skills.map((each) => skillName(each.skill)).join(t('desk.list'))}</span>
      {notes.length > 0 ? <span className="ochre"> {notes.join(t('desk.comma'))}</span> : null}
    </span>
  );
}
