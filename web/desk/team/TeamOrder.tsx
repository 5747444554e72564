import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import type { TeamMember } from '../../../src/volunteers/schema.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { sayWindow } from '../../ui/times.ts';
import { readOrder } from '../calls.ts';
import { useAsk } from '../frame/ask.ts';
import { reasonText, Trouble } from '../frame/said.tsx';
import { placeText, useKindName, useTree } from '../lookups.ts';
import { ConflictNote } from '../order/ConflictNote.tsx';
import { History } from '../order/History.tsx';
import { useAct } from '../order/use-act.tsx';
import { WhoHasIt } from '../order/WhoHasIt.tsx';
import { WhoGoes } from './WhoGoes.tsx';

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
  const tree = useTree();
  const kindName = useKindName();
  const { act, busy, conflict, dismiss } = useAct(order, onDone);
  const ask = useAsk();
  const [chosen, setChosen] = useState<string[]>([]);
  const state = (name: 'assign' | 'accept' | 'decline') => order.actions.find((each) => each.name === name);
  const taken = useMemo(
    () =>
      new Set(
        order.assignments
          .filter((each) => each.status !== 'returned' && each.status !== 'released')
          .map((each) => each.personId),
      ),
    [order.assignments],
  );
  const left = order.places - order.assigned;
  const assign = async () => {
    const done = await act(
      'assign',
      { personIds: chosen },
      { sentence: t('desk.team.assigned', { count: chosen.length }) },
    );
    if (done) setChosen([]);
  };
  const sure = (deed: 'accept' | 'decline') =>
    ask({
      title: t(`desk.team.${deed}_sure`, { number: order.number }),
      says: t(`desk.team.${deed}_what`),
      okText: t(`desk.team.${deed}`),
      onOk: () => void act(deed, {}, { sentence: t(deed === 'accept' ? 'desk.team.accepted' : 'desk.team.declined') }),
    });
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
          <WhoGoes order={order} members={members} taken={taken} left={left} chosen={chosen} onChosen={setChosen} />
          <div className="send" style={{ marginTop: 10 }}>
            <Button
              type="primary"
              className="wide"
              disabled={chosen.length === 0}
              loading={busy === 'assign'}
              onClick={() =>
                ask({
                  title: t('desk.team.assign_sure', { names: namesOf(members, chosen), number: order.number }),
                  says: t('desk.team.assign_what'),
                  okText: t('desk.team.assign', { count: chosen.length }),
                  onOk: () => void assign(),
                })
              }
            >
              {chosen.length === 0 ? t('desk.team.assign_none') : t('desk.team.assign', { count: chosen.length })}
            </Button>
          </div>
        </section>
      ) : null}
      <div className="deeds">
        {state('accept')?.allowed ? (
          <Button loading={busy === 'accept'} onClick={() => sure('accept')}>
            {t('desk.team.accept')}
          </Button>
        ) : null}
        {state('decline')?.allowed ? (
          <Button loading={busy === 'decline'} onClick={() => sure('decline')}>
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

function namesOf(members: readonly TeamMember[], ids: readonly string[]): string {
  return members
    .filter(({ personId }) => ids.includes(personId))
    .map(({ name }) => name ?? t('desk.fact.nameless'))
    .join(t('desk.list'));
}
