import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { AbsenceView, OrderAbsences } from '../../../src/dispatch/schema/absences.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayTime } from '../../ui/times.ts';
import { decideAbsence, readAbsences, reportAbsence } from '../calls.ts';
import { useAsk } from '../frame/ask.ts';
import { useNow } from '../frame/now.ts';
import { problemText } from '../frame/said.tsx';

/** Who accepted and did not come: said by who answers for the order, contested by the volunteer, decided by the centre. */
export function Absences({ order }: { order: OrderDetail }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const ask = useAsk();
  const key = ['absences', order.id, order.version];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => readAbsences(order.id) as Promise<OrderAbsences>,
    enabled: order.assignments.length > 0 && !order.confidential,
  });
  const change = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: (error) => message.error(problemText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  if (!data || (data.items.length === 0 && data.mayReport.length === 0)) return null;
  const nameOf = (personId: string) =>
    order.assignments.find((each) => each.personId === personId)?.name ?? t('desk.fact.nameless');
  const report = (personId: string) =>
    ask({
      title: t('desk.absence.sure', { name: nameOf(personId) }),
      says: t('desk.absence.sure_what'),
      okText: t('desk.absence.do', { name: nameOf(personId) }),
      onOk: () => change.mutate(() => reportAbsence(order.id, personId)),
    });
  const decide = (personId: string, stands: boolean) => {
    const which = stands ? 'uphold' : 'drop';
    const name = nameOf(personId);
    ask({
      title: t(`desk.absence.${which}_sure`, { name, number: order.number }),
      says: t(`desk.absence.${which}_what`, { name }),
      okText: t(`desk.absence.${which}`, { name }),
      onOk: () => change.mutate(() => decideAbsence(order.id, personId, stands)),
    });
  };
  return (
    <section>
      <h3>{t('desk.absence')}</h3>
      {data.items.map((each) => (
        <One
          key={each.personId}
          absence={each}
          busy={change.isPending}
          decide={(stands) => decide(each.personId, stands)}
        />
      ))}
      <div className="deeds">
        {data.mayReport.map((personId) => (
          <Button key={personId} onClick={() => report(personId)} loading={change.isPending}>
            {t('desk.absence.do', { name: nameOf(personId) })}
          </Button>
        ))}
      </div>
    </section>
  );
}

interface OneProps {
  absence: AbsenceView;
  busy: boolean;
  decide: (stands: boolean) => void;
}

function One({ absence, busy, decide }: OneProps) {
  const now = new Date(useNow(60));
  const name = absence.name ?? t('desk.fact.nameless');
  return (
    <>
      <p>{sentenceOf(absence, name, now)}</p>
      {absence.mayDrop || absence.mayUphold ? (
        <div className="deeds">
          {absence.mayDrop ? (
            <Button onClick={() => decide(false)} loading={busy}>
              {t('desk.absence.drop', { name })}
            </Button>
          ) : null}
          {absence.mayUphold ? (
            <Button onClick={() => decide(true)} loading={busy}>
              {t('desk.absence.uphold', { name })}
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function sentenceOf(
  { stands, contestedAt, words, reportedBy, reportedAt }: AbsenceView,
  name: string,
  now: Date,
): string {
  if (stands !== null) return t(stands ? 'desk.absence.upheld' : 'desk.absence.dropped', { name });
  if (contestedAt !== null)
    return words ? t('desk.absence.contested_words', { name, words }) : t('desk.absence.contested', { name });
  const by = reportedBy ?? t('desk.fact.nameless');
  return t('desk.absence.reported', { name, by, time: sayTime(reportedAt, now) });
}
