import { Button } from 'antd';
import { useState } from 'react';
import type { WeekAhead, WeekKind } from '../../../src/dispatch/schema/week-ahead.ts';
import { nameIn, t } from '../../ui/language.ts';
import { sayShortDate, startOfDate } from '../../ui/times.ts';
import { Table } from '../frame/Table.tsx';
import { useKindName, useSkillName } from '../lookups.ts';
import { TellTeams } from './TellTeams.tsx';
import { shortWeekdayOf, weekdayOf } from './weekday.ts';

/** Kinds down, days across; at the end where it comes from and who could go. */
export function WeekTable({ week }: { week: WeekAhead }) {
  const kindName = useKindName();
  const [telling, setTelling] = useState<WeekKind>();
  return (
    <>
      <Table className="week">
        <caption>{t('desk.week.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.week.kind')}</th>
            {week.days.map(({ date, isHoliday, isMadeUp }) => (
              <th scope="col" key={date} className="day">
                {shortWeekdayOf(date)}
                <br />
                <span className="figure">{sayShortDate(startOfDate(date))}</span>
                {isHoliday || isMadeUp ? (
                  <>
                    <br />
                    {t(isHoliday ? 'desk.week.holiday' : 'desk.week.made_up')}
                  </>
                ) : null}
              </th>
            ))}
            <th scope="col">{t('desk.week.week')}</th>
            <th scope="col">{t('desk.week.why')}</th>
            <th scope="col">{t('desk.week.who')}</th>
          </tr>
        </thead>
        <tbody>
          {week.kinds.map((kind) => (
            <tr key={kind.kind}>
              <th scope="row">{kindName(kind.kind)}</th>
              {week.days.map(({ date }, n) => (
                <td key={date} className="figure day">
                  <OfDay expected={kind.days?.[n]} known={kind.known[n] ?? 0} />
                </td>
              ))}
              <td className="figure">
                {kind.week
                  ? t('desk.week.span', { low: kind.week.low, high: kind.week.high })
                  : t('desk.week.no_figure')}
              </td>
              <td className="prose">
                <Why kind={kind} days={week.days} isUnseen={week.hasHistory && kind.week === null} />
              </td>
              <td className="prose">
                <Who kind={kind} days={week.days} onTell={() => setTelling(kind)} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {telling ? <TellTeams week={week} kind={telling} onClose={() => setTelling(undefined)} /> : null}
    </>
  );
}

/** What is expected of a day, and of it what was asked for already. */
function OfDay({ expected, known }: { expected: number | undefined; known: number }) {
  const figure = expected === undefined ? '' : expected < 10 ? expected.toFixed(1) : String(Math.round(expected));
  return (
    <>
      {figure}
      {known > 0 ? <div className="soft">{t('desk.week.known_of_day', { known })}</div> : null}
    </>
  );
}

interface CellProps {
  kind: WeekKind;
  days: WeekAhead['days'];
}

/** Where it comes from, in words. */
function Why({ kind, days, isUnseen }: CellProps & { isUnseen: boolean }) {
  const { lately, lastYear, known, reasons, week } = kind;
  const asked = known.reduce((sum, each) => sum + each, 0);
  return (
    <ul className="lines">
      {asked > 0 ? <li>{t('desk.week.known', { asked })}</li> : null}
      {isUnseen ? <li>{t('desk.week.unseen')}</li> : null}
      {week ? <li>{t('desk.week.lately', { lately })}</li> : null}
      {lastYear === null || isUnseen ? null : <li>{t('desk.week.last_year', { lastYear })}</li>}
      {(isUnseen ? reasons.filter(({ times }) => times > 1) : reasons).map((reason) => (
        <li key={reason.id}>
          {t(isUnseen ? 'desk.week.unseen_reason' : 'desk.week.reason', {
            name: nameIn(reason),
            days:
              reason.days.length === days.length
                ? t('desk.week.every_day')
                : reason.days.map((n) => weekdayOf(days[n]?.date ?? '')).join(t('desk.list')),
            times: reason.times,
          })}
        </li>
      ))}
    </ul>
  );
}

/** Teams that serve there and how many volunteers could, with what is missing. */
function Who({ kind, days, onTell }: CellProps & { onTell: () => void }) {
  const kindName = useKindName();
  const skillName = useSkillName();
  const { helpers } = kind;
  if (!helpers) return <span className="soft">{t('desk.week.not_looked')}</span>;
  const { teams, people, likely, short, skills, free } = helpers;
  const fewest = free.indexOf(Math.min(...free));
  return (
    <>
      <ul className="lines">
        {teams.map((team) => (
          <li key={team.id}>{t('desk.week.team', { name: nameIn(team), count: team.members })}</li>
        ))}
        {teams.length === 0 ? <li>{t('desk.week.no_team')}</li> : null}
        {people === 0 ? (
          <li className="danger">
            {t('desk.week.nobody', {
              skills: skills.length === 0 ? t('desk.gaps.anybody') : skills.map(skillName).join(t('desk.list')),
            })}
          </li>
        ) : (
          <li>
            {t('desk.week.people', {
              people,
              likely,
              day: weekdayOf(days[fewest]?.date ?? ''),
              free: free[fewest] ?? 0,
            })}
          </li>
        )}
        {short > 0 ? <li className="danger">{t('desk.week.short', { count: short })}</li> : null}
      </ul>
      {teams.some((team) => team.mayTell) ? (
        <Button size="small" aria-label={t('desk.week.tell_of', { kind: kindName(kind.kind) })} onClick={onTell}>
          {t('desk.week.tell')}
        </Button>
      ) : null}
    </>
  );
}
