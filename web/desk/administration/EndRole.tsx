import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import type { PersonSummary } from '../../../src/identity/schema.ts';
import { t } from '../../ui/language.ts';
import { endRole, giveRole, readGrants } from '../calls.ts';
import { problemText, Trouble } from '../frame/said.tsx';
import { useUnitName } from '../lookups.ts';
import { type Chosen, PersonSelect } from './PersonSelect.tsx';

interface EndRoleProps {
  grant: PersonSummary['grants'][number];
  person: { id: string; name: string | null };
  onDone: (sentence: string) => void;
  onClose: () => void;
}

/** Ends a role: says who else holds it there and what becomes of the work, and asks who takes over. */
export function EndRole({ grant, person, onDone, onClose }: EndRoleProps) {
  const id = useId();
  const [heir, setHeir] = useState<Chosen>();
  const unit = useUnitName(grant.unitId);
  const role = t(`role.${grant.role}`);
  const { data, error, refetch } = useQuery({
    queryKey: ['grants', { unit: grant.unitId, exactly: true }],
    queryFn: () => readGrants({ unit: grant.unitId, exactly: true }),
  });
  const others = (data?.items ?? []).filter((each) => each.role === grant.role && each.personId !== person.id);
  const client = useQueryClient();
  const [given, setGiven] = useState<Chosen>();
  const end = useMutation({
    // The heir first, and nothing ends while they only wait for a second administrator: at no moment does nobody hold it.
    async mutationFn(to: Chosen | undefined): Promise<string> {
      if (to && to.id !== given?.id && !others.some((each) => each.personId === to.id)) {
        const { waiting } = await giveRole({ personId: to.id, role: grant.role, unitId: grant.unitId });
        if (waiting) return t('desk.roles.waits', { name: to.name, who: person.name ?? t('desk.fact.nameless') });
        setGiven(to);
      }
      await endRole(grant.id);
      return to ? t('desk.roles.handed', { name: to.name }) : t('desk.roles.ended');
    },
    onSuccess: onDone,
    onSettled() {
      for (const key of ['grants', 'wishes']) client.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <form
      className="card form"
      aria-label={t('desk.roles.end_of', { role, unit })}
      onSubmit={(event) => {
        event.preventDefault();
        if (heir && data) end.mutate(heir);
      }}
    >
      <p>
        {t('desk.roles.end_says', { unit })}{' '}
        {data
          ? others.length > 0
            ? t('desk.roles.others', {
                role,
                names: others.map((each) => each.name ?? t('desk.fact.nameless')).join(t('desk.list')),
              })
            : t('desk.roles.last', { role, unit })
          : error
            ? null
            : t('state.loading')}
      </p>
      {error && !data ? <Trouble error={error} again={() => refetch()} /> : null}
      <div className="field">
        <label htmlFor={`${id}-heir`}>{t('desk.roles.heir')}</label>
        <PersonSelect id={`${id}-heir`} value={heir} onChange={setHeir} without={person.id} />
      </div>
      {end.error ? (
        <p className="wrong" role="alert">
          {given
            ? t('desk.roles.half', { name: given.name, who: person.name ?? t('desk.fact.nameless') })
            : problemText(end.error)}
        </p>
      ) : null}
      <div className="send">
        <Button type="primary" htmlType="submit" disabled={!heir || !data} loading={end.isPending}>
          {t('desk.roles.hand')}
        </Button>
        <Button danger disabled={!data} loading={end.isPending} onClick={() => end.mutate(undefined)}>
          {t('desk.roles.end_alone')}
        </Button>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
