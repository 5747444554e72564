import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { urgencies } from '../../../src/orders/schema/states.ts';
import type { PolicyBody } from '../../../src/organisation/policies/schema.ts';
import { nameIn, t } from '../../ui/language.ts';
import { sayTime } from '../../ui/times.ts';
import { readPolicy, readPolicyVersions } from '../calls.ts';
import { Trouble } from '../frame/said.tsx';

const NAMES = ['urgency', 'needs', 'skills', 'departments'] as const;
type Shown = (typeof NAMES)[number];
const route = getRouteApi('/frame/policies');

/** The rules that are data: clocks, kinds of need, skills, departments; as they are now, and every version before. */
export function PoliciesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const name = NAMES.find((each) => each === search.policy) ?? 'urgency';
  return (
    <>
      <header className="bar">
        <h1>{t('desk.policies.title')}</h1>
        <nav aria-label={t('desk.tabs')} style={{ display: 'flex', gap: 4 }}>
          {NAMES.map((each) => (
            <button
              key={each}
              type="button"
              className="tab"
              aria-current={each === name ? 'page' : undefined}
              onClick={() => navigate({ search: { policy: each } })}
            >
              {t(`desk.policy.${each}`)}
            </button>
          ))}
        </nav>
      </header>
      <main className="body">
        <div className="page" key={name}>
          <Policy name={name} />
          <Versions name={name} />
        </div>
      </main>
    </>
  );
}

function Policy({ name }: { name: Shown }) {
  const { data, error, refetch } = useQuery({ queryKey: ['policy', name], queryFn: () => readPolicy(name) });
  if (error) return <Trouble error={error} again={() => refetch()} />;
  if (!data) return <p className="skeleton soft">{t('state.loading')}</p>;
  const body = data.body as PolicyBody<Shown>;
  if ('urgencies' in body) return <Clocks policy={body} />;
  if ('categories' in body) return <Needs policy={body as PolicyBody<'needs'>} />;
  if ('skills' in body) return <Skills policy={body} />;
  return <Departments policy={body as PolicyBody<'departments'>} />;
}

type Limit = { minutes: number; clock: 'working' | 'continuous' } | null;

/** `10 小时 工作时间`: 600 minutes are one working day. */
function limitText(limit: Limit): string {
  if (!limit) return t('desk.policy.agreed_day');
  const { minutes } = limit;
  if (limit.clock === 'working' && minutes % 600 === 0) return t('desk.policy.working_days', { count: minutes / 600 });
  const span =
    minutes % 30 === 0 ? t('desk.policy.hours', { count: minutes / 60 }) : t('desk.policy.minutes', { count: minutes });
  return t(`desk.policy.clock.${limit.clock}`, { span });
}

function Clocks({ policy }: { policy: PolicyBody<'urgency'> }) {
  return (
    <table className="plain">
      <caption>{t('desk.policy.urgency.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.filter.urgency')}</th>
          {(['triage', 'dispatch', 'accept', 'complete'] as const).map((each) => (
            <th scope="col" key={each}>
              {t(`desk.policy.limit.${each}`)}
            </th>
          ))}
          <th scope="col">{t('desk.policy.promise')}</th>
        </tr>
      </thead>
      <tbody>
        {urgencies.map((name) => {
          const each = policy.urgencies[name];
          return (
            <tr key={name}>
              <th scope="row">{nameIn(each)}</th>
              <td>{limitText(each.triage)}</td>
              <td>{limitText(each.dispatch)}</td>
              <td>{limitText(each.accept)}</td>
              <td>{limitText(each.complete)}</td>
              <td>{nameIn({ zh: each.promiseZh, en: each.promiseEn })}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Needs({ policy }: { policy: PolicyBody<'needs'> }) {
  const kinds = policy.categories.reduce((sum, category) => sum + category.kinds.length, 0);
  return (
    <table className="plain">
      <caption>{t('desk.policy.needs.caption', { kinds, categories: policy.categories.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.column.kind')}</th>
          <th scope="col">{t('desk.filter.nature')}</th>
          <th scope="col">{t('desk.filter.urgency')}</th>
          <th scope="col">{t('desk.policy.flags')}</th>
          <th scope="col">{t('desk.policy.words')}</th>
        </tr>
      </thead>
      {policy.categories.map((category) => (
        <tbody key={category.id}>
          <tr>
            <th scope="rowgroup" colSpan={5}>
              {nameIn(category)}
            </th>
          </tr>
          {category.kinds.map((kind) => (
            <tr key={kind.id}>
              <td>{nameIn(kind)}</td>
              <td className="whole">{t(`nature.${kind.nature}`)}</td>
              <td className="whole">{t(`urgency.${kind.urgency}`)}</td>
              <td>
                {[
                  ...(kind.homeVisit ? [t('desk.fact.home_visit')] : []),
                  ...(kind.twoPersonRule ? [t('desk.policy.two')] : []),
                  ...(kind.volunteerDispatchable ? [] : [t('desk.policy.no_volunteers')]),
                  ...(kind.callFirst ? [kind.callFirst] : []),
                ].join(t('desk.list'))}
              </td>
              <td className="soft">{kind.words.slice(0, 8).join(t('desk.list'))}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Skills({ policy }: { policy: PolicyBody<'skills'> }) {
  return (
    <table className="plain">
      <caption>{t('desk.policy.skills.caption', { count: policy.skills.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.members.skills')}</th>
          <th scope="col">{t('desk.policy.papers')}</th>
        </tr>
      </thead>
      <tbody>
        {policy.skills.map((skill) => (
          <tr key={skill.id}>
            <td>{nameIn(skill)}</td>
            <td>{t(`desk.papers.${skill.credential}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Departments({ policy }: { policy: PolicyBody<'departments'> }) {
  return (
    <table className="plain">
      <caption>{t('desk.policy.departments.caption', { count: policy.departments.length })}</caption>
      <tbody>
        {policy.departments.map((department) => (
          <tr key={department.id}>
            <td>{nameIn(department)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Versions({ name }: { name: Shown }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['policy-versions', name],
    queryFn: () => readPolicyVersions(name),
  });
  if (error) return <Trouble error={error} again={() => refetch()} />;
  return (
    <section>
      <h3>{t('desk.policy.versions')}</h3>
      <ol className="path">
        {(data?.items ?? []).map((each) => (
          <li key={each.version}>
            <time dateTime={each.effectiveAt}>{t('desk.policy.version', { number: each.version })}</time>
            <span>{t('desk.policy.since', { time: sayTime(each.effectiveAt, new Date()) })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
