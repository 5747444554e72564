import { Button } from 'antd';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { useKindName, useUnitName } from '../lookups.ts';
import type { Conflict } from './use-act.tsx';

/** Somebody was quicker: what has changed, that nothing was done yet, and both ways on. */
export function ConflictNote({ conflict, onDismiss }: { conflict: Conflict; onDismiss: () => void }) {
  const kindName = useKindName();
  const { before, now } = conflict;
  const owners = [useUnitName(before.unitId), useUnitName(now.unitId)];
  const teams = [useUnitName(before.teamId), useUnitName(now.teamId)];
  const rows: [string, string, string][] = [
    [t('desk.conflict.status'), t(`status.${before.status}`), t(`status.${now.status}`)],
    [t('desk.triage.kind'), kindName(before.kind, before.nature), kindName(now.kind, now.nature)],
    [t('desk.filter.urgency'), urgency(before), urgency(now)],
    [t('desk.fact.owner'), owners[0] ?? '', owners[1] ?? ''],
    [t('desk.who.team'), teams[0] ?? '', teams[1] ?? ''],
    [t('desk.column.words'), before.text ?? '', now.text ?? ''],
    [t('desk.conflict.people'), String(before.assigned), String(now.assigned)],
  ];
  const changes = rows.filter(([, left, right]) => left !== right);
  return (
    <section className="conflict" role="alert">
      <p>
        <b>{t('desk.conflict.title')}</b> {t('desk.conflict.nothing_done')}
      </p>
      <dl>
        {changes.map(([name, left, right]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>
              <s className="soft">{left || t('desk.none')}</s> → {right || t('desk.none')}
            </dd>
          </div>
        ))}
      </dl>
      <div className="send">
        <Button onClick={onDismiss}>{t('desk.conflict.leave')}</Button>
        <Button onClick={conflict.again}>{t('desk.conflict.again')}</Button>
      </div>
    </section>
  );
}

function urgency(order: OrderDetail): string {
  return order.urgency ? t(`urgency.${order.urgency}`) : '';
}
