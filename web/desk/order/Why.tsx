import type { Candidate, CandidateRanking, ScoreTerm } from '../../../src/dispatch/schema.ts';
import { t } from '../../ui/language.ts';
import { sayDistance } from '../../ui/times.ts';

interface WhyProps {
  candidate: Candidate;
  /** 0 is the first. */
  place: number;
}

/** The terms of one candidate's score in words, each with its points; what counts for nothing is not said. */
export function Why({ candidate, place }: WhyProps) {
  const terms = candidate.terms.filter((term) => term.points !== 0 || term.name === 'distance');
  const most = Math.max(1, ...terms.map((term) => Math.abs(term.points)));
  return (
    <section>
      <h3>
        {place === 0 ? t('desk.why.first') : t('desk.why.other', { name: candidate.name })}{' '}
        <span className="soft figure">{t('desk.who.points', { points: signed(candidate.score) })}</span>
      </h3>
      <dl className="bars said-bars">
        {terms.map((term) => (
          <div key={term.name}>
            <dt>{termText(term, candidate)}</dt>
            <dd className="figure">
              <span className="track">
                <i
                  className={term.points < 0 ? 'less' : undefined}
                  style={{ width: `${(Math.abs(term.points) / most) * 100}%` }}
                />
              </span>
              {signed(term.points)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Why the fourth is not among the first three, and what alone would change it. */
export function WhyFourth({ ranking }: { ranking: CandidateRanking }) {
  const { fourth, items } = ranking;
  const [third, it] = [items[2], items[3]];
  if (!fourth || !third || !it) return null;
  const changes = fourth.changes.map(changeText);
  return (
    <p className="soft">
      {fourth.points === 0
        ? t('desk.fourth.tie', { name: it.name, third: third.name })
        : t('desk.fourth', { name: it.name, third: third.name, count: fourth.points })}
      {fourth.behind.length > 0
        ? `${t('desk.comma')}${fourth.behind
            .slice(0, 3)
            .map((term) => t('desk.fourth.behind', { what: t(`desk.less.${term.name}`), points: term.points }))
            .join(t('desk.comma'))}`
        : ''}
      {t('desk.stop')}
      {changes.length > 0
        ? t('desk.fourth.change', { third: third.name, list: changes.join(t('desk.fourth.or')) })
        : t('desk.fourth.nothing', { third: third.name })}
    </p>
  );
}

/** How many are within reach, and what keeps the others from it. */
export function WhyNotOthers({ ranking }: { ranking: CandidateRanking }) {
  if (ranking.excluded.length === 0) return null;
  return (
    <p className="soft">
      {t('desk.who.others', {
        count: ranking.within,
        list: ranking.excluded.map(({ reason, count }) => t(`desk.kept.${reason}`, { count })).join(t('desk.list')),
      })}
    </p>
  );
}

function termText({ name }: ScoreTerm, candidate: Candidate): string {
  if (name === 'distance')
    return candidate.distanceMetres === null
      ? t('desk.term.distance.unknown')
      : t('desk.term.distance.far', { distance: sayDistance(candidate.distanceMetres) });
  if (name === 'load') return t('desk.term.load', { count: candidate.servedLately });
  return t(`desk.term.${name}`);
}

function changeText({ change, amount }: NonNullable<CandidateRanking['fourth']>['changes'][number]): string {
  if (change === 'closer') return t('desk.fourth.closer', { distance: sayDistance(Math.ceil(amount / 100) * 100) });
  return t(`desk.fourth.${change}`, { count: amount });
}

function signed(points: number): string {
  if (points === 0) return '0';
  return points > 0 ? `+${points}` : `−${-points}`;
}
