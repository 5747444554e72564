import { getRouteApi } from '@tanstack/react-router';
import { t } from '../../ui/language.ts';
import './policies.css';
import { policyNames } from './policy/labels.ts';
import { PolicyForm } from './policy/PolicyForm.tsx';

const route = getRouteApi('/frame/policies');

/** The rules that are data: clocks, kinds of need, skills, departments, resources; changed here, with every version before. */
export function PoliciesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const name = policyNames.find((each) => each === search.policy) ?? 'urgency';
  return (
    <>
      <header className="bar">
        <h1>{t('desk.policies.title')}</h1>
        <nav aria-label={t('desk.tabs')}>
          {policyNames.map((each) => (
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
        <div className="page wide" key={name}>
          <PolicyForm
            name={name}
            row={search.row}
            onRow={(row) => navigate({ search: { policy: name, ...(row ? { row } : {}) }, replace: true })}
          />
        </div>
      </main>
    </>
  );
}
