import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { t } from '../../ui/language.ts';
import { PersonSelect } from '../administration/PersonSelect.tsx';
import { useTree } from '../lookups.ts';
import { administersAll, useMe } from '../session.tsx';
import type { LookedAt } from './looked-at.ts';

interface AccountFieldProps {
  id: string;
  looked: LookedAt;
  /** The id of what is said when something is wrong. */
  wrong: string | undefined;
}

/** Whose looks: administrators choose by name; auditors, who look for nobody by name, bring the account from the audit page. */
export function AccountField({ id, looked, wrong }: AccountFieldProps) {
  const chooses = administersAll(useMe(), useTree());
  if (looked.brought || !chooses) return <Brought id={id} looked={looked} wrong={wrong} />;
  return (
    <div className="field">
      <label htmlFor={id}>{t('desk.breach.people.actor')}</label>
      <PersonSelect id={id} value={looked.account} onChange={(account) => looked.fill({ account })} wrong={wrong} />
    </div>
  );
}

function Brought({ id, looked, wrong }: AccountFieldProps) {
  return (
    <fieldset className="field" aria-describedby={wrong}>
      <legend>{t('desk.breach.people.actor')}</legend>
      {looked.account ? (
        <p className="audit-line" id={id}>
          <b>{looked.account.name}</b>
          <Button size="small" onClick={() => looked.fill({ account: undefined })}>
            {t('desk.breach.people.drop')}
          </Button>
        </p>
      ) : (
        <>
          <span className="hint">{t('desk.breach.people.actor_from_audit')}</span>
          <span>
            <Link to="/audit">{t('desk.breach.people.to_audit')}</Link>
          </span>
        </>
      )}
    </fieldset>
  );
}
