import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Select } from 'antd';
import { useId } from 'react';
import { monthAfter } from '../../../src/orders/rules/report-months.ts';
import type { PetitionReport } from '../../../src/orders/schema/petitions.ts';
import { t } from '../../ui/language.ts';
import { dateOf, sayMonth } from '../../ui/times.ts';
import { readPetitionReport } from '../calls.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { UnitTitle } from '../frame/UnitTitle.tsx';
import { unitName, useTree, useUnitName } from '../lookups.ts';
import { unitsWith, useMe } from '../session.tsx';

const route = getRouteApi('/frame/reports');
/** So many months back can be chosen. */
const MONTHS = 24;

/** How departments dealt with what was forwarded to them in whole months, without a name; counts under five are not shown. */
export function ReportPage() {
  const me = useMe();
  const running = dateOf(new Date()).slice(0, 7);
  const { unit: chosen, to = running, from = monthAfter(to, -2) } = route.useSearch();
  const navigate = route.useNavigate();
  const units = unitsWith(me, ['petition_clerk', 'observer']);
  const unit = units.find((each) => each === chosen) ?? units[0] ?? '';
  const name = useUnitName(unit);
  const { data, error, refetch } = useQuery({
    queryKey: ['petition-report', unit, from, to],
    queryFn: () => readPetitionReport({ unit, from, to }),
    enabled: unit !== '',
  });
  const go = (change: { unit?: string; from?: string; to?: string }) =>
    navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <header className="bar">
        <UnitTitle unit={unit} units={units} onChoose={(next) => go({ unit: next })} />
      </header>
      <main className="body">
        <div className="page">
          <h2>{t('desk.report.title', { unit: name })}</h2>
          <search className="searches report-months">
            <Month
              label={t('desk.report.first')}
              value={from}
              running={running}
              onChange={(month) => go(spanOf(month, to, month))}
            />
            <Month
              label={t('desk.report.last')}
              value={to}
              running={running}
              onChange={(month) => go(spanOf(from, month, month))}
            />
          </search>
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {data ? <Report report={data} /> : null}
        </div>
      </main>
    </>
  );
}

/** Two months as a span; where the first is after the last, the one that was just chosen stands alone. */
function spanOf(from: string, to: string, chosen: string): { from: string; to: string } {
  return from > to ? { from: chosen, to: chosen } : { from, to };
}

/** Chooses a month, the running one first. */
function Month(props: { label: string; value: string; running: string; onChange: (month: string) => void }) {
  const id = useId();
  const last = Array.from({ length: MONTHS }, (_, index) => monthAfter(props.running, -index));
  // An address may name an older one.
  const months = last.includes(props.value) ? last : [...last, props.value];
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <Select
        id={id}
        value={props.value}
        onChange={props.onChange}
        options={months.map((month) => ({ value: month, label: sayMonth(month) }))}
      />
    </div>
  );
}

const COLUMNS = ['received', 'replied', 'onTime', 'disputed', 'reopened'] as const;

function Report({ report }: { report: PetitionReport }) {
  const tree = useTree();
  const span = { from: sayMonth(report.from), to: sayMonth(report.to) };
  if (report.departments.length === 0) return <Nothing>{t('desk.report.none', span)}</Nothing>;
  return (
    <Table>
      <caption>{t('desk.report.says', span)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.register.department')}</th>
          {COLUMNS.map((each) => (
            <th key={each} scope="col">
              {t(`desk.report.${each}`)}
            </th>
          ))}
          <th scope="col">{t('desk.report.median')}</th>
        </tr>
      </thead>
      <tbody>
        {report.departments.map((row) => {
          const department = tree.byId.get(row.departmentId);
          return (
            <tr key={row.departmentId}>
              <th scope="row">{department ? unitName(department) : t('desk.report.closed')}</th>
              {COLUMNS.map((each) => (
                <td key={each} className="figure">
                  {row[each] === 0 ? t('desk.report.under_five') : row[each]}
                </td>
              ))}
              <td className="figure">
                {row.medianDays === null
                  ? t('desk.report.unknown')
                  : t('desk.report.median_days', { count: row.medianDays })}
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
