import { Button, Select } from 'antd';
import { useId, useRef, useState } from 'react';
import type { Candidate, OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayDistance } from '../../ui/times.ts';
import { useKeys } from '../frame/keys.ts';
import { Trouble } from '../frame/said.tsx';
import { useSkillName } from '../lookups.ts';
import type { Act } from './use-act.tsx';

interface CandidatesProps {
  order: OrderDetail;
  /** Best first; undefined while they are looked for. */
  candidates: readonly Candidate[] | undefined;
  error: unknown;
  chosen: number;
  busy: boolean;
  onChoose: (index: number) => void;
  act: Act;
}

const KEYED = 9;
const SHOWN = 5;

/** Who could, best first; why the first; send. One key chooses, Enter sends. */
export function Candidates({ order, candidates, error, chosen, busy, onChoose, act }: CandidatesProps) {
  const list = useRef<HTMLDivElement>(null);
  const name = useId();
  const [all, setAll] = useState(false);
  const [named, setNamed] = useState<string[]>([]);
  const shown = (candidates ?? []).slice(0, all ? 30 : SHOWN);
  const first = shown[chosen] ?? shown[0];
  const sendTo = (target: Candidate | undefined) => {
    if (!target || busy) return;
    const to = target.teamId === null ? { personIds: [target.personId ?? ''] } : { teamId: target.teamId };
    act('dispatch', to, {
      sentence: t('desk.send.done', { number: order.number, name: target.name }),
      undo: { name: 'recall' },
    });
  };
  const sendNamed = () => {
    if (named.length === 0 || busy) return;
    act(
      'dispatch',
      { personIds: named },
      { sentence: t('desk.send.done_people', { number: order.number, count: named.length }), undo: { name: 'recall' } },
    );
  };
  const keys: Record<string, () => void> = {
    a: () => list.current?.querySelector<HTMLInputElement>('input:checked')?.focus(),
    enter: () => (named.length > 0 ? sendNamed() : sendTo(first)),
  };
  for (let index = 0; index < Math.min(shown.length, KEYED); index++) keys[String(index + 1)] = () => onChoose(index);
  useKeys(shown.length > 0 ? keys : {});
  if (error) return <Trouble error={error} />;
  if (!candidates) return <p className="soft skeleton">{t('desk.who.looking')}</p>;
  if (shown.length === 0 || !first) return <p className="said">{t('desk.who.nobody')}</p>;
  const volunteers = candidates.filter((each) => each.personId !== null);
  return (
    <>
      <section>
        <h3 id={`${name}-head`}>
          {t('desk.who')} <kbd>A</kbd>
        </h3>
        <div className="who" role="radiogroup" aria-labelledby={`${name}-head`} ref={list}>
          {shown.map((candidate, index) => (
            <label key={candidate.teamId ?? candidate.personId}>
              <span>
                {index < KEYED ? <kbd>{index + 1}</kbd> : null}
                <input
                  className="heard"
                  type="radio"
                  name={name}
                  checked={candidate === first}
                  onChange={() => onChoose(index)}
                />
              </span>
              <OneCandidate candidate={candidate} />
              <b className="figure">{candidate.score}</b>
            </label>
          ))}
        </div>
        {candidates.length > SHOWN ? (
          <Button type="link" size="small" onClick={() => setAll(!all)}>
            {t(all ? 'desk.who.fewer' : 'desk.who.more', { count: candidates.length - SHOWN })}
          </Button>
        ) : null}
      </section>
      <Why candidate={first} rank={candidates.indexOf(first)} />
      <div className="send">
        <Button
          type="primary"
          size="large"
          className="wide sends"
          loading={busy}
          onClick={() => (named.length > 0 ? sendNamed() : sendTo(first))}
        >
          {named.length > 0 ? t('desk.send.people', { count: named.length }) : t('desk.send', { name: first.name })}{' '}
          <kbd>Enter</kbd>
        </Button>
      </div>
      {volunteers.length > 1 ? (
        <div className="form">
          <label className="soft" htmlFor={`${name}-several`}>
            {t('desk.who.several')}
          </label>
          <Select
            id={`${name}-several`}
            mode="multiple"
            maxCount={20}
            showSearch={{ optionFilterProp: 'label' }}
            value={named}
            placeholder={t('desk.who.several_hint')}
            onChange={setNamed}
            options={volunteers.map((each) => ({ value: each.personId ?? '', label: each.name }))}
          />
        </div>
      ) : null}
    </>
  );
}

function OneCandidate({ candidate }: { candidate: Candidate }) {
  const skillName = useSkillName();
  const facts = [
    candidate.skillsMatched.length > 0
      ? t('desk.who.skills', { skills: candidate.skillsMatched.map(skillName).join(t('desk.list')) })
      : t('desk.who.no_skill'),
    candidate.openAssignments === 0 ? t('desk.who.free') : t('desk.who.load', { count: candidate.openAssignments }),
  ];
  return (
    <span>
      <b>{candidate.name}</b> · {candidate.teamId ? t('desk.who.team') : t('desk.who.volunteer')}
      {candidate.distanceMetres === null ? '' : ` · ${sayDistance(candidate.distanceMetres)}`}
      {' · '}
      {t(candidate.availableNow ? 'desk.who.available' : 'desk.who.not_now')}
      <br />
      <span className="soft">{facts.join(t('desk.comma'))}</span>
    </span>
  );
}

/** The terms of the score, longest bar the most points anybody gets for it. */
const MOST = { skill: 40, distance: 40, load: 20, availability: 20, preference: 10 } as const;

function Why({ candidate, rank }: { candidate: Candidate; rank: number }) {
  return (
    <section>
      <h3>{rank === 0 ? t('desk.why.first') : t('desk.why.other', { name: candidate.name })}</h3>
      <dl className="bars">
        {candidate.terms.map((term) => (
          <div key={term.name}>
            <dt>{t(`desk.term.${term.name}`)}</dt>
            <span className="track">
              <i
                style={{
                  width: `${Math.min(100, Math.max(0, (term.points / Math.max(MOST[term.name], term.points)) * 100))}%`,
                }}
              />
            </span>
            <dd className="figure">{term.points > 0 ? `+${term.points}` : term.points}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
