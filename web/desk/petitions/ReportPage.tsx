import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Radio } from 'antd';
import type { PetitionReport } from '../../../src/orders/schema/petitions.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { readPetitionReport } from '../calls.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { unitName, useTree, useUnitName } from '../lookups.ts';
import { unitsWith, useMe } from '../session.tsx';

const route = getRouteApi('/frame/reports');
const SPANS = [30, 90, 365] as const;
const DAY = 86_400_000;

/** How departments dealt with what was forwarded to them, without a name; counts under five are not shown. */
export function ReportPage() {
  const me = useMe();
  const { days = 90 } = route.useSearch();
  const navigate = route.useNavigate();
  const unit = unitsWith(me, ['petition_clerk', 'observer'])[0] ?? '';
  const name = useUnitName(unit);
  const { data, error, refetch } = useQuery({
    queryKey: ['petition-report', unit, days],
    queryFn: () => readPetitionReport({ unit, from: new Date(Date.now() - days * DAY).toISOString() }),
    enabled: unit !== '',
  });
  return (
    <main className="body">
      <div className="page">
        <h2>{t('desk.report.title', { unit: name })}</h2>
        <Radio.Group
          aria-label={t('desk.report.span')}
          value={days}
          onChange={(event) => navigate({ search: { days: event.target.value as number }, replace: true })}
          options={SPANS.map((each) => ({ value: each, label: t('desk.report.days', { days: each }) }))}
        />
        {error ? <Trouble error={error} again={() => refetch()} /> : null}
        {data ? <Report report={data} /> : null}
      </div>
    </main>
  );
}

const COLUMNS = ['received', 'replied', 'onTime', 'disputed', 'reopened'] as const;

function Report({ report }: { report: PetitionReport }) {
  const tree = useTree();
  const now = new Date(report.to);
  const span = { from: sayDate(report.from, now), to: sayDate(report.to, now) };
  if (report.departments.length === 0) return <Nothing>{t('desk.report.none', span)}</Nothing>;
  return (
    <table className="plain">
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
                  : t('desk.report.median_days', { days: row.medianDays })}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
