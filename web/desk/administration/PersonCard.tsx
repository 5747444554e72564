import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useId, useState } from 'react';
import { roleFits } from '../../../src/identity/rules/grants.ts';
import type { PersonSummary } from '../../../src/identity/schema.ts';
import { type GrantedRole, grantedRoles } from '../../../src/shared/actor.ts';
import { type UnitLevel, unitLevels } from '../../../src/shared/units.ts';
import { t } from '../../ui/language.ts';
import { giveRole } from '../calls.ts';
import { GrantLine } from '../frame/AccountMenu.tsx';
import { problemText } from '../frame/said.tsx';
import { useTree } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import { EndRole } from './EndRole.tsx';
import { LostAuthenticators } from './LostAuthenticators.tsx';
import { WhySees } from './WhySees.tsx';

/** Leaders are named on the page of their team. */
const ROLES = grantedRoles.filter((role) => role !== 'team_leader');
/** At which levels each role is given. */
const LEVELS = new Map<GrantedRole, readonly UnitLevel[]>(
  ROLES.map((role) => [role, unitLevels.filter((level) => roleFits(role, level))]),
);

/** One person's roles: give, end, and the answer to "why can she see this?". */
export function PersonCard({ person, onChanged }: { person: PersonSummary; onChanged: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const { message } = App.useApp();
  const tree = useTree();
  const [role, setRole] = useState<GrantedRole>('dispatcher');
  const [unitId, setUnitId] = useState<string>();
  const changed = (sentence: string) => () => {
    message.success(sentence);
    client.invalidateQueries({ queryKey: ['grants'] });
    onChanged();
  };
  const failed = (error: unknown) => void message.error(problemText(error));
  const give = useMutation({
    mutationFn: () => giveRole({ personId: person.id, role, unitId: unitId ?? '' }),
    onSuccess({ waiting }) {
      client.invalidateQueries({ queryKey: ['wishes'] });
      changed(t(waiting ? 'desk.roles.asked' : 'desk.roles.given'))();
    },
    onError: failed,
  });
  const [ending, setEnding] = useState<string>();
  return (
    <section className="card" aria-label={person.name ?? t('desk.fact.nameless')}>
      <h2>{person.name ?? t('desk.fact.nameless')}</h2>
      {person.username ? <p className="soft">{t('desk.people.account', { username: person.username })}</p> : null}
      <h3>{t('desk.people.roles')}</h3>
      {person.grants.length === 0 ? <p className="soft">{t('desk.people.no_role')}</p> : null}
      <ul className="form">
        {person.grants.map((grant) => (
          <li key={grant.id} className="form">
            <span style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
              <GrantLine role={grant.role} unitId={grant.unitId} />
              <Button size="small" aria-expanded={ending === grant.id} onClick={() => setEnding(grant.id)}>
                {t('desk.roles.end')}
              </Button>
            </span>
            {ending === grant.id ? (
              <EndRole
                grant={grant}
                person={person}
                onClose={() => setEnding(undefined)}
                onDone={(sentence) => {
                  setEnding(undefined);
                  changed(sentence)();
                }}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <form
        className="row2"
        onSubmit={(event) => {
          event.preventDefault();
          if (unitId) give.mutate();
        }}
      >
        <div className="field form">
          <label htmlFor={`${id}-role`}>{t('desk.roles.role')}</label>
          <Select
            id={`${id}-role`}
            value={role}
            onChange={(chosen) => {
              setRole(chosen);
              const level = unitId ? tree.byId.get(unitId)?.level : undefined;
              if (level && !roleFits(chosen, level)) setUnitId(undefined);
            }}
            options={ROLES.map((each) => ({ value: each, label: t(`role.${each}`) }))}
          />
          <span className="soft">{t(`desk.roles.means.${role}`)}</span>
          <span className="soft">{t('desk.roles.leaders')}</span>
        </div>
        <div className="field form">
          <label htmlFor={`${id}-unit`}>{t('desk.roles.unit')}</label>
          <UnitSelect id={`${id}-unit`} value={unitId} onChange={setUnitId} levels={LEVELS.get(role) ?? []} />
          <Button type="primary" htmlType="submit" disabled={!unitId} loading={give.isPending}>
            {t('desk.roles.give')}
          </Button>
        </div>
      </form>
      {person.username ? <LostAuthenticators person={person} onDone={(sentence) => changed(sentence)()} /> : null}
      <WhySees person={person} />
    </section>
  );
}
