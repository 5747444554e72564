import { Button, Input, Select } from 'antd';
import { useId, useRef, useState } from 'react';
import type { Candidate, CandidateRanking } from '../../../src/dispatch/schema.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayDistance } from '../../ui/times.ts';
import { useKeys } from '../frame/keys.ts';
import { Trouble } from '../frame/said.tsx';
import { useSkillName } from '../lookups.ts';
import type { Act } from './use-act.tsx';
import { Why, WhyFourth, WhyNotOthers } from './Why.tsx';

interface CandidatesProps {
  order: OrderDetail;
  /** Undefined while they are looked for. */
  ranking: CandidateRanking | undefined;
  error: unknown;
  /** By id; the first if absent. */
  chosen: string | undefined;
  busy: boolean;
  onChoose: (id: string) => void;
  act: Act;
}

const KEYED = 9;
const SHOWN = 3;

/** The three best; why the first; send. One key chooses, Enter sends. */
export function Candidates({ order, ranking, error, chosen, busy, onChoose, act }: CandidatesProps) {
  const list = useRef<HTMLDivElement>(null);
  const name = useId();
  const [all, setAll] = useState(false);
  const [named, setNamed] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const candidates = ranking?.items ?? [];
  const shown = candidates.slice(0, all ? 30 : SHOWN);
  // Whoever was chosen stays chosen when the list is made anew; nothing is sent in the place of one who is not in it any more.
  const picked = chosen === undefined ? candidates[0] : candidates.find((each) => idOf(each) === chosen);
  const overruled = overruledBy(candidates, named.length > 0 ? named : picked ? [idOf(picked)] : []);
  const send = () => {
    if (busy || !picked) return;
    const instead = overruled ? { instead: overruled, ...(reason.trim() ? { reason: reason.trim() } : {}) } : {};
    if (named.length > 0)
      act(
        'dispatch',
        { personIds: named, ...instead },
        {
          sentence: t('desk.send.done_people', { number: order.number, count: named.length }),
          undo: { name: 'recall' },
        },
      );
    else
      act(
        'dispatch',
        { ...(picked.teamId === null ? { personIds: [idOf(picked)] } : { teamId: picked.teamId }), ...instead },
        { sentence: t('desk.send.done', { number: order.number, name: picked.name }), undo: { name: 'recall' } },
      );
  };
  const keys: Record<string, () => void> = {
    a: () => list.current?.querySelector<HTMLInputElement>('input:checked')?.focus(),
    enter: send,
  };
  for (const [index, candidate] of shown.slice(0, KEYED).entries())
    keys[String(index + 1)] = () => onChoose(idOf(candidate));
  useKeys(shown.length > 0 ? keys : {});
  if (error) return <Trouble error={error} />;
  if (!ranking) return <p className="soft skeleton">{t('desk.who.looking')}</p>;
  if (candidates.length === 0)
    return (
      <section>
        <p className="said">{t('desk.who.nobody')}</p>
        <WhyNotOthers ranking={ranking} />
      </section>
    );
  return (
    <>
      <section>
        <h3 id={`${name}-head`}>
          {t('desk.who')} <kbd>A</kbd>
        </h3>
        <p className="soft">{t('desk.who.best', { count: ranking.within, time: sayClock(ranking.at) })}</p>
        <div className="who" role="radiogroup" aria-labelledby={`${name}-head`} ref={list}>
          {shown.map((candidate, index) => (
            <label key={idOf(candidate)}>
              <span>
                {index < KEYED ? <kbd>{index + 1}</kbd> : null}
                <input
                  className="heard"
                  type="radio"
                  name={name}
                  checked={candidate === picked}
                  onChange={() => onChoose(idOf(candidate))}
                />
              </span>
              <OneCandidate candidate={candidate} />
              <b className="figure">{candidate.score}</b>
            </label>
          ))}
        </div>
        {candidates.length > SHOWN ? (
          <Button type="link" size="small" onClick={() => setAll(!all)}>
            {all ? t('desk.who.fewer') : t('desk.who.more', { count: candidates.length - SHOWN })}
          </Button>
        ) : null}
      </section>
      {picked ? (
        <Why candidate={picked} place={candidates.indexOf(picked)} />
      ) : (
        <p className="ochre" role="alert">
          {t('desk.who.chosen_gone')}
        </p>
      )}
      <WhyFourth ranking={ranking} />
      {overruled ? <Instead first={candidates[0]} reason={reason} onReason={setReason} onSend={send} /> : null}
      <div className="send">
        <Button type="primary" size="large" className="wide sends" loading={busy} disabled={!picked} onClick={send}>
          {named.length > 0
            ? t('desk.send.people', { count: named.length })
            : t('desk.send', { name: picked?.name ?? '…' })}{' '}
          <kbd>Enter</kbd>
        </Button>
      </div>
      <Several id={`${name}-several`} candidates={candidates} named={named} onNamed={setNamed} />
      <WhyNotOthers ranking={ranking} />
    </>
  );
}

function idOf({ teamId, personId }: Candidate): string {
  return teamId ?? personId ?? '';
}

/** Who was first, and where the best of those chosen stands, when the first is not among them. */
function overruledBy(candidates: readonly Candidate[], chosen: readonly string[]) {
  const [first] = candidates;
  const index = candidates.findIndex((each) => chosen.includes(idOf(each)));
  return first && index > 0 ? { firstId: idOf(first), place: index + 1 } : undefined;
}

interface InsteadProps {
  first: Candidate | undefined;
  reason: string;
  onReason: (reason: string) => void;
  onSend: () => void;
}

/** Why not the first: asked, never demanded. */
function Instead({ first, reason, onReason, onSend }: InsteadProps) {
  const id = useId();
  return (
    <div className="form">
      <label htmlFor={id}>{t('desk.instead', { name: first?.name ?? '' })}</label>
      <Input
        id={id}
        value={reason}
        maxLength={500}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onReason(event.target.value)}
        onPressEnter={onSend}
      />
      <span className="hint" id={`${id}-hint`}>
        {t('desk.instead.hint')}
      </span>
    </div>
  );
}

interface SeveralProps {
  id: string;
  candidates: readonly Candidate[];
  named: string[];
  onNamed: (ids: string[]) => void;
}

/** Several volunteers at once, by name. */
function Several({ id, candidates, named, onNamed }: SeveralProps) {
  const volunteers = candidates.filter((each) => each.personId !== null);
  if (volunteers.length < 2) return null;
  return (
    <div className="form">
      <label className="soft" htmlFor={id}>
        {t('desk.who.several')}
      </label>
      <Select
        id={id}
        mode="multiple"
        maxCount={20}
        showSearch={{ optionFilterProp: 'label' }}
        value={named}
        placeholder={t('desk.who.several_hint')}
        onChange={onNamed}
        options={volunteers.map((each) => ({ value: each.personId ?? '', label: each.name }))}
      />
    </div>
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
