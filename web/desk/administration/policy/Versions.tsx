import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { PolicyName } from '../../../../src/organisation/policies/schema/policies.ts';
import { t } from '../../../ui/language.ts';
import { sayTime } from '../../../ui/times.ts';
import { type PolicySaved, readGrants, readPolicy } from '../../calls.ts';
import { Table } from '../../frame/Table.tsx';
import { useTree } from '../../lookups.ts';
import { unitsWith, useMe } from '../../session.tsx';
import { changesBetween } from './changes.ts';
import { Differences } from './Differences.tsx';
import type { Draft } from './use-draft.ts';

/** Every version before, who saved it and when it held; what it changed; and the way back to it, as a new version. */
export function Versions({ name, draft }: { name: PolicyName; draft: Draft }) {
  const [looked, setLooked] = useState<{ older: PolicySaved; newer: PolicySaved }>();
  const { data: current } = useQuery({ queryKey: ['policy', name], queryFn: () => readPolicy(name) });
  const whoIs = useWho();
  const versions = draft.versions ?? [];
  const newest = versions[0];
  return (
    <section>
      <h3>{t('desk.policy.versions')}</h3>
      <Table>
        <caption>{t('desk.policy.versions.caption', { count: versions.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.policy.column.version')}</th>
            <th scope="col">{t('desk.policy.column.holds')}</th>
            <th scope="col">{t('desk.policy.column.who')}</th>
            <th scope="col">{t('desk.policy.column.changes')}</th>
            <th scope="col">
              <span className="heard">{t('desk.members.deeds')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version, index) => {
            const before = versions[index + 1];
            return (
              <tr key={version.version}>
                <th scope="row">{t('desk.policy.version', { number: version.version })}</th>
                <td>{holds(version, current?.version, versions[index - 1])}</td>
                <td>{whoIs(version.actorId)}</td>
                <td className="figure">
                  {before
                    ? t('desk.policy.changed', { count: changesBetween(before.body, version.body).length })
                    : t('desk.policy.first')}
                </td>
                <td>
                  <span className="row-end">
                    {before ? (
                      <Button size="small" onClick={() => setLooked({ older: before, newer: version })}>
                        {t('desk.policy.look_before')}
                      </Button>
                    ) : null}
                    {newest && newest !== version ? (
                      <>
                        <Button size="small" onClick={() => setLooked({ older: version, newer: newest })}>
                          {t('desk.policy.look_now')}
                        </Button>
                        <Button
                          size="small"
                          onClick={() => draft.bringBack(version)}
                          aria-label={t('desk.policy.bring_back_name', { number: version.version })}
                        >
                          {t('desk.policy.bring_back')}
                        </Button>
                      </>
                    ) : null}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      {looked ? <Compared {...looked} onClose={() => setLooked(undefined)} /> : null}
    </section>
  );
}

/** From when on it held; whether it holds now, will, or never did because a later one was saved first. */
function holds(version: PolicySaved, current: number | undefined, later: PolicySaved | undefined): string {
  const now = new Date();
  const since = t('desk.policy.since', { time: sayTime(version.effectiveAt, now) });
  if (version.version === current) return t('desk.policy.holds_now', { since });
  if (!version.scheduledAt) return since;
  const tookPlace = later && (later.scheduledAt ?? later.effectiveAt) < version.effectiveAt && !later.scheduledAt;
  if (tookPlace) return t('desk.policy.never_held', { number: later.version });
  return version.effectiveAt > now.toISOString() ? t('desk.policy.planned', { since }) : since;
}

/** Names of whoever saved: the city's administrators, who alone read who they are, or the program itself. */
function useWho(): (actorId: string) => string {
  const me = useMe();
  const city = useTree().root?.id ?? '';
  const mine = unitsWith(me, ['administrator']).includes(city);
  const { data } = useQuery({
    queryKey: ['grants', { unit: city, exactly: true }],
    queryFn: () => readGrants({ unit: city, exactly: true }),
    staleTime: 300_000,
    enabled: mine,
  });
  const names = new Map((data?.items ?? []).map((grant) => [grant.personId, grant.name]));
  return (actorId) => {
    if (!/^[0-9a-f]{8}-/.test(actorId)) return t('desk.policy.by_program');
    return names.get(actorId) ?? t(mine ? 'desk.policy.by_former' : 'desk.policy.by_city');
  };
}

interface ComparedProps {
  older: PolicySaved;
  newer: PolicySaved;
  onClose: () => void;
}

function Compared({ older, newer, onClose }: ComparedProps) {
  const changes = changesBetween(older.body, newer.body);
  const title = t('desk.policy.compare', { older: older.version, newer: newer.version });
  return (
    <Modal open width={960} title={title} onCancel={onClose} footer={null} destroyOnHidden>
      {changes.length === 0 ? (
        <p>{t('desk.policy.same')}</p>
      ) : (
        <Differences
          caption={t('desk.policy.changed', { count: changes.length })}
          changes={changes}
          before={older.body}
          after={newer.body}
        />
      )}
    </Modal>
  );
}
