import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { PersonSummary } from '../../../src/identity/schema.ts';
import type { Sight, SightGround } from '../../../src/orders/schema/sight.ts';
import { asRefusal } from '../../ui/api.ts';
import { say, t } from '../../ui/language.ts';
import { readSight } from '../calls.ts';
import { Trouble } from '../frame/said.tsx';
import { pathIn, unitName, useTree, useUnitName } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';

/** Why can this person see what lies at a unit, or one order: what lets them, or that nothing does. */
export function WhySees({ person }: { person: PersonSummary }) {
  return (
    <>
      <WhySeesUnit person={person} />
      <WhySeesOrder person={person} />
    </>
  );
}

function WhySeesUnit({ person }: { person: PersonSummary }) {
  const id = useId();
  const tree = useTree();
  const [unitId, setUnitId] = useState<string>();
  const path = unitId ? pathIn(tree, unitId) : [];
  const reaching = person.grants.flatMap((grant) => {
    const at = path.find((unit) => unit.id === grant.unitId);
    return at ? [{ ...grant, at }] : [];
  });
  return (
    <div className="form">
      <label htmlFor={id}>
        <h3>{t('desk.why_sees')}</h3>
      </label>
      <UnitSelect id={id} value={unitId} onChange={setUnitId} />
      {unitId ? (
        <ul className="form" role="status">
          {reaching.length === 0 ? (
            <li>{t('desk.why_sees.nothing', { unit: path[0] ? unitName(path[0]) : '' })}</li>
          ) : null}
          {reaching.map((grant) => (
            <li key={grant.id}>
              {t(grant.at.id === unitId ? 'desk.why_sees.here' : 'desk.why_sees.above', {
                role: t(`role.${grant.role}`),
                unit: unitName(grant.at),
              })}{' '}
              {t(`desk.roles.means.${grant.role}`)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function WhySeesOrder({ person }: { person: PersonSummary }) {
  const id = useId();
  const [number, setNumber] = useState('');
  const [asked, setAsked] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: ['sight', person.id, asked],
    queryFn: () => readSight(person.id, asked),
    enabled: asked !== '',
    // Each asking is recorded: nothing is asked but by the button.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const unknown = error !== null && asRefusal(error).status === 404;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (number.trim() === asked) refetch();
        else setAsked(number.trim());
      }}
    >
      <label htmlFor={id}>
        <h3>{t('desk.why_order')}</h3>
      </label>
      <div style={{ display: 'flex', gap: 8 }}>
        <Input id={id} value={number} maxLength={20} onChange={(event) => setNumber(event.target.value)} />
        <Button htmlType="submit" disabled={number.trim() === ''}>
          {t('desk.why_order.ask')}
        </Button>
      </div>
      <div role="status">
        {unknown ? <p>{t('desk.why_order.unknown')}</p> : null}
        {data && !error ? <SightOf sight={data} /> : null}
      </div>
      {error && !unknown ? <Trouble error={error} again={() => refetch()} /> : null}
    </form>
  );
}

function SightOf({ sight: { view, grounds, confidential } }: { sight: Sight }) {
  return (
    <>
      <p>{t(`desk.why_order.view.${view ?? 'none'}`)}</p>
      <ul className="form">
        {grounds.map((each) => (
          <Ground key={`${each.ground} ${each.role} ${each.unitId}`} of={each} />
        ))}
      </ul>
      {confidential ? <p className="soft">{t('desk.why_order.sealed')}</p> : null}
    </>
  );
}

function Ground({ of: { ground, role, unitId } }: { of: SightGround }) {
  const unit = useUnitName(unitId);
  return <li>{say(`desk.why_order.ground.${ground}`, { unit, role: role === null ? '' : t(`role.${role}`) })}</li>;
}
