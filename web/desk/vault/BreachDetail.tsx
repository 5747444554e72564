import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { Breach } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayDate } from '../../ui/times.ts';
import { enterConcerned, noteAuthorityTold, tellConcerned } from '../calls.ts';
import { useNow } from '../frame/now.ts';
import { problemText } from '../frame/said.tsx';
import { BreachForm, noticeWords } from './BreachForm.tsx';

interface BreachDetailProps {
  breach: Breach;
  onDone: () => void;
}

/** One breach: the notice as it is printed for the authority, whom it concerns, and telling them. */
export function BreachDetail({ breach, onDone }: BreachDetailProps) {
  const [changing, setChanging] = useState(false);
  const tell = useMutation({ mutationFn: () => tellConcerned(breach.id), onSuccess: onDone });
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
  const problem = tell.error ?? note.error;
  return (
    <section className="card breach on-paper" aria-label={t('desk.breach.notice')}>
      <Notice breach={breach} />
      <div className="send">
        <Button onClick={() => window.print()}>{t('desk.breach.print')}</Button>
        <Button onClick={() => setChanging(true)}>{t('desk.breach.change')}</Button>
        {breach.authorityToldAt ? null : (
          <Button loading={note.isPending} onClick={() => note.mutate()}>
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
            <Button type="primary" loading={tell.isPending} onClick={() => tell.mutate()}>
              {t('desk.breach.tell', { count: breach.untold })}
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
        <dd>{breach.dataKinds.map((kind) => t(`breach.data.${kind}`)).join(t('desk.list'))}</dd>
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
          {t('desk.list')}
          {breach.authorityToldAt
            ? t('desk.breach.authority_told', { time: when(breach.authorityToldAt) })
            : t('desk.breach.authority_not')}
        </span>
      </p>
    </>
  );
}

/** Finds those concerned: by numbers of orders, or by whom an account looked at. */
function ConcernedForm({ breach, onDone }: BreachDetailProps) {
  const id = useId();
  const [numbers, setNumbers] = useState('');
  const [actor, setActor] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const listed = numbers.split(/[\s,，、]+/).filter((each) => each !== '');
  const looked = actor.trim() !== '' && from !== '' && to !== '';
  const enter = useMutation({
    mutationFn: () =>
      enterConcerned(breach.id, {
        numbers: listed,
        ...(looked ? { lookedAtBy: { actorId: actor.trim(), from: dayOf(from, 0), to: dayOf(to, 1) } } : {}),
      }),
    onSuccess: onDone,
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-numbers`}>{t('desk.breach.people.numbers')}</label>
        <Input.TextArea
          id={`${id}-numbers`}
          value={numbers}
          autoSize={{ minRows: 2, maxRows: 8 }}
          aria-describedby={`${id}-numbers-hint`}
          onChange={(event) => setNumbers(event.target.value)}
        />
        <span id={`${id}-numbers-hint`} className="hint">
          {t('desk.breach.people.numbers_hint')}
        </span>
      </div>
      <div className="field">
        <label htmlFor={`${id}-actor`}>{t('desk.breach.people.actor')}</label>
        <Input id={`${id}-actor`} value={actor} onChange={(event) => setActor(event.target.value)} />
      </div>
      <div className="row2">
        <div className="field">
          <label htmlFor={`${id}-from`}>{t('desk.breach.people.from')}</label>
          <Input id={`${id}-from`} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={`${id}-to`}>{t('desk.breach.people.to')}</label>
          <Input id={`${id}-to`} type="date" value={to} onChange={(event) => setTo(event.target.value)} />
        </div>
      </div>
      <Button htmlType="submit" loading={enter.isPending} disabled={listed.length === 0 && !looked}>
        {t('desk.breach.people.add')}
      </Button>
      <p role="status">
        {enter.data ? t('desk.breach.people.added', { count: enter.data.added }) : null}{' '}
        {enter.data && enter.data.unknown.length > 0
          ? t('desk.breach.people.unknown', { numbers: enter.data.unknown.join(t('desk.list')) })
          : null}
        {enter.error ? problemText(enter.error) : null}
      </p>
    </form>
  );
}

/** The beginning of a day in China, or of the one so many days later, as an instant. */
function dayOf(date: string, later: number): string {
  return new Date(Date.parse(`${date}T00:00:00+08:00`) + later * 86_400_000).toISOString();
}
