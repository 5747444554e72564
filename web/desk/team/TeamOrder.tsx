import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import type { TeamMember } from '../../../src/volunteers/schema.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { reasonAgainst } from '../../ui/reason-against.ts';
import { dateOf, sayDate, sayWindow, startOfDate } from '../../ui/times.ts';
import { readOrder } from '../calls.ts';
import { reasonText, Trouble } from '../frame/said.tsx';
import { placeText, useKindName, useNeeds, useSkillName, useSkills, useTree } from '../lookups.ts';
import { ConflictNote } from '../order/ConflictNote.tsx';
import { History } from '../order/History.tsx';
import { useAct } from '../order/use-act.tsx';
import { WhoHasIt } from '../order/WhoHasIt.tsx';
import { useMe } from '../session.tsx';

interface TeamOrderProps {
  id: string;
  members: readonly TeamMember[];
  onDone: () => void;
}

/** One order of the team: name who goes, take it oneself, or say no. */
export function TeamOrder({ id, members, onDone }: TeamOrderProps) {
  const { data: order, error, refetch } = useQuery({ queryKey: ['order', id], queryFn: () => readOrder(id) });
  if (error && (!order || asRefusal(error).status === 404))
    return (
      <aside className="panel" aria-label={t('desk.panel')}>
        <Trouble error={error} again={() => refetch()} />
      </aside>
    );
  if (!order) return <aside className="panel" aria-label={t('desk.panel')} aria-busy="true" />;
  return <Shown order={order} members={members} onDone={onDone} />;
}

function Shown({ order, members, onDone }: { order: OrderDetail; members: readonly TeamMember[]; onDone: () => void }) {
  const me = useMe();
  const tree = useTree();
  const kindName = useKindName();
  const { act, busy, conflict, dismiss } = useAct(order, onDone);
  const [chosen, setChosen] = useState<string[]>([]);
  const state = (name: 'assign' | 'accept' | 'decline') => order.actions.find((each) => each.name === name);
  const taken = new Set(
    order.assignments
      .filter((each) => each.status !== 'returned' && each.status !== 'released')
      .map((each) => each.personId),
  );
  const left = order.places - order.assigned;
  const skills = useSkills();
  const kind = useNeeds()
    ?.categories.flatMap((category) => category.kinds)
    .find(({ id }) => id === order.kind);
  return (
    <aside className="panel" aria-label={t('desk.panel')}>
      {conflict ? <ConflictNote {...conflict} onAgain={conflict.again} onLeave={dismiss} /> : null}
      <section className="top">
        <div className="soft">{order.number}</div>
        <h2>{kindName(order.kind, order.nature)}</h2>
        <div className="facts">
          <span className="tag">{t(`status.${order.status}`)}</span>
          {order.homeVisit ? <span className="tag">{t('desk.fact.home_visit')}</span> : null}
          <span className="tag">{t('desk.team.places', { left, places: order.places })}</span>
        </div>
        <dl className="meta" style={{ marginTop: 10 }}>
          <dt>{t('desk.column.place')}</dt>
          <dd>{placeText(tree, order.placeUnitId)}</dd>
          <dt>{t('desk.fact.when')}</dt>
          <dd>{order.wish ?? sayWindow(order.earliestAt, order.latestAt, new Date()) ?? t('desk.fact.no_wish')}</dd>
        </dl>
        {order.text ? <p className="said">{order.text}</p> : <p className="soft">{t('desk.team.before_accepting')}</p>}
      </section>
      {state('assign')?.allowed ? (
        <section>
          <h3>{t('desk.team.who_goes')}</h3>
          <div className="who">
            {members.map((member) => {
              const against = reasonAgainst(member, order, kind, skills);
              const picked = chosen.includes(member.personId);
              const full = !picked && chosen.length >= left;
              return (
                <label key={member.personId}>
                  <input
                    type="checkbox"
                    checked={picked}
                    disabled={taken.has(member.personId) || against !== null || full}
                    onChange={(event) =>
                      setChosen(
                        event.target.checked
                          ? [...chosen, member.personId]
                          : chosen.filter((each) => each !== member.personId),
                      )
                    }
                  />
                  <Member member={member} against={against} />
                  <span className="soft">
                    {taken.has(member.personId)
                      ? t('desk.team.taken')
                      : member.personId === me.personId
                        ? t('desk.team.you')
                        : ''}
                  </span>
                </label>
              );
            })}
          </div>
          <div className="send" style={{ marginTop: 10 }}>
            <Button
              type="primary"
              className="wide"
              disabled={chosen.length === 0}
              loading={busy === 'assign'}
              onClick={() =>
                act(
                  'assign',
                  { personIds: chosen },
                  { sentence: t('desk.team.assigned', { count: chosen.length }) },
                ).then((done) => done && setChosen([]))
              }
            >
              {chosen.length === 0 ? t('desk.team.assign_none') : t('desk.team.assign', { count: chosen.length })}
            </Button>
          </div>
        </section>
      ) : null}
      <div className="deeds">
        {state('accept')?.allowed ? (
          <Button loading={busy === 'accept'} onClick={() => act('accept', {}, { sentence: t('desk.team.accepted') })}>
            {t('desk.team.accept')}
          </Button>
        ) : null}
        {state('decline')?.allowed ? (
          <Button
            loading={busy === 'decline'}
            onClick={() => act('decline', {}, { sentence: t('desk.team.declined') })}
          >
            {t('desk.team.decline')}
          </Button>
        ) : null}
      </div>
      {state('assign') && !state('assign')?.allowed && order.status === 'dispatched' ? (
        <p className="soft">{reasonText(state('assign')?.reason ?? null)}</p>
      ) : null}
      <WhoHasIt order={order} />
      <History order={order} />
    </aside>
  );
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
