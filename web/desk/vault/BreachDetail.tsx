import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Breach } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayDate } from '../../ui/times.ts';
import { noteAuthorityTold, tellConcerned, tellConcernedAgain } from '../calls.ts';
import { useAsk } from '../frame/ask.ts';
import { useNow } from '../frame/now.ts';
import { problemText } from '../frame/said.tsx';
import { BreachForm } from './BreachForm.tsx';
import { ConcernedForm } from './ConcernedForm.tsx';
import { kindsText, noticeWords } from './notice-fields.ts';

interface BreachDetailProps {
  breach: Breach;
  onDone: () => void;
}

/** One breach: the notice as it is printed for the authority, whom it concerns, and telling them. */
export function BreachDetail({ breach, onDone }: BreachDetailProps) {
  const [changing, setChanging] = useState(false);
  const now = new Date(useNow(60));
  const ask = useAsk();
  const tell = useMutation({ mutationFn: () => tellConcerned(breach.id), onSuccess: onDone });
  const again = useMutation({ mutationFn: () => tellConcernedAgain(breach.id), onSuccess: onDone });
  const note = useMutation({ mutationFn: () => noteAuthorityTold(breach.id), onSuccess: onDone });
  if (changing)
    return (
      <BreachForm
        breach={breach}
        onSaved={() => {
          setChanging(false);
          onDone();
        }}
        onCancel={() => setChanging(false)}
      />
    );
  const found = `${sayDate(breach.foundAt, now)} ${sayClock(breach.foundAt)}`;
  const sure = (okText: string, count: number, onOk: () => void) =>
    ask({
      title: t('desk.breach.tell_sure', { count, time: found }),
      says: `${t('desk.breach.tell.says')} ${t('desk.breach.tell_what')}`,
      okText,
      onOk,
    });
  const problem = tell.error ?? again.error ?? note.error;
  return (
    <section className="card breach on-paper" aria-label={t('desk.breach.notice')}>
      <Notice breach={breach} />
      <div className="send">
        <Button onClick={() => window.print()}>{t('desk.breach.print')}</Button>
        <Button onClick={() => setChanging(true)}>{t('desk.breach.change')}</Button>
        {breach.authorityToldAt ? null : (
          <Button
            loading={note.isPending}
            onClick={() =>
              ask({
                title: t('desk.breach.authority_sure', { time: found }),
                says: t('desk.breach.authority_what'),
                okText: t('desk.breach.authority'),
                onOk: () => note.mutate(),
              })
            }
          >
            {t('desk.breach.authority')}
          </Button>
        )}
      </div>
      <div className="deeds form">
        <h3>{t('desk.breach.people')}</h3>
        <p>{t('desk.breach.people.count', { count: breach.concerned, untold: breach.untold })}</p>
        <ConcernedForm breach={breach} onDone={onDone} />
        {breach.untold > 0 ? (
          <>
            <p className="hint">{t('desk.breach.tell.says')}</p>
            <Button
              type="primary"
              loading={tell.isPending}
              onClick={() => sure(t('desk.breach.tell', { count: breach.untold }), breach.untold, tell.mutate)}
            >
              {t('desk.breach.tell', { count: breach.untold })}
            </Button>
          </>
        ) : null}
        {breach.toldBefore > 0 ? (
          <>
            <p>{t('desk.breach.told_before', { count: breach.toldBefore })}</p>
            <Button
              type="primary"
              loading={again.isPending}
              onClick={() =>
                sure(t('desk.breach.tell_again', { count: breach.toldBefore }), breach.toldBefore, again.mutate)
              }
            >
              {t('desk.breach.tell_again', { count: breach.toldBefore })}
            </Button>
          </>
        ) : null}
        {problem ? (
          <p className="wrong" role="alert">
            {problemText(problem)}
          </p>
        ) : null}
      </div>
    </section>
  );
}

/** What art. 57 asks for, as it stands on paper. */
function Notice({ breach }: { breach: Breach }) {
  const now = new Date(useNow(60));
  const when = (at: string) => `${sayDate(at, now)} ${sayClock(at)}`;
  return (
    <>
      <h2>{t('desk.breach.notice')}</h2>
      <dl className="meta">
        <dt>{t('desk.breach.happened')}</dt>
        <dd>{breach.happenedAt ? when(breach.happenedAt) : t('desk.breach.unknown_time')}</dd>
        <dt>{t('desk.breach.found')}</dt>
        <dd>{when(breach.foundAt)}</dd>
        <dt>{t('desk.breach.data')}</dt>
        <dd>{kindsText(breach.dataKinds)}</dd>
        <dt>{t('desk.breach.notice.count')}</dt>
        <dd className="figure">{breach.concerned}</dd>
        {noticeWords.map((name) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{t(`desk.breach.${name}`)}</dt>
            <dd style={{ whiteSpace: 'pre-line' }}>{breach[name]}</dd>
          </div>
        ))}
        <dt>{t('desk.breach.notice.registered')}</dt>
        <dd>
          {breach.registeredByName} {when(breach.registeredAt)}
        </dd>
      </dl>
      <p>
        {breach.peopleToldAt ? t('desk.breach.told', { time: when(breach.peopleToldAt) }) : t('desk.breach.not_told')}
        {/* Whoever reads it on paper is the authority. */}
        <span className="off-paper">
          <br />
          {breach.authorityToldAt
            ? t('desk.breach.authority_told', { time: when(breach.authorityToldAt) })
            : t('desk.breach.authority_not')}
        </span>
      </p>
    </>
  );
}
