import { Button } from 'antd';
import { t } from '../../../ui/language.ts';
import { useEditing } from './editing.ts';
import type { Step } from './shape.ts';

/** What a row is used for, and the way out of the policy, if there is one. */
export function RowEnd({ path, id, name }: { path: readonly Step[]; id: string; name: string }) {
  const { set, countOf, keptBecause } = useEditing();
  const kept = keptBecause(id);
  return (
    <span className="row-end">
      <span className="soft">{countOf(id)}</span>
      <Button
        size="small"
        disabled={kept !== undefined}
        title={kept}
        aria-label={t('desk.policy.remove_name', { name })}
        onClick={() => set(path, undefined)}
      >
        {t('desk.policy.remove')}
      </Button>
    </span>
  );
}
